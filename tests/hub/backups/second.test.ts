import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Millis } from '../../../shared/base/ids.ts'
import { Refusal } from '../../../shared/base/problem.ts'
import type { Disks } from '../../../hub/backups/disk.ts'
import { systemDisks } from '../../../hub/backups/disk.ts'
import { backupNames, copySynced, listBackups } from '../../../hub/backups/files.ts'
import { makeKeeper } from '../../../hub/backups/keeper.ts'
import { checkBackup, makeBackup } from '../../../hub/backups/make.ts'
import { choosePlace, copyOut } from '../../../hub/backups/second.ts'
import { coveredApart } from '../../../hub/office/backup-state.ts'
import { doTask } from '../../../hub/apart-work.ts'
import type { runApart } from '../../../hub/apart.ts'
import { aBranchIn, aTask, writeMore, TIME_ZONE } from '../../fixtures/backups.ts'
import { aFolder } from '../../fixtures/hub.ts'
import { TEST_NOW } from '../../fixtures/office.ts'

/** A stick is a folder here; that it lies on another disk is said, and so is that it does not. */
const apart: Disks = { same: () => false, inMemory: () => false }
const together: Disks = { same: () => true, inMemory: () => false }

const HOUR_MS = 3_600_000

/** The same work without the half second that a thread takes to start. */
const inThisThread: typeof runApart = async task => (await doTask(task)) as never

async function aKept(folder: string, disks: Disks = apart) {
  const branch = await aBranchIn(folder)
  const { office, paths } = branch
  const faults: unknown[] = []
  const keeper = makeKeeper({
    office,
    dataFolder: folder,
    paths,
    disks,
    run: inThisThread,
    onFault: f => faults.push(f),
  })
  const state = () => office.store.read.hub.backups()
  const code = async () => (await state()).second?.trouble?.problem.code ?? null
  return { ...branch, keeper, state, code, faults, by: office.secretary }
}

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'fine'
  } catch (cause) {
    return cause instanceof Refusal ? (cause.problems[0]?.code ?? '') : String(cause)
  }
}

describe('the second place', { timeout: 120_000 }, () => {
  test('JN63 a path is looked at before it is taken, and no folder is made for it', () => {
    using folder = aFolder()
    const hub = { dataFolder: folder.path, hubId: '12345678-x', branchName: '云溪村', needs: 1000 }
    const choose = (path: string, disks = apart) => codeOf(() => choosePlace(path, hub, disks))
    const away = join(folder.path, '..', 'no-such-mount-point')
    writeFileSync(join(folder.path, 'file'), '')
    mkdirSync(join(folder.path, 'backups'))
    expect([choose('backups'), choose(away), choose(join(folder.path, 'file'))]).toEqual([
      'PLACE_PATH',
      'PLACE_MISSING',
      'PLACE_MISSING',
    ])
    expect([choose(folder.path), choose(join(folder.path, 'backups'))]).toEqual(['PLACE_IN_DATA', 'PLACE_IN_DATA'])
    using stick = aFolder()
    expect(choose(stick.path, { ...apart, inMemory: () => true })).toBe('PLACE_IN_MEMORY')
    expect(existsSync(away)).toBe(false)
    // The real thing, as far as every machine has it.
    expect(systemDisks.same(folder.path, stick.path)).toBe(true)
  })

  test('JN63 JN68 a stick unplugged, put back, exchanged: said, waited for, never written beside', async () => {
    using folder = aFolder()
    using mount = aFolder()
    const kept = await aKept(folder.path)
    const { keeper, office, by } = kept
    const stick = join(mount.path, 'stick')
    mkdirSync(stick)
    await keeper.choose(stick, by)
    await keeper.tick()
    const first = await kept.state()
    expect(first.second).toMatchObject({ trouble: null, verified: { name: first.here.verified?.name } })
    expect(coveredApart(first)).toBe(first.here.verified?.journalSize)
    expect(first.rehearsal).toMatchObject({ place: 'second', problem: null })

    // Unplugged: the mount point stays, empty, on the system disk.
    renameSync(stick, `${stick}-out`)
    mkdirSync(stick)
    await writeMore(kept, 5)
    office.clock.advance(HOUR_MS)
    await keeper.tick()
    expect([await kept.code(), readdirSync(stick)]).toEqual(['PLACE_AWAY', []])
    expect((await kept.state()).here.verified?.kind).toBe('changes')
    // What it had still counts.
    expect(coveredApart(await kept.state())).toBe(coveredApart(first))

    // Another stick with another branch's folder of the same name.
    const inner = readdirSync(`${stick}-out`)[0] ?? ''
    mkdirSync(join(stick, inner))
    office.clock.advance(HOUR_MS)
    await keeper.tick()
    expect([await kept.code(), readdirSync(join(stick, inner))]).toEqual(['PLACE_OTHER', []])

    // Back again: noticed within a tick, although the next attempt would be later.
    rmSync(stick, { recursive: true })
    renameSync(`${stick}-out`, stick)
    office.clock.advance(60_000)
    await keeper.tick()
    const last = await kept.state()
    expect([last.second?.trouble, last.second?.verified?.name]).toEqual([null, last.here.verified?.name])
    expect(coveredApart(last)).toBeGreaterThan(coveredApart(first))
    expect(kept.faults).toEqual([])
    await office.store.close()
  })

  test('JN68 a copy on the same disk is made and shown, and covers nothing', async () => {
    using folder = aFolder()
    using stick = aFolder()
    const { keeper, state, by, office } = await aKept(folder.path, together)
    await keeper.choose(stick.path, by)
    await keeper.tick()
    const { second, here } = await state()
    expect([second?.otherDisk, second?.verified?.name]).toEqual([false, here.verified?.name])
    expect(coveredApart(await state())).toBe(0)
    const [last] = await office.store.read.journal.lines((await office.store.read.journal.head()).size, 1)
    expect(last?.line).toContain('"kind":"hub.backupPlaceSet"')
    expect(last?.line).not.toContain(stick.path)
    await keeper.forget(by)
    expect((await state()).second).toBe(null)
    await office.store.close()
  })

  test('JN62 a stick that fills at any write keeps what it had, and nothing half done', async () => {
    using folder = aFolder()
    using stick = aFolder()
    const branch = await aBranchIn(folder.path)
    const hub = {
      dataFolder: folder.path,
      hubId: hubIdOf(await branch.office.store.read.branch.founded()),
      branchName: '',
      needs: 1,
    }
    const place = choosePlace(stick.path, hub, apart)
    const task = { from: aTask(folder.path).folder, place, hubId: hub.hubId, at: TEST_NOW, timeZone: TIME_ZONE }
    const full = new Set<string>()
    for (let room = 0; room < 4; room++) {
      await writeMore(branch, 3)
      await makeBackup(aTask(folder.path, { at: (TEST_NOW + room * 60_000) as Millis }))
      const before = readdirSync(place.folder)
      // The disk takes so much of the copy and no more.
      const copy = (from: string, to: string) => {
        copySynced(from, to)
        writeFileSync(to, Buffer.alloc(room * 40_000))
        throw Object.assign(new Error('no space left'), { code: 'ENOSPC', syscall: 'write' })
      }
      await copyOut(task, { copy, check: checkBackup }).catch((cause: NodeJS.ErrnoException) =>
        full.add(String(cause.code)),
      )
      expect(readdirSync(place.folder)).toEqual(before)
      expect(await copyOut(task)).toMatchObject({ name: listBackups(task.from)[0]?.name })
    }
    expect([...full]).toEqual(['ENOSPC'])
    await branch.office.store.close()
  })

  test('JN61 a copy that the stick spoils is not taken; the planted bug, a copy nobody opens, is', async () => {
    using folder = aFolder()
    using stick = aFolder()
    const branch = await aBranchIn(folder.path)
    await makeBackup(aTask(folder.path))
    const hubId = hubIdOf(await branch.office.store.read.branch.founded())
    const place = choosePlace(stick.path, { dataFolder: folder.path, hubId, branchName: '', needs: 1 }, apart)
    const task = { from: aTask(folder.path).folder, place, hubId, at: TEST_NOW, timeZone: TIME_ZONE }
    const spoil = (from: string, to: string) => {
      copySynced(from, to)
      writeFileSync(to, Buffer.alloc(4096), { flag: 'r+' })
    }
    await expect(copyOut(task, { copy: spoil, check: checkBackup })).rejects.toThrow()
    expect(backupNames(place.folder)).toEqual([])
    // Even one who opens nothing compares the sums, so the planted bug leaves out both.
    await expect(copyOut(task, { copy: spoil, check: async () => [] })).rejects.toThrow('BACKUP_UNSOUND')
    await branch.office.store.close()
  })

  test('JN64 what a stick holds of another branch, and everything else on it, stays', async () => {
    using folder = aFolder()
    using stick = aFolder()
    const kept = await aKept(folder.path)
    await kept.keeper.choose(stick.path, kept.by)
    await kept.keeper.tick()
    const { second } = await kept.state()
    const place = second?.folder ?? ''
    using other = aFolder()
    const neighbour = await aBranchIn(other.path, 2)
    const old = { at: 1 as Millis, localTime: '1970-01-01T08:00' as never, folder: place }
    await makeBackup(aTask(other.path, old))
    writeFileSync(join(place, 'branch-board-1970-01-01-0800-1.backup'), 'not a backup')
    writeFileSync(join(stick.path, '照片.jpg'), '')
    const foreign = readdirSync(place).filter(name => name.includes('1970'))
    for (let day = 0; day < 3; day++) {
      kept.office.clock.advance(40 * 24 * HOUR_MS)
      await writeMore(kept, 1)
      await kept.keeper.tick()
    }
    expect(readdirSync(place)).toEqual(expect.arrayContaining(foreign))
    expect(existsSync(join(stick.path, '照片.jpg'))).toBe(true)
    await neighbour.office.store.close()
    await kept.office.store.close()
  })

  test('JN63 a stick that never answers does not hold up the backups on this PC', async () => {
    using folder = aFolder()
    using stick = aFolder()
    const { office, paths, ...branch } = await aBranchIn(folder.path)
    const hanging = Promise.withResolvers<never>()
    let asked = 0
    const run: typeof runApart = task => {
      if (task.type !== 'copyOut') return inThisThread(task)
      asked += 1
      return hanging.promise
    }
    const keeper = makeKeeper({ office, dataFolder: folder.path, paths, disks: apart, run, onFault: () => {} })
    const verified = async () => (await office.store.read.hub.backups()).here.verified?.name
    await keeper.choose(stick.path, office.secretary)
    const waiting = [keeper.tick()]
    await expect.poll(() => asked, { timeout: 60_000 }).toBe(1)
    expect(await verified()).toContain('.backup')
    await writeMore({ office, ...branch }, 1)
    office.clock.advance(HOUR_MS)
    waiting.push(keeper.tick())
    await expect.poll(verified, { timeout: 60_000 }).toContain('.changes')
    expect(asked).toBe(1)
    keeper.stop()
    hanging.reject(new Error('given up'))
    await Promise.all(waiting)
    await office.store.close()
  })

  test('JN62 a disk that is full is said in words, tried again, and well again when there is room', async () => {
    using folder = aFolder()
    const branch = await aBranchIn(folder.path)
    const { office, paths } = branch
    let isFull = true
    const run: typeof runApart = async task => {
      if (isFull) throw Object.assign(new Error('no space left'), { code: 'ENOSPC', syscall: 'write' })
      return await inThisThread(task)
    }
    const keeper = makeKeeper({ office, dataFolder: folder.path, paths, disks: apart, run, onFault: () => {} })
    await keeper.tick()
    const trouble = async () => (await office.store.read.hub.backups()).here.trouble
    expect(await trouble()).toMatchObject({
      problem: { code: 'BACKUP_NO_ROOM', zh: expect.stringContaining('盘满了') },
    })
    isFull = false
    await keeper.tick()
    expect(await trouble()).not.toBe(null)
    office.clock.advance(10 * 60_000)
    await keeper.tick()
    expect(await trouble()).toBe(null)
    await office.store.close()
  })
})

const hubIdOf = (founded: { hubId: string } | null): string => founded?.hubId ?? ''
