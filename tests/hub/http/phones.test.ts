import { afterEach, expect, test } from 'vitest'
import { existsSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import type { ActivityId, MemberId, RecordId } from '../../../shared/base/ids.ts'
import { openOnPhone, sealWords, type PhoneAnswer } from '../../../shared/own/phone-own.ts'
import { phoneSecret } from '../../../shared/passes/phone.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { compileNo } from '../../../shared/review/review.ts'
import { offerText, phoneProof, readOffer, type PhoneOffer } from '../../../shared/passes/phone-offer.ts'
import { importRoster } from '../../../hub/office/people/people.ts'
import { planActivity } from '../../../hub/office/activities/activities.ts'
import { plainDateTimeAt, type Period, type PlainDate } from '../../../shared/base/plain-date.ts'
import { must } from '../../../shared/base/check.ts'
import { compileReview } from '../../../hub/office/reviews/reviews.ts'
import { publishScheme, saveSchemeDraft } from '../../../hub/office/points/scheme.ts'
import { aMemberInput, anActivityInput, tellMeeting } from '../../fixtures/branch.ts'
import { aBrowser, aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

const HOUR_MS = 3_600_000
/** Compressed, all of it: an old phone on a village’s Wi-Fi. */
const SCRIPT_BYTES_MAX = 40 * 1024

/** A hub with its phones' port open, one member, and something to come. */
async function aHubWithPhones() {
  const folder = aFolder()
  stops.push(() => folder[Symbol.dispose]())
  const hub = await aRunningHub(folder.path, { config: { phonePort: 0, phoneHost: '127.0.0.1' } })
  stops.push(() => hub.stop())
  const secretary = await aSecretary(hub)
  const { office } = hub
  const by = { type: 'local' } as const
  await importRoster(office, by, { fileHash: 'a'.repeat(64), changes: [{ memberId: null, input: aMemberInput(1) }] })
  const memberId = must((await office.store.read.people.all())[0], 'member').memberId
  const at = (hours: number) => plainDateTimeAt((office.clock.now() + hours * HOUR_MS) as never, 'Asia/Shanghai')
  const planned = (title: string, hours: number) =>
    planActivity(
      office,
      by,
      anActivityInput({
        title,
        code: title,
        itemCode: null,
        start: at(hours),
        end: at(hours + 1),
        opens: at(hours - 1),
        lateAfter: at(hours),
        closes: at(hours + 1),
      }),
    )
  const activityId = await planned('主题党日', 3)
  await planned('党员大会', 30)
  const plain = must(hub.phoneUrl, 'an address for phones').replace(/\/phone\/$/, '')
  const offer = async (id: MemberId = memberId): Promise<PhoneOffer> => {
    const { fragment } = await secretary.api.phones.offer.mutate({ memberId: id })
    return must(readOffer(fragment.slice(3)), 'an offer')
  }
  return { hub, office, secretary, memberId, activityId, plain, offer }
}

const post = async (origin: string, ask: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${origin}/phone/api/${ask}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : { text } }
}

const claimBody = ({ ref, secret }: PhoneOffer, claim: string) => ({
  ref,
  claim,
  proof: phoneProof(secret, 'claim', { ref, claim }),
})
const newsBody = ({ ref, secret }: PhoneOffer) => ({ ref, proof: phoneProof(secret, 'news', { ref }) })
const leaveBody = ({ ref, secret }: PhoneOffer, activityId: ActivityId) => ({
  ref,
  activityId,
  reason: 'illness',
  proof: phoneProof(secret, 'leave', { ref, activityId, reason: 'illness' }),
})

test('SG80 SG82 the registrar shows a code, sees that it was taken, and stops the phone in one step', async () => {
  const { hub, secretary, memberId, plain, offer } = await aHubWithPhones()
  const made = await offer()
  expect(await secretary.api.phones.ofMember.query({ memberId })).toEqual([])
  expect((await secretary.api.phones.urls.query()).plain).toBe(`${plain}/phone/`)
  expect(await post(plain, 'claim', claimBody(made, 'c'.repeat(32)))).toMatchObject({ status: 200, body: { ok: true } })
  const second = await post(plain, 'claim', claimBody(made, 'd'.repeat(32)))
  expect(second).toMatchObject({ status: 409, body: { ok: false, code: 'PHONE_TAKEN' } })
  expect(second.body.zh).toContain('已经绑定过')
  expect(await secretary.api.phones.ofMember.query({ memberId })).toMatchObject([{ ref: made.ref, state: 'active' }])
  await secretary.api.phones.revoke.mutate({ ref: made.ref, why: 'lost' })
  expect(await post(plain, 'news', newsBody(made))).toMatchObject({ status: 409, body: { code: 'PHONE_REVOKED' } })
  // Whoever is not logged in gets no code.
  const { api } = aBrowser(hub.url)
  await expect(api.phones.offer.mutate({ memberId })).rejects.toThrow('LOGIN_NEEDED')
})

test('SG81 nothing that a phone sends or hears holds its secret', async () => {
  const { plain, offer } = await aHubWithPhones()
  const made = await offer()
  const hex = Buffer.from(made.secret).toString('hex')
  const bodies = [claimBody(made, 'c'.repeat(32)), newsBody(made)]
  for (const [at, ask] of ['claim', 'news'].entries()) {
    const sent = JSON.stringify(bodies[at])
    const heard = JSON.stringify((await post(plain, ask, sent)).body)
    for (const said of [sent, heard]) {
      expect(said).not.toContain(hex)
      expect(said).not.toContain(offerText(made).slice(14, 30))
    }
  }
})

test('SG89 over plain HTTP a phone hears the next activity and no more, and leave is not taken', async () => {
  const { hub, office, plain, offer, activityId } = await aHubWithPhones()
  const made = await offer()
  await post(plain, 'claim', claimBody(made, 'c'.repeat(32)))
  const news = await post(plain, 'news', newsBody(made))
  expect(news.body).toMatchObject({ ok: true, safe: false, coming: [{ title: '主题党日', leave: 'none' }] })
  expect(news.body.coming).toHaveLength(1)
  expect(Math.abs(news.body.now - office.clock.now())).toBeLessThan(5_000)
  const refused = await post(plain, 'leave', leaveBody(made, activityId))
  expect(refused).toMatchObject({ status: 409, body: { code: 'NEEDS_TLS' } })
  expect(await office.store.read.activities.leaveRequests(activityId)).toEqual([])
  // On this very PC nobody is in between.
  expect((await post(hub.url, 'news', newsBody(made))).body).toMatchObject({ safe: true, coming: [{}, {}] })
  expect(await post(hub.url, 'leave', leaveBody(made, activityId))).toMatchObject({ status: 200 })
  expect(await office.store.read.activities.leaveRequests(activityId)).toMatchObject([{ state: 'asked' }])
  expect((await post(hub.url, 'news', newsBody(made))).body.coming[0]).toMatchObject({ leave: 'asked' })
  // What one may know of the other way is nothing.
  expect((await post(plain, 'news', newsBody(made))).body.coming[0]).toMatchObject({ leave: 'none' })
})

test('SG84 the phones’ port takes JSON of its own page alone, and answers nonsense with one sentence', async () => {
  const { plain, office, offer } = await aHubWithPhones()
  const made = await offer()
  const before = (await office.store.read.journal.head()).size
  const body = claimBody(made, 'c'.repeat(32))
  expect((await post(plain, 'claim', body, { origin: 'http://evil.example' })).status).toBe(403)
  expect((await post(plain, 'claim', body, { 'content-type': 'text/plain' })).status).toBeGreaterThanOrEqual(400)
  const bad: readonly unknown[] = [
    {},
    { ...body, extra: 1 },
    { ...body, ref: '../../etc' },
    { ...body, proof: 'x'.repeat(64) },
    { ...body, claim: "' OR 1=1 --" },
    '{"ref":',
    [],
    null,
    'x'.repeat(5_000),
  ]
  for (const each of bad) {
    const { status, body: answer } = await post(plain, 'claim', each)
    expect([400, 413], JSON.stringify(each)?.slice(0, 40)).toContain(status)
    expect(JSON.stringify(answer)).not.toMatch(/valibot|Error:|at \//)
  }
  expect((await post(plain, 'nothing', body)).status).toBe(404)
  expect((await office.store.read.journal.head()).size).toBe(before)
})

test('SG84 who asks too often waits, and is told so', async () => {
  const { plain } = await aHubWithPhones()
  const body = { ref: '0123456789', proof: 'a'.repeat(64) }
  const answers = await Promise.all(Array.from({ length: 160 }, () => post(plain, 'news', body)))
  const late = answers.filter(each => each.status === 429)
  expect(late.length).toBeGreaterThan(20)
  expect(late[0]?.body).toMatchObject({ ok: false, code: 'TOO_MANY' })
  expect(Number(late[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(answers.filter(each => each.status === 409).length).toBeGreaterThanOrEqual(100)
})

test('SG84 the page runs its own files and nothing else, and stands in nobody’s frame', async context => {
  if (!existsSync(join(import.meta.dirname, '../../../dist/pages/phone/index.html'))) return context.skip()
  const { plain, hub } = await aHubWithPhones()
  for (const origin of [plain, hub.url]) {
    const response = await fetch(`${origin}/phone/`)
    const policy = response.headers.get('content-security-policy') ?? ''
    for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "connect-src 'self'"]) {
      expect(policy).toContain(part)
    }
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(response.headers.get('permissions-policy')).toContain('camera=()')
    const html = await response.text()
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file = '']) => file)
    expect(files.length).toBeGreaterThan(2)
    for (const file of files) {
      expect(file).toMatch(/^\/phone\//)
      expect((await fetch(origin + file)).status).toBe(200)
    }
    const scripts = files.filter(file => file.endsWith('.js'))
    const sizes = await Promise.all(
      scripts.map(async file => gzipSync(await (await fetch(origin + file)).bytes()).length),
    )
    expect(sizes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(SCRIPT_BYTES_MAX)
    expect(html).not.toMatch(/<script(?![^>]*src=)|<style|style=/)
  }
  expect((await fetch(`${plain}/phone`, { redirect: 'manual' })).headers.get('location')).toBe('/phone/')
})

/** The member's figures of a period, compiled and not told. */
async function aHeardPeriod({ office }: Awaited<ReturnType<typeof aHubWithPhones>>) {
  const { staffId } = must((await office.store.read.staff.all())[0], 'the secretary')
  const by = { type: 'staff', id: staffId } as const
  // Of last year: whatever day it is, it has ended.
  const cycle = Number(plainDateTimeAt(office.clock.now(), 'Asia/Shanghai').slice(0, 4)) - 1
  const period = `${cycle}-Q1` as Period
  await saveSchemeDraft(office, by, templateScheme(cycle))
  await tellMeeting(office, by, cycle)
  await publishScheme(office, by, cycle, `${cycle}-01-01` as PlainDate)
  await compileReview(office, by, period)
  const review = must(await office.store.read.reviews.one(period), 'a review').review
  return { period, no: compileNo(review) }
}

const NONCE = '0f'.repeat(16)
const ownBody = ({ ref, secret }: PhoneOffer, nonce = NONCE) => ({
  ref,
  nonce,
  proof: phoneProof(secret, 'own', { ref, nonce }),
})
const answerBody = ({ ref, secret }: PhoneOffer, id: RecordId, answer: PhoneAnswer) => ({
  ref,
  id,
  answer,
  proof: phoneProof(secret, 'answer', { ref, id, answer: answer as never }),
})

test('PR28 over plain HTTP a phone is told why it gets no own page; where nobody is in between it opens there alone', async () => {
  const set = await aHubWithPhones()
  const { hub, plain, offer, memberId } = set
  const made = await offer()
  await post(plain, 'claim', claimBody(made, 'c'.repeat(32)))
  const refused = await post(plain, 'own', ownBody(made))
  expect(refused).toMatchObject({ status: 409, body: { code: 'NEEDS_TLS' } })
  expect(refused.body.zh).toContain('https')
  expect(refused.body.sealed).toBeUndefined()
  const { body } = await post(hub.url, 'own', ownBody(made))
  const { ref, secret } = made
  expect(openOnPhone(body.sealed, secret, { ref, nonce: NONCE })).toMatchObject({ memberId, feedback: null })
  // Not the answer to another question, and nothing for another phone.
  expect(openOnPhone(body.sealed, secret, { ref, nonce: '1f'.repeat(16) })).toBeNull()
  expect(openOnPhone(body.sealed, phoneSecret(new Uint8Array(16)), { ref, nonce: NONCE })).toBeNull()
  const forged = await post(hub.url, 'own', { ...ownBody(made), nonce: '1f'.repeat(16) })
  expect(forged).toMatchObject({ status: 409, body: { code: 'PHONE_UNKNOWN' } })
})

test('RV18 on the phone figures are seen, accepted and disputed like at a kiosk; twice is once, and plain HTTP says nothing', async () => {
  const set = await aHubWithPhones()
  const { hub, office, plain, offer, memberId } = set
  const about = await aHeardPeriod(set)
  const made = await offer()
  await post(plain, 'claim', claimBody(made, 'c'.repeat(32)))
  const id = (number: number) => `019a0000-0000-7000-8000-0000000000a${number}` as RecordId
  const see = answerBody(made, id(1), { kind: 'seeFigures', ...about })
  expect(await post(plain, 'answer', see)).toMatchObject({ status: 409, body: { code: 'NEEDS_TLS' } })
  const reviewNow = async () => must(await office.store.read.reviews.one(about.period), 'a review').review
  expect((await reviewNow()).hearings[0]?.told).toBeNull()
  expect(await post(hub.url, 'answer', see)).toMatchObject({ status: 200, body: { late: null } })
  expect((await reviewNow()).hearings[0]?.told).toMatchObject({ by: null, how: 'phone' })
  const accept = answerBody(made, id(2), { kind: 'acceptFigures', ...about })
  const { ref, secret } = made
  const random = (length: number) => new Uint8Array(length).fill(7)
  const sealed = sealWords({ typed: '二月那次没有记上。' }, secret, { ref, id: id(3) }, random)
  const dispute = answerBody(made, id(3), { kind: 'raiseMatter', ...about, matter: 'defence', sealed })
  for (const body of [accept, dispute, accept, dispute]) {
    expect(await post(hub.url, 'answer', body)).toMatchObject({ status: 200, body: { late: null } })
  }
  const review = await reviewNow()
  expect(review.hearings[0]?.accepted).not.toBeNull()
  expect(review.matters.map(each => [each.memberId, each.kind])).toEqual([[memberId, 'defence']])
  const { body } = await post(hub.url, 'own', ownBody(made))
  const page = openOnPhone(body.sealed, secret, { ref, nonce: NONCE })
  expect(page?.feedback?.matters[0]).toMatchObject({ words: '二月那次没有记上。', answered: null })
  // Words moved to another answer are not read.
  const moved = answerBody(made, id(4), { kind: 'raiseMatter', ...about, matter: 'defence', sealed })
  expect(await post(hub.url, 'answer', moved)).toMatchObject({ status: 409, body: { code: 'WORDS_UNREAD' } })
  const stale = answerBody(made, id(5), { kind: 'acceptFigures', period: about.period, no: about.no + 1 })
  expect((await post(hub.url, 'answer', stale)).body).toMatchObject({ ok: true, late: 'stale' })
})
