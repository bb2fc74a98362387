import type { EntryId } from '../../../shared/base/ids.ts'
import { periodOf, rangeOf, yearOf, type Period, type PlainDate } from '../../../shared/base/plain-date.ts'
import { problem, Refusal, type Problem } from '../../../shared/base/problem.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import { takesEntries } from '../../../shared/review/review.ts'
import { ledgerDesk, type LedgerLine, type Registered } from './ledger.ts'
import type { Office, Reads, Work } from '../ports.ts'
import { mustScheme } from './scheme.ts'

/** Taking back at once what was just registered, while nobody outside has seen it (PT80–PT82). */

/**
 * Reverses the entries, all or none, each on its own day, so that every sum is as if they had never been registered.
 * Both lines stay in the ledger.
 * A declaration that was accepted by one of them waits again (PT87).
 * @throws Refusal UNDO_NOTHING | UNDO_GONE | UNDO_REVERSED | UNDO_SETTLED | UNDO_PUBLISHED | UNDO_BELONGS |
 *   UNDO_SAMPLED, by person
 */
export async function undoEntries(
  office: Office,
  by: Author,
  input: { readonly entryIds: readonly EntryId[] },
): Promise<Registered> {
  return await office.store.write(by, work => undoWithin(office, work, input.entryIds))
}

/** The same as a part of a larger piece of writing. */
async function undoWithin(office: Office, work: Work, entryIds: readonly EntryId[]): Promise<Registered> {
  const wanted = [...new Set(entryIds)]
  if (wanted.length === 0) throw new Refusal([NOTHING])
  const lines = await work.ledger.lines(wanted)
  if (lines.length < wanted.length) throw new Refusal([GONE])
  const problems = await undoProblems(work, lines)
  if (problems.length > 0) throw new Refusal(problems)
  const desk = await ledgerDesk(office, work)
  for (const line of lines) await desk.reverse(line.entryId, line.date, REASON)
  const registered = await desk.finish(null)
  const declarationIds = (await work.declarations.byEntries(wanted)).map(each => each.declarationId)
  if (declarationIds.length > 0) await work.append({ kind: 'declaration.reopened', body: { declarationIds } })
  return registered
}

/** What keeps entries from being taken back quietly; empty: they can be. */
async function undoProblems(read: Reads, lines: readonly LedgerLine[]): Promise<readonly Problem[]> {
  const names = new Map((await read.people.all()).map(({ memberId, name }) => [memberId, name]))
  const hung = await hungDocuments(read)
  const reviews = await read.reviews.all()
  const corrections = new Set(
    reviews.flatMap(({ review }) => review.matters.flatMap(matter => matter.answer?.entryIds ?? [])),
  )
  const settled = new Set(reviews.filter(({ review }) => !takesEntries(review)).map(({ period }) => period))
  const accepted = await read.declarations.byEntries(lines.map(line => line.entryId))
  const sampled = new Set(accepted.filter(each => each.sampled || each.checked).map(each => each.entryId))
  const problems: Problem[] = []
  for (const line of lines) {
    const found =
      ownProblem(line, corrections) ??
      (sampled.has(line.entryId) ? SAMPLED : null) ??
      (settled.has(await periodAt(read, line.date)) ? SETTLED : null) ??
      (hung.some(document => contains(document, line)) ? PUBLISHED : null)
    if (found) problems.push({ ...found, where: names.get(line.memberId) ?? line.entryId })
  }
  return problems
}

function ownProblem(line: LedgerLine, corrections: ReadonlySet<EntryId>): Problem | null {
  if (line.reverses !== null || line.reversedBy !== null) return REVERSED
  // What follows from a sign-in or from an answer is put right where it comes from.
  return line.activityId !== null || corrections.has(line.entryId) ? BELONGS : null
}

async function periodAt(read: Reads, date: PlainDate): Promise<Period> {
  const { scheme } = await mustScheme(read, date)
  return periodOf(date, scheme.reviewPeriod)
}

/** A document with people's points that hangs or once hung: what it was computed from, and up to which day. */
interface HungDocument {
  readonly cycle: number
  readonly until: PlainDate
  /** Number of journal lines it was computed from. */
  readonly size: number
}

/** Withdrawn ones too: they were seen. */
async function hungDocuments(read: Reads): Promise<readonly HungDocument[]> {
  return (await read.notices.ofPeriods()).map(({ period, size }) => ({
    cycle: yearOf(period),
    until: rangeOf(period).to,
    size,
  }))
}

/** The year's sum stands on each, so an entry of an earlier period is in it as well. */
const contains = (document: HungDocument, line: LedgerLine): boolean =>
  yearOf(line.date) === document.cycle && line.date <= document.until && line.no <= document.size

/** Kept with the reversal, as the reason of any other. */
const REASON = '登记后随即撤销'

const NOTHING = problem('UNDO_NOTHING', { zh: '没有要撤销的登记。', en: 'There is nothing to undo.' })
const GONE = problem('UNDO_GONE', {
  zh: '要撤销的登记不在台账里，请刷新。',
  en: 'The ledger has no such entry; reload.',
})
const REVERSED = problem('UNDO_REVERSED', {
  zh: '这条登记已经冲销过了，不用再撤销。',
  en: 'This entry is reversed already.',
})
const SETTLED = problem('UNDO_SETTLED', {
  zh: '这条登记所在的一期已经审定，不能撤销。要取消，请在台账里冲销，写明原因，按今天的日期算分。',
  en: 'Its period is settled: reverse it in the ledger, with a reason, dated today.',
})
const PUBLISHED = problem('UNDO_PUBLISHED', {
  zh: '这条登记已经算进发布过的公示，不能撤销。要取消，请在台账里冲销，写明原因。',
  en: 'A published notice contains it: reverse it in the ledger, with a reason.',
})
const SAMPLED = problem('UNDO_SAMPLED', {
  zh: '这件申报已经抽作核查，不能撤销；不属实的，请在抽查里办理。',
  en: 'This declaration was drawn for checking: deal with it there.',
})
const BELONGS = problem('UNDO_BELONGS', {
  zh: '这条登记由签到结算或申辩答复产生，请在原处更正。',
  en: 'It follows from a closing or an answer: correct it there.',
})
