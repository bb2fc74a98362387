import type { KioskId, Millis } from '../base/ids.ts'
import type { PlainDate } from '../base/plain-date.ts'

/**
 * What the reports of the screens come to: on which days a document was on display, on which not, and on which nobody
 * can say yet (NT31). A day is never called a gap while a screen that may have shown it has not been heard of since.
 */

/** One document on one screen on one day. Times are the hub's, and only sure ones; null: none. */
export interface ShownDay {
  readonly first: Millis | null
  readonly last: Millis | null
  readonly openedFirst: Millis | null
  readonly openedLast: Millis | null
  /** There were looks of this day whose time nobody can be sure of. */
  readonly unsure: boolean
}

export const NOTHING_SHOWN: ShownDay = { first: null, last: null, openedFirst: null, openedLast: null, unsure: false }

/** Folds one span in: earliest and latest, in any order and however often. */
export function mergeDay(
  day: ShownDay,
  what: 'posted' | 'opened',
  span: { readonly first: Millis; readonly last: Millis; readonly sure: boolean },
): ShownDay {
  if (!span.sure) return { ...day, unsure: true }
  const seen = { ...day, first: earlier(day.first, span.first), last: later(day.last, span.last) }
  if (what === 'posted') return seen
  return { ...seen, openedFirst: earlier(day.openedFirst, span.first), openedLast: later(day.openedLast, span.last) }
}

const earlier = (a: Millis | null, b: Millis): Millis => (a === null || b < a ? b : a)
const later = (a: Millis | null, b: Millis): Millis => (a === null || b > a ? b : a)

/** A screen, and how far it has told what was on its glass. */
export interface ShownScreen {
  readonly kioskId: KioskId
  readonly pairedAt: number
  readonly revokedAt: number | null
  /** Hub time at which it was last heard of, with nothing older left to tell; null: never. */
  readonly heardAt: number | null
}

/**
 * shown: at least one screen had it on its glass · gap: none had, and every one has told · waiting: none so far, and
 * not every one has told · unsure: only looks whose time nobody can be sure of, and every one has told · today: not
 * over, nothing so far · coming
 */
export type DayState = 'shown' | 'gap' | 'waiting' | 'unsure' | 'today' | 'coming'

export interface JudgedDay {
  readonly day: PlainDate
  readonly state: DayState
  /** Screens that had it on their glass. */
  readonly on: readonly KioskId[]
  /** Screens that may yet tell of this day. */
  readonly waitingFor: readonly KioskId[]
}

/** What a screen saw on a day is on its way within this time after it is connected again. */
const TELL_MS = 600_000

/**
 * @param days    the days on which it had to be on display, in order
 * @param ends    the instant at which a day of the branch is over
 * @param reports all that is known of this revision
 */
export function judgeDays(
  days: readonly PlainDate[],
  reports: readonly (ShownDay & { readonly kioskId: KioskId; readonly day: PlainDate })[],
  screens: readonly ShownScreen[],
  now: {
    readonly today: PlainDate
    readonly startOf: (day: PlainDate) => number
    readonly endOf: (day: PlainDate) => number
  },
): JudgedDay[] {
  return days.map(day => {
    const ofDay = reports.filter(each => each.day === day)
    const on = ofDay.filter(each => each.first !== null).map(each => each.kioskId)
    const could = screens.filter(
      each => each.pairedAt < now.endOf(day) && (each.revokedAt === null || each.revokedAt > now.startOf(day)),
    )
    // A screen that was taken out of service tells nothing any more: nobody waits for it.
    const waitingFor = could
      .filter(each => each.revokedAt === null && (each.heardAt ?? 0) < now.endOf(day) + TELL_MS)
      .filter(each => !on.includes(each.kioskId))
      .map(each => each.kioskId)
    const unsure = ofDay.some(each => each.unsure)
    return { day, on, waitingFor, state: stateOf(day, now.today, on.length > 0, waitingFor.length > 0, unsure) }
  })
}

function stateOf(day: PlainDate, today: PlainDate, isOn: boolean, isWaiting: boolean, unsure: boolean): DayState {
  if (isOn) return 'shown'
  if (day > today) return 'coming'
  if (day === today) return 'today'
  if (isWaiting) return 'waiting'
  return unsure ? 'unsure' : 'gap'
}

/**
 * How many working days a notice period has to be longer, because on some of its days no screen is known to have shown
 * the document (NT45). A day on which it may have been, and of which a screen may still tell, is not missing yet.
 * @param promised how many days the period had when it began
 */
export function daysOwed(days: readonly Pick<JudgedDay, 'day' | 'state'>[], promised: number) {
  const missing = days.filter(({ state }) => state === 'gap' || state === 'unsure').map(({ day }) => day)
  return { missing, more: Math.max(0, promised - (days.length - missing.length)) }
}

/**
 * Whether a screen still shows what was taken off the board. gone: it says so, or it has the list without it ·
 * byClock: not heard of, but its own clock has taken an expired one off · maybe: not heard of since
 */
export type DropState = 'gone' | 'byClock' | 'maybe'

export interface DropFacts {
  /** It has taken over the board in which the document is not any more. */
  readonly hasNewBoard: boolean
  /** When it said that the document is no longer there, and when it last had it on its glass; null: never. */
  readonly goneAt: number | null
  readonly lastAt: number | null
  /** For a document that expired: the end of its last day, and when the screen was last heard of. Null: withdrawn, replaced. */
  readonly expiry: { readonly over: number; readonly heardAt: number | null } | null
}

/** A clock that has not met the hub for this long takes nothing off the wall (KS32). */
const TRUST_MS = 90 * 86_400_000

export function dropOf({ hasNewBoard, goneAt, lastAt, expiry }: DropFacts): DropState {
  const isBack = lastAt !== null && goneAt !== null && lastAt > goneAt
  if (goneAt !== null && !isBack) return 'gone'
  if (expiry === null) return hasNewBoard ? 'gone' : 'maybe'
  // Connected after it was over: its clock was the hub's.
  if (expiry.heardAt !== null && expiry.heardAt > expiry.over) return 'gone'
  return expiry.heardAt !== null && expiry.over - expiry.heardAt < TRUST_MS ? 'byClock' : 'maybe'
}
