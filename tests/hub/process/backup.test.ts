import { spawn } from 'node:child_process'
import { cpSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import type { Millis, RecordId } from '../../../shared/base/ids.ts'
import { runApart } from '../../../hub/apart.ts'
import { runCommandLine } from '../../../hub/cli/run.ts'
import { dataPaths } from '../../../hub/data-folder.ts'
import { openKeys } from '../../../hub/keys.ts'
import { signerOf } from '../../../hub/live/signer.ts'
import { pairKiosk } from '../../../hub/office/kiosks/kiosks.ts'
import { NO_BACKUPS } from '../../../hub/office/backup-state.ts'
import { openOffice } from '../../../hub/open-office.ts'
import { openToRead } from '../../../hub/store/engine.ts'
import { openStoreToRead } from '../../../hub/store/store.ts'
import { verifyFolder } from '../../../hub/verify-folder.ts'
import { deviceKey, startChaosKiosk, type ChaosKiosk } from '../../chaos/kiosk.ts'
import { aBranchIn, aTask, writeMore } from '../../fixtures/backups.ts'
import { aBrowser, aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'
import { freePort, runCommand, serveFolder } from '../../fixtures/process.ts'
import { aHub, aWelcomedKiosk, seedBranch } from '../../fixtures/wire.ts'

/** Backups as they are in earnest: real processes, real kiosks, a folder that is gone. */

const MEMBERS = 20
const KIOSKS = 3

async function aBranchWithKiosks(folder: string) {
  const { office, keys } = await aBranchIn(folder)
  await seedBranch(office, MEMBERS)
  const { hubId } = must(await office.store.read.branch.founded(), 'a founded branch')
  const devices = []
  for (let number = 0; number < KIOSKS; number++) {
    const input = { publicKey: deviceKey(number), place: `${number}号机`, how: 'link' } as const
    devices.push((await pairKiosk(office, office.secretary, input)).kioskId)
  }
  await office.store.close()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const hubKey = signerOf(keys).publicKey
  const kiosks = await Promise.all(
    devices.map((kioskId, number) => startChaosKiosk({ number, kioskId, hubId, hubKey, url, members: MEMBERS })),
  )
  return { kiosks, port: String(port) }
}

async function until(what: () => boolean | Promise<boolean>, everyMs = 20): Promise<void> {
  while (!(await what())) await setTimeout(everyMs)
}

/** How often each sign-in is in the journal of that folder. */
async function timesById(folder: string): Promise<Map<string, number>> {
  const store = openStoreToRead(dataPaths(folder).database)
  const times = new Map<string, number>()
  const { size } = await store.read.journal.head()
  for (const { line } of await store.read.journal.lines(1, size)) {
    const [, id] = /"recordId":"([0-9a-f-]{36})"/.exec(line) ?? []
    if (id) times.set(id, (times.get(id) ?? 0) + 1)
  }
  await store.close()
  return times
}

/** The command line without the second that a process takes to start. */
async function inThisProcess(...words: string[]): Promise<{ code: number; err: string }> {
  const said: string[] = []
  const say = (...texts: string[]) => void said.push(...texts)
  const complain = (problems: readonly { zh: string }[]) => say(...problems.map(each => each.zh))
  const code = await runCommandLine(words, {}, { out: say, say, complain, askSecret: async () => '' })
  return { code, err: said.join('\n') }
}

describe('a hub whose disk is gone', { timeout: 240_000 }, () => {
  test('JN65 JN66 load, backup, more load, folder destroyed, restore, kiosks push again: nothing lost, nothing twice', async () => {
    using folder = aFolder()
    using stick = aFolder()
    const data = join(folder.path, 'data')
    const { kiosks, port } = await aBranchWithKiosks(data)
    const ticked: RecordId[] = []
    const signIn = async (times: number) => {
      for (let at = 0; at < times; at++) for (const kiosk of kiosks) ticked.push(await kiosk.record())
    }
    const sent = () => until(() => kiosks.every(each => each.unsent() === 0))
    const loading = { on: true }
    {
      await using hub = await serveFolder(data, { HUB_PORT: port })
      await signIn(5)
      await sent()
      const load = underLoad(kiosks, ticked, loading)
      expect((await runCommand(['backup', '--data', data])).code).toBe(0)
      // The load may just be between two commits: then there is nothing new to keep yet.
      await until(async () => {
        const changes = await inThisProcess('backup', '--changes', '--data', data)
        expect(changes.code).toBe(0)
        return changes.err.includes('.changes')
      })
      loading.on = false
      await load
      cpSync(dataPaths(data).backups, stick.path, { recursive: true })
      // Acknowledged by the hub, and in no backup.
      await signIn(10)
      await sent()
      hub.process.kill('SIGKILL')
      await hub.ended
    }
    const before = await timesById(data)
    rmSync(data, { recursive: true })

    const restored = await inThisProcess('restore', stick.path, '--data', data)
    expect(restored.code).toBe(0)
    expect(restored.err).toMatch(/已恢复：到 \d{4}-\d{2}-\d{2} \d{2}:\d{2} 为止/)
    expect(restored.err).toContain('.backup + branch-board-')
    const after = await timesById(data)
    expect(before.size).toBe(ticked.length)
    // The changes brought more than the full one, and the last sign-ins are in neither.
    expect(after.size).toBeLessThanOrEqual(before.size - 10 * KIOSKS)
    expect(after.size).toBeGreaterThan(5 * KIOSKS)

    await using hub = await serveFolder(data, { HUB_PORT: port })
    await signIn(1)
    await sent()
    await until(async () => (await timesById(data)).size === ticked.length, 250)
    for (const kiosk of kiosks) kiosk.stop()
    hub.process.kill('SIGTERM')
    await hub.ended
    const times = await timesById(data)
    expect([...times.keys()].toSorted()).toEqual(ticked.toSorted())
    expect([...times.values()].filter(count => count !== 1)).toEqual([])
    expect(await verifyFolder(data, true)).toMatchObject({ ok: true, rebuilt: true })
  })

  test('JN66 a restore over what still stands says what is in it and not in the backup', async () => {
    using folder = aFolder()
    const { office } = await aBranchIn(folder.path)
    await office.store.close()
    await inThisProcess('backup', '--data', folder.path)
    const trial = await inThisProcess('rehearse', '--data', folder.path)
    expect([trial.code, trial.err.includes('演练成功')]).toEqual([0, true])
    const paths = dataPaths(folder.path)
    const again = await openOffice({}, await openKeys(paths.keys), paths.database)
    await again.store.write({ type: 'staff', id: '01a200fb-5100-7000-8000-000000000001' as never }, work =>
      work.append({ kind: 'branch.calendarChanged', body: { holidays: [], makeUpDays: [] } }),
    )
    await again.store.close()
    const { code, err } = await inThisProcess('restore', join(folder.path, 'backups'), '--data', folder.path)
    expect([code, err]).toEqual([0, expect.any(String)])
    expect(err).toContain('管理台办的 1 件事不在备份里')
    expect(err).toContain('before-restore-')
  })
})

/** Everybody signs in, one after the other, until told to stop. */
async function underLoad(kiosks: readonly ChaosKiosk[], ticked: RecordId[], going: { on: boolean }): Promise<void> {
  while (going.on) {
    for (const kiosk of kiosks) ticked.push(await kiosk.record())
    await setTimeout(100)
  }
}

describe('a backup beside the work', { timeout: 120_000 }, () => {
  test('JN65 a backup under load lets the log be folded back; the planted bug, a reader that stays, does not', async () => {
    using folder = aFolder()
    const branch = await aBranchIn(folder.path)
    const { raw } = branch.office.store.engine
    raw.exec('PRAGMA wal_autocheckpoint = 50')
    await writeMore(branch, 3_000)
    /** Frames in the log that the last checkpoint could not bring home. */
    const stuck = () => {
      const { log, checkpointed } = raw.prepare('PRAGMA wal_checkpoint(PASSIVE)').get() ?? {}
      return Number(log) - Number(checkpointed)
    }
    let slowestMs = 0
    const load = async (until: Promise<unknown>) => {
      const going = { on: true }
      void until.then(() => (going.on = false))
      for (let turn = 0; going.on || turn < 50; turn++) {
        const began = performance.now()
        await writeMore(branch, 1)
        slowestMs = Math.max(slowestMs, performance.now() - began)
        await setTimeout(1)
      }
    }
    await load(runApart({ type: 'makeBackup', task: aTask(folder.path) }))
    await load(runApart({ type: 'makeBackup', task: aTask(folder.path, { want: 'changes', at: 1.8e12 as Millis }) }))
    expect(stuck()).toBe(0)
    // The log is used again from its start, instead of growing for ever.
    expect(statSync(`${branch.paths.database}-wal`).size).toBeLessThan(4 * 1024 * 1024)
    expect(slowestMs).toBeLessThan(2_000)

    const reader = openToRead(branch.paths.database)
    reader.raw.exec('BEGIN')
    reader.raw.prepare('SELECT count(*) FROM journal').get()
    await load(Promise.resolve())
    expect(stuck()).toBeGreaterThan(0)
    await reader.close()
    expect(stuck()).toBe(0)
    await branch.office.store.close()
  })

  test.skipIf(process.platform === 'win32')(
    'JN62 a disk that fills while the backup is written leaves nothing',
    async () => {
      using folder = aFolder()
      const branch = await aBranchIn(folder.path)
      await writeMore(branch, 1_000)
      await branch.office.store.close()
      const main = join(import.meta.dirname, '../../../hub/main.ts')
      // The shell's limit on the size of a file is a full disk for whoever writes beyond it: 512 bytes a block.
      const words = ['-c', 'ulimit -f 500; exec "$@"', 'sh', process.execPath, main, 'backup', '--data', folder.path]
      const child = spawn('sh', words, { stdio: ['ignore', 'ignore', 'pipe'] })
      let said = ''
      child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
      const code = await new Promise(resolve => child.on('close', resolve))
      expect([code, said]).toEqual([1, expect.stringMatching(/磁盘/)])
      expect(readdirSync(join(folder.path, 'backups'))).toEqual([])
      expect((await inThisProcess('backup', '--data', folder.path)).code).toBe(0)
    },
  )

  test('JN68 kiosks are told to let go of nothing but what is verified on another disk', async () => {
    const hub = await aHub()
    const told = async (seed: number) => (await aWelcomedKiosk(hub, seed)).welcome.backedUp
    const verified = { name: 'a', kind: 'full', at: 1 as Millis, bytes: 1, journalSize: 7, hash: '' as never } as const
    const here = { ...NO_BACKUPS.here, verified }
    const second = { ...here, path: '/x', folder: '/x/y', placeId: '1' }
    const note = (state: typeof NO_BACKUPS) => hub.office.store.write({ type: 'hub' }, work => work.noteBackups(state))
    await note({ ...NO_BACKUPS, here })
    expect(await told(1)).toBe(0)
    await note({ ...NO_BACKUPS, here, second: { ...second, otherDisk: false } })
    expect(await told(2)).toBe(0)
    await note({ ...NO_BACKUPS, here, second: { ...second, otherDisk: true } })
    expect(await told(3)).toBe(7)
    await note({ ...NO_BACKUPS, here, second: { ...second, verified: null, otherDisk: true } })
    expect(await told(4)).toBe(0)
    await hub.close()
  })

  test('JN69 /healthz tells a watching program how the backups are, and strangers no paths or names', async () => {
    using folder = aFolder()
    using stick = aFolder()
    const disks = { same: () => false, inMemory: () => false }
    await using hub = await aRunningHub(folder.path, { disks })
    const read = async () => (await (await fetch(`${hub.url}/healthz`)).json()) as { backups: Record<string, unknown> }
    const secretary = await aSecretary(hub)
    expect((await read()).backups).toMatchObject({ here: { status: 'none' }, second: null, rehearsal: null })
    await secretary.api.backup.choosePlace.mutate({ path: stick.path })
    await hub.desk.keepBackups()
    const well = await read()
    expect(well.backups).toMatchObject({
      here: { status: 'ok', trouble: null },
      second: { status: 'ok', otherDisk: true },
      linesAtRisk: 0,
      rehearsal: { ok: true },
    })
    const listed = await secretary.api.backup.list.query()
    expect(listed).toMatchObject({ second: { path: stick.path }, rehearsal: { problem: null } })
    rmSync(stick.path, { recursive: true })
    await secretary.api.backup.make.mutate()
    const away = await read()
    expect(away.backups).toMatchObject({ second: { status: 'failing', trouble: { code: 'PLACE_AWAY' } } })
    for (const text of [JSON.stringify(well), JSON.stringify(away)]) {
      for (const secret of [stick.path, folder.path, '.backup', '云溪', '插好']) expect(text).not.toContain(secret)
    }
  })

  test('JN69 only the secretary says where backups go', async () => {
    using folder = aFolder()
    await using hub = await aRunningHub(folder.path)
    const secretary = await aSecretary(hub)
    const password = '溪边的石板路一百零八块'
    const account = { loginName: 'dengji', displayName: '登记员', role: 'registrar', password } as const
    await secretary.api.staff.add.mutate(account)
    const registrar = aBrowser(hub.url)
    await registrar.api.session.logIn.mutate({ loginName: account.loginName, password })
    await registrar.api.session.changePassword.mutate({ current: password, next: '另一条路上的三棵大树' })
    await expect(registrar.api.backup.choosePlace.mutate({ path: folder.path })).rejects.toThrow()
    await expect(secretary.api.backup.choosePlace.mutate({ path: folder.path })).rejects.toThrow('PLACE_IN_DATA')
    expect((await registrar.api.backup.list.query()).second).toBe(null)
  })

  test('JN65 told to stop in the middle of a backup, a hub ends in time and leaves nothing half done', async () => {
    using folder = aFolder()
    const branch = await aBranchIn(folder.path)
    await writeMore(branch, 5_000)
    await branch.office.store.close()
    const hub = await aRunningHub(folder.path)
    const keeping = hub.desk.keepBackups()
    const backups = dataPaths(folder.path).backups
    await until(() => existsSync(backups) && readdirSync(backups).some(name => name.endsWith('.part')))
    const began = Date.now()
    await hub.stop()
    await keeping
    expect(Date.now() - began).toBeLessThan(5_000)
    expect(readdirSync(backups).filter(name => !name.includes('.part'))).toEqual([])
    expect((await inThisProcess('backup', '--data', folder.path)).code).toBe(0)
  })
})
