import { existsSync, mkdirSync, mkdtempSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Millis } from '../../shared/base/ids.ts'
import type { Config } from '../config.ts'
import { dataPaths } from '../data-folder.ts'
import { makeChance } from '../demo/chance.ts'
import { DEMO_SERVICE_PIN, DEMO_STAFF, seedDemo } from '../demo/seed.ts'
import { openKeys } from '../keys.ts'
import { makeLog } from '../log.ts'
import { openOffice } from '../open-office.ts'
import type { Command } from './command.ts'
import { announce } from './serve.ts'
import { untilStopped } from './until-stopped.ts'

export const demo: Command = {
  name: 'demo',
  operands: [],
  zh: '启动一个样例支部，数据放在临时文件夹，停止后删除。',
  en: 'Start a sample branch in a throw-away data folder.',
  flags: {
    dev: { type: 'boolean', zh: '开发：由 Vite 实时生成页面', en: 'development: Vite makes the pages' },
    seed: { type: 'string', zh: '样例的种子（任意文字）', en: 'seed of the sample (any text)' },
  },
  async run({ config, flags, terminal }) {
    const log = makeLog({ level: config.logLevel })
    const dev = flags.dev === true
    const dataFolder = dev ? await devFolder(config.port) : mkdtempSync(join(tmpdir(), 'branch-board-demo-'))
    const demoConfig = { ...config, dataFolder }
    try {
      return await untilStopped(log, async onFatal => {
        if (!existsSync(dataPaths(dataFolder).database)) {
          await seedFolder(demoConfig, typeof flags.seed === 'string' ? flags.seed : 'demo')
        }
        const { startHub } = await import('../hub.ts')
        const hub = await startHub({ config: demoConfig, log, dev, onFatal })
        await announce(hub, terminal)
        const kiosk = hub.live.mintPairLink('党群服务中心一楼大厅')
        terminal.out(`  打开就配对的公开栏 kiosk that pairs itself  ${hub.url}/kiosk/#pair=${kiosk}\n`)
        terminal.out(`  公开栏服务密码 service PIN  ${DEMO_SERVICE_PIN}\n`)
        for (const [role, { displayName, loginName, password }] of Object.entries(DEMO_STAFF)) {
          const zh = role === 'secretary' ? '书记' : '积分管理员'
          terminal.out(`  登录 login  ${zh} ${role}  ${displayName}  ${loginName}  ${password}\n`)
        }
        return hub
      })
    } finally {
      if (!dev) await rm(dataFolder, { recursive: true, force: true })
    }
  },
}

/** After this the theme day that was open at the start is over. */
const DEV_LIFE_MS = 7_200_000

/** While developing the hub starts again at every change: it keeps its branch, and the kiosk its pairing. */
async function devFolder(port: number): Promise<string> {
  const folder = join(tmpdir(), `branch-board-dev-${port}`)
  const { database } = dataPaths(folder)
  const isOld = existsSync(database) && Date.now() - statSync(database).birthtimeMs > DEV_LIFE_MS
  if (isOld) await rm(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}

/** Writes the sample's past with a clock that stands where each thing happened, before anybody can look. */
async function seedFolder(config: Config, seed: string): Promise<void> {
  const paths = dataPaths(config.dataFolder)
  const now = Date.now() as Millis
  let at = now
  const clock = {
    now: () => at,
    set(moment: Millis) {
      at = moment
    },
  }
  const chance = makeChance(seed)
  const keys = await openKeys(paths.keys)
  const { office, store } = await openOffice({ clock, random: chance.bytes }, keys, paths.database)
  try {
    await seedDemo(office, clock, chance, now)
  } finally {
    await store.close()
  }
}
