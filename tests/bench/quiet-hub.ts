import { join } from 'node:path'
import { pino } from 'pino'
import { startHub, type HubOptions, type RunningHub } from '../../hub/hub.ts'
import { foundBranch } from '../../hub/office/branch.ts'
import { must } from '../../shared/base/check.ts'
import { aBranch, cheapPasswords } from '../fixtures/office.ts'
import { TIME_ZONE } from '../fixtures/passes.ts'

/** The real hub over a real file for a measurement: it says nothing, and its branch is founded. */
export async function startQuietHub(folder: string, change: Pick<HubOptions, 'kioskRate'> = {}): Promise<RunningHub> {
  const hub = await startHub({
    log: pino({ level: 'error' }),
    passwords: cheapPasswords(),
    ...change,
    config: {
      port: 0,
      tlsPort: null,
      phonePort: null,
      phoneHost: null,
      dataFolder: join(folder, 'hub'),
      timeZone: TIME_ZONE,
      logLevel: 'error',
      metricsToken: null,
    },
  })
  await foundBranch(hub.office, aBranch())
  return hub
}

/** Where a kiosk pairs itself with the hub, and what its cards begin with. */
export async function kioskDoor({ office, live, url }: RunningHub): Promise<{ url: string; branchTag: string }> {
  const { branchTag } = must(await office.store.read.branch.founded(), 'a branch')
  return { url: `${url}/kiosk/#pair=${live.mintPairLink('一楼大厅')}`, branchTag }
}

/** Answers any message of the parent process with who shows what, and stops with it. */
export function serveParent({ office, stop }: RunningHub): void {
  process.on('message', () => void office.store.read.kiosks.applied().then(rows => process.send?.(rows)))
  process.once('disconnect', () => void stop())
}
