import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bytesToHex, type Hash } from '../../shared/base/bytes.ts'
import { must } from '../../shared/base/check.ts'
import { newId, type ActivityId, type MemberId, type Millis, type RecordId } from '../../shared/base/ids.ts'
import { plainDateAt, type PlainDate } from '../../shared/base/plain-date.ts'
import { cardHash, proofKey, readCard, type CardSecret } from '../../shared/passes/card.ts'
import type { BranchTag } from '../../shared/passes/digits.ts'
import { dayOfStep, phoneTag, stepAt, type PhonePass } from '../../shared/passes/phone.ts'
import { phoneProof, type PhoneOffer } from '../../shared/passes/phone-offer.ts'
import { proven, type ShownPass } from '../../shared/passes/sign-in.ts'
import type { DayKey, RosterItem } from '../../shared/people/roster.ts'
import { recordText } from '../../shared/sync/record.ts'
import { planActivity } from '../../hub/office/activities/activities.ts'
import { cardsToPrint, issueCards, reportCardLost } from '../../hub/office/people/cards.ts'
import { cardsToReissue } from '../../hub/office/activities/conflict-views.ts'
import { revokeKiosk } from '../../hub/office/kiosks/kiosks.ts'
import { claimPhone, offerPhone } from '../../hub/office/people/phones.ts'
import { anActivityInput, aWorkingOffice } from '../fixtures/branch.ts'
import { TEST_NOW } from '../fixtures/office.ts'
import { aHub, aWelcomedKiosk, type TestHub, type TestKiosk } from '../fixtures/wire.ts'

/**
 * "A kiosk in hand" and phones: it holds the keys of a phone's coming days, so its thief can make codes of those days
 * and of no other; and only as that kiosk, which the hub stops. What was shown to it is listed for giving out anew.
 */

const DAY = 86_400_000
let hub: TestHub
let office: Awaited<ReturnType<typeof aWorkingOffice>>
let thief: TestKiosk
let phone: PhoneOffer
let keys: Readonly<Record<string, DayKey>>
let activityId: ActivityId
let seq = 0

beforeEach(async () => {
  office = await aWorkingOffice()
  phone = await offerPhone(office, office.by, office.idOf(1), 'console')
  const claim = 'c'.repeat(32)
  await claimPhone(office, {
    ref: phone.ref,
    claim,
    proof: phoneProof(phone.secret, 'claim', { ref: phone.ref, claim }),
  })
  const moments = { start: '2026-11-22T10:00', end: '2026-11-22T12:00', opens: '2026-11-22T09:00' }
  const window = { lateAfter: '2026-11-22T10:10', closes: '2026-11-22T11:00' }
  activityId = await planActivity(office, office.by, anActivityInput({ ...moments, ...window } as never))
  hub = await aHub({ office })
  thief = await aWelcomedKiosk(hub)
  seq = 0
  keys = must(await stolen(), 'the phone in the feed')
})
afterEach(() => hub.close())

/** The keys as they lie in the kiosk's cache. */
async function stolen(): Promise<Readonly<Record<string, DayKey>> | null> {
  const rows = await office.store.read.feeds.after('roster', 0, 1_000)
  const items = rows.flatMap(row => (row.text === null ? [] : [JSON.parse(row.text) as RosterItem]))
  const found = items.find(each => each.type === 'phone')
  return found?.type === 'phone' ? found.keys : null
}

/** The thief's own record: everything in it is of his choosing. */
async function push(shown: ShownPass, memberId: MemberId, at: number) {
  const head = { id: newId<RecordId>(at as Millis, thief.random), at: at as Millis }
  const fact = { memberId, activityId: activityId, result: 'ok', flags: [], pin: false }
  const record = { ...head, kind: 'signIn', kv: 1, mono: 1, boot: 'b007b007', body: proven(head, shown, fact) }
  seq += 1
  const reply = await thief.push(seq, [recordText(record)])
  return reply.ok ? reply.res[0]?.st : reply.code
}
const byPhone = (pass: PhonePass): ShownPass => ({
  scan: { kind: 'phone', ...pass },
  secret: null,
  clockTrust: 'synced',
  staffId: null,
})

function codeWith(key: DayKey, at: number): PhonePass {
  const step = stepAt(at)
  return { ref: phone.ref, step, tag: phoneTag(key, phone.ref, step) }
}

describe('a stolen kiosk and phones', () => {
  test('SG39 SG83 it holds the days from yesterday to two weeks ahead, and no secret that makes another', async () => {
    const today = dayOfStep(stepAt(TEST_NOW))
    const days = Object.keys(keys).toSorted()
    expect(days).toHaveLength(16)
    expect(days[1]).toBe(today)
    const rows = await office.store.read.feeds.after('roster', 0, 1_000)
    expect(JSON.stringify(rows)).not.toContain(bytesToHex(phone.secret))
  })

  test('SG39 a code of a day whose key it has not cannot be made: the hub holds every attempt', async () => {
    const later = TEST_NOW + 20 * DAY
    expect(keys[dayOfStep(stepAt(later))]).toBeUndefined()
    for (const key of new Set(Object.values(keys))) {
      expect(await push(byPhone(codeWith(key, later)), office.idOf(1), later)).toBe('held')
    }
    expect(await office.store.read.activities.attendance(activityId)).toEqual([])
  })

  test('SG39 a code of today in another member’s name is held; in its own it passes, which is the known price', async () => {
    const today = must(keys[dayOfStep(stepAt(TEST_NOW))], 'key')
    expect(await push(byPhone(codeWith(today, TEST_NOW)), office.idOf(2), TEST_NOW)).toBe('held')
    expect(await push(byPhone(codeWith(today, TEST_NOW)), office.idOf(1), TEST_NOW)).toBe('new')
  })

  test('SG39 once the kiosk is revoked nothing of it is taken any more, whatever it can make', async () => {
    await revokeKiosk(office, office.by, thief.kioskId, 'lost')
    const today = must(keys[dayOfStep(stepAt(TEST_NOW))], 'key')
    const answer = await push(byPhone(codeWith(today, TEST_NOW)), office.idOf(1), TEST_NOW).catch(() => 'gone')
    expect(['AUTH', 'REVOKED', 'gone']).toContain(answer)
    const again = await aWelcomedKiosk(hub).catch((cause: unknown) => String(cause))
    expect(String(again)).toMatch(/AUTH|REVOKED/)
    expect(await office.store.read.activities.attendance(activityId)).toEqual([])
  })
})

describe('what a stolen kiosk has seen', () => {
  async function card(number: number): Promise<CardSecret> {
    await issueCards(office, office.by, [office.idOf(number)])
    const printable = must(
      (await cardsToPrint(office)).find(each => each.memberId === office.idOf(number)),
      'card',
    )
    const read = readCard(printable.text, printable.text.slice(3, 8) as BranchTag)
    if (!read.ok) throw new Error(read.error)
    return read.value
  }
  const byCard = (secret: CardSecret): ShownPass => ({
    scan: { kind: 'card', hash: cardHash(secret) as Hash },
    secret,
    clockTrust: 'synced',
    staffId: null,
  })
  const today = () => plainDateAt(TEST_NOW as Millis, 'Asia/Shanghai')

  test('SG39 SG49 after its revocation the cards that it has seen since its last good day are listed, and no others', async () => {
    const secrets = [await card(1), await card(2), await card(3)]
    expect(secrets.map(each => proofKey(each).length)).toEqual([32, 32, 32])
    for (const [at, secret] of secrets.slice(0, 2).entries()) {
      expect(await push(byCard(secret), office.idOf(at + 1), TEST_NOW + at)).toBe('new')
    }
    await revokeKiosk(office, office.by, thief.kioskId, 'lost')
    const listed = async (since: PlainDate) =>
      (await cardsToReissue(office.store.read, thief.kioskId, since)).map(each => each.memberId).toSorted()
    expect(await listed(today())).toEqual([office.idOf(1), office.idOf(2)].toSorted())
    // A card that was stopped already need not be given out anew.
    await reportCardLost(office, office.by, office.idOf(1))
    expect(await listed(today())).toEqual([office.idOf(2)])
    const tomorrow = plainDateAt((TEST_NOW + DAY) as Millis, 'Asia/Shanghai')
    expect(await listed(tomorrow)).toEqual([])
  })
})
