import { stillStanding } from '../../../shared/points/still-standing.ts'
import { must } from '../../../shared/base/check.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { MemberId, RecordId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { problem, Refusal, type Problem } from '../../../shared/base/problem.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import type { Entry } from '../../../shared/points/entry.ts'
import { enter, mustBeSayable } from './declarations.ts'
import { ledgerDesk, type LedgerDesk } from '../points/ledger.ts'
import type { Office, Reads, Work } from '../ports.ts'

/** A round of declarations at a meeting: its slips typed in as one batch (PT84, PT85). */

export interface Round {
  /** `approved`: the meeting decided them, so they are entries at once. `inbox`: each is looked at later. */
  readonly decision: 'inbox' | 'approved'
  readonly meetingDate: PlainDate
  /** What the meeting said; kept with each entry. */
  readonly basis: string
  readonly rows: readonly RoundRow[]
}

export interface RoundRow {
  readonly memberId: MemberId
  readonly itemCode: string
  readonly date: PlainDate
  readonly quantity: Hundredths
  readonly words: string
}

export interface RoundEntered {
  readonly declarationIds: readonly RecordId[]
  /** Empty unless the meeting approved them. */
  readonly entries: readonly Entry[]
  readonly warnings: readonly Problem[]
}

/**
 * Every slip becomes a declaration, and where the meeting approved them an entry as well; all of them or none.
 * @throws Refusal with every problem, `where` = `rows.<at>` from 0
 */
export async function enterRound(office: Office, by: Author, round: Round): Promise<RoundEntered> {
  return await office.store.write(by, async work => {
    const desk = await ledgerDesk(office, work)
    const problems = await roundProblems(office, work, round, desk)
    if (problems.length > 0) throw new Refusal(problems)
    const declarationIds: RecordId[] = []
    for (const { words, ...said } of round.rows) {
      const declared = { ...said, follows: null }
      declarationIds.push(await enter(office, work, 'declaration', declared, { text: words.trim() }))
    }
    if (round.decision === 'inbox') return { declarationIds, entries: [], warnings: [] }
    const { entries, warnings } = await desk.finish(null)
    const accepted = declarationIds.map((declarationId, at) => {
      const { entryId } = must(entries[at], 'an entry for each slip')
      return { kind: 'declaration.accepted', body: { declarationId, entryId } } as const
    })
    await work.append(...accepted)
    return { declarationIds, entries, warnings }
  })
}

/** Puts every row that can be said before the ledger's desk, and gathers what either says. */
async function roundProblems(office: Office, work: Work, round: Round, desk: LedgerDesk): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  if (round.meetingDate > desk.today) problems.push(MEETING_TO_COME)
  for (const [at, { words, memberId, ...row }] of round.rows.entries()) {
    const where = `rows.${at}`
    const found = await problemsOf(() => mustBeSayable(office, work, { ...row, memberId }, where))
    problems.push(...found)
    if (found.length > 0) continue
    const draft = { ...row, kind: 'item', entryId: desk.newId(), activityId: null, basis: null } as const
    const note = noteOf(round, words)
    await desk.add({ ...draft, source: 'declaration', recordedBy: 'member' }, memberId, { note, where })
  }
  // Whoever looks at it later may still give it another day.
  const later = (each: Problem) => round.decision === 'inbox' && each.code === 'PERIOD_SETTLED'
  return [...problems, ...desk.problems.filter(each => !later(each))]
}

const noteOf = ({ meetingDate, basis }: Round, words: string): string =>
  [`${meetingDate} ${basis.trim()}`, words.trim()].filter(Boolean).join('；').slice(0, 200)

const MEETING_TO_COME = problem(
  'ROUND_MEETING_FUTURE',
  { zh: '会议的日期还没有到。', en: 'The meeting is still to come.' },
  'meetingDate',
)

async function problemsOf(attempt: () => Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await attempt()
    return []
  } catch (cause) {
    if (cause instanceof Refusal) return cause.problems
    throw cause
  }
}

/** How often each item was registered in a year, reversed entries left out: what a slip prints first. */
export async function itemsUsed(read: Reads, cycle: number): Promise<{ itemCode: string; count: number }[]> {
  const entries = stillStanding(await read.ledger.ofCycle(cycle))
  const counts = new Map<string, number>()
  for (const { itemCode } of entries) {
    if (itemCode === null) continue
    counts.set(itemCode, (counts.get(itemCode) ?? 0) + 1)
  }
  return [...counts].map(([itemCode, count]) => ({ itemCode, count })).sort((a, b) => b.count - a.count)
}
