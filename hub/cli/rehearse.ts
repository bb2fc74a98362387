import { existsSync } from 'node:fs'
import { dataPaths } from '../data-folder.ts'
import type { Command } from './command.ts'
import { tryOut } from './restore.ts'
import { withOffice } from './with-office.ts'

export const rehearse: Command = {
  name: 'rehearse',
  operands: [],
  zh: '演练恢复：把最新的备份恢复到临时文件夹，核对，扔掉。两个位置都试。主机运行时也可以用。',
  en: 'Restore the newest backups into a throw-away folder and verify them; works beside a running hub.',
  async run({ config, terminal }) {
    const { dataFolder, timeZone } = config
    const { second } = await withOffice(config, 'read', office => office.store.read.hub.backups())
    let worst: 0 | 1 = 0
    for (const folder of [dataPaths(dataFolder).backups, ...(second ? [second.folder] : [])]) {
      terminal.say(`备份在：${folder}`, 'Backups in that folder:')
      if (existsSync(folder)) worst = (await tryOut(folder, dataFolder, timeZone, terminal)) || worst
      else {
        terminal.say('这个位置现在没有接上，跳过。', 'This place is not there now; skipped.')
        worst = 1
      }
    }
    return worst
  },
}
