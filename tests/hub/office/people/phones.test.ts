import { expect, test } from 'vitest'
import { bytesToHex } from '../../../../shared/base/bytes.ts'
import type { MemberId, Millis } from '../../../../shared/base/ids.ts'
import { decide, indexRoster } from '../../../../shared/passes/decide.ts'
import { phonePassAt, phoneSecret, phoneTag, stepAt } from '../../../../shared/passes/phone.ts'
import { OFFER_MS, phoneProof, type PhoneOffer } from '../../../../shared/passes/phone-offer.ts'
import type { DayKey, RosterItem } from '../../../../shared/people/roster.ts'
import { recordMember } from '../../../../hub/office/people/people.ts'
import {
  claimPhone,
  makeKeyKeeper,
  notePhoneUrls,
  offerPhone,
  revokePhone,
} from '../../../../hub/office/people/phones.ts'
import { verifyDatabase } from '../../../../hub/store/verify.ts'
import { aMemberInput, aWorkingOffice } from '../../../fixtures/branch.ts'
import { aFolder } from '../../../fixtures/hub.ts'
import { aFeedActivity } from '../../../fixtures/passes.ts'
import { codesOf } from '../../../fixtures/refusals.ts'

type Working = Awaited<ReturnType<typeof aWorkingOffice>>

const DAY_MS = 86_400_000
const CLAIM = 'c'.repeat(32)
const OTHER_CLAIM = 'd'.repeat(32)

const claimOf = ({ ref, secret }: PhoneOffer, claim = CLAIM) => ({
  ref,
  claim,
  proof: phoneProof(secret, 'claim', { ref, claim }),
})

const offer = (office: Working, number = 1) => offerPhone(office, office.by, office.idOf(number), 'console')

async function enrolled(office: Working, number = 1): Promise<PhoneOffer> {
  const made = await offer(office, number)
  await claimPhone(office, claimOf(made))
  return made
}

/** What every kiosk is told: the texts of the feed as they lie in its cache. */
async function rosterTexts(office: Working): Promise<string[]> {
  const rows = await office.store.read.feeds.after('roster', 0, 1_000)
  return rows.flatMap(row => (row.text === null ? [] : [row.text]))
}

/** The decision of a kiosk that was told this and hears nothing more. */
function decideAt(texts: readonly string[], { ref, secret }: PhoneOffer, memberId: MemberId, at: number) {
  const items = texts.map(text => JSON.parse(text) as RosterItem)
  const day = new Date(at).toISOString().slice(0, 10)
  const activity = aFeedActivity(1, {
    start: `${day}T10:30` as never,
    end: `${day}T12:00` as never,
    opens: `${day}T09:00` as never,
    lateAfter: `${day}T10:30` as never,
    closes: `${day}T11:30` as never,
    expectedIds: [memberId],
  })
  return decide({
    scan: { kind: 'phone', ...phonePassAt(secret, ref, at) },
    roster: indexRoster(items),
    activities: [activity],
    log: [],
    now: at as Millis,
    clockTrust: 'synced',
    pinGiven: false,
    timeZone: 'Asia/Shanghai',
  }).code
}

test('SG80 a one-time code is taken once, by the first phone, which may repeat itself', async () => {
  const office = await aWorkingOffice()
  const made = await offer(office)
  await claimPhone(office, claimOf(made))
  await claimPhone(office, claimOf(made))
  expect(await codesOf(claimPhone(office, claimOf(made, OTHER_CLAIM)))).toEqual(['PHONE_TAKEN'])
  const phones = await office.store.read.phones.ofMember(office.idOf(1))
  expect(phones.map(each => [each.state, each.claim])).toEqual([['active', CLAIM]])
})

test('SG80 a code is good for ten minutes, a second one stops the first, and a guessed proof is no proof', async () => {
  const office = await aWorkingOffice()
  const first = await offer(office)
  const second = await offer(office)
  expect(await codesOf(claimPhone(office, claimOf(first)))).toEqual(['PHONE_OFFER_OVER'])
  const guessed = { ...claimOf(second), proof: 'a'.repeat(64) }
  expect(await codesOf(claimPhone(office, guessed))).toEqual(['PHONE_UNKNOWN'])
  // The proof of one question is none for another.
  const other = phoneProof(second.secret, 'forget', { ref: second.ref, claim: CLAIM })
  expect(await codesOf(claimPhone(office, { ...claimOf(second), proof: other }))).toEqual(['PHONE_UNKNOWN'])
  office.clock.advance(OFFER_MS + 1)
  expect(await codesOf(claimPhone(office, claimOf(second)))).toEqual(['PHONE_OFFER_OVER'])
  await makeKeyKeeper(office).tick()
  const phones = await office.store.read.phones.all()
  expect(phones.map(each => [each.state, each.revokedWhy, each.secret])).toEqual([
    ['revoked', 'unclaimed', null],
    ['revoked', 'unclaimed', null],
  ])
})

test('SG82 a revoked phone is told to kiosks without a name, and the hub forgets its secret', async () => {
  const office = await aWorkingOffice()
  const made = await enrolled(office)
  expect((await rosterTexts(office)).join('\n')).toContain(made.ref)
  await revokePhone(office, office.by, made.ref, 'lost')
  expect(await rosterTexts(office)).toContain(`{"ref":"${made.ref}","type":"revokedPhone"}`)
  expect((await rosterTexts(office)).join('\n')).not.toContain('keys')
  expect((await office.store.read.phones.one(made.ref))?.secret).toBe(null)
  expect(await codesOf(revokePhone(office, office.by, made.ref, 'lost'))).toEqual(['PHONE_NONE'])
  expect(await codesOf(claimPhone(office, claimOf(made, OTHER_CLAIM)))).toEqual(['PHONE_REVOKED'])
})

test('SG82 who leaves the branch leaves their phone, and nobody has more than three', async () => {
  const office = await aWorkingOffice()
  for (let count = 0; count < 3; count++) await enrolled(office)
  expect(await codesOf(offer(office))).toEqual(['PHONES_MANY'])
  const left = aMemberInput(1, { status: 'left' })
  await recordMember(office, office.by, { memberId: office.idOf(1), input: left })
  const phones = await office.store.read.phones.ofMember(office.idOf(1))
  for (const each of phones) expect([each.state, each.revokedWhy]).toEqual(['revoked', 'left'])
  expect(await codesOf(offer(office))).toEqual(['MEMBER_LEFT'])
})

test('SG83 a kiosk verifies phones for fourteen days without the hub, and holds on the fifteenth', async () => {
  const office = await aWorkingOffice()
  const made = await enrolled(office)
  const texts = await rosterTexts(office)
  const memberId = office.idOf(1)
  const now = office.clock.now()
  for (let day = 0; day <= 14; day++)
    expect(decideAt(texts, made, memberId, now + day * DAY_MS), `day ${day}`).toBe('ok')
  expect(decideAt(texts, made, memberId, now + 15 * DAY_MS)).toBe('unknownPhone')
})

test('SG83 keys are renewed once a day, and not written where they are right', async () => {
  const office = await aWorkingOffice()
  const made = await enrolled(office)
  await enrolled(office, 2)
  const keeper = makeKeyKeeper(office)
  const place = async () => (await office.store.read.feeds.states()).find(each => each.feed === 'roster')?.n ?? 0
  const before = await place()
  await keeper.tick()
  expect(await place()).toBe(before)
  office.clock.advance(DAY_MS)
  await keeper.tick()
  expect(await place()).toBe(before + 2)
  await keeper.tick()
  expect(await place()).toBe(before + 2)
  const then = office.clock.now() + 14 * DAY_MS
  expect(decideAt(await rosterTexts(office), made, office.idOf(1), then)).toBe('ok')
})

test('SG83 a code shown just before midnight UTC is known just after it', async () => {
  const office = await aWorkingOffice()
  const made = await enrolled(office)
  office.clock.set(Date.parse('2026-11-23T00:00:05Z') as Millis)
  await makeKeyKeeper(office).tick()
  const shown = phonePassAt(made.secret, made.ref, Date.parse('2026-11-22T23:59:50Z'))
  const items = (await rosterTexts(office)).map(text => JSON.parse(text) as RosterItem)
  const roster = indexRoster(items)
  const key = roster.phoneByRef.get(made.ref)?.keyOf('2026-11-22' as never)
  expect(key).not.toBe(null)
  const decision = decide({
    scan: { kind: 'phone', ...shown },
    roster,
    activities: [],
    log: [],
    now: office.clock.now(),
    clockTrust: 'synced',
    pinGiven: false,
    timeZone: 'Asia/Shanghai',
  })
  expect(decision.code).toBe('noActivity')
})

test('SG82 the journal holds no secret of a phone, and a rebuild of the tables loses none', async () => {
  using folder = aFolder()
  const path = `${folder.path}/branch.db`
  const office = await aWorkingOffice(undefined, { path })
  const made = await enrolled(office)
  const { read } = office.store
  const lines = await read.journal.lines(1, 1_000)
  const hex = Buffer.from(made.secret).toString('hex')
  expect(lines.some(each => each.line.includes('phone.claimed'))).toBe(true)
  expect(lines.map(each => each.line).join('\n')).not.toContain(hex)
  const report = await verifyDatabase(path, { rebuild: true })
  expect(report.faults).toEqual([])
  expect((await read.phones.one(made.ref))?.secret).toEqual(made.secret)
})

test('SG84 kiosks hear where phones reach the hub, and hear it again when that changes', async () => {
  const office = await aWorkingOffice()
  const settings = async () => (await office.store.read.feeds.newest('settings', 'branch'))?.text ?? ''
  expect(await settings()).not.toContain('phoneUrl')
  await notePhoneUrls(office, { plain: 'http://192.168.1.5:8090/phone/', tls: null })
  expect(await settings()).toContain('"phoneUrl":"http://192.168.1.5:8090/phone/"')
  await notePhoneUrls(office, { plain: null, tls: 'https://192.168.1.5:8443/phone/' })
  expect(await settings()).toContain('"phoneUrl":"https://192.168.1.5:8443/phone/"')
  await notePhoneUrls(office, { plain: null, tls: null })
  expect(await settings()).not.toContain('phoneUrl')
})

/**
 * Whoever holds a kiosk's database tries everything in it that could be a phone's secret, and every key it has.
 * @returns the days, counted from today, of which they can make a code that a hub takes
 */
function daysForged(texts: readonly string[], { ref, secret }: PhoneOffer, now: number): number[] {
  const found = texts.join('\n').match(/[0-9a-f]{32}/g) ?? []
  const isTaken = (at: number): boolean => {
    const step = stepAt(at)
    const right = phonePassAt(secret, ref, at).tag
    return found.some(hex => {
      const asSecret = phonePassAt(phoneSecret(Buffer.from(hex, 'hex')), ref, at).tag
      return asSecret === right || phoneTag(hex as DayKey, ref, step) === right
    })
  }
  return Array.from({ length: 40 }, (_, at) => at - 10).filter(day => isTaken(now + day * DAY_MS))
}

test('SG83 a kiosk’s whole database forges codes of its sixteen days and of no other', async () => {
  const office = await aWorkingOffice()
  const made = await enrolled(office)
  await enrolled(office, 2)
  const feeds = ['roster', 'activities', 'settings', 'board'] as const
  const rows = (await Promise.all(feeds.map(feed => office.store.read.feeds.after(feed, 0, 1_000)))).flat()
  const texts = rows.flatMap(row => (row.text === null ? [] : [row.text]))
  const known = Array.from({ length: 16 }, (_, at) => at - 1)
  expect(daysForged(texts, made, office.clock.now())).toEqual(known)
  // The attack is a real one: were the secret in a feed, under whatever name, it would open every day.
  const leaky = texts.map(text => text.replace('"type":"phone"', `"s":"${bytesToHex(made.secret)}","type":"phone"`))
  expect(daysForged(leaky, made, office.clock.now())).toHaveLength(40)
})
