import { activityInputOf } from '../imports/activities.ts'
import { importActivities } from '../office/activities/activities.ts'
import { readActivities } from '../spreadsheets/activities.ts'
import type { Command } from './command.ts'
import { CHECK_FLAG, readSheet, tellProblems, todayInBranch } from './input-file.ts'
import { withOffice } from './with-office.ts'

export const importActivitiesFile: Command = {
  name: 'import activities',
  operands: ['FILE'],
  zh: '导入活动计划（.xlsx 或 .csv）。编号相同的活动会更新。主机运行时不能用。',
  en: 'Import a plan of activities (.xlsx or .csv). Refused while the hub runs.',
  flags: CHECK_FLAG,
  async run({ config, operands: [path = ''], flags, terminal }) {
    const { sheet } = await readSheet(path)
    return await withOffice(config, 'write', async office => {
      await todayInBranch(office)
      const { activities, problems } = readActivities(sheet)
      if (!tellProblems(terminal, problems)) return 1
      if (flags['check']) {
        terminal.say(
          `检查完毕，没有导入。共 ${activities.length} 项活动。`,
          `${activities.length} activities; none imported.`,
        )
        return 0
      }
      const done = await importActivities(office, { type: 'local' }, activities.map(activityInputOf))
      terminal.say(
        `活动已导入：新增 ${done.added} 项，更新 ${done.updated} 项，没有变化 ${done.unchanged} 项。`,
        `Activities imported: ${done.added} added, ${done.updated} updated, ${done.unchanged} unchanged.`,
      )
      return 0
    })
  },
}
