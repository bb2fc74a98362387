import { describe, expect, test } from 'vitest'
import { DEFAULT_SIGN_IN_RULES, type Activity } from '../../../../shared/activities/activity.ts'
import { newId, type ActivityId, type KioskId, type MemberId } from '../../../../shared/base/ids.ts'
import {
  CODE_MS,
  CODE_SKEW_MS,
  kioskCodeText,
  kioskCodeToken,
  slotAt,
  TICKET_MS,
} from '../../../../shared/passes/kiosk-code.ts'
import { phoneProof, type PhoneOffer } from '../../../../shared/passes/phone-offer.ts'
import { isSignedBy, publicKeyOf, sign } from '../../../../shared/sync/signature.ts'
import { cancelActivity, planActivity } from '../../../../hub/office/activities/activities.ts'
import { makeCodeDesk, type CodeDesk } from '../../../../hub/office/activities/code-sign-in.ts'
import { pairKiosk, revokeKiosk } from '../../../../hub/office/kiosks/kiosks.ts'
import { comingActivities, wishLeave } from '../../../../hub/office/activities/phone-leave.ts'
import { claimPhone, offerPhone, revokePhone } from '../../../../hub/office/people/phones.ts'
import { anActivityInput, aWorkingOffice, moment } from '../../../fixtures/branch.ts'
import { seededRandom } from '../../../fixtures/office.ts'
import { codesOf } from '../../../fixtures/refusals.ts'

type Working = Awaited<ReturnType<typeof aWorkingOffice>>

const DEVICE = seededRandom(77)(32)
const CLAIM = 'c'.repeat(32)

async function enrolled(office: Working, number: number): Promise<PhoneOffer> {
  const made = await offerPhone(office, office.by, office.idOf(number), 'console')
  const { ref, secret } = made
  await claimPhone(office, { ref, claim: CLAIM, proof: phoneProof(secret, 'claim', { ref, claim: CLAIM }) })
  return made
}

/** Opens at 9:30, late from 10:30 on; the tests' now is 10:00. */
const today = (change: Partial<Activity> = {}) =>
  anActivityInput({
    start: moment('2026-11-22T10:30'),
    end: moment('2026-11-22T12:00'),
    opens: moment('2026-11-22T09:30'),
    lateAfter: moment('2026-11-22T10:30'),
    closes: moment('2026-11-22T11:00'),
    signIn: { ...DEFAULT_SIGN_IN_RULES, kioskCode: true },
    ...change,
  })

async function aRoom(change: Partial<Activity> = {}) {
  const office = await aWorkingOffice()
  const activityId = await planActivity(office, office.by, today(change))
  const kiosk = await pairKiosk(office, office.by, { publicKey: publicKeyOf(DEVICE), place: '大厅', how: 'code' })
  const codes = makeCodeDesk(office, isSignedBy)
  const token = (part: { activityId?: ActivityId; kioskId?: KioskId; secret?: Uint8Array; at?: number } = {}) => {
    const { secret = DEVICE, at = office.clock.now(), kioskId = kiosk.kioskId } = part
    const code = { kioskId, activityId: part.activityId ?? activityId, slot: slotAt(at) }
    return kioskCodeToken({ ...code, sig: sign(kioskCodeText(code), secret) })
  }
  const attendance = () => office.store.read.activities.attendance(activityId)
  return { office, activityId, kiosk, codes, token, attendance }
}

const signWith = (codes: CodeDesk, { ref, secret }: PhoneOffer, ticket: string) =>
  codes.sign({ ref, ticket, proof: phoneProof(secret, 'code', { ref, ticket }) })

describe('opening the code on a kiosk', () => {
  test('SG86 a code is opened within thirty seconds, and no other time', async () => {
    const { office, codes, token } = await aRoom()
    const shown = token()
    const opened = await codes.open(shown)
    expect(opened).toMatchObject({ title: '十一月主题党日', place: '二楼会议室' })
    expect(opened.until - office.clock.now()).toBe(TICKET_MS)
    office.clock.advance(CODE_MS - 15_000)
    await codes.open(shown)
    office.clock.advance(15_000 + CODE_SKEW_MS)
    expect(await codesOf(codes.open(shown))).toEqual(['CODE_OLD'])
    expect(await codesOf(codes.open(token({ at: office.clock.now() + 60_000 })))).toEqual(['CODE_OLD'])
  })

  test('SG86 only a kiosk of this branch makes one, and only while it is one', async () => {
    const { office, codes, token, kiosk } = await aRoom()
    const stranger = { kioskId: newId<KioskId>(office.clock.now(), office.random) }
    expect(await codesOf(codes.open(token({ secret: seededRandom(8)(32) })))).toEqual(['CODE_UNKNOWN'])
    expect(await codesOf(codes.open(token(stranger)))).toEqual(['CODE_UNKNOWN'])
    expect(await codesOf(codes.open('nonsense'))).toEqual(['CODE_DAMAGED'])
    await codes.open(token())
    await revokeKiosk(office, office.by, kiosk.kioskId, 'lost')
    expect(await codesOf(codes.open(token()))).toEqual(['CODE_UNKNOWN'])
  })

  test('SG87 it is opened only where the activity’s rules have this way, and while there is the activity', async () => {
    const without = await aRoom({ signIn: { ...DEFAULT_SIGN_IN_RULES, kioskCode: false } })
    expect(await codesOf(without.codes.open(without.token()))).toEqual(['CODE_NOT_HERE'])
    const { office, codes, token, activityId } = await aRoom()
    expect(
      await codesOf(codes.open(token({ activityId: newId<ActivityId>(office.clock.now(), office.random) }))),
    ).toEqual(['CODE_NOT_HERE'])
    await cancelActivity(office, office.by, activityId, '改期')
    expect(await codesOf(codes.open(token()))).toEqual(['CODE_NOT_HERE'])
  })
})

describe('signing in by the code on a kiosk', () => {
  test('SG87 one tap is one attendance, told to kiosks at once; the same again says the same', async () => {
    const { office, codes, token, attendance, activityId, kiosk } = await aRoom()
    const phone = await enrolled(office, 1)
    const { ticket } = await codes.open(token())
    const openedAt = office.clock.now()
    const [first, second] = await Promise.all([signWith(codes, phone, ticket), signWith(codes, phone, ticket)])
    expect(first.code).toBe('ok')
    expect(second).toEqual(first)
    expect(first.telling.zh.title).toBe('签到成功')
    expect(await attendance()).toMatchObject([
      { memberId: office.idOf(1), at: openedAt, way: 'code', kioskId: kiosk.kioskId },
    ])
    const feed = await office.store.read.feeds.newest('activities', activityId)
    expect(JSON.parse(feed?.text ?? '{}')).toMatchObject({ presentIds: [office.idOf(1)] })
    // Later, with another code: since when.
    office.clock.advance(60_000)
    const again = await codes.open(token())
    expect((await signWith(codes, phone, again.ticket)).code).toBe('already')
    expect(await attendance()).toHaveLength(1)
  })

  test('SG86 the ten minutes count from opening, whatever became of the code; the time is that of opening', async () => {
    const { office, codes, token, attendance } = await aRoom()
    const phones = [await enrolled(office, 1), await enrolled(office, 2)] as const
    office.clock.set(Date.parse('2026-11-22T10:30:40+08:00') as never)
    const openedAt = office.clock.now()
    const tickets = [await codes.open(token()), await codes.open(token())] as const
    office.clock.advance(TICKET_MS - 1_000)
    expect((await signWith(codes, phones[0], tickets[0].ticket)).code).toBe('ok')
    // Ten minutes later it would have been late; who stood there in time was in time.
    expect(await attendance()).toMatchObject([{ at: openedAt }])
    office.clock.advance(2_000)
    expect(await codesOf(signWith(codes, phones[1], tickets[1].ticket))).toEqual(['TICKET_OVER'])
    expect(await codesOf(signWith(codes, phones[1], 'f'.repeat(32)))).toEqual(['TICKET_OVER'])
  })

  test('SG87 a ticket is one phone’s; a foreign proof, a revoked phone and a stranger get nothing', async () => {
    const { office, codes, token, attendance } = await aRoom()
    const [first, second] = [await enrolled(office, 1), await enrolled(office, 2)]
    const { ticket } = await codes.open(token())
    const stolen = { ref: second.ref, ticket, proof: phoneProof(first.secret, 'code', { ref: second.ref, ticket }) }
    expect(await codesOf(codes.sign(stolen))).toEqual(['PHONE_UNKNOWN'])
    expect((await signWith(codes, first, ticket)).code).toBe('ok')
    expect(await codesOf(signWith(codes, second, ticket))).toEqual(['TICKET_USED'])
    await revokePhone(office, office.by, second.ref, 'lost')
    expect(await codesOf(signWith(codes, second, (await codes.open(token())).ticket))).toEqual(['PHONE_REVOKED'])
    expect((await attendance()).map(each => each.memberId)).toEqual([office.idOf(1)])
  })

  test('SG87 it is decided like every other way: the window, the list and the places hold, and refusals are recorded', async () => {
    const named = (ids: readonly MemberId[]) => ({ kind: 'named', memberIds: [...ids] }) as const
    const office = await aWorkingOffice()
    const rules = { ...DEFAULT_SIGN_IN_RULES, kioskCode: true }
    const cases = [
      { code: 'notOpenYet', change: { opens: moment('2026-11-22T10:05') } },
      { code: 'closed', change: { lateAfter: moment('2026-11-22T09:40'), closes: moment('2026-11-22T09:50') } },
      {
        code: 'notExpected',
        change: { expected: named([office.idOf(2)]), signIn: { ...rules, notExpected: 'refuse' } },
      },
      { code: 'weakPass', change: { signIn: { ...rules, card: 'staff' } } },
      // The phone’s own code may be off where this way is on.
      { code: 'ok', change: { signIn: { ...rules, phone: false } } },
    ] as const
    const kiosk = await pairKiosk(office, office.by, { publicKey: publicKeyOf(DEVICE), place: '大厅', how: 'code' })
    const codes = makeCodeDesk(office, isSignedBy)
    const phone = await enrolled(office, 1)
    for (const [at, { code, change }] of cases.entries()) {
      const activityId = await planActivity(office, office.by, { ...today(change as never), code: `C${at}` })
      const read = { kioskId: kiosk.kioskId, activityId, slot: slotAt(office.clock.now()) }
      const { ticket } = await codes.open(kioskCodeToken({ ...read, sig: sign(kioskCodeText(read), DEVICE) }))
      expect((await signWith(codes, phone, ticket)).code).toBe(code)
      const attempts = await office.store.read.signIns.ofActivity(activityId)
      expect(attempts).toMatchObject([{ result: code, way: 'code', memberId: office.idOf(1), counts: code === 'ok' }])
      office.clock.advance(10_000)
    }
  })

  test('SG87 the same refusal again is said again, and recorded once a minute', async () => {
    const { office, codes, token, activityId } = await aRoom({ opens: moment('2026-11-22T10:20') })
    const phone = await enrolled(office, 1)
    const tap = async () => (await signWith(codes, phone, (await codes.open(token())).ticket)).code
    const recorded = async () => (await office.store.read.signIns.ofActivity(activityId)).length
    expect([await tap(), await tap(), await tap()]).toEqual(['notOpenYet', 'notOpenYet', 'notOpenYet'])
    expect(await recorded()).toBe(1)
    office.clock.advance(61_000)
    expect(await tap()).toBe('notOpenYet')
    expect(await recorded()).toBe(2)
  })

  test('SG87 in a full room nobody finds a place by phone who would not by card', async () => {
    const rules = { ...DEFAULT_SIGN_IN_RULES, kioskCode: true, capacity: 1 }
    const { office, codes, token } = await aRoom({ expected: { kind: 'volunteers' }, itemCode: null, signIn: rules })
    const [first, second] = [await enrolled(office, 1), await enrolled(office, 2)]
    expect((await signWith(codes, first, (await codes.open(token())).ticket)).code).toBe('ok')
    expect((await signWith(codes, second, (await codes.open(token())).ticket)).code).toBe('full')
  })
})

describe('leave on the phone', () => {
  const wish = (
    office: Working,
    { ref, secret }: PhoneOffer,
    activityId: ActivityId,
    reason: 'illness' | 'away' | null,
  ) => wishLeave(office, { ref, activityId, reason, proof: phoneProof(secret, 'leave', { ref, activityId, reason }) })

  test('SG89 a wish joins the list of what is asked at kiosks, can be changed and taken back', async () => {
    const { office, activityId } = await aRoom()
    const phone = await enrolled(office, 1)
    const asked = async () =>
      (await office.store.read.activities.leaveRequests(activityId)).map(({ memberId, reason, state }) => ({
        memberId,
        reason,
        state,
      }))
    await wish(office, phone, activityId, 'illness')
    await wish(office, phone, activityId, 'illness')
    expect(await asked()).toEqual([{ memberId: office.idOf(1), reason: 'illness', state: 'asked' }])
    await wish(office, phone, activityId, 'away')
    expect(await asked()).toMatchObject([{ reason: 'away', state: 'asked' }])
    expect(await comingActivities(office, office.idOf(1))).toMatchObject([{ activityId, leave: 'asked' }])
    await wish(office, phone, activityId, null)
    expect(await comingActivities(office, office.idOf(1))).toMatchObject([{ activityId, leave: 'none' }])
    const kinds = (await office.store.read.journal.lines(1, 1_000)).filter(({ line }) => /"kind":"leave\./.test(line))
    expect(kinds).toHaveLength(3)
  })

  test('SG89 nobody asks leave of what has begun, of nothing, or without the phone in hand', async () => {
    const { office, activityId } = await aRoom()
    const phone = await enrolled(office, 1)
    const none = newId<ActivityId>(office.clock.now(), office.random)
    expect(await codesOf(wish(office, phone, none, 'away'))).toEqual(['ACTIVITY_UNKNOWN'])
    const forged = { ref: phone.ref, activityId, reason: 'away', proof: 'a'.repeat(64) } as const
    expect(await codesOf(wishLeave(office, forged))).toEqual(['PHONE_UNKNOWN'])
    office.clock.advance(31 * 60_000)
    expect(await codesOf(wish(office, phone, activityId, 'away'))).toEqual(['LEAVE_TOO_LATE'])
  })
})
