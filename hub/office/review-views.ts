import type { MatterId, MemberId, Millis } from '../../shared/base/ids.ts'
import { rangeOf, type DateRange, type Period } from '../../shared/base/plain-date.ts'
import type { Problem } from '../../shared/base/problem.ts'
import type { Result } from '../../shared/base/result.ts'
import type { MemberView } from '../../shared/people/member.ts'
import { periodsOf } from '../../shared/points/scheme.ts'
import type { Figures } from '../../shared/review/figures.ts'
import {
  decideArchive,
  decideClose,
  decideCompile,
  decideReopen,
  decideSettle,
  isCurrent,
  isTold,
  type MatterKind,
  type NoticeSaid,
  type Outcome,
  type Review,
  type WayTold,
} from '../../shared/review/review.ts'
import { todayOf } from './notices.ts'
import type { Office, Reads } from './ports.ts'
import { earlierOf, noticeSaid, reviewOf, sumsOf } from './reviews.ts'
import { mustScheme } from './scheme.ts'

/** Reviews as the console shows them. */

/** `running`: its days are not over; `due`: they are, and nothing is compiled. */
export type ReviewStage = 'running' | 'due' | Review['stage']

export interface ReviewSummary {
  readonly period: Period
  readonly days: DateRange
  readonly stage: ReviewStage
  readonly people: number
  readonly told: number
  readonly openMatters: number
  readonly notice: NoticeSaid
}

export interface HearingRow {
  readonly memberId: MemberId
  readonly name: string
  readonly nameNote: string
  readonly figures: Figures
  /** Null: not told, or told other sums than these. */
  readonly told: { readonly how: WayTold; readonly at: Millis; readonly by: string } | null
  /** Was told, and the sums have changed since. */
  readonly changed: boolean
  readonly acceptedAt: Millis | null
}

export interface MatterRow {
  readonly matterId: MatterId
  readonly kind: MatterKind
  readonly memberId: MemberId | null
  /** Empty: a resident, or nobody named. */
  readonly name: string
  readonly raisedAt: Millis
  readonly words: string
  readonly answer: {
    readonly outcome: Outcome
    readonly words: string
    readonly at: Millis
    readonly by: string
    readonly corrections: number
  } | null
}

/** What keeps each step from being taken now; empty where nothing does. */
export type StepBlocks = Readonly<Record<'compile' | 'settle' | 'reopen' | 'close' | 'archive', readonly Problem[]>>

export interface ReviewDetail extends ReviewSummary {
  /** To the ledger of now, the sums are still what was compiled. */
  readonly current: boolean
  readonly compiledAt: Millis | null
  readonly settledAt: Millis | null
  readonly closedAt: Millis | null
  readonly archivedAt: Millis | null
  readonly hearings: readonly HearingRow[]
  /** Newest first. */
  readonly matters: readonly MatterRow[]
  readonly blocks: StepBlocks
}

/** The periods of a year, in order. @throws Refusal SCHEME_NONE */
export async function reviewList(office: Office, read: Reads, cycle: number): Promise<readonly ReviewSummary[]> {
  const { scheme } = await mustScheme(read, rangeOf(String(cycle) as Period).to)
  const summaries = []
  for (const period of periodsOf(scheme)) {
    summaries.push(await summaryOf(office, read, period, await reviewOf(read, period)))
  }
  return summaries
}

async function summaryOf(office: Office, read: Reads, period: Period, review: Review | null): Promise<ReviewSummary> {
  const days = rangeOf(period)
  const ended = (await todayOf(office, read)) > days.to
  return {
    period,
    days,
    stage: review?.stage ?? (ended ? 'due' : 'running'),
    people: review?.hearings.length ?? 0,
    told: review?.hearings.filter(isTold).length ?? 0,
    openMatters: review?.matters.filter(each => each.answer === null).length ?? 0,
    notice: await noticeSaid(read, period),
  }
}

/** @throws Refusal SCHEME_NONE, PERIOD_NOT_OF_SCHEME */
export async function reviewDetail(office: Office, read: Reads, period: Period): Promise<ReviewDetail> {
  const review = await reviewOf(read, period)
  const summary = await summaryOf(office, read, period, review)
  const now = await sumsOf(read, period)
  const people = new Map((await read.people.all()).map(each => [each.memberId, each]))
  const staff = new Map((await read.staff.all()).map(each => [each.staffId as string, each.displayName]))
  const today = await todayOf(office, read)
  const world = { today, lastDay: summary.days.to, earlier: await earlierOf(read, period) }
  return {
    ...summary,
    current: review !== null && isCurrent(review, now),
    compiledAt: review?.compiled.at ?? null,
    settledAt: review?.settled?.at ?? null,
    closedAt: review?.closed?.at ?? null,
    archivedAt: review?.archived?.at ?? null,
    hearings: hearingRows(review, people, staff),
    matters: (await matterRows(read, period, review, people, staff)).toReversed(),
    blocks: {
      compile: problemsOf(decideCompile(review, now, world)),
      settle: problemsOf(decideSettle(review, now, memberId => people.get(memberId)?.name ?? '—')),
      // Why it is reopened is asked when it is.
      reopen: problemsOf(decideReopen(review, summary.notice, '—')),
      close: problemsOf(decideClose(review, summary.notice, today)),
      archive: problemsOf(decideArchive(review)),
    },
  }
}

const problemsOf = (decision: Result<unknown, readonly Problem[]>): readonly Problem[] =>
  decision.ok ? [] : decision.error

type People = ReadonlyMap<MemberId, MemberView>
type StaffNames = ReadonlyMap<string, string>

function hearingRows(review: Review | null, people: People, staff: StaffNames): HearingRow[] {
  return (review?.hearings ?? []).map(hearing => {
    const { figures, told, accepted } = hearing
    const member = people.get(figures.memberId)
    return {
      memberId: figures.memberId,
      name: member?.name ?? '—',
      nameNote: member?.nameNote ?? '',
      figures,
      told: told && isTold(hearing) ? { how: told.how, at: told.at, by: staff.get(told.by ?? '') ?? '' } : null,
      changed: told !== null && !isTold(hearing),
      acceptedAt: accepted?.at ?? null,
    }
  })
}

async function matterRows(
  read: Reads,
  period: Period,
  review: Review | null,
  people: People,
  staff: StaffNames,
): Promise<MatterRow[]> {
  const said = await read.reviews.words(period)
  const words = await read.words.many(said.map(each => each.wordsId))
  const wordsFor = (matterId: MatterId, step: 'raised' | 'answered') => {
    const found = said.find(each => each.matterId === matterId && each.step === step)
    return (found && words.get(found.wordsId)) ?? ''
  }
  return (review?.matters ?? []).map(({ matterId, kind, memberId, raised, answer }) => ({
    matterId,
    kind,
    memberId,
    name: (memberId && people.get(memberId)?.name) ?? '',
    raisedAt: raised.at,
    words: wordsFor(matterId, 'raised'),
    answer: answer && {
      outcome: answer.outcome,
      words: wordsFor(matterId, 'answered'),
      at: answer.at,
      by: staff.get(answer.by) ?? '',
      corrections: answer.entryIds.length,
    },
  }))
}
