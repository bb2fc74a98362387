import type { FeedActivity } from '../../shared/activities/activity.ts'
import type { ActivityId, MemberId, Millis, RecordId } from '../../shared/base/ids.ts'
import type { SignInMark } from '../../shared/passes/decide.ts'
import { UNDO_MS } from '../../shared/passes/member-act.ts'
import type { RowMark } from '../store/outbox.ts'

/** What the marks of this kiosk's records come to: who is there, who left, what was taken back. */

/** A sign-in that stands. */
export interface OpenMark extends SignInMark {
  /** Null for a record of an earlier program. */
  readonly recordId: RecordId | null
  /** The card's hash or the phone's reference; null by hand. */
  readonly pass: string | null
}

export interface Standing {
  /** Sign-ins that were not taken back, oldest first. */
  readonly open: readonly OpenMark[]
  /** For the decision: what stands, and the phone codes that are used up though nothing stands by them. */
  readonly log: readonly SignInMark[]
  /** The latest sign-out by `markKey`; also of people who signed in on another kiosk. */
  readonly outs: ReadonlyMap<string, Millis>
  /** By `markKey`: took a sign-in back here and has none that stands. */
  readonly undone: ReadonlySet<string>
  /** By `markKey`: asked leave here and did not drop it. */
  readonly asked: ReadonlySet<string>
  /** By `markKey`: dropped their leave here, which the hub may not know yet. */
  readonly dropped: ReadonlySet<string>
}

/** Somebody who is there. */
export interface Presence {
  /** Null where another kiosk or the console took it. */
  readonly at: Millis | null
  /** When they signed out; null while they are there. */
  readonly outAt: Millis | null
  /** The sign-in by hand that staff may still take back. */
  readonly undoes: RecordId | null
}

/** Everybody who is at an activity: whom the hub knows of, and whom this kiosk took. */
export function presentAt(
  { open, outs }: Standing,
  { activity: { activityId }, presentIds }: FeedActivity,
  now: Millis,
): ReadonlyMap<MemberId, Presence> {
  const outOf = (memberId: MemberId): Millis | null => outs.get(markKey(memberId, activityId)) ?? null
  const found = new Map<MemberId, Presence>()
  for (const memberId of presentIds) found.set(memberId, { at: null, outAt: outOf(memberId), undoes: null })
  for (const { memberId, at, pass, recordId, ...mark } of open) {
    if (mark.activityId !== activityId) continue
    const mayUndo = pass === null && now - at <= UNDO_MS
    found.set(memberId, { at, outAt: outOf(memberId), undoes: mayUndo ? recordId : null })
  }
  return found
}

export const markKey = (memberId: MemberId, activityId: ActivityId | null): string => `${memberId} ${activityId ?? ''}`

/** Folds marks in the order of recording. The last sign-out counts; an undo takes away the sign-in with what followed it. */
export function foldMarks(marks: readonly RowMark[]): Standing {
  let open: OpenMark[] = []
  const usedCodes: SignInMark[] = []
  const outs = new Map<string, Millis>()
  const undone = new Set<string>()
  const asked = new Set<string>()
  const dropped = new Set<string>()
  for (const mark of marks) {
    const key = markKey(mark.memberId, mark.activityId)
    switch (mark.act) {
      case undefined:
        open.push(openMark(mark))
        undone.delete(key)
        outs.delete(key)
        break
      case 'out':
        outs.set(key, mark.at)
        break
      case 'undo':
        open = open.filter(each => each.recordId === null || each.recordId !== mark.undoes)
        if (!open.some(each => markKey(each.memberId, each.activityId) === key)) undone.add(key)
        outs.delete(key)
        break
      case 'leave':
        asked.add(key)
        dropped.delete(key)
        break
      case 'noLeave':
        asked.delete(key)
        dropped.add(key)
    }
    // A code is good once, whatever it was used for and whatever became of that. Long ago and for nothing: so the mark
    // uses up the code and does nothing else.
    if (mark.phone) usedCodes.push({ memberId: mark.memberId, activityId: null, at: LONG_AGO, phone: mark.phone })
  }
  const standing = open.map(each => ({ ...each, outAt: outs.get(markKey(each.memberId, each.activityId)) ?? null }))
  return { open: standing, log: [...standing, ...usedCodes], outs, undone, asked, dropped }
}

const LONG_AGO = 0 as Millis

const openMark = ({ memberId, activityId, at, recordId, pass, phone }: RowMark): OpenMark => ({
  memberId,
  activityId,
  at,
  recordId: recordId ?? null,
  pass: pass ?? null,
  ...(phone && { phone }),
})
