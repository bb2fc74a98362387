import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { must } from '../../shared/base/check.ts'
import { dataPaths } from '../../hub/data-folder.ts'
import { openKeys } from '../../hub/keys.ts'
import { signerOf } from '../../hub/live/signer.ts'
import { pairKiosk } from '../../hub/office/kiosks/kiosks.ts'
import { aFoundedOffice } from '../fixtures/office.ts'
import { freePort } from '../fixtures/process.ts'
import { seedBranch } from '../fixtures/wire.ts'
import { deviceKey, startChaosKiosk, type ChaosKiosk } from './kiosk.ts'
import { prepareLife, type Life } from './life.ts'
import { powerFolder, type PoweredLife } from './power.ts'

const MEMBERS = 20
const COMPILED = join(import.meta.dirname, '../../node_modules/.cache/chaos')

export interface WorldOptions {
  /** Empty; the branch and what the test needs besides. */
  readonly folder: string
  readonly kiosks: number
  /** The hub's disk is one whose power can be cut. */
  readonly powered: boolean
}

/** A branch with paired kiosks that sign nobody in yet, and lives of its hub to come. */
export interface World extends AsyncDisposable {
  readonly folder: string
  readonly kiosks: readonly ChaosKiosk[]
  /** @param how  the n-th fsync of a file that fails; names in `edits.ts` */
  life(how: {
    readonly edits?: readonly string[]
    readonly env?: Record<string, string>
    readonly failingSync?: number
  }): {
    readonly life: Life
    readonly power: PoweredLife | undefined
  }
}

export async function prepareWorld(options: WorldOptions): Promise<World> {
  const [folder, scratch] = [join(options.folder, 'branch'), join(options.folder, 'scratch')]
  for (const each of [folder, scratch]) mkdirSync(each)
  const { devices, hubId, hubKey } = await prepareBranch(folder, options.kiosks)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const kiosks = await Promise.all(
    devices.map((kioskId, number) =>
      startChaosKiosk({ number, kioskId, hubId, hubKey, url, members: MEMBERS, answerMs: 3_000 }),
    ),
  )
  const common = { folder, port, compiled: COMPILED }
  const lives: Life[] = []
  const disk = options.powered ? powerFolder(folder, scratch) : null
  return {
    folder,
    kiosks,
    life({ edits = [], env = {}, failingSync }) {
      const power = disk?.life()
      if (failingSync !== undefined) power?.failSync(failingSync)
      const life = prepareLife({ ...common, edits, env, ...(power ? { power } : {}) })
      lives.push(life)
      return { life, power }
    },
    async [Symbol.asyncDispose]() {
      for (const kiosk of kiosks) kiosk.stop()
      for (const life of lives) await life.discard()
    },
  }
}

/** A founded branch with paired kiosks, and no hub running. */
async function prepareBranch(folder: string, count: number) {
  const paths = dataPaths(folder)
  const keys = await openKeys(paths.keys)
  const office = await aFoundedOffice({ path: paths.database, seal: keys.seal })
  await seedBranch(office, MEMBERS)
  const devices = []
  for (let number = 0; number < count; number++) {
    const input = { publicKey: deviceKey(number), place: `${number}号机`, how: 'link' } as const
    devices.push((await pairKiosk(office, office.secretary, input)).kioskId)
  }
  const { hubId } = must(await office.store.read.branch.founded(), 'a founded branch')
  await office.store.close()
  return { devices, hubId, hubKey: signerOf(keys).publicKey }
}
