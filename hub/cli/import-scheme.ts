import { Refusal } from '../../shared/base/problem.ts'
import { schemeFromFile } from '../../shared/points/scheme-file.ts'
import { saveSchemeDraft } from '../office/points/scheme.ts'
import type { Command } from './command.ts'
import { CHECK_FLAG, readInput, todayInBranch } from './input-file.ts'
import { withOffice } from './with-office.ts'

export const importSchemeFile: Command = {
  name: 'import scheme',
  operands: ['FILE'],
  zh: '把积分方案文件（docs/scheme.md）存为它那一年的草稿，再到管理台公布。主机运行时不能用。',
  en: 'Keep a scheme file (docs/scheme.md) as the draft of its year; publish it in the console. Refused while the hub runs.',
  flags: CHECK_FLAG,
  async run({ config, operands: [path = ''], flags, terminal }) {
    const text = new TextDecoder().decode(await readInput(path))
    const read = schemeFromFile(text)
    if (!read.ok) throw new Refusal(read.error)
    const { cycle, items } = read.value
    return await withOffice(config, 'write', async (office): Promise<0> => {
      await todayInBranch(office)
      if (!flags['check']) await saveSchemeDraft(office, { type: 'local' }, read.value)
      const zh = flags['check'] ? '检查完毕，没有改动' : '已存为草稿，请在管理台“积分项目”里公布'
      const en = flags['check'] ? 'Checked, nothing changed' : 'Kept as a draft; publish it in the console'
      terminal.say(`${cycle}年积分方案，${items.length} 个项目：${zh}。`, `${en}: ${cycle}, ${items.length} items.`)
      return 0
    })
  },
}
