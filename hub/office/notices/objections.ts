import { must } from '../../../shared/base/check.ts'
import type { KioskId, MatterId, Millis, NoticeId, RecordId, StaffId } from '../../../shared/base/ids.ts'
import { plainDateTimeAt, type Period } from '../../../shared/base/plain-date.ts'
import { problem, refuse, Refusal } from '../../../shared/base/problem.ts'
import type { ObjectionWhy } from '../../../shared/declarations/declaration.ts'
import type { Author, Fact, FactBody, JournalEntry } from '../../../shared/journal/facts.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import { decideRaise } from '../../../shared/review/review.ts'
import { newestOnBoard } from './board.ts'
import { reviewOf } from '../reviews/period-sums.ts'
import type { Office, Reads, Work } from '../ports.ts'
import { noticeSaid } from '../reviews/reviews.ts'
import { withWho } from '../who-did.ts'

/**
 * 异议 from kiosks (RV50–RV54). One to the points of a period is a matter of its review at once; every other one, and one
 * that comes too late, waits here until it is answered.
 */

export interface Objection {
  readonly objectionId: RecordId
  readonly noticeId: NoticeId
  readonly rev: number
  /** When it was said. */
  readonly sentAt: Millis
  readonly kioskId: KioskId | null
  readonly isClockUnsure: boolean
  /** `AttestationWords` as JSON. */
  readonly wordsId: PrivateId
  /** Whose review answers it, as a matter of the same id; null: it is answered by itself, and `why`. */
  readonly period: Period | null
  readonly why: ObjectionWhy | null
  readonly answer: { readonly wordsId: PrivateId; readonly at: Millis; readonly by: StaffId | null } | null
}

export interface ObjectionReads {
  one(objectionId: RecordId): Promise<Objection | null>
  /** Newest first. */
  ofNotice(noticeId: NoticeId, limit: number): Promise<readonly Objection[]>
  /** Answered by themselves and not answered yet, the oldest first. */
  open(limit: number): Promise<readonly Objection[]>
  openCount(): Promise<number>
}

type Received = FactBody<'objection.received'>

/** Puts each objection that was just recorded where it is answered. Part of the caller's piece of writing. */
export async function takeObjections(work: Work, entries: readonly JournalEntry[]): Promise<void> {
  for (const entry of entries) {
    if (entry.kind !== 'objection.received') continue
    const facts = await placed(work, entry.body)
    await work.appendAs(facts.map(fact => ({ by: entry.by, fact })))
  }
}

async function placed(work: Work, said: Received): Promise<Fact[]> {
  const { recordId: objectionId, docId, words, correctedAt: at } = said
  const period = await periodOf(work, docId)
  if (period !== null) {
    const matter = { matterId: objectionId as string as MatterId, kind: 'objection', memberId: null } as const
    const decided = decideRaise(await reviewOf(work, period), matter, await noticeSaid(work, period))
    if (decided.ok) {
      return [
        { kind: 'objection.placed', body: { objectionId, period, why: null } },
        { kind: 'review.raised', body: { period, ...matter, words, at } },
      ]
    }
  }
  const why = await whyAside(work, said, period)
  return [{ kind: 'objection.placed', body: { objectionId, period: null, why } }]
}

/** Whose points the notice shows; null for any other. */
async function periodOf(work: Work, noticeId: NoticeId): Promise<Period | null> {
  if ((await work.notices.one(noticeId))?.kind !== 'periodPoints') return null
  return (await work.notices.ofPeriods()).findLast(each => each.noticeId === noticeId)?.period ?? null
}

async function whyAside(work: Work, said: Received, period: Period | null): Promise<ObjectionWhy> {
  if (period !== null) return 'over'
  const document = await newestOnBoard(work, said.docId)
  if (!document) return 'unknownNotice'
  const { noticePeriod } = document
  const last = noticePeriod?.days.at(-1)
  if (!noticePeriod || last === undefined) return 'otherNotice'
  const { timeZone } = must(await work.branch.founded(), 'a founded branch')
  // Where the time is not known, the earliest that it can have been.
  const saidAt = plainDateTimeAt(said.span?.from ?? said.correctedAt, timeZone)
  return saidAt > `${last}T${noticePeriod.endsAt}` ? 'late' : 'otherNotice'
}

/**
 * What the branch told whoever asks about it; once.
 * @throws Refusal OBJECTION_UNKNOWN | OBJECTION_OF_REVIEW | OBJECTION_ANSWERED | REVIEW_WORDS_MISSING
 */
export async function answerObjection(
  office: Office,
  by: Author,
  input: { readonly objectionId: RecordId; readonly words: string },
): Promise<void> {
  const { objectionId } = input
  const said = input.words.trim()
  await office.store.write(by, async work => {
    const found = await work.objections.one(objectionId)
    if (!found) return refuse('OBJECTION_UNKNOWN', { zh: '没有这条异议。', en: 'There is no such objection.' })
    await mustBeOpen(work, found)
    if (said === '') refuse('REVIEW_WORDS_MISSING', { zh: '请写明内容。', en: 'Write down what was said.' }, 'words')
    const words = await work.keepWords('note', said)
    await work.append({ kind: 'objection.answered', body: { objectionId, words } })
  })
}

async function mustBeOpen(read: Reads, { period, answer }: Objection): Promise<void> {
  if (period !== null) {
    const zh = `这条异议归 ${period} 的审核，请在“汇总审核”里答复。`
    refuse('OBJECTION_OF_REVIEW', { zh, en: `It belongs to the review of ${period}: answer it there.` })
  }
  if (!answer) return
  const done = problem('OBJECTION_ANSWERED', { zh: '这条异议已经答复过了。', en: 'It has its answer.' })
  throw new Refusal(await withWho(read, [done], () => (answer.by ? { by: answer.by, at: answer.at } : null)))
}
