import { fingerprint } from '../../shared/journal/chain.ts'
import { verifyFolder } from '../verify-folder.ts'
import type { Command } from './command.ts'

export const verify: Command = {
  name: 'verify',
  operands: [],
  zh: '检查流水账是否完整、有没有被改动。主机运行时也可以用。',
  en: 'Check that the journal is whole and unchanged; works beside a running hub.',
  flags: {
    rebuild: {
      type: 'boolean',
      zh: '还要把流水账重新算一遍，和各数据表逐行比较',
      en: 'also fold the journal again and compare every table row by row',
    },
  },
  async run({ config, flags, terminal }) {
    const report = await verifyFolder(config.dataFolder, flags.rebuild === true)
    if (!report.ok) {
      terminal.complain(report.faults)
      return 1
    }
    const { size, hash } = report.head
    const tables = report.rebuilt ? ['；各数据表与流水账一致', '; every table follows from it'] : ['', '']
    terminal.say(
      `流水账完整：${size} 行，指纹 ${fingerprint(hash)}${tables[0]}。`,
      `The journal is whole: ${size} lines${tables[1]}.`,
    )
    terminal.out(`${size} ${hash}\n`)
    return 0
  },
}
