import { stillStanding } from '../../../shared/points/still-standing.ts'
import { lapsesOf, mayBeHours, type Lapse } from '../../../shared/activities/attendance.ts'
import { must } from '../../../shared/base/check.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { ActivityId, EntryId, MemberId } from '../../../shared/base/ids.ts'
import { dateOf, plainDateAt, type PlainDate } from '../../../shared/base/plain-date.ts'
import { problem, refuse, Refusal } from '../../../shared/base/problem.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import { refreshActivityFeed } from './feed.ts'
import { mustBePlanned } from './activities.ts'
import { ledgerDesk } from '../points/ledger.ts'
import type { Office, Work } from '../ports.ts'
import {
  accountOf,
  attendedBy,
  creditsOf,
  rollOf,
  staleDeductions,
  type Account,
  type ClosingDeduction,
  type CreditLineup,
  type Roll,
} from './roll.ts'
import { mustScheme } from '../points/scheme.ts'

/** Closing an activity and opening it again: what becomes of attendance in the ledger. */

/** What the person who closes decides; everything else follows from the roll. */
export interface ClosingInput {
  /** Hours by the registrar's word, for who did not sign out or whose time says otherwise. */
  readonly hours?: readonly { memberId: MemberId; hours: Hundredths }[]
  /** 无故缺席, one by one confirmed (AT14). */
  readonly absentIds?: readonly MemberId[]
  readonly deductions?: readonly { why: Lapse; itemCode: string; memberIds: readonly MemberId[] }[]
}

/** What closing did. */
export interface Closing {
  readonly presentIds: readonly MemberId[]
  readonly credits: readonly { memberId: MemberId; entryId: EntryId }[]
  readonly deductions: readonly ClosingDeduction[]
  /** Deductions taken back, because their reason no longer holds. */
  readonly reversed: readonly ClosingDeduction[]
  /** Present, but without credit: no item, not meant for them, no hours. */
  readonly withoutCredit: readonly MemberId[]
}

type Desk = Awaited<ReturnType<typeof ledgerDesk>>

/**
 * Closes an activity: at most one credit per (activity, member) by the activity's item (AT1), and the deductions that a
 * person decided. Closing a closed one posts what came in since — a kiosk that was offline — and nothing twice.
 * @throws Refusal CLOSING_NOT_ABSENT, CLOSING_NO_LAPSE, CLOSING_ITEM, CLOSING_HOURS, and what the ledger refuses
 */
export async function closeActivity(
  office: Office,
  by: Author,
  activityId: ActivityId,
  input: ClosingInput = {},
): Promise<Closing> {
  return await office.store.write(by, async work => {
    const found = await work.activities.one(activityId)
    if (found?.state !== 'closed') mustBePlanned(found)
    await confirmAbsences(work, await rollOf(work, activityId), input.absentIds ?? [])
    const roll = await rollOf(work, activityId)
    const account = await accountOf(work, roll)
    const lineup = await creditsOf(work, roll, account, statedHours(input.hours ?? []))
    const desk = await ledgerDesk(office, work)
    const credits = await addCredits(desk, roll, account, lineup)
    const deductions = await addDeductions(work, desk, roll, account, input.deductions ?? [])
    const reversed = await takeBackStale(work, desk, roll, account)
    if (credits.length + deductions.length + reversed.length > 0) await desk.finish(null)
    const presentIds = roll.attendance.map(each => each.memberId)
    const body = { activityId, presentIds, credits, ...(deductions.length > 0 && { deductions }) }
    await work.append({ kind: 'activity.closed', body })
    await refreshActivityFeed(office, work, [activityId])
    const credited = new Set([...account.creditedIds, ...credits.map(each => each.memberId)])
    return { presentIds, credits, deductions, reversed, withoutCredit: presentIds.filter(id => !credited.has(id)) }
  })
}

/** AT14 */
async function confirmAbsences(work: Work, roll: Roll, memberIds: readonly MemberId[]): Promise<void> {
  const attended = attendedBy(roll)
  const names = new Map((await work.people.all()).map(each => [each.memberId, each.name]))
  const problems = memberIds
    .filter(id => attended.get(id)?.state !== 'absent')
    .map(id => {
      const text = {
        zh: `${names.get(id) ?? '这个人'}不是缺席（已到场、请假、补课，或不在应到名单里），请重新核对。`,
        en: `${names.get(id) ?? 'this person'} is not absent: there, on leave, made up, or not expected`,
      }
      return problem('CLOSING_NOT_ABSENT', text, 'absentIds')
    })
  if (problems.length > 0) throw new Refusal(problems)
  const fresh = memberIds.filter(id => !roll.absenceIds.includes(id))
  if (fresh.length === 0) return
  await work.append({
    kind: 'absence.confirmed',
    body: { activityId: roll.activity.activityId, memberIds: [...new Set(fresh)] },
  })
}

function statedHours(stated: NonNullable<ClosingInput['hours']>): ReadonlyMap<MemberId, Hundredths> {
  if (stated.some(each => !mayBeHours(each.hours))) {
    const text = { zh: '时长要在 0.5 到 24 小时之间，按半小时填。', en: 'hours run from 0.5 to 24, in half hours' }
    refuse('CLOSING_HOURS', text, 'hours')
  }
  return new Map(stated.map(each => [each.memberId, each.hours]))
}

/** AT3, AT15: dated the activity's day, or where one was reversed already, the day of that (AT10). */
async function addCredits(desk: Desk, roll: Roll, account: Account, lineup: readonly CreditLineup[]) {
  const { activityId, itemCode, start } = roll.activity
  const credits: { memberId: MemberId; entryId: EntryId }[] = []
  for (const { memberId, credit } of lineup) {
    if (credit.kind !== 'units' || itemCode === null) continue
    const entryId = desk.newId()
    credits.push({ memberId, entryId })
    await desk.add(
      {
        kind: 'item',
        entryId,
        itemCode,
        date: later(dateOf(start), account.reversedOn.get(memberId)),
        doneOn: dateOf(start),
        quantity: credit.quantity,
        source: 'signIn',
        recordedBy: 'attendance',
        activityId,
        basis: null,
      },
      memberId,
      { note: '' },
    )
  }
  return credits
}

const later = (day: PlainDate, other: PlainDate | undefined): PlainDate => (other && other > day ? other : day)

/** AT16: only for who is late, left early, or was confirmed absent; each thing once. */
async function addDeductions(
  work: Work,
  desk: Desk,
  roll: Roll,
  account: Account,
  wanted: NonNullable<ClosingInput['deductions']>,
): Promise<ClosingDeduction[]> {
  if (wanted.length === 0) return []
  const { activityId, start, title } = roll.activity
  const { scheme } = await mustScheme(work, dateOf(start))
  const attended = attendedBy(roll)
  const reversedOn = await deductionsReversedOn(work, activityId)
  const standing = new Set(account.deductions.map(each => `${each.why} ${each.memberId}`))
  const added: ClosingDeduction[] = []
  for (const { why, itemCode, memberIds } of wanted) {
    if (scheme.items.find(each => each.code === itemCode)?.component !== 'deduction') refuseItem(itemCode)
    for (const memberId of memberIds) {
      const now = attended.get(memberId)
      if (!now || !lapsesOf(now).includes(why)) refuseLapse()
      if (standing.has(`${why} ${memberId}`)) continue
      standing.add(`${why} ${memberId}`)
      const entryId = desk.newId()
      added.push({ memberId, entryId, why })
      await desk.add(
        {
          kind: 'item',
          entryId,
          itemCode,
          date: later(dateOf(start), reversedOn.get(memberId)),
          doneOn: dateOf(start),
          quantity: 100 as Hundredths,
          source: 'decision',
          recordedBy: 'branch',
          activityId,
          basis: null,
        },
        memberId,
        { note: `${LAPSE_NOTES[why]}：${title}` },
      )
    }
  }
  return added
}

/** As the paper ledger words it; a note is shown to the branch and the member alone. */
const LAPSE_NOTES = { late: '迟到', leftEarly: '早退', absent: '无故缺席' } as const satisfies Record<Lapse, string>

const refuseItem = (code: string): never =>
  refuse(
    'CLOSING_ITEM',
    { zh: `方案里没有扣分项目 ${code}。`, en: `the scheme has no deduction ${code}` },
    'deductions',
  )

const refuseLapse = (): never =>
  refuse(
    'CLOSING_NO_LAPSE',
    {
      zh: '只能对确实迟到、早退或已确认无故缺席的人扣分，请重新核对。',
      en: 'deductions are only for who was late, left early, or was confirmed absent',
    },
    'deductions',
  )

/** The same reason as AT10: a deduction posted again never stands twice in a period. */
async function deductionsReversedOn(work: Work, activityId: ActivityId): Promise<ReadonlyMap<MemberId, PlainDate>> {
  const days = new Map<MemberId, PlainDate>()
  for (const { memberId, date, reverses, component } of await work.ledger.ofActivity(activityId)) {
    if (component === 'deduction' && reverses !== null) days.set(memberId, later(date, days.get(memberId)))
  }
  return days
}

/** Here, and at a closed other session: who made up for it is no longer absent there, whichever was closed first. */
async function takeBackStale(work: Work, desk: Desk, roll: Roll, account: Account): Promise<ClosingDeduction[]> {
  const stale = staleDeductions(roll, account)
  for (const { activity, state } of roll.sessions) {
    if (state !== 'closed') continue
    const other = await rollOf(work, activity.activityId)
    stale.push(...staleDeductions(other, await accountOf(work, other)))
  }
  for (const { entryId } of stale) await desk.reverse(entryId, desk.today, '核实后不再成立：已到场、请假或补课')
  return stale
}

/** Opens a closed activity again: what closing posted is reversed, dated the hub's today, and closing posts it anew. */
export async function reopenActivity(
  office: Office,
  by: Author,
  activityId: ActivityId,
  input: { why: string },
): Promise<void> {
  await office.store.write(by, async work => {
    const { timeZone } = must(await work.branch.founded(), 'a founded branch')
    const today = plainDateAt(office.clock.now(), timeZone)
    const found = await work.activities.one(activityId)
    if (found?.state !== 'closed') {
      refuse('ACTIVITY_NOT_CLOSED', { zh: '活动还没有结束，不用重新打开。', en: 'The activity is not closed.' })
    }
    const entries = await work.ledger.ofActivity(activityId)
    const deducted = new Set((await work.closings.deductions(activityId)).map(each => each.entryId))
    const standing = stillStanding(entries).filter(each => each.source === 'signIn' || deducted.has(each.entryId))
    const desk = await ledgerDesk(office, work)
    for (const entry of standing) await desk.reverse(entry.entryId, today, input.why)
    if (standing.length > 0) await desk.finish(null)
    await work.append({ kind: 'activity.reopened', body: { activityId, why: await work.keepWords('note', input.why) } })
    await refreshActivityFeed(office, work, [activityId])
  })
}
