import { join } from 'node:path'
import { must } from '../../shared/base/check.ts'
import { points, type Hundredths } from '../../shared/base/hundredths.ts'
import type { EntryId, MemberId } from '../../shared/base/ids.ts'
import type { Period, PlainDate } from '../../shared/base/plain-date.ts'
import type { Entry } from '../../shared/points/entry.ts'
import type { Item } from '../../shared/points/item.ts'
import { groupByMember, standing, unitStandings } from '../../shared/points/standing.ts'
import { standingsTable, type TableMember } from '../../shared/points/standings-table.ts'
import { templateScheme } from '../../shared/points/template.ts'
import { insertRows } from '../../hub/store/bulk.ts'
import { openStore, type OpenStore } from '../../hub/store/store.ts'
import { aClock, seededRandom } from '../fixtures/office.ts'
import { printFigures, type Figure } from './figures.ts'
import { aScratchFolder } from './machine.ts'

/** A whole ledger added up again: every member, every quarter of the year, caps, totals and ranks. */

const MEMBERS = 5_000
const SIZES = [250_000, 500_000, 1_000_000]
const ALL = 1_000_000
const REPETITIONS = 3
const PAGES = 200
const LAST = '2026-Q4' as Period
const SCHEME = templateScheme(2026)

export async function benchStandings(): Promise<void> {
  const members = Array.from({ length: MEMBERS }, (_, at) => aMember(at))
  const entries = ledgerOf(ALL)
  const figures: Figure[] = []
  for (const size of SIZES) {
    const some = entries.slice(0, size)
    const seconds = repeated(REPETITIONS, () => {
      const rows = standingsTable(members, groupByMember(some), SCHEME, LAST)
      if (rows.length !== MEMBERS * 4) throw new Error(`${rows.length} rows of standings`)
    })
    figures.push({
      what: `${thousands(size)} entries in memory`,
      unit: 's',
      values: seconds,
      ...(size === ALL ? { aim: { floor: 10, goal: 2, better: 'less' } } : {}),
    })
  }
  figures.push(linear(must(figures[0], 'the smallest'), must(figures.at(-1), 'the largest')))
  figures.push(...(await fromDisk(members, entries)))
  printFigures(`standings: ${thousands(MEMBERS)} members, four quarters with ranks`, figures)
}

/** How the time of one entry grows from the smallest ledger to the largest; 1 is linear. */
function linear(least: Figure, most: Figure): Figure {
  const one = ({ values }: Figure, size: number): number => Math.min(...values) / size
  return {
    what: 'time of one entry, largest : smallest',
    unit: '',
    values: [one(most, ALL) / one(least, SIZES[0] ?? 1)],
  }
}

/** The same through the hub's database, and what one member's page asks of it. */
async function fromDisk(members: readonly TableMember[], entries: readonly Entry[]): Promise<Figure[]> {
  using folder = aScratchFolder()
  const store = await openStore(join(folder.path, 'branch.db'), { clock: aClock(), random: seededRandom() })
  await fill(store, entries)
  const { ledger } = store.read
  const whole = await repeatedAsync(REPETITIONS, async () => {
    const rows = standingsTable(members, groupByMember(await ledger.ofCycle(2026)), SCHEME, LAST)
    if (rows.length !== MEMBERS * 4) throw new Error(`${rows.length} rows of standings`)
  })
  const page = await repeatedAsync(PAGES, async round => {
    const { memberId, category } = must(members[(round * 37) % MEMBERS], 'a member')
    const own = await ledger.ofMember(memberId, 2026)
    const { total } = standing(own, SCHEME, category, LAST)
    const units = unitStandings(own, SCHEME, LAST)
    if (own.length !== ALL / MEMBERS || units.length === 0 || !Number.isInteger(total)) throw new Error('not a page')
  })
  await store.close()
  return [
    { what: `${thousands(ALL)} entries read from the database`, unit: 's', values: whole },
    {
      what: `one member’s page (${ALL / MEMBERS} entries, from the database)`,
      unit: 'ms',
      values: page.map(seconds => seconds * 1000),
      aim: { goal: 20, better: 'less' },
    },
  ]
}

/** Straight into the table that the journal would be folded into: what is measured is the reading. */
async function fill({ engine }: OpenStore, entries: readonly Entry[]): Promise<void> {
  await engine.writer.transaction().execute(async db => {
    const rows = entries.map((each, at) => [at + 1, ...ENTRY_COLUMNS.map(([, value]) => value(each))])
    const columns = ['no', ...ENTRY_COLUMNS.map(([column]) => column)] as const
    await insertRows(db, { table: 'entries', columns }, rows)
  })
}

const ENTRY_COLUMNS = [
  ['entry_id', (entry: Entry) => entry.entryId],
  ['member_id', (entry: Entry) => entry.memberId],
  ['item_code', (entry: Entry) => entry.itemCode],
  ['component', (entry: Entry) => entry.component],
  ['dimension', (entry: Entry) => entry.dimension],
  ['date', (entry: Entry) => entry.date],
  ['quantity', (entry: Entry) => entry.quantity],
  ['points', (entry: Entry) => entry.points],
  ['source', (entry: Entry) => entry.source],
  ['recorded_by', (entry: Entry) => entry.recordedBy],
  ['reverses', (entry: Entry) => entry.reverses],
] as const

const aMember = (at: number): TableMember => ({
  memberId: memberIdAt(at),
  memberNo: at + 1,
  name: `党员${at + 1}`,
  category: must(SCHEME.categories.filter(each => each.ranked)[at % 3], 'a ranked category').id,
  exempt: false,
})

const memberIdAt = (at: number) => `00000000-0000-7001-8000-${String(at).padStart(12, '0')}` as MemberId
const entryIdAt = (at: number) => `00000000-0000-7002-8000-${String(at).padStart(12, '0')}` as EntryId

/** Item after item and day after day in a fixed shuffle; one in a hundred cancels the one before it of that member. */
function ledgerOf(size: number): Entry[] {
  const items = SCHEME.items.filter(item => item.component !== 'veto')
  const entries: Entry[] = []
  let chance = 12345
  for (let at = 0; at < size; at++) {
    chance = (Math.imul(chance, 1664525) + 1013904223) >>> 0
    const before = entries[at - MEMBERS]
    const item = must(items[(chance >>> 8) % items.length], 'an item')
    const month = String(((chance >>> 16) % 12) + 1).padStart(2, '0')
    const date = `2026-${month}-${String(((chance >>> 20) % 28) + 1).padStart(2, '0')}` as PlainDate
    entries.push(before && chance % 100 === 0 ? reversal(before, at) : anEntry(item, at, date))
  }
  return entries
}

const anEntry = (item: Item, at: number, date: PlainDate): Entry => ({
  entryId: entryIdAt(at),
  memberId: memberIdAt(at % MEMBERS),
  itemCode: item.code,
  component: item.component,
  dimension: item.dimension,
  date,
  quantity: points(1),
  points: (item.points ?? 0) as Hundredths,
  source: 'branchRecord',
  recordedBy: 'branch',
  activityId: null,
  reverses: null,
  basis: null,
})

const reversal = (entry: Entry, at: number): Entry => ({
  ...entry,
  entryId: entryIdAt(at),
  quantity: (0 - entry.quantity) as Hundredths,
  points: (0 - entry.points) as Hundredths,
  reverses: entry.reverses === null ? entry.entryId : null,
})

/** @returns the seconds of each time */
function repeated(times: number, work: () => void): number[] {
  return Array.from({ length: times }, () => {
    const started = performance.now()
    work()
    return (performance.now() - started) / 1000
  })
}

async function repeatedAsync(times: number, work: (round: number) => Promise<void>): Promise<number[]> {
  const seconds: number[] = []
  for (let round = 0; round < times; round++) {
    const started = performance.now()
    await work(round)
    seconds.push((performance.now() - started) / 1000)
  }
  return seconds
}

const thousands = (count: number): string => count.toLocaleString('en')
