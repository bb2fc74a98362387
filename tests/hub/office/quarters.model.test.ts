import * as fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyDatabase } from '../../../hub/store/verify.ts'
import { Model } from './quarters/model.ts'
import { compareAll, walks } from './quarters/steps.ts'
import { TWINS } from './quarters/twins.ts'
import { FIRST_DAY, HONEST, World, type Twin } from './quarters/world.ts'

/** Four quarters through the real desks and a real database file, hundreds of random steps long, beside a simple model. */

const PEOPLE = 3
let folder: string
let runs = 0
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'branch-board-quarters-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** @returns which stages of a review were reached */
async function walk(twin: Twin, steps: readonly fc.AsyncCommand<Model, World>[], reached: Set<string>): Promise<void> {
  const path = join(folder, `${(runs += 1)}.db`)
  const world = await World.open(path, PEOPLE, twin)
  const model = new Model(PEOPLE, FIRST_DAY)
  try {
    for (const each of steps) {
      await each.run(model, world)
      for (const [period, { stage }] of model.reviews) reached.add(`${period} ${stage}`)
    }
    await compareAll(model, world)
  } finally {
    await world.office.store.close()
  }
  expect(await verifyDatabase(path, { rebuild: true })).toMatchObject({ ok: true, rebuilt: true })
}

const trying = async (twin: Twin, seed: number, numRuns: number, length: number) => {
  const reached = new Set<string>()
  const property = fc.asyncProperty(walks(length), ({ steps }) => walk(twin, steps, reached))
  await fc.assert(property, { seed, numRuns, endOnFailure: true, includeErrorInReport: true })
  return reached
}

test('RV1 RV2 RV3 RV4 RV5 RV6 RV7 RV8 RV9 no gate opens early, no entry is lost and every sum is right over random quarters', async () => {
  const reached = await trying(HONEST, 20_261_123, 3, 300)
  for (const stage of ['compiled', 'settled', 'closed', 'archived']) expect([...reached].join()).toContain(stage)
})

describe('the model finds', () => {
  for (const [name, twin] of Object.entries(TWINS)) {
    test(name, async () => {
      await expect(trying(twin, 7, 10, 300)).rejects.toThrow('Property failed')
    })
  }
})
