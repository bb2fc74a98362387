import type { Activity, ActivityState } from '../../../shared/activities/activity.ts'
import type { PlainDateTime } from '../../../shared/base/plain-date.ts'
import type { Tone } from '../../pages/ui/tag.tsx'
import type { IconName } from '../../pages/ui/icon.tsx'
import type { api } from '../api.ts'

/** One activity as the calendar knows it. */
export type ActivityRow = Awaited<ReturnType<typeof api.activities.between.query>>[number]

/** Where an activity stands now: its state, and while it is planned, the clock. */
export type Situation = 'planned' | 'open' | 'late' | 'over' | 'closed' | 'cancelled'

export function situationOf(
  { activity, state }: { readonly activity: Activity; readonly state: ActivityState },
  now: PlainDateTime,
): Situation {
  if (state !== 'planned') return state
  if (now < activity.opens) return 'planned'
  // The minutes themselves belong to the window (SG15).
  if (now > activity.closes && now > activity.end) return 'over'
  return now <= activity.lateAfter ? 'open' : 'late'
}

export const TONES: { readonly [situation in Situation]: { tone: Tone; icon: IconName | null } } = {
  planned: { tone: 'plain', icon: null },
  open: { tone: 'ok', icon: 'scan' },
  late: { tone: 'ok', icon: 'scan' },
  over: { tone: 'wait', icon: 'clock' },
  closed: { tone: 'plain', icon: 'tick' },
  cancelled: { tone: 'plain', icon: 'close' },
}

/** `2026-11-22T09:00`, `2026-11-22T11:00` → 09:00–11:00; over midnight the end says its day. */
export const hoursText = (start: PlainDateTime, end: PlainDateTime): string =>
  start.slice(0, 10) === end.slice(0, 10)
    ? `${start.slice(11)}–${end.slice(11)}`
    : `${start.slice(11)}–${end.slice(5).replace('-', '/').replace('T', ' ')}`
