import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { must } from '../../shared/base/check.ts'
import type { Millis } from '../../shared/base/ids.ts'
import { plainDateTimeAt } from '../../shared/base/plain-date.ts'
import { copySynced, dropPart, partPath, readSum, writeSum } from '../backups/files.ts'
import { syncPath } from '../sync-path.ts'
import { makeBackup, refuseUnlessWhole, type MakeBackup } from '../backups/make.ts'
import { dataPaths } from '../data-folder.ts'
import type { Command, Terminal } from './command.ts'

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
    changes: {
      type: 'boolean',
      zh: '只备份上一次全备份以后的变动；和 --to 不能一起用',
      en: 'only what changed since the last full one; not with --to',
    },
  },
  async run({ config, flags, terminal }) {
    const { dataFolder, timeZone } = config
    const at = Date.now() as Millis
    const task = { dataFolder, at, localTime: plainDateTimeAt(at, timeZone), timeZone } as const
    if (typeof flags.to === 'string') return await backUpTo({ ...task, want: 'full' }, resolve(flags.to), terminal)
    const folder = dataPaths(dataFolder).backups
    const made = await makeBackup({ ...task, folder, want: flags.changes === true ? 'changes' : 'full' })
    if (made.type === 'nothingNew') {
      terminal.say('上一次备份以后没有变动，不用再备份。', 'Nothing has changed since the last backup.')
      return 0
    }
    sayMade(made.backup.journalSize, join(folder, made.backup.name), terminal)
    return 0
  },
}

/** Made on the hub's disk first, so that a slow stick never holds the database; then moved over and read back there. */
async function backUpTo(task: Omit<MakeBackup, 'folder'>, to: string, terminal: Terminal): Promise<0> {
  const folder = join(task.dataFolder, `backup-out-${process.pid}`)
  let part: string | null = null
  try {
    const made = await makeBackup({ ...task, folder })
    const { name, journalSize } = must(made.type === 'made' ? made.backup : null, 'a full backup')
    const target = existsSync(to) && statSync(to).isDirectory() ? join(to, name) : to
    part = partPath(dirname(target), `branch-board-out-${basename(target)}`)
    copySynced(join(folder, name), part)
    await refuseUnlessWhole(part)
    writeSum(target, must(readSum(join(folder, name)), 'the sum of a backup just made'))
    renameSync(part, target)
    syncPath(dirname(target))
    sayMade(journalSize, target, terminal)
    return 0
  } finally {
    if (part !== null) dropPart(part)
    rmSync(folder, { recursive: true, force: true })
  }
}

function sayMade(journalSize: number, path: string, terminal: Terminal): void {
  terminal.say(
    `备份完成，已读回检查：流水账 ${journalSize} 行。请把它另存到别的磁盘。`,
    `Backed up and verified: ${journalSize} journal lines. Keep a copy on another disk.`,
  )
  terminal.out(`${path}\n`)
}
