import type { RunningHub } from '../hub.ts'
import { makeLog } from '../log.ts'
import type { Command, Terminal } from './command.ts'
import { untilStopped } from './until-stopped.ts'

export const serve: Command = {
  name: 'serve',
  operands: [],
  zh: '启动主机，直到收到停止信号。',
  en: 'Start the hub and run until told to stop.',
  flags: { dev: { type: 'boolean', zh: '开发：由 Vite 实时生成页面', en: 'development: Vite makes the pages' } },
  async run({ config, flags, terminal }) {
    const log = makeLog({ level: config.logLevel })
    return await untilStopped(log, async onFatal => {
      // Loaded here alone: the other commands answer sooner without the web server's parts.
      const { startHub } = await import('../hub.ts')
      const hub = await startHub({ config, log, dev: flags.dev === true, onFatal })
      await announce(hub, terminal)
      log.info({ url: hub.url }, 'the hub is running')
      return hub
    })
  },
}

/** What a person at the hub's own PC needs to see. */
export async function announce(hub: RunningHub, terminal: Terminal): Promise<void> {
  const { caFingerprint, setUpCode } = hub.desk
  const lan = hub.lanUrls.find(url => /\/\/\d+\.(?!0\.0\.1)/.test(url)) ?? hub.lanUrls[0]
  const isSetUp = (await hub.office.store.read.branch.founded()) !== null
  const code = `${setUpCode.slice(0, 4)} ${setUpCode.slice(4)}`
  const lines = [
    `支部公开栏已启动 / Branch Board is running`,
    `  公开栏 kiosk    ${hub.url}/kiosk/`,
    `  管理台 console  ${hub.url}/console/`,
    ...(lan ? [`  局域网 LAN      ${lan}/kiosk/`] : []),
    ...(hub.phoneUrl ? [`  党员手机 phones  ${hub.phoneUrl}`] : []),
    ...(caFingerprint ? [`  证书指纹 CA SHA-256  ${caFingerprint}`] : []),
    ...(isSetUp ? [] : [`  设置码（从别的电脑第一次设置时用）set-up code  ${code}`]),
  ]
  terminal.out(`${lines.join('\n')}\n`)
}
