import { describe, expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import { runCuts } from '../../chaos/cuts.ts'
import { poll, runChaos, type ChaosReport, type HowItEnds } from '../../chaos/run.ts'
import { prepareWorld } from '../../chaos/world.ts'
import { aFolder } from '../../fixtures/hub.ts'

/** The hub's process dying in every way under load, in the short form; `npm run chaos` has the long ones. */

const NOTHING_WRONG = {
  notKept: 0,
  lost: 0,
  doubled: 0,
  strange: 0,
  forks: 0,
  wentOn: 0,
  afterFailure: 0,
  chainWhole: true,
}

async function run(
  ends: readonly HowItEnds[],
  planted: readonly string[] = [],
  firstBadSync?: number,
): Promise<ChaosReport> {
  using folder = aFolder()
  return await runChaos({
    folder: folder.path,
    ends,
    kiosks: 5,
    seed: 11,
    planted,
    // What a planted bug breaks shows at a death.
    onlyDeaths: planted.length > 0,
    ...(firstBadSync === undefined ? {} : { firstBadSync }),
  })
}

describe('a hub that dies', { timeout: 240_000 }, () => {
  test('SY1 SY17 JN30 killed, told to stop, and killed between commit and answer: every ticked record is there once', async () => {
    const report = await run(['kill', 'unanswered', 'stop'])
    expect(report).toMatchObject(NOTHING_WRONG)
    expect(report.acked).toBe(report.ticked)
    expect(report.unanswered).toBeGreaterThan(0)
  })

  test('JN31 JN32 the power cut, the disk torn, an fsync that fails: what was acknowledged is there', async () => {
    const report = await run(['power', 'torn', 'badSync'], [], 8)
    expect(report).toMatchObject(NOTHING_WRONG)
    expect(report.acked).toBe(report.ticked)
  })

  test.each<[string, string, HowItEnds, keyof ChaosReport]>([
    ['JN30', 'answersFirst', 'unanswered', 'notKept'],
    ['JN31', 'relaxedSync', 'power', 'notKept'],
    ['JN32', 'goesOn', 'badSync', 'wentOn'],
  ])('SY1 %s the hub with the planted bug %s is found by %s', async (_rule, bug, ends, found) => {
    expect((await run([ends], [bug], 8))[found]).toBeGreaterThan(0)
  })
})

describe('a disk that takes nothing', { timeout: 120_000 }, () => {
  test('JN33 full: nothing is acknowledged, the hub lives, and goes on when there is room; read-only: it ends', async () => {
    using folder = aFolder()
    await using world = await prepareWorld({ folder: folder.path, kiosks: 1, powered: true })
    const { life, power } = world.life({})
    const [kiosk, disk] = [must(world.kiosks[0] ?? null, 'a kiosk'), must(power ?? null, 'a disk of ours')]
    await using hub = await life.begin()
    const allSent = () => poll(() => kiosk.unsent() === 0, 30_000)
    await kiosk.record()
    await allSent()
    const acked = await kiosk.acked()
    expect(acked).toHaveLength(1)

    disk.refuseWrites('ENOSPC')
    await kiosk.record()
    await poll(() => disk.seen().failed > 0, 30_000)
    expect((await fetch(`${hub.url}/healthz`)).status).toBe(200)
    expect(await kiosk.acked()).toEqual(acked)
    disk.refuseWrites(null)
    await allSent()
    expect(await kiosk.acked()).toHaveLength(2)

    disk.refuseWrites('EROFS')
    await kiosk.record()
    expect((await hub.ended).code).toBe(1)
    expect(kiosk.unsent()).toBe(1)
  })
})

describe('a disk that keeps no names', { timeout: 120_000 }, () => {
  test('JN34 the hub does not begin', async () => {
    using folder = aFolder()
    await using world = await prepareWorld({ folder: folder.path, kiosks: 0, powered: true })
    const { life, power } = world.life({})
    must(power ?? null, 'a disk of ours').failFolders()
    await expect(life.begin()).rejects.toThrow(/ended with 1:.*磁盘读写出错/s)
  })
})

describe('a cable that is cut', { timeout: 120_000 }, () => {
  test('SY110 after any number of bytes, up or down: everything arrives once', async () => {
    const report = await runCuts({ from: 1, to: 1_500, step: 214, cables: 7 })
    expect(report).toMatchObject({ lost: 0, doubled: 0, strange: 0, stuck: [] })
    expect(report.cut).toBeGreaterThan(8)
  })
})
