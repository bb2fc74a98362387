import type { MemberId, Millis, NoticeId, RecordId } from '../../shared/base/ids.ts'
import type { Period } from '../../shared/base/plain-date.ts'
import type { MemberAct } from '../../shared/passes/member-act.ts'
import type { RowMark } from '../store/outbox.ts'

/** What a member said here of their figures, until the hub's own page says it back (KS58). */

/** Which figures: of this period, as compiled by the journal line with this number. */
export interface FiguresNo {
  readonly period: Period
  readonly no: number
}

export interface OwnSaid {
  /** They saw these figures here. */
  readonly seen: boolean
  /** They agreed with these figures; null: not here. */
  readonly acceptedAt: Millis | null
  /** What they raised of the period, whichever figures they had before them; oldest first. */
  readonly raised: readonly OwnRaised[]
}

export interface OwnRaised {
  /** The matter has the record's id. */
  readonly matterId: RecordId
  readonly kind: 'defence' | 'inquiry'
  readonly at: Millis
}

export function saidOf(marks: readonly RowMark[], memberId: MemberId, { period, no }: FiguresNo): OwnSaid {
  const own = marks.filter(each => each.memberId === memberId && each.figures?.period === period)
  const ofThese = own.filter(each => each.figures?.no === no)
  const raised = own.flatMap(({ act, recordId, matter, at }) =>
    act === 'raised' && recordId && matter ? [{ matterId: recordId, kind: matter, at }] : [],
  )
  return {
    seen: ofThese.some(each => each.act === 'seen'),
    acceptedAt: ofThese.findLast(each => each.act === 'accepted')?.at ?? null,
    raised,
  }
}

/** What the kiosk remembers of a declaration that takes the place of one asked back (KS63). */
export const resentMark = (memberId: MemberId, follows: RecordId, at: Millis): RowMark => ({
  memberId,
  activityId: null,
  at,
  act: 'resent',
  follows,
})

/** A revision of a document behind the card, as the kiosk's marks name it. */
export const innerMark = (noticeId: NoticeId, rev: number): string => `${noticeId}/${rev}`

/** What a member did here that the hub's own page may not say yet. */
export interface OwnPast {
  /** Ids of the declarations that they sent again. */
  readonly resent: ReadonlySet<string>
  /** What they opened of what stands behind the card, by `innerMark`. */
  readonly read: ReadonlySet<string>
}

/** Ids of the declarations that this member sent again here. */
export const resentOf = (marks: readonly RowMark[], memberId: MemberId): ReadonlySet<string> =>
  new Set(marks.flatMap(each => (each.memberId === memberId && each.act === 'resent' ? (each.follows ?? []) : [])))

const readOf = (marks: readonly RowMark[], memberId: MemberId): ReadonlySet<string> =>
  new Set(marks.flatMap(each => (each.memberId === memberId && each.act === 'read' ? (each.inner ?? []) : [])))

export const pastOf = (marks: readonly RowMark[], memberId: MemberId): OwnPast => ({
  resent: resentOf(marks, memberId),
  read: readOf(marks, memberId),
})

/** Told once is told, and opened once is opened. */
export function isSaid(marks: readonly RowMark[], memberId: MemberId, act: MemberAct): boolean {
  if (act.kind === 'seeFigures') return saidOf(marks, memberId, act).seen
  return act.kind === 'readInner' && readOf(marks, memberId).has(innerMark(act.noticeId, act.rev))
}

/** What a second scan is compared with. */
const LOG_MS = 36 * 3_600_000

/** What a start takes along of the last month's marks: leave, what was said of figures, read, sent again; lately all. */
export const isStillKnown = ({ act, figures, at }: RowMark, now: Millis): boolean =>
  figures !== undefined ||
  act === 'leave' ||
  act === 'noLeave' ||
  act === 'resent' ||
  act === 'read' ||
  at >= now - LOG_MS
