import { hashOf } from '../../../shared/base/bytes.ts'
import { must } from '../../../shared/base/check.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import {
  newId,
  type EntryId,
  type KioskId,
  type MatterId,
  type MemberId,
  type Millis,
  type RecordId,
} from '../../../shared/base/ids.ts'
import { rangeOf, yearOf, type Period, type PlainDate } from '../../../shared/base/plain-date.ts'
import { refuse, Refusal } from '../../../shared/base/problem.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import { liveOf, type Signed } from '../../../shared/notices/notice.ts'
import { entriesDigest, type ArchiveRecord } from '../../../shared/review/archive-record.ts'
import { subjectOf } from '../../../shared/notices/content.ts'
import {
  decideAnswer,
  decideArchive,
  decideClose,
  decideCompile,
  decideRaise,
  decideReopen,
  decideSettle,
  decideTold,
  takesEntries,
  type Change,
  type Decision,
  type LateReason,
  type MatterKind,
  type NameOf,
  type NoticeSaid,
  type Outcome,
  type Review,
  type WayTold,
} from '../../../shared/review/review.ts'
import { ledgerDesk } from '../points/ledger.ts'
import { publishedDocument } from '../notices/board.ts'
import { placeInYear } from './first-period.ts'
import { reviewOf, sumsOf } from './period-sums.ts'
import type { Office, Reads, Work } from '../ports.ts'
import { mustScheme } from '../points/scheme.ts'
import { todayOf } from '../today.ts'
import { withWho } from '../who-did.ts'

/** The review of each period (汇总审核, RV): compiled, told, heard, settled, closed, archived. */

export interface ReviewOnFile {
  readonly period: Period
  readonly review: Review
  /** Number of the newest journal line about it. */
  readonly version: number
}

export interface ReviewWords {
  readonly no: number
  readonly step: Extract<Change['type'], 'raised' | 'answered' | 'reopened'>
  /** Null: about the whole review. */
  readonly matterId: MatterId | null
  readonly wordsId: PrivateId
}

/** What a member said of figures that has no effect, for the registrar to see. */
export interface LateAnswer {
  readonly no: number
  readonly recordId: RecordId
  readonly memberId: MemberId
  readonly said: 'accepted' | Exclude<MatterKind, 'objection'>
  readonly why: LateReason
  readonly at: Millis
  /** Null: on their phone. */
  readonly kioskId: KioskId | null
  /** `OwnWords` as JSON. */
  readonly wordsId: PrivateId | null
}

export interface ReviewReads {
  all(): Promise<readonly ReviewOnFile[]>
  one(period: Period): Promise<ReviewOnFile | null>
  /** In order. */
  words(period: Period): Promise<readonly ReviewWords[]>
  /** In order. */
  late(period: Period): Promise<readonly LateAnswer[]>
}

/** Freezes what the ledger comes to (RV1, RV2). @throws Refusal PERIOD_NOT_OF_SCHEME | REVIEW_… */
export async function compileReview(office: Office, by: Author, period: Period): Promise<void> {
  await office.store.write(by, async work => {
    const now = await sumsOf(work, period)
    const today = await todayOf(office, work)
    const world = { today, lastDay: rangeOf(period).to, earlier: await earlierOf(work, period) }
    const review = await reviewOf(work, period)
    const { type: _, ...body } = await taken(work, review, decideCompile(review, now, world))
    await work.append({ kind: 'review.compiled', body: { period, ...body, figures: [...body.figures] } })
  })
}

/**
 * Told in person, or by the slip they were handed; as many at once as were told (RV3).
 * @returns how many had not been told before; of the others nothing is written down
 */
export async function tellMembers(
  office: Office,
  by: Author,
  input: { readonly period: Period; readonly memberIds: readonly MemberId[]; readonly how: WayTold },
): Promise<number> {
  const { period } = input
  return await office.store.write(by, async work => {
    const review = await reviewOf(work, period)
    const { memberIds, how } = await taken(work, review, decideTold(review, input.memberIds, input.how))
    if (memberIds.length > 0) {
      await work.append({ kind: 'review.told', body: { period, memberIds: [...memberIds], how } })
    }
    return memberIds.length
  })
}

/** Writes down what somebody said at the office: a defence, an inquiry, an objection (RV5, RV8). */
export async function raiseMatter(
  office: Office,
  by: Author,
  input: {
    readonly period: Period
    readonly kind: MatterKind
    readonly memberId: MemberId | null
    readonly words: string
  },
): Promise<MatterId> {
  const { period, kind, memberId } = input
  return await office.store.write(by, async work => {
    const matterId = newId<MatterId>(office.clock.now(), office.random)
    const matter = { matterId, kind, memberId }
    const review = await reviewOf(work, period)
    await taken(work, review, decideRaise(review, matter, await noticeSaid(work, period)))
    const words = await work.keepWords('note', wordsOf(input.words))
    await work.append({ kind: 'review.raised', body: { period, ...matter, words } })
    return matterId
  })
}

/** What follows from a matter that was upheld: entries taken back, entries added for whoever raised it. */
export interface Correction {
  readonly reverse: readonly EntryId[]
  readonly add: readonly { readonly itemCode: string; readonly quantity: Hundredths }[]
}

/**
 * Answers a matter; its corrections are entries in the same commit, dated by RV6.
 * @throws Refusal REVIEW_ANSWERED | REVIEW_NO_MATTER | CORRECTION_NEEDS_UPHELD, or as the ledger refuses entries
 */
export async function answerMatter(
  office: Office,
  by: Author,
  input: {
    readonly period: Period
    readonly matterId: MatterId
    readonly outcome: Outcome
    readonly words: string
    readonly correction: Correction | null
  },
): Promise<void> {
  const { period, matterId, outcome } = input
  await office.store.write(by, async work => {
    const review = await reviewOf(work, period)
    await taken(work, review, decideAnswer(review, { matterId, outcome, entryIds: [] }), matterId)
    const said = wordsOf(input.words)
    const entryIds = input.correction ? await correct(office, work, review, input.correction, { ...input, said }) : []
    const words = await work.keepWords('note', said)
    await work.append({ kind: 'review.answered', body: { period, matterId, outcome, entryIds, words } })
  })
}

async function correct(
  office: Office,
  work: Work,
  review: Review | null,
  { reverse, add }: Correction,
  about: { readonly period: Period; readonly matterId: MatterId; readonly outcome: Outcome; readonly said: string },
): Promise<EntryId[]> {
  const matter = must(
    review?.matters.find(each => each.matterId === about.matterId),
    'the matter',
  )
  if (about.outcome !== 'upheld') {
    refuse('CORRECTION_NEEDS_UPHELD', {
      zh: '只有采纳了，才更正积分。',
      en: 'Points are corrected only where the matter is upheld.',
    })
  }
  const { memberId } = matter
  if (memberId === null && add.length > 0) {
    refuse('CORRECTION_FOR_NOBODY', {
      zh: '这一条不是党员本人提出的，请在台账里登记更正。',
      en: 'No member raised it: register the correction in the ledger.',
    })
  }
  const desk = await ledgerDesk(office, work)
  const date = takesEntries(review) ? rangeOf(about.period).to : desk.today
  for (const entryId of reverse) await desk.reverse(entryId, date, about.said)
  for (const each of add) {
    const draft = {
      kind: 'item',
      ...each,
      entryId: desk.newId(),
      date,
      source: 'decision',
      recordedBy: 'branch',
    } as const
    await desk.add({ ...draft, activityId: null, basis: null }, memberId, { note: about.said })
  }
  const { entries } = await desk.finish(null)
  return entries.map(entry => entry.entryId)
}

/** @throws Refusal with everything that is missing (RV4) */
export async function settleReview(office: Office, by: Author, period: Period): Promise<void> {
  await office.store.write(by, async work => {
    const review = await reviewOf(work, period)
    await taken(work, review, decideSettle(review, await sumsOf(work, period), await namesOf(work)))
    await work.append({ kind: 'review.settled', body: { period } })
  })
}

/** Back to hearing people, with a reason (RV7). */
export async function reopenReview(
  office: Office,
  by: Author,
  input: { readonly period: Period; readonly reason: string },
): Promise<void> {
  const { period } = input
  await office.store.write(by, async work => {
    const review = await reviewOf(work, period)
    await taken(work, review, decideReopen(review, await noticeSaid(work, period), input.reason))
    const reason = await work.keepWords('note', input.reason.trim())
    await work.append({ kind: 'review.reopened', body: { period, reason } })
  })
}

/** @throws Refusal with everything that is missing (RV9) */
export async function closeReview(office: Office, by: Author, period: Period): Promise<void> {
  await office.store.write(by, async work => {
    const today = await todayOf(office, work)
    const review = await reviewOf(work, period)
    await taken(work, review, decideClose(review, await noticeSaid(work, period), today))
    await work.append({ kind: 'review.closed', body: { period } })
  })
}

/** Puts the period into the file: what it holds is written down beside it (RV30). @throws Refusal REVIEW_… */
export async function archiveReview(office: Office, by: Author, period: Period): Promise<void> {
  await office.store.write(by, async work => {
    const review = await reviewOf(work, period)
    const decision = decideArchive(review, await sumsOf(work, period), await recordOf(work, period))
    const { record } = await taken(work, review, decision)
    await work.append({ kind: 'review.archived', body: { period, ...(record ? { record } : {}) } })
  })
}

/** What the file of a period would hold now; null where no notice of its points ever hung. */
export async function recordOf(read: Reads, period: Period): Promise<ArchiveRecord | null> {
  const notice = await noticeOf(read, period)
  if (notice === null) return null
  return { entries: entriesDigest(await read.ledger.ofCycle(yearOf(period)), period), notice }
}

/** The newest revision of the period's points that hung, also one that was withdrawn since. */
async function noticeOf(read: Reads, period: Period): Promise<ArchiveRecord['notice'] | null> {
  const kinds = new Map((await read.notices.all()).map(each => [each.noticeId, each.kind]))
  const hung = (await read.notices.ofPeriods()).filter(
    each => each.period === period && kinds.get(each.noticeId) === 'periodPoints',
  )
  const newest = hung.toSorted((a, b) => a.at - b.at || a.rev - b.rev).at(-1)
  if (newest === undefined) return null
  const envelope = must(await read.notices.envelope(newest.noticeId, newest.rev), 'what hung')
  return { noticeId: newest.noticeId, rev: newest.rev, hash: hashOf(envelope) }
}

/** Where the notice of a period's points stands, with the working days it hangs for. */
export interface NoticeHung extends NoticeSaid {
  readonly days: readonly PlainDate[]
}

/** The newest notice of the period's points counts. */
export async function noticeSaid(read: Reads, period: Period): Promise<NoticeHung> {
  const ofPeriod = new Set(
    (await read.notices.ofPeriods()).filter(each => each.period === period).map(each => each.noticeId),
  )
  for (const { noticeId, kind, notice } of ofPeriod.size === 0 ? [] : await read.notices.all()) {
    const live = liveOf(notice)
    if (kind !== 'periodPoints' || !live || !ofPeriod.has(noticeId)) continue
    const { body, noticePeriod } = await publishedDocument(read, noticeId, live.rev)
    if (subjectOf(body) !== `periodPoints ${period}`) continue
    const days = noticePeriod?.days ?? []
    return { live: true, until: days.at(-1) ?? null, days }
  }
  return { live: false, until: null, days: [] }
}

/** RV1, RV33: the periods of a year are settled one after the other, from the branch's first on. */
export async function earlierOf(read: Reads, period: Period): Promise<'settled' | 'open' | 'passed'> {
  const { scheme } = await mustScheme(read, rangeOf(period).to)
  return await placeInYear(read, scheme, period)
}

async function namesOf(read: Reads): Promise<NameOf> {
  const names = new Map((await read.people.all()).map(({ memberId, name }) => [memberId, name]))
  return memberId => names.get(memberId) ?? '—'
}

function wordsOf(text: string): string {
  const words = text.trim()
  if (words !== '') return words
  return refuse('REVIEW_WORDS_MISSING', { zh: '请写明内容。', en: 'Write down what was said.' }, 'words')
}

/** @throws Refusal; of a step that somebody took before, with who and when (RV32) */
async function taken<Type extends Change['type']>(
  read: Reads,
  review: Review | null,
  decision: Decision<Type>,
  matterId: MatterId | null = null,
) {
  if (decision.ok) return decision.value
  const done: { readonly [code: string]: Signed | null | undefined } = {
    REVIEW_SETTLED: review?.settled,
    REVIEW_OVER: review?.archived ?? review?.closed,
    REVIEW_ANSWERED: review?.matters.find(each => each.matterId === matterId)?.answer,
  }
  throw new Refusal(await withWho(read, decision.error, code => done[code]))
}
