import { formatHundredths } from '../../shared/base/hundredths.ts'
import type { EntryId, MemberId } from '../../shared/base/ids.ts'
import type { MemberView } from '../../shared/people/member.ts'
import type { LedgerLine, LedgerQuery } from '../office/points/ledger.ts'
import { allLines } from '../office/points/ledger-views.ts'
import type { Reads } from '../office/ports.ts'
import { csvOf, writeXlsx, type OutCell, type OutTable } from '../spreadsheets/write.ts'
import { MIME, type ExportFile, type TableFormat } from './file.ts'
import { COMPONENT_WORDS, DIMENSION_WORDS, RECORDER_OUT, SOURCE_OUT } from './words.ts'

/** The ledger (台账) as a table, in the columns of the paper; its own importer reads it back. */

const COLUMNS = [
  { title: '登记编号', width: 14 },
  { title: '日期', width: 12 },
  { title: '党员序号', width: 9 },
  { title: '姓名', width: 12 },
  { title: '项目编号', width: 10 },
  { title: '项目名称', width: 26 },
  { title: '维度', width: 16 },
  { title: '组成', width: 11 },
  { title: '数量', width: 8 },
  { title: '分值', width: 8 },
  { title: '依据', width: 11 },
  { title: '登记方', width: 9 },
  { title: '活动编号', width: 10 },
  { title: '冲销', width: 14 },
  { title: '状态', width: 10 },
  { title: '备注', width: 30 },
]

/** @param query of one cycle; by date, the oldest first */
export async function exportLedger(
  read: Reads,
  query: Omit<LedgerQuery, 'offset' | 'limit'>,
  format: TableFormat,
): Promise<ExportFile> {
  const table = await ledgerTable(read, query)
  const bytes =
    format === 'xlsx' ? await writeXlsx([table]) : csvOf([table.columns.map(each => each.title), ...table.rows])
  return { name: `台账-${query.cycle}.${format}`, mime: MIME[format], bytes }
}

async function ledgerTable(read: Reads, query: Omit<LedgerQuery, 'offset' | 'limit'>): Promise<OutTable> {
  const lines = (await allLines(read, query)).reverse()
  const members = new Map((await read.people.all()).map(member => [member.memberId, member]))
  const titles = await itemTitles(read, query.cycle)
  const activities = await activityCodes(read, lines)
  const codes = new Map(lines.map(line => [line.entryId, codeOf(line)]))
  const rows = lines.map(line => lineRow(line, { members, titles, activities, codes }))
  return { name: `${query.cycle}年台账`, columns: COLUMNS, rows }
}

/** As the newest version names them; retired items stay in it. */
async function itemTitles(read: Reads, cycle: number): Promise<ReadonlyMap<string, string>> {
  const newest = (await read.scheme.published()).findLast(each => each.scheme.cycle === cycle)
  return new Map(newest?.scheme.items.map(item => [item.code, item.title]))
}

async function activityCodes(read: Reads, lines: readonly LedgerLine[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(lines.flatMap(line => line.activityId ?? []))
  const codes = new Map<string, string>()
  for (const id of ids) codes.set(id, (await read.activities.one(id))?.activity.code ?? '')
  return codes
}

/** A line that came without a code has its id, which no import takes for a code: the same line is never added twice. */
const codeOf = (line: LedgerLine): string => line.code ?? line.entryId

interface Names {
  readonly members: ReadonlyMap<MemberId, MemberView>
  readonly titles: ReadonlyMap<string, string>
  readonly activities: ReadonlyMap<string, string>
  readonly codes: ReadonlyMap<EntryId, string>
}

function lineRow(line: LedgerLine, { members, titles, activities, codes }: Names): OutCell[] {
  const member = members.get(line.memberId)
  return [
    codeOf(line),
    line.date,
    member?.memberNo ?? null,
    member?.name ?? '',
    line.itemCode ?? '',
    titles.get(line.itemCode ?? '') ?? '',
    line.dimension === null ? '' : DIMENSION_WORDS[line.dimension],
    COMPONENT_WORDS[line.component],
    Number(formatHundredths(line.quantity)),
    Number(formatHundredths(line.points)),
    SOURCE_OUT[line.source],
    RECORDER_OUT[line.recordedBy],
    activities.get(line.activityId ?? '') ?? '',
    line.reverses === null ? '' : (codes.get(line.reverses) ?? line.reverses),
    line.reverses !== null ? '冲销' : line.reversedBy !== null ? '已冲销' : '有效',
    line.note,
  ]
}
