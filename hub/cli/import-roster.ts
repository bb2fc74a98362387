import { changesOf, planRoster } from '../imports/roster.ts'
import { importRoster } from '../office/people/people.ts'
import type { Command } from './command.ts'
import { CHECK_FLAG, readSheet, tellProblems, todayInBranch } from './input-file.ts'
import { withOffice } from './with-office.ts'

export const importRosterFile: Command = {
  name: 'import roster',
  operands: ['FILE'],
  zh: '导入党员名册（.xlsx 或 .csv）。再导一次是更新，不会重复。主机运行时不能用。',
  en: 'Import the member list (.xlsx or .csv); a second time updates. Refused while the hub runs.',
  flags: CHECK_FLAG,
  async run({ config, operands: [path = ''], flags, terminal }) {
    const { sheet, fileHash } = await readSheet(path)
    return await withOffice(config, 'write', async office => {
      const plan = await planRoster(office.store.read, sheet, await todayInBranch(office))
      if (!tellProblems(terminal, plan.problems)) return 1
      const { added, updated, unchanged, missing } = plan.match
      const zh = `新增 ${added.length} 人，更新 ${updated.length} 人，没有变化 ${unchanged.length} 人；名册里有、文件里没有的 ${missing.length} 人，不作改动。`
      const en = `${added.length} added, ${updated.length} updated, ${unchanged.length} unchanged; ${missing.length} not in the file stay as they are.`
      if (flags['check']) terminal.say(`检查完毕，没有导入。${zh}`, `Checked, nothing imported. ${en}`)
      else {
        const changes = changesOf(plan)
        if (changes.length > 0) await importRoster(office, { type: 'local' }, { fileHash, changes })
        terminal.say(`名册已导入：${zh}`, `Roster imported: ${en}`)
      }
      return 0
    })
  },
}
