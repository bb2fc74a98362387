import * as v from 'valibot'
import { PeriodSchema, type Period } from '../../shared/base/plain-date.ts'
import { EXPORT_FORMATS, type ExportFile, type ExportFormat } from '../exports/file.ts'
import { exportRanking, exportStandings } from '../exports/standings.ts'
import type { Reads } from '../office/ports.ts'
import type { Command, CommandCall } from './command.ts'
import { withOffice } from './with-office.ts'

const FLAGS = {
  period: { type: 'string', zh: '哪一期，例如 2026-Q3、2026-H1、2026（必填）', en: 'such as 2026-Q3, 2026-H1, 2026 (required)' },
  format: { type: 'string', zh: 'csv 或 json，不写就是 csv', en: 'csv or json; csv when left out' },
} as const // prettier-ignore

export const exportStandingsCsv: Command = {
  name: 'export standings',
  operands: [],
  zh: '导出合计：全年到这一期为止的每一期、每个人。主机运行时也可以用。',
  en: 'Export standings: every period of the cycle up to the one asked; works beside a running hub.',
  flags: FLAGS,
  run: call => exported(call, exportStandings),
}

export const exportRankingCsv: Command = {
  name: 'export ranking',
  operands: [],
  zh: '导出分类排名：只有这一期，按类别和名次。主机运行时也可以用。',
  en: 'Export the ranking by category of one period; works beside a running hub.',
  flags: FLAGS,
  run: call => exported(call, exportRanking),
}

type Exporter = (read: Reads, period: Period, format: ExportFormat) => Promise<ExportFile>

async function exported({ config, flags, terminal }: CommandCall, exporter: Exporter): Promise<0 | 2> {
  const period = v.safeParse(PeriodSchema, flags['period'])
  if (!period.success) {
    terminal.say('请用 --period 写明哪一期，例如 --period 2026-Q3。', 'Say which period: --period 2026-Q3.')
    return 2
  }
  const format = EXPORT_FORMATS.find(each => each === (flags['format'] ?? 'csv'))
  if (!format) {
    terminal.say('--format 只能是 csv 或 json。', '--format is csv or json.')
    return 2
  }
  const file = await withOffice(config, 'read', office => exporter(office.store.read, period.output, format))
  // The decoder would eat the byte order mark, which spreadsheet programs need.
  terminal.out(new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes))
  return 0
}
