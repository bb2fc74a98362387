import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import type { Millis } from '../../shared/base/ids.ts'
import { plainDateTimeAt } from '../../shared/base/plain-date.ts'
import { rehearse } from '../backups/rehearse.ts'
import { headOf, madeAtOf, restoreBackup, type Missing, type Point } from '../backups/restore.ts'
import type { Command, Terminal } from './command.ts'

export const restore: Command = {
  name: 'restore',
  operands: ['FILE'],
  zh: '用备份恢复数据：写备份文件，或放备份的文件夹（用里面最新的完整一份）。每小时的变动自动补上。原来的数据另存在旁边，不会删除。主机运行时不能用。',
  en: 'Put a backup in place, a file or the newest whole one of a folder, with the hourly changes on top; what was there is kept aside. Refused while the hub runs.',
  flags: {
    check: {
      type: 'boolean',
      zh: '只演练：恢复到临时文件夹，核对，扔掉',
      en: 'a trial only: restore, verify, throw away',
    },
  },
  async run({ config, operands: [source = ''], flags, terminal }) {
    const { dataFolder, timeZone } = config
    if (flags.check === true) return await tryOut(resolve(source), dataFolder, timeZone, terminal)
    const restored = await restoreBackup(resolve(source), dataFolder, {
      now: Date.now() as Millis,
      random: length => new Uint8Array(randomBytes(length)),
    })
    sayPoint(restored.point, timeZone, terminal, ['已恢复', 'Restored'])
    sayMissing(restored.missing, terminal)
    if (restored.keptAside !== null) {
      terminal.say(`原来的数据在：${restored.keptAside}`, 'The data that was here before is in that folder.')
    }
    return 0
  },
}

/** @returns the exit code: 1 when the trial found something wrong */
export async function tryOut(source: string, dataFolder: string, timeZone: string, terminal: Terminal): Promise<0 | 1> {
  const { point, faults, tookMs } = await rehearse(source, dataFolder)
  terminal.complain([...point.skipped, ...faults])
  if (faults.length > 0) return 1
  sayPoint(point, timeZone, terminal, ['演练成功，能恢复', 'The trial went well: it brings back'])
  terminal.say(`用时 ${(tookMs / 1000).toFixed(1)} 秒，现在的数据没有动。`, 'The data here was not touched.')
  return 0
}

function sayPoint(point: Point, timeZone: string, terminal: Terminal, [zh, en]: readonly [string, string]): void {
  const [at, { size }] = [plainDateTimeAt(madeAtOf(point), timeZone), headOf(point)]
  terminal.complain(point.skipped)
  terminal.say(
    `${zh}：到 ${at.replace('T', ' ')} 为止，流水账 ${size} 行。`,
    `${en} everything up to ${at}, ${size} journal lines.`,
  )
  const { full, changes } = point
  const used = changes ? `${full.name} + ${changes.name}` : full.name
  terminal.say(`用的是：${used}`, 'From these files.')
}

function sayMissing(missing: Missing | null, terminal: Terminal): void {
  terminal.say(
    '这以后公开屏上的签到，公开屏下次连上会自己再传一次。',
    'Kiosks will offer again what was done on them after that.',
  )
  if (missing === null) {
    terminal.say(
      '这以后在管理台办的事（登记、发布、改设置）不在备份里，请对照纸面再办一次。',
      'What was done in the console after that is not in the backup and has to be done again.',
    )
    return
  }
  const { fromStaff, fromKiosks } = missing
  if (fromStaff > 0) {
    terminal.say(
      `原来的数据里还有管理台办的 ${fromStaff} 件事不在备份里，请对照“账本核对”和纸面再办一次。`,
      `${fromStaff} things done in the console are not in the backup and have to be done again.`,
    )
  }
  if (fromKiosks > 0) {
    terminal.say(
      `原来的数据里公开屏传来的 ${fromKiosks} 条会再传回来。`,
      `${fromKiosks} lines of kiosks will come again.`,
    )
  }
}
