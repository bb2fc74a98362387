import * as v from 'valibot'
import { takesAttendance } from '../../../../shared/activities/attendance.ts'
import type { FeedActivity } from '../../../../shared/activities/activity.ts'
import { plainDateTimeAt } from '../../../../shared/base/plain-date.ts'
import type { MemberId } from '../../../../shared/base/ids.ts'
import type { FactBody } from '../../../../shared/journal/facts.ts'
import { decide, type Decision, type Scan } from '../../../../shared/passes/decide.ts'
import type { PlacedTime } from '../../../../shared/passes/placing.ts'
import { isAccepted, isHeld, SignInBodySchema, type SignInBody } from '../../../../shared/passes/sign-in.ts'
import { heldFact, recordedAs, type JudgeKnowledge, type OpenKind } from '../kind.ts'
import { presenceFault } from '../presence.ts'

/** What the hub makes of one sign-in record (SG): the same decision again, with what the hub knows. */

type Recorded = FactBody<'signIn.recorded'>
type Verdict = Pick<Recorded, 'counts' | 'review'>

export const openSignIn: OpenKind = record => {
  if (record.kv !== 1) return 'unknownKind'
  const parsed = v.safeParse(SignInBodySchema, record.body)
  if (!parsed.success) return 'badBody'
  const signIn = parsed.output
  return {
    clockTrust: signIn.clockTrust,
    judge(time, origin, known) {
      const why = presenceFault(record, signIn, signIn.memberId, known)
      if (why) return { fact: heldFact(record, origin, why) }
      const verdict = verdictOn(signIn, time, known)
      return { fact: { kind: 'signIn.recorded', body: { ...recordedAs(record, origin, time), signIn, ...verdict } } }
    },
  }
}

function verdictOn(signIn: SignInBody, time: PlacedTime, known: JudgeKnowledge): Verdict {
  if (isAccepted(signIn.result) || isHeld(signIn.result)) return place(signIn, time, known)
  if (signIn.result !== 'already') return { counts: null, review: [] }
  const counts = presentAgain(signIn, time, known)
  const named = signIn.activityId === null ? undefined : known.activities.get(signIn.activityId)
  return { counts, review: counts === null && named && !takenBy(named) ? ['noActivity'] : [] }
}

/**
 * Whoever was told that they are signed in goes and sits down: should that have been taken back where the kiosk could
 * not hear of it, or be of another activity that its unsure clock took for this one, they were there all the same.
 */
function presentAgain(signIn: SignInBody, time: PlacedTime, known: JudgeKnowledge): Verdict['counts'] {
  const named = signIn.activityId === null ? undefined : known.activities.get(signIn.activityId)
  const isMisled = signIn.clockTrust !== 'synced' && time.known
  const isElsewhere = !named || (isMisled && missedWindow(named, time, known.timeZone).length > 0)
  const decision = decideAgain(signIn, time, isElsewhere ? null : named, known)
  if (!('member' in decision)) return null
  const found = decision.code === 'ok' && isElsewhere ? decision.activity : null
  const activityId = (found ?? takenBy(named))?.activity.activityId
  return activityId ? { activityId, memberId: decision.member.memberId } : null
}

/** Which attendance an accepted sign-in is. The green tick was shown: doubts go to a person, not against the member. */
function place(signIn: SignInBody, time: PlacedTime, known: JudgeKnowledge): Verdict {
  const named = signIn.activityId === null ? undefined : known.activities.get(signIn.activityId)
  if (signIn.activityId !== null && !named) return { counts: null, review: ['unknownActivity'] }
  const decision = decideAgain(signIn, time, named ?? null, known)
  if (isHeld(signIn.result)) return placeHeld(decision)
  const memberId = signIn.memberId
  const found = named ? takenBy(named) : decision.code === 'ok' ? decision.activity : null
  const activityId = found?.activity.activityId
  const review: Recorded['review'] = [
    ...reasonsOf(decision),
    ...(named && !time.known ? missedWindow(named, time, known.timeZone) : []),
    ...(signIn.way === 'hand' ? (['byHand'] as const) : []),
    ...(time.known ? [] : (['clockUnsure'] as const)),
  ]
  if (memberId === null || !activityId) return { counts: null, review: review.length > 0 ? review : ['noActivity'] }
  return { counts: { activityId, memberId }, review }
}

/** AT19: a cancelled activity holds no attendance; the sign-in that names it is shown to people instead. */
const takenBy = (named: FeedActivity | undefined): FeedActivity | undefined =>
  named && takesAttendance(named.state) ? named : undefined

/** Those whose window the time may lie in; all of them where there is none, for the nearest is better than nothing. */
function around(time: PlacedTime, known: JudgeKnowledge): FeedActivity[] {
  const all = [...known.activities.values()]
  const possible = all.filter(
    each => each.state !== 'cancelled' && missedWindow(each, time, known.timeZone).length === 0,
  )
  return possible.length > 0 ? possible : all
}

/** AT24: the sign-in window applied to a time that is known between two bounds only. */
function missedWindow({ activity }: FeedActivity, time: PlacedTime, zone: string): ('notOpenYet' | 'closed')[] {
  if (plainDateTimeAt(time.to, zone) < activity.opens) return ['notOpenYet']
  return plainDateTimeAt(time.from, zone) > activity.closes ? ['closed'] : []
}

function decideAgain(
  signIn: SignInBody,
  time: PlacedTime,
  named: FeedActivity | null,
  known: JudgeKnowledge,
): Decision {
  const scan: Scan = signIn.phone
    ? { kind: 'phone', ...signIn.phone }
    : signIn.passHash === null
      ? { kind: 'hand', memberId: signIn.memberId ?? ('' as MemberId) }
      : { kind: 'card', hash: signIn.passHash }
  return decide({
    scan,
    roster: known.roster,
    activities: named ? [named] : around(time, known),
    chosen: named !== null,
    log: [],
    now: time.at,
    // The kiosk may have been unsure of a time that the hub knows.
    clockTrust: time.known ? 'synced' : signIn.clockTrust,
    pinGiven: signIn.pin,
    timeZone: known.timeZone,
  })
}

/** A card the kiosk did not know yet: the hub's decision is the only one. */
function placeHeld(decision: Decision): Verdict {
  if (decision.code !== 'ok') return { counts: null, review: reasonsOf(decision) }
  const activityId = decision.activity?.activity.activityId
  if (!activityId) return { counts: null, review: ['noActivity'] }
  return { counts: { activityId, memberId: decision.member.memberId }, review: [] }
}

function reasonsOf(decision: Decision): Recorded['review'] {
  switch (decision.code) {
    case 'revoked':
    case 'notMember':
    case 'notExpected':
    case 'notOpenYet':
    case 'closed':
    case 'noActivity':
    case 'full':
    case 'weakPass':
    case 'expired':
    case 'replay':
    case 'badPass':
    case 'unknownPhone':
      return [decision.code]
    case 'ok':
      return decision.flags.includes('notExpected') ? ['notExpected'] : []
    case 'already':
    case 'unknownCard':
    case 'damaged':
    case 'wrongBranch':
    case 'notAPass':
    case 'unknownVersion':
      return []
  }
}
