import type { EntryId, KioskId, MatterId, MemberId } from '../base/ids.ts'
import type { PlainDate } from '../base/plain-date.ts'
import type { Problem } from '../base/problem.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { JournalHead } from '../journal/chain.ts'
import type { Signed } from '../notices/notice.ts'
import type { ArchiveRecord } from './archive-record.ts'
import * as because from './because.ts'
import { sameFigures, type Figures } from './figures.ts'

/**
 * The review of a period (汇总审核, RV): figures are compiled, each member is told and heard, the branch settles, the
 * notice goes up, objections are answered, the review is closed and archived. Each act is decided by a pure function
 * that returns the change to write down, and `evolve` (evolve.ts) folds changes into the situation.
 */
export interface Review {
  readonly stage: 'compiled' | 'settled' | 'closed' | 'archived'
  readonly compiled: Signed
  /** The journal whose fold the figures are. */
  readonly head: JournalHead
  readonly hearings: readonly Hearing[]
  readonly matters: readonly Matter[]
  readonly settled: Signed | null
  readonly closed: Signed | null
  /** `record` is null where it was archived before there were any. */
  readonly archived: (Signed & { readonly record: ArchiveRecord | null }) | null
}

/** How a member came to know: at a kiosk or on the phone, in person, by a slip that they were handed. */
export const WAYS_TOLD = ['kiosk', 'phone', 'person', 'slip'] as const
export type WayTold = (typeof WAYS_TOLD)[number]

/** Why what a member said of their figures has no effect. */
export const LATE_REASONS = ['stale', 'over', 'notInReview', 'revoked', 'pinMissing'] as const
export type LateReason = (typeof LATE_REASONS)[number]

/** One member's part. */
export interface Hearing {
  readonly figures: Figures
  /** The newest time they were told, with what they were told then. */
  readonly told: (ActDone & { readonly how: WayTold; readonly figures: Figures }) | null
  /** They said that the figures are right. */
  readonly accepted: ActDone | null
}

/** Who did it (staff, or the member where `by` is null), and when. */
export interface ActDone {
  readonly by: Signed['by'] | null
  readonly at: Signed['at']
  /** Where the member did it; left out: not at a kiosk. */
  readonly kioskId?: KioskId
}

/** 申辩: the member says that it is wrong. 问询: they ask. 异议: anybody, while the notice hangs. */
export const MATTERS = ['defence', 'inquiry', 'objection'] as const
export type MatterKind = (typeof MATTERS)[number]

/** 采纳 | 不采纳 | 已说明 */
export const OUTCOMES = ['upheld', 'rejected', 'explained'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Something that somebody said, and what the branch answered; the words of both are private. */
export interface Matter {
  readonly matterId: MatterId
  readonly kind: MatterKind
  /** Null: a resident, or somebody who gave no name. */
  readonly memberId: MemberId | null
  readonly raised: ActDone
  readonly answer: (Signed & { readonly outcome: Outcome; readonly entryIds: readonly EntryId[] }) | null
}

export type Change =
  | { readonly type: 'compiled'; readonly head: JournalHead; readonly figures: readonly Figures[] }
  | { readonly type: 'told'; readonly memberIds: readonly MemberId[]; readonly how: WayTold }
  | { readonly type: 'accepted'; readonly memberId: MemberId }
  | {
      readonly type: 'raised'
      readonly matterId: MatterId
      readonly kind: MatterKind
      readonly memberId: MemberId | null
    }
  | {
      readonly type: 'answered'
      readonly matterId: MatterId
      readonly outcome: Outcome
      readonly entryIds: readonly EntryId[]
    }
  | { readonly type: 'settled' }
  | { readonly type: 'reopened' }
  | { readonly type: 'closed' }
  | { readonly type: 'archived'; readonly record?: ArchiveRecord }
export type ChangeOf<Type extends Change['type']> = Extract<Change, { type: Type }>
export type Decision<Type extends Change['type']> = Result<ChangeOf<Type>, readonly Problem[]>

/** Names people in a sentence to staff. */
export type NameOf = (memberId: MemberId) => string

/** What the ledger comes to now. */
export interface Sums {
  readonly head: JournalHead
  readonly figures: readonly Figures[]
}

/** Where the notice of the period's points stands. */
export interface NoticeSaid {
  /** On the board now. */
  readonly live: boolean
  /** Last day on which objections are taken; null before it is published. */
  readonly until: PlainDate | null
}

/**
 * Freezes what the ledger comes to, for everybody to be told; as often as wanted until the review is settled (RV1, RV2).
 * @param earlier whether the period before it, if there is one in the year, is settled
 */
export function decideCompile(
  review: Review | null,
  now: Sums,
  world: { readonly today: PlainDate; readonly lastDay: PlainDate; readonly earlier: 'settled' | 'open' | 'passed' },
): Decision<'compiled'> {
  if (world.today <= world.lastDay) return no(because.notEnded(world.lastDay))
  if (world.earlier === 'open') return no(because.EARLIER_OPEN)
  if (world.earlier === 'passed') return no(because.PASSED)
  if (review !== null && review.stage !== 'compiled') return no(because.SETTLED)
  if (now.figures.length === 0) return no(because.NOBODY)
  return ok({ type: 'compiled', head: now.head, figures: now.figures })
}

/**
 * Somebody was told what was compiled for them (RV3). How they first came to know it stays: whoever is told already is
 * left out, so that nobody may be left.
 */
export function decideTold(review: Review | null, memberIds: readonly MemberId[], how: WayTold): Decision<'told'> {
  if (review?.stage !== 'compiled') return no(stageProblem(review))
  const meant = memberIds.flatMap(memberId => hearingOf(review, memberId) ?? [])
  if (meant.length === 0 || meant.length < memberIds.length) return no(because.NOT_IN_REVIEW)
  const untold = meant.filter(each => !isTold(each))
  return ok({ type: 'told', memberIds: untold.map(each => each.figures.memberId), how })
}

/** The member says that it is right: only of what they were told, and never instead of what they dispute. */
export function decideAccept(review: Review | null, memberId: MemberId): Decision<'accepted'> {
  if (review?.stage !== 'compiled') return no(stageProblem(review))
  const hearing = hearingOf(review, memberId)
  if (!hearing) return no(because.NOT_IN_REVIEW)
  return isTold(hearing) ? ok({ type: 'accepted', memberId }) : no(because.NOT_TOLD)
}

/** Defences and inquiries are heard until the review is settled, objections while the notice hangs (RV5, RV8). */
export function decideRaise(
  review: Review | null,
  matter: Omit<ChangeOf<'raised'>, 'type'>,
  notice: NoticeSaid,
): Decision<'raised'> {
  if (review === null) return no(because.NOT_COMPILED)
  if (matter.memberId !== null && matter.kind !== 'objection' && !hearingOf(review, matter.memberId)) {
    return no(because.NOT_IN_REVIEW)
  }
  if (matter.kind === 'objection') {
    if (review.stage !== 'settled' || notice.until === null) return no(because.NO_NOTICE_YET)
  } else {
    if (matter.memberId === null) return no(because.NOT_IN_REVIEW)
    if (review.stage !== 'compiled') return no(because.SETTLED)
  }
  return ok({ type: 'raised', ...matter })
}

/** An answer is given once; other words are another matter. */
export function decideAnswer(review: Review | null, answer: Omit<ChangeOf<'answered'>, 'type'>): Decision<'answered'> {
  const matter = review?.matters.find(each => each.matterId === answer.matterId)
  if (!matter) return no(because.NO_MATTER)
  if (matter.answer) return no(because.ANSWERED)
  return ok({ type: 'answered', ...answer })
}

/** Everybody was told what the figures are now, everything said was answered, and the ledger still says it (RV4–RV6). */
export function decideSettle(review: Review | null, now: Sums, nameOf: NameOf): Decision<'settled'> {
  if (review?.stage !== 'compiled') return no(stageProblem(review))
  const found: Problem[] = []
  if (!isCurrent(review, now)) found.push(because.STALE)
  const untold = review.hearings.filter(each => !isTold(each)).map(each => nameOf(each.figures.memberId))
  if (untold.length > 0) found.push(because.untold(untold))
  const open = review.matters.filter(each => each.answer === null)
  if (open.length > 0) found.push(because.unanswered(open.length))
  return found.length > 0 ? err(found) : ok({ type: 'settled' })
}

/** Back to hearing people: only as long as nothing of it hangs on the board (RV7). */
export function decideReopen(review: Review | null, notice: NoticeSaid, reason: string): Decision<'reopened'> {
  if (review?.stage !== 'settled') return no(stageProblem(review))
  if (notice.live) return no(because.PUBLISHED)
  return reason.trim() === '' ? no(because.REASON_MISSING) : ok({ type: 'reopened' })
}

/** The notice hung its whole period and every objection has its answer (RV9). */
export function decideClose(review: Review | null, notice: NoticeSaid, today: PlainDate): Decision<'closed'> {
  if (review?.stage !== 'settled') return no(stageProblem(review))
  if (notice.until === null) return no(because.NO_NOTICE_YET)
  const found: Problem[] = []
  if (today <= notice.until) found.push(because.stillHangs(notice.until))
  const open = review.matters.filter(each => each.answer === null)
  if (open.length > 0) found.push(because.unanswered(open.length))
  return found.length > 0 ? err(found) : ok({ type: 'closed' })
}

/**
 * Puts it into the file for good (RV30).
 * @param record null: the ledger no longer comes to what was settled, or nothing of it ever hung
 */
export function decideArchive(review: Review | null, now: Sums, record: ArchiveRecord | null): Decision<'archived'> {
  if (review?.stage !== 'closed') return no(stageProblem(review))
  if (!isCurrent(review, now)) return no(because.ARCHIVE_MOVED)
  return record === null ? no(because.NO_NOTICE_YET) : ok({ type: 'archived', record })
}

/** What keeps the notice of the period's points from being checked, approved or published (RV4). */
export function noticeBlocks(review: Review | null, now: Sums): readonly Problem[] {
  if (review === null) return [because.NOT_COMPILED]
  if (review.stage === 'compiled') return [because.NOT_SETTLED]
  return isCurrent(review, now) ? [] : [because.LEDGER_MOVED]
}

/** What keeps a first revision from being published: nobody could object to it any more (RV31). */
export const newNoticeBlocks = (review: Review | null): readonly Problem[] =>
  review?.stage === 'closed' || review?.stage === 'archived' ? [because.NOTICE_TOO_LATE] : []

/** Whether entries may still be dated within the period (RV6): a settled one is changed by entries of a later day. */
export const takesEntries = (review: Review | null): boolean => review === null || review.stage === 'compiled'

/**
 * The journal line by which the figures were compiled: what a member's answer names. It follows at once upon the head that
 * the figures were folded from.
 */
export const compileNo = (review: Review): number => review.head.size + 1

/** They know what the figures are now. */
export const isTold = ({ told, figures }: Hearing): boolean => told !== null && sameFigures(told.figures, figures)

export const hearingOf = (review: Review, memberId: MemberId): Hearing | undefined =>
  review.hearings.find(each => each.figures.memberId === memberId)

/** Whether the ledger still comes to what was compiled. */
export function isCurrent(review: Review, now: Sums): boolean {
  if (review.hearings.length !== now.figures.length) return false
  return now.figures.every(figures => {
    const hearing = hearingOf(review, figures.memberId)
    return hearing !== undefined && sameFigures(hearing.figures, figures)
  })
}

function stageProblem(review: Review | null): Problem {
  if (review === null) return because.NOT_COMPILED
  if (review.stage === 'compiled') return because.NOT_SETTLED
  return review.stage === 'settled' ? because.SETTLED : because.OVER
}

const no = (why: Problem): { readonly ok: false; readonly error: readonly Problem[] } => err([why])
