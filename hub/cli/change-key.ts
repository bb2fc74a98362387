import { keyIdOf } from '../../shared/sync/key-id.ts'
import { changeHubKey } from '../key-change.ts'
import type { Command } from './command.ts'

export const changeKey: Command = {
  name: 'change-key',
  operands: [],
  zh: '给主机换一把签名钥匙，由旧钥匙公布，公开屏自己会跟上。主机运行时不能用。',
  en: 'Give the hub another signing key, announced by the old one; kiosks follow by themselves. Refused while it runs.',
  flags: {
    leaked: {
      type: 'boolean',
      zh: '旧钥匙可能已经被别人拿到',
      en: 'the old key may be in other hands',
    },
  },
  async run({ config, flags, terminal }) {
    const leaked = flags.leaked === true
    const { no, to } = await changeHubKey(config.dataFolder, leaked ? 'leaked' : 'planned')
    terminal.say(
      `已换第 ${no} 次钥匙，新钥匙 ${keyIdOf(to)}。旧钥匙从现在起作废。`,
      `Changed the key (no. ${no}); the new one is ${keyIdOf(to)}. The old one is void from now on.`,
    )
    terminal.say(
      '请马上做一次备份（npm run hub -- backup）：换钥匙以前的备份恢复后，公开屏认不出主机，要重新配对。',
      'Make a backup now: after restoring one from before the change, kiosks must be paired anew.',
    )
    if (leaked) {
      terminal.say(
        '请到每台公开屏前看一眼：没有连上过新钥匙的公开屏，可能被旧钥匙骗去别处；状态行不是“已连接”的，请重新配对。',
        'Look at every kiosk: one that does not connect may have been led astray with the old key; pair it anew.',
      )
    }
    terminal.out(`${keyIdOf(to)}\n`)
    return 0
  },
}
