import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import { newId, type MemberId, type RecordId } from '../../../shared/base/ids.ts'
import { utf8ToBytes } from '../../../shared/base/bytes.ts'
import { sealDeclared, type PhoneDeclaration } from '../../../shared/own/phone-declaration.ts'
import { phoneProof, readOffer, type PhoneOffer } from '../../../shared/passes/phone-offer.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { importRoster } from '../../../hub/office/people/people.ts'
import { publishScheme, saveSchemeDraft } from '../../../hub/office/points/scheme.ts'
import type { Ask } from '../../../hub/phone/ask.ts'
import { createDeclare, type DeclareDesk, type Filling } from '../../../hub/phone/declare.ts'
import { openDrafts } from '../../../hub/phone/drafts.ts'
import { openKeep } from '../../../hub/phone/keep.ts'
import { aMemberInput, day, tellMeeting } from '../../fixtures/branch.ts'
import { aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'
import { aClock, seededRandom, TEST_NOW } from '../../fixtures/office.ts'
import { aPhoto } from '../../fixtures/pictures.ts'
import { aStorage } from '../../fixtures/storage.ts'

/** Declaring on the phone: the page's own desk against a real hub. */

const folder = aFolder()
const random = seededRandom(31)
let hub: Awaited<ReturnType<typeof aRunningHub>>
let browser: Awaited<ReturnType<typeof aSecretary>>
let memberId: MemberId
let phone: PhoneOffer
let plain: string

beforeAll(async () => {
  hub = await aRunningHub(folder.path, { clock: aClock(), config: { phonePort: 0, phoneHost: '127.0.0.1' } })
  browser = await aSecretary(hub)
  const by = { type: 'local' } as const
  const changes = [{ memberId: null, input: aMemberInput(1) }]
  await importRoster(hub.office, by, { fileHash: 'a'.repeat(64), changes })
  await saveSchemeDraft(hub.office, by, templateScheme(2026))
  await tellMeeting(hub.office, by, 2026)
  await publishScheme(hub.office, by, 2026, day('2026-01-01'))
  memberId = must((await hub.office.store.read.people.all())[0], 'a member').memberId
  const { fragment } = await browser.api.phones.offer.mutate({ memberId })
  phone = must(readOffer(fragment.slice(3)), 'an offer')
  plain = must(hub.phoneUrl, 'an address').replace(/\/phone\/$/, '')
  const claim = 'c'.repeat(32)
  const { ref, secret } = phone
  await post(plain, 'claim', { ref, claim, proof: phoneProof(secret, 'claim', { ref, claim }) })
}, 30_000)

afterAll(async () => {
  await hub.stop()
  folder[Symbol.dispose]()
})

async function post(origin: string, ask: string, body: object) {
  const response = await fetch(`${origin}/phone/api/${ask}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

/** How the page asks, at the address given. @param lost answers that never arrive */
const askAt = (origin: string, lost = 0): Ask => {
  let losing = lost
  return async (name, body) => {
    const answer = await post(origin, name, body)
    if (name === 'declare' && losing-- > 0) return { kind: 'unreachable' }
    return answer.body.ok ? { kind: 'ok', value: answer.body } : { kind: 'no', told: answer.body }
  }
}

function aDesk(ask: Ask, follows: string | null = null): DeclareDesk {
  const now = () => TEST_NOW
  const drafts = openDrafts({ place: openKeep(() => aStorage()).drafts, offer: phone, random, now })
  return createDeclare({ offer: phone, ask, random, now, drafts }, follows)
}

async function fill(desk: DeclareDesk, change: Partial<Filling> = {}): Promise<void> {
  await desk.ask()
  expect(desk.view.value.kind).toBe('filling')
  desk.put({ code: 'C07', date: '2026-11-20', text: '修好了路灯', ...change })
  desk.check()
}

const photoOf = (bytes: Uint8Array) => ({ bytes: new Uint8Array(bytes), width: 320, height: 200 })

const own = () => hub.office.store.read.declarations.ofMember(memberId)

test('PT68 PR31 on the phone a member declares with a photo, asked back sends again, and what is sent twice is there once', async () => {
  const desk = aDesk(askAt(hub.url, 1))
  await fill(desk, { photo: photoOf(await aPhoto()) })
  await desk.send()
  expect(desk.view.value).toMatchObject({ kind: 'checking', told: 'unreachable', busy: false })
  await desk.send()
  expect(desk.view.value).toEqual({ kind: 'sent' })
  const [first] = await own()
  expect(await own()).toHaveLength(1)
  const { declarationId } = must(first, 'a declaration')
  const seen = await browser.api.declarations.one.query({ declarationId })
  expect(seen).toMatchObject({
    way: 'phone',
    state: 'waiting',
    words: { text: '修好了路灯' },
    attachments: [{ type: 'photo', state: 'kept' }],
  })
  const photo = await browser.go(`/console/attachments/${seen?.attachments[0]?.attachmentId}`)
  expect(photo.headers.get('content-type')).toBe('image/jpeg')
  expect(Buffer.from(await photo.arrayBuffer()).includes('SECRET-OWNER')).toBe(false)
  await browser.api.declarations.askBack.mutate({ declarationId, words: '在哪一段路' })
  const again = aDesk(askAt(hub.url), declarationId)
  await fill(again, { text: '村口到小学' })
  await again.send()
  expect((await own()).map(each => each.state)).toEqual(['waiting', 'resent'])
})

test('PT70 the phone is offered nothing that only the branch registers, or that attendance brings', async () => {
  const desk = aDesk(askAt(hub.url))
  await desk.ask()
  const view = desk.view.value
  const codes = view.kind === 'filling' ? view.offer.items.map(each => each.code) : []
  expect(codes.length).toBeGreaterThan(20)
  expect(codes.filter(code => /^[XV]/.test(code))).toEqual([])
  expect(codes).not.toContain('B01')
})

test('PT68 PT70 PR32 over plain HTTP, forged, moved, of a deduction or of no picture: told why, and nothing is taken wrongly', async () => {
  const before = (await own()).length
  const unsafe = aDesk(askAt(plain))
  await unsafe.ask()
  expect(unsafe.view.value).toMatchObject({ kind: 'no', told: { code: 'NEEDS_TLS' } })
  const { ref, secret } = phone
  const idOf = () => newId<RecordId>(TEST_NOW, random)
  const send = async (change: Partial<PhoneDeclaration>, sealedFor?: RecordId, proof?: string) => {
    const id = idOf()
    const sealed = sealDeclared(
      { text: '好', photo: null, voice: null, drawing: null },
      secret,
      { ref, id: sealedFor ?? id },
      random,
    )
    const rest = { itemCode: 'C07', schemeVersion: 1, date: day('2026-11-20'), quantity: 100 as never, follows: null }
    const declaration = { ...rest, sealed, ...change }
    const right = phoneProof(secret, 'declare', { ref, id, declaration: declaration as never })
    return (await post(hub.url, 'declare', { ref, id, declaration, proof: proof ?? right })).body.code
  }
  expect(await send({}, undefined, 'ab'.repeat(32))).toBe('PHONE_UNKNOWN')
  expect(await send({}, idOf())).toBe('WORDS_UNREAD')
  expect(await send({ itemCode: 'X19' })).toBe('DECLARATION_BRANCH_ONLY')
  expect(await send({ itemCode: 'C99' })).toBe('ENTRY_ITEM_UNKNOWN')
  expect(await send({ date: day('2026-12-24') })).toBe('DECLARATION_IN_FUTURE')
  expect(await send({ date: '2026-02-30' as never })).toBe('BAD_REQUEST')
  expect(await send({ quantity: -1 as never })).toBe('BAD_REQUEST')
  expect(await own()).toHaveLength(before)
  const html = aDesk(askAt(hub.url))
  await fill(html, { photo: photoOf(utf8ToBytes('<script>alert(1)</script>')) })
  await html.send()
  expect(html.view.value).toEqual({ kind: 'sent' })
  const [newest] = await own()
  const kept = await browser.api.declarations.one.query({ declarationId: must(newest, 'one').declarationId })
  expect(kept?.attachments).toMatchObject([{ state: 'aside', why: 'notWhatItSays' }])
})

test('PT79 a phone declares twenty times a day at most', async () => {
  for (;;) {
    const desk = aDesk(askAt(hub.url))
    await fill(desk)
    await desk.send()
    if (desk.view.value.kind === 'sent') continue
    expect(desk.view.value).toMatchObject({ told: { code: 'DECLARATION_TOO_MANY' } })
    break
  }
  expect(await own()).toHaveLength(20)
})
