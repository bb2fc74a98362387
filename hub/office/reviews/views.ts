import type { KioskId, MatterId, MemberId, Millis, RecordId } from '../../../shared/base/ids.ts'
import { rangeOf, type DateRange, type Period } from '../../../shared/base/plain-date.ts'
import type { Problem } from '../../../shared/base/problem.ts'
import type { Result } from '../../../shared/base/result.ts'
import { readOwnWords, type OwnWords } from '../../../shared/passes/own-words.ts'
import type { Written } from '../../../shared/passes/written.ts'
import type { MemberView } from '../../../shared/people/member.ts'
import { periodsOf } from '../../../shared/points/scheme.ts'
import type { Figures } from '../../../shared/review/figures.ts'
import {
  decideArchive,
  decideClose,
  decideCompile,
  decideReopen,
  decideSettle,
  isCurrent,
  isTold,
  type MatterKind,
  type Outcome,
  type Review,
  type WayTold,
} from '../../../shared/review/review.ts'
import { attachmentView, readObjectionWords, type AttachmentView } from '../notices/objection-views.ts'
import { firstPeriod, needsReview } from './first-period.ts'
import { reviewOf, sumsOf } from './period-sums.ts'
import type { Office, Reads } from '../ports.ts'
import type { Signed } from '../../../shared/notices/notice.ts'
import type { ArchiveRecord } from '../../../shared/review/archive-record.ts'
import { earlierOf, noticeSaid, recordOf, type LateAnswer, type NoticeHung } from './reviews.ts'
import { mustScheme } from '../points/scheme.ts'
import { todayOf } from '../today.ts'

/** Reviews as the console shows them. */

/** `running`: its days are not over; `due`: they are, and nothing is compiled. */
export type ReviewStage = 'running' | 'due' | Review['stage']

export interface ReviewSummary {
  readonly period: Period
  readonly days: DateRange
  readonly stage: ReviewStage
  /** From the branch's first period on (RV33), or because somebody waits for an answer. */
  readonly needed: boolean
  readonly people: number
  readonly told: number
  readonly openMatters: number
  readonly notice: NoticeHung
}

export interface HearingRow {
  readonly memberId: MemberId
  readonly name: string
  readonly nameNote: string
  readonly figures: Figures
  /** Null: not told, or told other sums than these. */
  readonly told: {
    readonly how: WayTold
    readonly at: Millis
    readonly by: string
    /** The kiosk's place; empty where it was no kiosk. */
    readonly where: string
  } | null
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
  /** Pages written by finger; empty where nothing was. */
  readonly drawn: NonNullable<OwnWords['drawn']>
  /** Who said it here: staff wrote it down, or the member or anybody at the kiosk of this place (empty: on their phone). */
  readonly said: { readonly by: 'staff' | 'member' | 'anybody'; readonly where: string }
  /** The name that anybody at a kiosk wrote under it; null for who would rather not say. */
  readonly signed: Written | null
  /** Spoken at a kiosk. */
  readonly attachments: readonly AttachmentView[]
  readonly answer: {
    readonly outcome: Outcome
    readonly words: string
    readonly at: Millis
    readonly by: string
    readonly corrections: number
  } | null
}

/** What a member said at a kiosk or on the phone that has no effect: somebody has to talk to them. */
export interface LateRow {
  readonly no: number
  readonly name: string
  readonly said: LateAnswer['said']
  readonly why: LateAnswer['why']
  readonly at: Millis
  readonly where: string
  readonly words: string
  readonly drawn: MatterRow['drawn']
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
  /** Newest first. */
  readonly late: readonly LateRow[]
  readonly blocks: StepBlocks
  /** Who took each step last; empty while nobody did. */
  readonly done: Readonly<Record<'compiled' | 'settled' | 'closed' | 'archived', string>>
  /** What was written down at archiving, and whether the ledger still comes to it. */
  readonly file: (ArchiveRecord & { readonly isWhole: boolean }) | null
}

/** The periods of a year, in order. @throws Refusal SCHEME_NONE */
export async function reviewList(office: Office, read: Reads, cycle: number): Promise<readonly ReviewSummary[]> {
  const { scheme } = await mustScheme(read, rangeOf(String(cycle) as Period).to)
  const first = await firstPeriod(read, scheme)
  const summaries = []
  for (const period of periodsOf(scheme)) {
    summaries.push(await summaryOf(office, read, period, await reviewOf(read, period), first))
  }
  return summaries
}

async function summaryOf(
  office: Office,
  read: Reads,
  period: Period,
  review: Review | null,
  first: Period | null,
): Promise<ReviewSummary> {
  const days = rangeOf(period)
  const openMatters = review?.matters.filter(each => each.answer === null).length ?? 0
  const ended = (await todayOf(office, read)) > days.to
  return {
    period,
    days,
    stage: review?.stage ?? (ended ? 'due' : 'running'),
    needed: needsReview(period, first) || openMatters > 0,
    people: review?.hearings.length ?? 0,
    told: review?.hearings.filter(isTold).length ?? 0,
    openMatters,
    notice: await noticeSaid(read, period),
  }
}

/** @throws Refusal SCHEME_NONE, PERIOD_NOT_OF_SCHEME */
export async function reviewDetail(office: Office, read: Reads, period: Period): Promise<ReviewDetail> {
  const review = await reviewOf(read, period)
  const { scheme } = await mustScheme(read, rangeOf(period).to)
  const summary = await summaryOf(office, read, period, review, await firstPeriod(read, scheme))
  const now = await sumsOf(read, period)
  const people = new Map((await read.people.all()).map(each => [each.memberId, each]))
  const staff = new Map((await read.staff.all()).map(each => [each.staffId as string, each.displayName]))
  const places = new Map((await read.kiosks.all()).map(each => [each.kioskId, each.place]))
  const names = { people, staff, places }
  const today = await todayOf(office, read)
  const world = { today, lastDay: summary.days.to, earlier: await earlierOf(read, period) }
  const record = review && isOver(review) ? await recordOf(read, period) : null
  return {
    ...summary,
    current: review !== null && isCurrent(review, now),
    compiledAt: review?.compiled.at ?? null,
    settledAt: review?.settled?.at ?? null,
    closedAt: review?.closed?.at ?? null,
    archivedAt: review?.archived?.at ?? null,
    done: doneBy(review, staff),
    file: fileOf(review, record),
    hearings: hearingRows(review, names),
    matters: (await matterRows(read, period, review, names)).toReversed(),
    late: (await lateRows(read, period, names)).toReversed(),
    blocks: {
      compile: problemsOf(decideCompile(review, now, world)),
      settle: problemsOf(decideSettle(review, now, memberId => people.get(memberId)?.name ?? '—')),
      // Why it is reopened is asked when it is.
      reopen: problemsOf(decideReopen(review, summary.notice, '—')),
      close: problemsOf(decideClose(review, summary.notice, today)),
      archive: problemsOf(decideArchive(review, now, record)),
    },
  }
}

const isOver = ({ stage }: Review): boolean => stage === 'closed' || stage === 'archived'

function doneBy(review: Review | null, staff: ReadonlyMap<string, string>): ReviewDetail['done'] {
  const name = (signed: Signed | null | undefined) => (signed ? (staff.get(signed.by) ?? '—') : '')
  return {
    compiled: name(review?.compiled),
    settled: name(review?.settled),
    closed: name(review?.closed),
    archived: name(review?.archived),
  }
}

function fileOf(review: Review | null, now: ArchiveRecord | null): ReviewDetail['file'] {
  const record = review?.archived?.record
  if (!record) return null
  return { ...record, isWhole: now?.entries.digest === record.entries.digest }
}

const problemsOf = (decision: Result<unknown, readonly Problem[]>): readonly Problem[] =>
  decision.ok ? [] : decision.error

interface Names {
  readonly people: ReadonlyMap<MemberId, MemberView>
  readonly staff: ReadonlyMap<string, string>
  readonly places: ReadonlyMap<KioskId, string>
}

const placeOf = ({ places }: Names, kioskId: KioskId | null | undefined): string =>
  (kioskId && places.get(kioskId)) ?? ''

function hearingRows(review: Review | null, names: Names): HearingRow[] {
  const { people, staff } = names
  return (review?.hearings ?? []).map(hearing => {
    const { figures, told, accepted } = hearing
    const member = people.get(figures.memberId)
    return {
      memberId: figures.memberId,
      name: member?.name ?? '—',
      nameNote: member?.nameNote ?? '',
      figures,
      told:
        told && isTold(hearing)
          ? { how: told.how, at: told.at, by: staff.get(told.by ?? '') ?? '', where: placeOf(names, told.kioskId) }
          : null,
      changed: told !== null && !isTold(hearing),
      acceptedAt: accepted?.at ?? null,
    }
  })
}

async function matterRows(read: Reads, period: Period, review: Review | null, names: Names): Promise<MatterRow[]> {
  const { people, staff } = names
  const said = await read.reviews.words(period)
  const words = await read.words.many(said.map(each => each.wordsId))
  const wordsFor = (matterId: MatterId, step: 'raised' | 'answered') => {
    const found = said.find(each => each.matterId === matterId && each.step === step)
    return (found && words.get(found.wordsId)) ?? ''
  }
  // An objection from a kiosk has the id of its record.
  const attachments = await read.declarations.attachments(
    (review?.matters ?? []).map(each => each.matterId as string as RecordId),
  )
  return (review?.matters ?? []).map(({ matterId, kind, memberId, raised, answer }) => ({
    matterId,
    kind,
    memberId,
    name: (memberId && people.get(memberId)?.name) ?? '',
    raisedAt: raised.at,
    ...(raised.by === null
      ? ownPart(wordsFor(matterId, 'raised'))
      : { words: wordsFor(matterId, 'raised'), drawn: [] }),
    signed: raised.by === null ? (readObjectionWords(wordsFor(matterId, 'raised'))?.name ?? null) : null,
    attachments: (attachments.get(matterId as string as RecordId) ?? []).map(attachmentView),
    said: {
      by: raised.by !== null ? 'staff' : kind === 'objection' ? 'anybody' : 'member',
      where: placeOf(names, raised.kioskId),
    },
    answer: answer && {
      outcome: answer.outcome,
      words: wordsFor(matterId, 'answered'),
      at: answer.at,
      by: staff.get(answer.by) ?? '',
      corrections: answer.entryIds.length,
    },
  }))
}

/** `OwnWords` as a member said them, or what anybody objected; empty once erased. */
function ownPart(text: string): Pick<MatterRow, 'words' | 'drawn'> {
  const own = readOwnWords(text)
  if (own) return { words: own.typed ?? '', drawn: own.drawn ?? [] }
  const note = readObjectionWords(text)?.note
  if (!note) return { words: '', drawn: [] }
  return note.kind === 'typed' ? { words: note.text, drawn: [] } : { words: '', drawn: [note.strokes] }
}

async function lateRows(read: Reads, period: Period, names: Names): Promise<LateRow[]> {
  const rows = await read.reviews.late(period)
  const words = await read.words.many(rows.flatMap(each => each.wordsId ?? []))
  return rows.map(({ no, memberId, said, why, at, kioskId, wordsId }) => ({
    no,
    name: names.people.get(memberId)?.name ?? '—',
    said,
    why,
    at,
    where: placeOf(names, kioskId),
    ...ownPart((wordsId && words.get(wordsId)) ?? ''),
  }))
}
