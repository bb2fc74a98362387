import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runChaos } from '../../chaos/run.ts'
import { aFolder } from '../../fixtures/hub.ts'

/** The hub's process killed under load, in the short form; `npm run chaos -- --kills 1000` is the long one. */

const NOTHING_WRONG = { notKept: 0, lost: 0, doubled: 0, strange: 0, forks: 0, chainWhole: true }
const EARLY_ANSWER = pathToFileURL(join(import.meta.dirname, '../../chaos/early-answer.ts')).href

describe('a hub that dies', { timeout: 180_000 }, () => {
  test('SY1 killed with SIGKILL under load, it has every ticked record once, and what it acknowledged before', async () => {
    using folder = aFolder()
    const report = await runChaos({ folder: folder.path, kills: 4, kiosks: 8, seed: 11 })
    expect(report).toMatchObject(NOTHING_WRONG)
    expect(report.acked).toBe(report.ticked)
  })

  test('SY1 SY17 told to stop under load, it loses nothing either', async () => {
    using folder = aFolder()
    const report = await runChaos({ folder: folder.path, kills: 2, kiosks: 8, seed: 12, signal: 'SIGTERM' })
    expect(report).toMatchObject(NOTHING_WRONG)
    expect(report.acked).toBe(report.ticked)
  })

  test('SY1 the killing finds a hub that answers before it has written', async () => {
    using folder = aFolder()
    const env = { NODE_OPTIONS: `--import ${EARLY_ANSWER}` }
    const report = await runChaos({ folder: folder.path, kills: 4, kiosks: 8, seed: 11, env })
    expect(report.notKept).toBeGreaterThan(0)
  })
})
