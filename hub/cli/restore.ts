import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import type { Millis } from '../../shared/base/ids.ts'
import { restoreBackup } from '../backup.ts'
import type { Command } from './command.ts'

export const restore: Command = {
  name: 'restore',
  operands: ['FILE'],
  zh: '用备份恢复数据。原来的数据另存在旁边，不会删除。主机运行时不能用。',
  en: 'Put a backup in place; what was there is kept aside. Refused while the hub runs.',
  async run({ config, operands: [file = ''], terminal }) {
    const restored = await restoreBackup(resolve(file), config.dataFolder, {
      now: Date.now() as Millis,
      random: length => new Uint8Array(randomBytes(length)),
    })
    terminal.say(
      `已恢复：流水账 ${restored.journalSize} 行。公开栏下次连上时会把备份里没有的签到再传一次。`,
      `Restored ${restored.journalSize} journal lines. Kiosks will offer again what the backup lacks.`,
    )
    if (restored.keptAside !== null) {
      terminal.say(`原来的数据在：${restored.keptAside}`, 'The data that was here before is in that folder.')
    }
    return 0
  },
}
