import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { must } from '../../shared/base/check.ts'
import type { Millis } from '../../shared/base/ids.ts'
import { plainDateTimeAt } from '../../shared/base/plain-date.ts'
import { copySynced, partPath, readSum, removeBackup, syncPath, writeSum } from '../backups/files.ts'
import { makeBackup, refuseUnlessWhole } from '../backups/make.ts'
import { dataPaths } from '../data-folder.ts'
import type { Command } from './command.ts'

export const backup: Command = {
  name: 'backup',
  operands: [],
  zh: '备份全部数据，读回检查后才算数。主机运行时也可以用。',
  en: 'Back up everything and read it back; works beside a running hub.',
  flags: {
    to: {
      type: 'string',
      zh: '备份文件，或一个已有的文件夹；不写就放在数据文件夹的 backups 里',
      en: 'a file, or a folder that exists',
    },
  },
  async run({ config, flags, terminal }) {
    const { dataFolder, timeZone } = config
    const folder = dataPaths(dataFolder).backups
    const at = Date.now() as Millis
    const task = { dataFolder, folder, want: 'full', at, localTime: plainDateTimeAt(at, timeZone), timeZone } as const
    const made = await makeBackup(task)
    const { name, journalSize } = must(made.type === 'made' ? made.backup : null, 'a full backup')
    const written =
      typeof flags.to === 'string' ? await copyTo(join(folder, name), resolve(flags.to)) : join(folder, name)
    terminal.say(
      `备份完成，已读回检查：流水账 ${journalSize} 行。请把它另存到别的磁盘。`,
      `Backed up and verified: ${journalSize} journal lines. Keep a copy on another disk.`,
    )
    terminal.out(`${written}\n`)
    return 0
  },
}

/** Made on the hub's disk first, so that a slow stick never holds the database; then moved over and read back there. */
async function copyTo(source: string, to: string): Promise<string> {
  const target = existsSync(to) && statSync(to).isDirectory() ? join(to, basename(source)) : to
  const folder = dirname(target)
  const part = partPath(folder, 'branch-board-copy')
  try {
    copySynced(source, part)
    await refuseUnlessWhole(part)
    writeSum(target, must(readSum(source), 'the sum of a backup just made'))
    renameSync(part, target)
    syncPath(folder)
  } finally {
    rmSync(part, { force: true })
  }
  removeBackup(dirname(source), basename(source))
  return target
}
