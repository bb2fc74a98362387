import { ledgerContext } from '../imports/ledger.ts'
import { importLedger, tryLedger } from '../office/points/ledger.ts'
import { readLedger } from '../spreadsheets/ledger.ts'
import type { Command } from './command.ts'
import { CHECK_FLAG, readSheet, tellProblems, todayInBranch } from './input-file.ts'
import { withOffice } from './with-office.ts'

export const importLedgerFile: Command = {
  name: 'import ledger',
  operands: ['FILE'],
  zh: '导入积分台账（.xlsx 或 .csv）：全部导入，或一条也不导入。已有的登记编号会跳过。主机运行时不能用。',
  en: 'Import a ledger (.xlsx or .csv): all or nothing; lines it has already are left out. Refused while the hub runs.',
  flags: CHECK_FLAG,
  async run({ config, operands: [path = ''], flags, terminal }) {
    const { sheet, fileHash } = await readSheet(path)
    return await withOffice(config, 'write', async office => {
      await todayInBranch(office)
      const reading = readLedger(sheet, await ledgerContext(office))
      if (!tellProblems(terminal, reading.problems)) return 1
      const take = flags['check'] ? tryLedger : importLedger
      const { entries, warnings, skipped } = await take(office, { type: 'local' }, { fileHash, lines: reading.lines })
      if (warnings.length > 0) {
        terminal.say(`有 ${warnings.length} 条请核对：`, `${warnings.length} lines to look at:`)
        terminal.complain(warnings)
      }
      const [zh, en] = flags['check']
        ? ['检查完毕，没有导入。可以登记', 'Checked, nothing imported. To register']
        : ['台账已导入：登记', 'Ledger imported. Registered']
      terminal.say(
        `${zh} ${entries.length} 条，跳过已有的 ${skipped} 条。`,
        `${en}: ${entries.length}; there already: ${skipped}.`,
      )
      return 0
    })
  },
}
