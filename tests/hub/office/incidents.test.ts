import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, test } from 'vitest'
import { openKeys } from '../../../hub/keys.ts'
import { makeJournalCheck } from '../../../hub/journal-check.ts'
import { signerOf } from '../../../hub/live/signer.ts'
import { closeIncident, listIncidents, noteFaults, stateOf } from '../../../hub/office/incidents.ts'
import { renewEpoch } from '../../../hub/store/hub-meta.ts'
import { nativeChainHash } from '../../../hub/store/native-chain.ts'
import { verifyDatabase } from '../../../hub/store/verify.ts'
import { hashOf, type Hash } from '../../../shared/base/bytes.ts'
import { GENESIS, type JournalHead } from '../../../shared/journal/chain.ts'
import { must } from '../../../shared/base/check.ts'
import type { Millis } from '../../../shared/base/ids.ts'
import { createSocketWire } from '../../../kiosk/sync/socket-wire.ts'
import { addSomebody } from '../../contract/store-contract.ts'
import { aFolder } from '../../fixtures/hub.ts'
import { aFoundedOffice, anOffice, seededRandom, TEST_NOW, type TestOffice } from '../../fixtures/office.ts'
import { codesOf } from '../../fixtures/refusals.ts'
import { pairWith, runKiosk, type KioskParts } from '../../fixtures/running-kiosk.ts'
import { aHub, seedBranch, type TestHub } from '../../fixtures/wire.ts'

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

const FINDING = '电脑修理时旧文件被拷了回来，已补录。'
const HUB = { type: 'hub' } as const

/** A hub over a real file with real keys; `again` starts it anew over whatever the file has become. */
async function aFileHub(folder: string) {
  const keys = await openKeys(join(folder, 'keys'))
  const path = join(folder, 'branch.db')
  const parts = { path, seal: keys.seal, checkSeal: keys.checkSeal }
  const founded = await aFoundedOffice(parts)
  const secretary = founded.secretary
  const signed = (office: TestOffice) => Object.assign(office, { signer: signerOf(keys), secretary })
  const start = async (office: TestOffice): Promise<TestHub> => {
    const hub = await aHub({ office: signed(office) })
    stops.push(() => hub.close())
    return hub
  }
  return {
    path,
    keys,
    first: await start(founded),
    // An hour later, so that what happened before a restore is told from what happened since.
    again: async () => await start(await anOffice({ ...parts, now: (TEST_NOW + 3_600_000) as Millis })),
    open: () => anOffice(parts),
  }
}

async function kiosk(hub: TestHub, parts: Omit<KioskParts, 'wire'>) {
  const running = await runKiosk({ wire: createSocketWire(hub.url), ...parts })
  stops.push(running.stop)
  return running
}

/** What whoever has the file and the hub's key does: another history, with every signature right. */
function rewrite(path: string, seal: (head: JournalHead) => string, change: (lines: string[]) => string[]): void {
  const db = new DatabaseSync(path)
  db.exec('DROP TRIGGER IF EXISTS journal_no_update; DROP TRIGGER IF EXISTS journal_no_delete')
  const before = db
    .prepare('SELECT line FROM journal ORDER BY no')
    .all()
    .map(row => String(row['line']))
  db.exec('DELETE FROM journal')
  let hash: Hash = GENESIS
  const lines = change(before).map((line, at) => line.replace(/"no":\d+}$/, `"no":${at + 1}}`))
  for (const [at, line] of lines.entries()) {
    hash = nativeChainHash(hash, line)
    const kind = must(/"kind":"([^"]+)","no":\d+}$/.exec(line)?.[1], 'kind')
    db.prepare('INSERT INTO journal (no, hash, kind, line) VALUES (?, ?, ?, ?)').run(at + 1, hash, kind, line)
  }
  const head = { size: lines.length, hash }
  db.prepare('UPDATE journal_head SET size = ?, hash = ?, seal = ?').run(head.size, head.hash, seal(head))
  db.close()
}

const REWRITES: Readonly<Record<string, (lines: string[]) => string[]>> = {
  rewritten: lines => lines.map((line, at) => (at === 3 ? line.replace(/"at":\d+/, '"at":1') : line)),
  cut: lines => lines.slice(0, -4),
  reordered: lines => lines.toSpliced(-3, 2, lines.at(-2) ?? '', lines.at(-3) ?? ''),
  forked: lines => [
    ...lines.slice(0, -4),
    ...lines.slice(-4).map(line => line.replace(/"at":\d+/, '"at":2')),
    ...lines.slice(-2),
  ],
}

describe('a kiosk that remembers another history', () => {
  test.each(Object.entries(REWRITES))(
    'SY130 JN42 %s and signed anew with the hub’s own key: verify sees nothing, the kiosk does, the console is told',
    async (_what, change) => {
      using folder = aFolder()
      const { path, keys, first, again } = await aFileHub(folder.path)
      await seedBranch(first.office, 3)
      const { paired, stop } = await pairWith(first)
      stop()
      const before = await kiosk(first, { paired })
      for (let at = 0; at < 4; at++) await first.office.store.write(HUB, work => addSomebody(work, `n${at}`))
      const { hash } = await first.office.store.read.journal.head()
      before.link.eager()
      await expect.poll(() => before.heads.at(-1), { timeout: 10_000 }).toBe(hash)
      before.stop()
      await first.close()
      rewrite(path, keys.seal, change)
      expect((await verifyDatabase(path, { checkSeal: keys.checkSeal })).ok).toBe(true)
      const second = await again()
      const after = await kiosk(second, { paired, device: before.device })
      await expect.poll(() => after.forked, { timeout: 10_000 }).toContain(true)
      await expect.poll(async () => (await listIncidents(second.office)).length, { timeout: 10_000 }).toBe(1)
      const [incident] = await listIncidents(second.office)
      expect(incident).toMatchObject({ kind: 'history', closed: null, seenBy: [{ kioskId: paired.kioskId }] })
      await second.close()
    },
  )

  test('JN42 what several kiosks saw is one incident; only a written finding closes it, once, for good', async () => {
    const office = await aFoundedOffice()
    const seen = { size: 3, hash: hashOf('other') }
    const kioskId = 'c0000000-0000-7000-8000-000000000001' as never
    const diverged = () => ({ kind: 'kiosk.historyDiverged', body: { kioskId, seen, ours: null } }) as const
    await office.store.write(HUB, work => work.append(diverged(), diverged()))
    const [incident] = await listIncidents(office)
    const { no } = must(incident, 'incident')
    expect(incident).toMatchObject({ kind: 'history', seenBy: [{ size: 3 }, { size: 3 }] })
    expect(await codesOf(closeIncident(office, office.secretary, no, ' 好了 '))).toEqual(['FINDING_SHORT'])
    expect(await codesOf(closeIncident(office, office.secretary, no + 1, FINDING))).toEqual(['INCIDENT_UNKNOWN'])
    await closeIncident(office, office.secretary, no, FINDING)
    expect(await codesOf(closeIncident(office, office.secretary, no, FINDING))).toEqual(['INCIDENT_CLOSED'])
    const [closed] = await listIncidents(office)
    const { wordsId } = must(closed?.closed, 'closed')
    expect(await office.store.read.words.get(wordsId)).toBe(FINDING)
    const { size } = await office.store.read.journal.head()
    const [line] = await office.store.read.journal.lines(size, 1)
    expect(line?.line).toContain('"kind":"incident.closed"')
    expect(line?.line).not.toContain('旧文件')
    // Seen again after that: another incident.
    office.clock.advance(1_000)
    await office.store.write(HUB, work => work.append(diverged()))
    expect((await listIncidents(office)).map(stateOf)).toEqual(['open', 'closed'])
    await office.store.close()
  })
})

describe('a check that finds faults', () => {
  test('JN42 at the start and once a day; the same finding is one incident until it is closed', async () => {
    using folder = aFolder()
    const { path, keys, first } = await aFileHub(folder.path)
    const { office } = first
    for (let at = 0; at < 4; at++) await office.store.write(HUB, work => addSomebody(work, `n${at}`))
    const rebuilds: boolean[] = []
    const check = makeJournalCheck(office, rebuild => {
      rebuilds.push(rebuild)
      return verifyDatabase(path, { checkSeal: keys.checkSeal, rebuild })
    })
    await check.tick()
    expect(await listIncidents(office)).toEqual([])
    const db = new DatabaseSync(path)
    db.exec("UPDATE staff SET role = 'registrar'")
    db.close()
    await check.tick()
    office.clock.advance(86_400_000)
    await check.tick()
    office.clock.advance(86_400_000)
    await check.tick()
    expect(rebuilds).toEqual([false, true, true])
    const all = await listIncidents(office)
    expect(all).toMatchObject([
      { kind: 'journal', found: 'daily', faults: [{ code: 'TABLE_DIFFERS', where: 'staff' }] },
    ])
    await closeIncident(office, office.secretary, must(all[0], 'one').no, FINDING)
    await noteFaults(office, 'backup', await verifyDatabase(path, { checkSeal: keys.checkSeal, rebuild: true }))
    expect((await listIncidents(office)).map(stateOf)).toEqual(['open', 'closed'])
    await first.close()
  })

  test('JN41 the key never seals what it did not write: neither at the start nor under a running hub', async () => {
    using folder = aFolder()
    const { path, first, open } = await aFileHub(folder.path)
    for (let at = 0; at < 4; at++) await first.office.store.write(HUB, work => addSomebody(work, `n${at}`))
    const forged = (head: JournalHead) => hashOf(`${head.size}`).repeat(2)
    copyFileSync(path, join(folder.path, 'running.db'))
    // Under the running hub, which goes on from what is in the file.
    rewrite(path, forged, REWRITES['rewritten'] ?? (lines => lines))
    await expect(first.office.store.write(HUB, work => addSomebody(work, 'next'))).rejects.toMatchObject({
      code: 'JOURNAL_CUT',
    })
    await expect(first.office.store.write(HUB, work => addSomebody(work, 'again'))).rejects.toMatchObject({
      code: 'JOURNAL_CUT',
    })
    await first.close()
    await expect(open()).rejects.toMatchObject({ code: 'JOURNAL_CUT' })
    // Planted: a hub that looks at the head and not at the seal takes it, and would seal it.
    const careless = await anOffice({ path, seal: forged })
    await careless.store.write(HUB, work => addSomebody(work, 'sealed'))
    await careless.store.close()
  })
})

describe('a restored backup', () => {
  test('JN43 only what is really gone is told, and what kiosks keep comes back', async () => {
    using folder = aFolder()
    const { path, first, again } = await aFileHub(folder.path)
    await seedBranch(first.office, 6)
    const { paired, stop } = await pairWith(first)
    stop()
    const before = await kiosk(first, { paired })
    await before.record(1)
    await expect.poll(() => before.unsent(), { timeout: 10_000 }).toBe(0)
    const raw = (first.office as TestOffice).store.engine.raw
    raw.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const backup = join(folder.path, 'backup.db')
    copyFileSync(path, backup)
    const { size: inBackup } = await first.office.store.read.journal.head()
    // After the backup: two sign-ins at the kiosk, three things in the console, one more sign-in.
    for (const member of [2, 3]) await before.record(member)
    await expect.poll(() => before.unsent(), { timeout: 10_000 }).toBe(0)
    for (let at = 0; at < 3; at++) await first.office.store.write(HUB, work => addSomebody(work, `n${at}`))
    await before.record(4)
    await expect.poll(() => before.unsent(), { timeout: 10_000 }).toBe(0)
    const head = await first.office.store.read.journal.head()
    before.link.eager()
    await expect.poll(() => before.heads.at(-1), { timeout: 10_000 }).toBe(head.hash)
    before.stop()
    await first.close()
    copyFileSync(backup, path)
    const second = await restoreAs(again, inBackup)
    const waiting = async () => (await listIncidents(second.office))[0]
    expect(await waiting()).toMatchObject({ kind: 'restored', unheard: [paired.kioskId], goneCount: 0 })
    const after = await kiosk(second, { paired, device: before.device, outbox: before.outbox })
    await expect
      .poll(waiting, { timeout: 15_000 })
      .toMatchObject({ seenUpTo: head.size, kept: 3, waiting: 0, unheard: [], goneCount: head.size - inBackup - 3 })
    const incident = must(await waiting(), 'incident')
    // The three of the console, by their old numbers, and nothing of the kiosk's.
    expect(incident.kind === 'restored' && incident.gone).toEqual([[inBackup + 3, inBackup + 5]])
    expect(stateOf(incident)).toBe('open')
    expect((await listIncidents(second.office)).map(each => each.kind)).toEqual(['restored'])
    after.stop()
    await second.close()
  })

  test('JN43 a restore that cost nothing is cleared by itself; a twin that counts every line since the backup as gone is not', async () => {
    using folder = aFolder()
    const { path, first, again } = await aFileHub(folder.path)
    await seedBranch(first.office, 6)
    const { paired, stop } = await pairWith(first)
    stop()
    const before = await kiosk(first, { paired })
    await expect.poll(() => before.heads.length, { timeout: 10_000 }).toBeGreaterThan(0)
    ;(first.office as TestOffice).store.engine.raw.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const backup = join(folder.path, 'backup.db')
    copyFileSync(path, backup)
    const { size: inBackup } = await first.office.store.read.journal.head()
    for (const member of [1, 2]) await before.record(member)
    await expect.poll(() => before.unsent(), { timeout: 10_000 }).toBe(0)
    const head = await first.office.store.read.journal.head()
    before.link.eager()
    await expect.poll(() => before.heads.at(-1), { timeout: 10_000 }).toBe(head.hash)
    before.stop()
    await first.close()
    copyFileSync(backup, path)
    const second = await restoreAs(again, inBackup)
    const after = await kiosk(second, { paired, device: before.device, outbox: before.outbox })
    const state = async () => (await listIncidents(second.office)).map(each => [each.kind, stateOf(each)])
    await expect.poll(state, { timeout: 15_000 }).toEqual([['restored', 'cleared']])
    const incident = must((await listIncidents(second.office))[0], 'incident')
    expect(incident.kind === 'restored' && incident.seenUpTo - incident.journalSize).toBe(2)
    after.stop()
    await second.close()
  })
})

/** What `restore` does to the database, beside the files. */
async function restoreAs(again: () => Promise<TestHub>, journalSize: number): Promise<TestHub> {
  const hub = await again()
  const { store } = hub.office as TestOffice
  await renewEpoch(store.engine.writer, seededRandom(99))
  const epoch = await store.read.hub.epoch()
  await store.write({ type: 'local' }, work => work.append({ kind: 'hub.restored', body: { journalSize, epoch } }))
  await hub.close()
  return await again()
}
