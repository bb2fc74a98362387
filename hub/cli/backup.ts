import { renameSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { plainDateTimeAt } from '../../shared/base/plain-date.ts'
import type { Millis } from '../../shared/base/ids.ts'
import { backupName, writeBackup } from '../backup.ts'
import { dataPaths } from '../data-folder.ts'
import type { Command } from './command.ts'

export const backup: Command = {
  name: 'backup',
  operands: [],
  zh: '备份全部数据，读回检查后才算数。主机运行时也可以用。',
  en: 'Back up everything and read it back; works beside a running hub.',
  flags: { to: { type: 'string', zh: '备份文件；不写就放在数据文件夹的 backups 里', en: 'the file to write' } },
  async run({ config, flags, terminal }) {
    const paths = dataPaths(config.dataFolder)
    const now = plainDateTimeAt(Date.now() as Millis, config.timeZone)
    const part = join(paths.backups, `${now}.part`)
    const target = typeof flags.to === 'string' ? resolve(flags.to) : null
    const head = await writeBackup(config.dataFolder, target ?? part)
    const written = target ?? join(paths.backups, backupName(now, head.size))
    if (target === null) renameSync(part, written)
    terminal.say(
      `备份完成，已读回检查：流水账 ${head.size} 行。请把它另存到别的磁盘。`,
      `Backed up and verified: ${head.size} journal lines. Keep a copy on another disk.`,
    )
    terminal.out(`${written}\n`)
    return 0
  },
}
