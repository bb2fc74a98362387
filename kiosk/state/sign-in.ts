import type { FeedActivity } from '../../shared/activities/activity.ts'
import { newId, type ActivityId, type Millis, type RandomBytes, type RecordId } from '../../shared/base/ids.ts'
import { decide, DEFAULT_POLICY, isAttemptOfItsOwn, readScan, type Decision } from '../../shared/passes/decide.ts'
import type { BranchTag } from '../../shared/passes/digits.ts'
import type { Outcome } from '../../shared/passes/sentences.ts'
import { isAccepted, signInBody } from '../../shared/passes/sign-in.ts'
import { recordText } from '../../shared/sync/record.ts'
import type { HeadCount } from '../signin/view.ts'
import type { Outbox, RowMark } from '../store/outbox.ts'
import type { Board } from './board.ts'
import type { KioskClock } from './time.ts'

/**
 * From a scanned text to an answer (DESIGN §4b): decide alone, write, and only when the write is on the disk say yes.
 * Refusals are written too. One scan after the other.
 */
export interface SignInDesk {
  /** @param activityId chosen on the screen; null lets the decision choose */
  take(text: string, activityId: ActivityId | null): Promise<Taken>
  /** Who is there, as far as the hub and this kiosk know. */
  count(activity: FeedActivity): HeadCount
  /** The newest sign-in made here for the activity. */
  last(activityId: ActivityId): RowMark | null
}

export interface Taken {
  readonly outcome: Outcome
  readonly at: Millis
}

export interface SignInDeps {
  readonly outbox: Outbox
  readonly board: Board
  readonly clock: KioskClock
  readonly random: RandomBytes
  /** The outbox was written: its newest place. */
  readonly onWritten: (seq: number) => void
  readonly onFault: (cause: unknown) => void
}

/** What a second scan is compared with. */
const LOG_MS = 36 * 3_600_000
/** Attempts without effect that are recorded in a minute; more is somebody playing, and must not fill the disk. */
const REFUSALS_A_MINUTE = 30

export async function createSignInDesk(deps: SignInDeps): Promise<SignInDesk> {
  const { outbox, board, clock } = deps
  const log: RowMark[] = [...(await outbox.marks((clock.read().time - LOG_MS) as Millis))]
  let turn: Promise<unknown> = Promise.resolve()
  let refusals: number[] = []

  const decideNow = (text: string, activityId: ActivityId | null) => {
    const { time, trust } = clock.read()
    const settings = board.settings.value
    const activities = board.activities.value
    const { scan, secret } = readScan(text, (settings?.branchTag ?? '') as BranchTag)
    const decision = decide({
      scan,
      roster: board.roster(),
      activities: activityId === null ? activities : activities.filter(each => each.activity.activityId === activityId),
      log,
      now: time,
      clockTrust: trust,
      policy: DEFAULT_POLICY,
      timeZone: settings?.timeZone ?? 'Asia/Shanghai',
    })
    return { time, trust, scan, secret, decision }
  }

  const takeNow = async (text: string, activityId: ActivityId | null): Promise<Taken> => {
    const { time, trust, scan, secret, decision } = decideNow(text, activityId)
    if (!isAttemptOfItsOwn(decision) || isFlood(decision, clock.mono())) return { outcome: decision, at: time }
    const head = { id: newId<RecordId>(time, deps.random), at: time }
    const body = signInBody(head, scan, decision, trust, secret)
    const mark = markOf(decision, time)
    const rest = { kind: 'signIn', kv: 1, mono: Math.max(0, clock.mono()), boot: clock.boot }
    try {
      const seq = await outbox.add({ id: head.id, at: time, mark, text: recordText({ ...head, ...rest, body }) })
      if (mark) log.push(mark)
      deps.onWritten(seq)
      return { outcome: decision, at: time }
    } catch (cause) {
      deps.onFault(cause)
      // Nothing was kept: no tick, whatever was decided. A refusal stays one.
      return {
        outcome: isAccepted(decision.code) || decision.code === 'unknownCard' ? { code: 'failed' } : decision,
        at: time,
      }
    }
  }

  /** Lets through whatever counts; of the rest a few each minute. */
  const isFlood = (decision: Decision, now: number): boolean => {
    if (isAccepted(decision.code)) return false
    refusals = refusals.filter(at => now - at < 60_000)
    if (refusals.length >= REFUSALS_A_MINUTE) return true
    refusals.push(now)
    return false
  }

  return {
    take(text, activityId) {
      const taken = turn.then(() => takeNow(text, activityId))
      turn = taken.catch(() => {})
      return taken
    },
    count({ activity, expectedIds, presentIds, onLeaveIds }) {
      const present = new Set(presentIds)
      for (const mark of log) if (mark.activityId === activity.activityId) present.add(mark.memberId)
      return {
        expected: activity.expected.kind === 'volunteers' ? null : expectedIds.length,
        present: present.size,
        onLeave: onLeaveIds.filter(each => !present.has(each)).length,
      }
    },
    last: activityId => log.findLast(each => each.activityId === activityId) ?? null,
  }
}

const markOf = (decision: Decision, at: Millis): RowMark | null =>
  decision.code === 'ok'
    ? { memberId: decision.member.memberId, activityId: decision.activity?.activity.activityId ?? null, at }
    : null
