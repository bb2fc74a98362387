import type { FeedActivity } from '../../shared/activities/activity.ts'
import { newId, type ActivityId, type Millis, type RandomBytes, type RecordId } from '../../shared/base/ids.ts'
import { decide, isAttemptOfItsOwn, readScan, type Decision } from '../../shared/passes/decide.ts'
import type { BranchTag } from '../../shared/passes/digits.ts'
import type { Outcome } from '../../shared/passes/outcome.ts'
import { isAccepted, isHeld, signInBody } from '../../shared/passes/sign-in.ts'
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
  const since = (deps.clock.read().time - LOG_MS) as Millis
  return new Desk(deps, [...(await deps.outbox.marks(since))])
}

class Desk implements SignInDesk {
  readonly #deps: SignInDeps
  readonly #log: RowMark[]
  #turn: Promise<unknown> = Promise.resolve()
  /** When the latest attempts without effect were recorded, mono milliseconds. */
  #refusals: readonly number[] = []

  constructor(deps: SignInDeps, log: RowMark[]) {
    this.#deps = deps
    this.#log = log
  }

  take(text: string, activityId: ActivityId | null): Promise<Taken> {
    const taken = this.#turn.then(() => this.#takeNow(text, activityId))
    this.#turn = taken.catch(() => {})
    return taken
  }

  count({ activity, expectedIds, presentIds, onLeaveIds }: FeedActivity): HeadCount {
    const present = new Set(presentIds)
    for (const mark of this.#log) if (mark.activityId === activity.activityId) present.add(mark.memberId)
    return {
      expected: activity.expected.kind === 'volunteers' ? null : expectedIds.length,
      present: present.size,
      onLeave: onLeaveIds.filter(each => !present.has(each)).length,
    }
  }

  last(activityId: ActivityId): RowMark | null {
    return this.#log.findLast(each => each.activityId === activityId) ?? null
  }

  async #takeNow(text: string, activityId: ActivityId | null): Promise<Taken> {
    const { clock, outbox, random, onWritten, onFault } = this.#deps
    const { time, trust, scan, secret, decision } = this.#decide(text, activityId)
    if (!isAttemptOfItsOwn(decision)) return { outcome: decision, at: time }
    // An unknown card is told that its scan is kept, so one that is not kept must not hear it.
    if (this.#isFlood(decision)) return { outcome: isHeld(decision.code) ? { code: 'failed' } : decision, at: time }
    const head = { id: newId<RecordId>(time, random), at: time }
    const body = signInBody(head, decision, { scan, secret, clockTrust: trust, staffId: null }, false)
    const mark = markOf(decision, time)
    const rest = { kind: 'signIn', kv: 1, mono: Math.max(0, clock.mono()), boot: clock.boot }
    try {
      const seq = await outbox.add({ id: head.id, at: time, mark, text: recordText({ ...head, ...rest, body }) })
      if (mark) this.#log.push(mark)
      onWritten(seq)
      return { outcome: decision, at: time }
    } catch (cause) {
      onFault(cause)
      // Nothing was kept: no tick, whatever was decided. A refusal stays one.
      const matters = isAccepted(decision.code) || isHeld(decision.code)
      return { outcome: matters ? { code: 'failed' } : decision, at: time }
    }
  }

  #decide(text: string, activityId: ActivityId | null) {
    const { board, clock } = this.#deps
    const { time, trust } = clock.read()
    const settings = board.settings.value
    const all = board.activities.value
    const { scan, secret } = readScan(text, (settings?.branchTag ?? '') as BranchTag)
    const decision = decide({
      scan,
      roster: board.roster(),
      activities: activityId === null ? all : all.filter(each => each.activity.activityId === activityId),
      log: this.#log,
      now: time,
      clockTrust: trust,
      pinGiven: false,
      timeZone: settings?.timeZone ?? 'Asia/Shanghai',
    })
    return { time, trust, scan, secret, decision }
  }

  /** Lets through whatever counts; of the rest a few each minute. */
  #isFlood(decision: Decision): boolean {
    if (isAccepted(decision.code)) return false
    const now = this.#deps.clock.mono()
    this.#refusals = this.#refusals.filter(at => now - at < 60_000)
    if (this.#refusals.length >= REFUSALS_A_MINUTE) return true
    this.#refusals = [...this.#refusals, now]
    return false
  }
}

const markOf = (decision: Decision, at: Millis): RowMark | null =>
  decision.code === 'ok'
    ? { memberId: decision.member.memberId, activityId: decision.activity?.activity.activityId ?? null, at }
    : null
