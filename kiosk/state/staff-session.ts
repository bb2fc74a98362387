import { signal, type Signal } from '@preact/signals'
import type { ActivityId, MemberId, StaffId } from '../../shared/base/ids.ts'
import type { Door } from './pin-guard.ts'

/** Somebody of the staff at this kiosk, from their PIN until they leave. It lives in the screen: off the glass, over. */
export interface StaffSession {
  /** Null where only the shared service PIN was given. */
  readonly staffId: StaffId | null
  /** Empty for the shared service PIN. */
  readonly name: string
  readonly activityId: Signal<ActivityId | null>
  /** What narrows the list: initials such as `wjg`, or a surname. */
  readonly search: Signal<Search>
  readonly page: Signal<number>
  /** Who was confirmed last, for the picture. */
  readonly last: Signal<LastAct | null>
  /** When staff themselves touched the glass last, mono milliseconds. Cards that are scanned do not count. */
  readonly touchedAt: Signal<number>
}

export type Search =
  { readonly by: 'letters'; readonly letters: string } | { readonly by: 'surname'; readonly surname: string | null }

export interface LastAct {
  readonly memberId: MemberId
  readonly name: string
  readonly what: 'in' | 'out' | 'undone'
  /** `14:06:08` */
  readonly at: string
}

export const startSession = (
  staff: { readonly staffId: StaffId | null; readonly name: string },
  activityId: ActivityId | null,
  now: number,
): StaffSession => ({
  ...staff,
  activityId: signal(activityId),
  search: signal<Search>({ by: 'letters', letters: '' }),
  page: signal(0),
  last: signal<LastAct | null>(null),
  touchedAt: signal(now),
})

/** Who may try at which door. */
export interface DoorChoice {
  readonly door: Door
  readonly staffId: StaffId | null
  readonly name: string
}
