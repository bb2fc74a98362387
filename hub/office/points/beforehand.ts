import { stillStanding } from '../../../shared/points/still-standing.ts'
import { must } from '../../../shared/base/check.ts'
import { formatHundredths } from '../../../shared/base/hundredths.ts'
import { yearOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import { problem, Refusal, type Problem } from '../../../shared/base/problem.ts'
import { capHint, whenFull, type CapHint } from '../../../shared/declarations/hints.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import type { Entry } from '../../../shared/points/entry.ts'
import { groupByMember } from '../../../shared/points/standing.ts'
import { registerWithin, tried, type Registration } from './ledger.ts'
import type { Office, Reads } from '../ports.ts'
import { mustScheme } from './scheme.ts'

/** What is said of a registration before it is made; nothing is written. */
export interface Beforehand {
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
}

/** What `registerEntries` would say, without doing it (PT83), and what should be asked first (PT89). */
export async function checkRegistration(office: Office, by: Author, input: Registration): Promise<Beforehand> {
  try {
    const { entries, warnings } = await tried(office, by, work => registerWithin(office, work, input))
    return { problems: [], warnings: [...warnings, ...(await entryHints(office.store.read, entries))] }
  } catch (cause) {
    if (cause instanceof Refusal) return { problems: cause.problems, warnings: [] }
    throw cause
  }
}

/**
 * What should be asked about entries of one item and day before they are registered (PT89): the ledger has the same
 * already, or a cap cuts some of it off. Forbids nothing.
 * @returns warnings, `where` = the member's name
 */
async function entryHints(read: Reads, entries: readonly Entry[]): Promise<Problem[]> {
  const [first] = entries
  if (!first) return []
  const { scheme } = await mustScheme(read, first.date)
  const people = new Map((await read.people.all()).map(each => [each.memberId, each]))
  const ofMembers = groupByMember(await read.ledger.ofCycle(yearOf(first.date)))
  return entries.flatMap(entry => {
    const { name, category } = must(people.get(entry.memberId), 'a member with an entry')
    const before = ofMembers.get(entry.memberId) ?? []
    const cap = entry.points > 0 ? capHint(entry, before, scheme, category) : null
    return [
      ...(isTwice(entry, before) ? [{ ...TWICE, where: name }] : []),
      ...(cap ? [{ ...capped(cap, entry.date), where: name }] : []),
    ]
  })
}

/** Reversed entries and their reversals are none. */
const isTwice = ({ itemCode, date }: Entry, before: readonly Entry[]): boolean =>
  stillStanding(before).some(each => each.itemCode === itemCode && each.date === date)

const TWICE = problem('ENTRY_TWICE', {
  zh: '台账里这一天已经有这一项，请核对是不是重复。',
  en: 'The ledger has this item on that day already.',
})
function capped({ points, counts, caps }: CapHint, date: PlainDate): Problem {
  const [said, left] = [formatHundredths(points), formatHundredths(counts)]
  const when = caps[0] && whenFull(caps[0].level, date)
  return problem('ENTRY_CAPPED', {
    zh: `${when?.zh ?? ''}到封顶了：登记 ${said} 分，只能算 ${left} 分。`,
    en: `At the cap${when ? ` of ${when.en}` : ''}: of ${said} points ${left} count.`,
  })
}
