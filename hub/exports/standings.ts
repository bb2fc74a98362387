import { formatHundredths } from '../../shared/base/hundredths.ts'
import type { Period } from '../../shared/base/plain-date.ts'
import type { Scheme } from '../../shared/points/scheme.ts'
import { standingsCells, standingsCsv, type StandingsRow } from '../../shared/points/standings-table.ts'
import { standingsOf } from '../office/points/standings.ts'
import type { Reads } from '../office/ports.ts'
import { csvOf, writeXlsx, type OutCell } from '../spreadsheets/write.ts'
import { jsonText, MIME, textFile, type ExportFile, type ExportFormat } from './file.ts'

/** Standings and ranking as files (docs/exports.md): the same bytes from the console and from the command line. */

/** Every period of the cycle up to the one asked for. @throws Refusal SCHEME_NONE, PERIOD_NOT_OF_SCHEME */
export async function exportStandings(read: Reads, period: Period, format: ExportFormat): Promise<ExportFile> {
  const { rows } = await standingsOf(read, period)
  const text = format === 'csv' ? standingsCsv(rows) : jsonText(standingsForm(rows, period))
  return textFile(`standings-${period}.${format}`, format, text)
}

/** The period asked for alone, category by category, the best first. @throws as `exportStandings` */
export async function exportRanking(read: Reads, period: Period, format: ExportFormat): Promise<ExportFile> {
  const { rows, scheme } = await standingsOf(read, period)
  // Of the whole cycle there are the rows of its last period.
  const last = rows.at(-1)?.period
  const ranked = inRankOrder(
    rows.filter(row => row.period === last),
    scheme,
  )
  const name = `ranking-${period}.${format}`
  return format === 'csv'
    ? { name, mime: MIME.csv, bytes: rankingCsv(ranked, scheme) }
    : textFile(name, format, jsonText(rankingForm(ranked, scheme, period)))
}

const TABLE_TITLES = [
  '期别',
  '序号',
  '姓名',
  '类别',
  '基础积分',
  '贡献加分',
  '违规扣分',
  '本期合计',
  '年度累计',
  '名次',
  '类别人数',
  '并列',
  '一票否决',
]

/** A workbook for people: every period of the year on the first tab, the ranking of this one on the second. */
export async function exportStandingsTable(read: Reads, period: Period): Promise<ExportFile> {
  const { rows, scheme } = await standingsOf(read, period)
  const last = rows.at(-1)?.period
  const columns = TABLE_TITLES.map(title => ({ title }))
  const ofLast = rows.filter(row => row.period === last)
  const bytes = await writeXlsx([
    { name: '合计', columns, rows: rows.map(row => tableRow(row, scheme)) },
    { name: `${period} 排名`, columns, rows: inRankOrder(ofLast, scheme).map(row => tableRow(row, scheme)) },
  ])
  return { name: `积分合计-${period}.xlsx`, mime: MIME.xlsx, bytes }
}

function tableRow({ period, member, standing, place, tied, categorySize }: StandingsRow, scheme: Scheme): OutCell[] {
  const { components, total } = standing.inPeriod
  const points = [components.base.counted, components.contribution.counted, components.deduction.counted, total]
  return [
    period,
    member.memberNo,
    member.name,
    labelOf(scheme, member.category),
    ...[...points, standing.total].map(each => Number(formatHundredths(each))),
    place,
    categorySize,
    tied ? '并列' : '',
    standing.vetoed ? '是' : '',
  ]
}

function standingsForm(rows: readonly StandingsRow[], period: Period) {
  return {
    format: 'branch-board-standings',
    formatVersion: 1,
    period,
    rows: rows.map(row => ({
      ...standingsCells(row),
      member_no: row.member.memberNo,
      rank_in_category: row.place,
      category_size: row.categorySize,
      tied: row.tied,
      caps_reached_over: row.standing.capsReached.map(cap => cap.code),
      start: formatHundredths(row.standing.start),
      vetoed: row.standing.vetoed,
    })),
  }
}

const inRankOrder = (rows: readonly StandingsRow[], scheme: Scheme): StandingsRow[] =>
  scheme.categories.flatMap(({ id }) =>
    rows
      .filter(row => row.member.category === id)
      .sort((a, b) => a.place - b.place || a.member.memberNo - b.member.memberNo),
  )

const RANKING_COLUMNS = [
  'quarter',
  'category',
  'category_label',
  'place',
  'tied',
  'category_size',
  'member_no',
  'name',
  'total',
] as const

const labelOf = (scheme: Scheme, id: string): string => scheme.categories.find(each => each.id === id)?.label ?? id

function rankingCsv(rows: readonly StandingsRow[], scheme: Scheme): Uint8Array {
  const lines = rows.map(row => [
    row.period.replace('-', ''),
    row.member.category,
    labelOf(scheme, row.member.category),
    row.place,
    String(row.tied),
    row.categorySize,
    row.member.memberNo,
    row.member.name,
    formatHundredths(row.standing.total),
  ])
  return csvOf([RANKING_COLUMNS, ...lines])
}

function rankingForm(rows: readonly StandingsRow[], scheme: Scheme, period: Period) {
  const byCategory = Map.groupBy(rows, row => row.member.category)
  return {
    format: 'branch-board-ranking',
    formatVersion: 1,
    period,
    categories: [...byCategory].map(([category, members]) => ({
      category,
      label: labelOf(scheme, category),
      size: members.length,
      members: members.map(row => ({
        place: row.place,
        tied: row.tied,
        member_no: row.member.memberNo,
        name: row.member.name,
        total: formatHundredths(row.standing.total),
      })),
    })),
  }
}
