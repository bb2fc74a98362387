import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import type { Millis } from '../../../shared/base/ids.ts'
import { checkBackup, makeBackup, type BackupParts } from '../../../hub/backups/make.ts'
import { lettingGo } from '../../../hub/backups/keep.ts'
import { backupNames, listBackups } from '../../../hub/backups/files.ts'
import { rehearse } from '../../../hub/backups/rehearse.ts'
import { findPoint, headOf, restoreBackup } from '../../../hub/backups/restore.ts'
import { dataPaths } from '../../../hub/data-folder.ts'
import { snapshot } from '../../../hub/store/backup-file.ts'
import { readHead } from '../../../hub/store/journal.ts'
import { verifyFolder } from '../../../hub/verify-folder.ts'
import { aBranchIn, aTask, writeMore } from '../../fixtures/backups.ts'
import { aFolder } from '../../fixtures/hub.ts'
import { seededRandom, TEST_NOW } from '../../fixtures/office.ts'

const HOUR_MS = 3_600_000
const at = (hours: number) => (TEST_NOW + hours * HOUR_MS) as Millis
const deps = { now: at(48), random: seededRandom(5) }

/** Every row of every table, as text: equal texts are equal branches. */
function contents(database: string): Record<string, string> {
  const db = new DatabaseSync(database, { readOnly: true })
  try {
    const names = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all()
    return Object.fromEntries(
      names.map(({ name }) => {
        const rows = db.prepare(`SELECT * FROM "${String(name)}"`).all()
        return [
          String(name),
          rows
            .map(row => JSON.stringify(row))
            .toSorted()
            .join('\n'),
        ]
      }),
    )
  } finally {
    db.close()
  }
}

describe('the hourly changes', { timeout: 60_000 }, () => {
  test('JN60 a full one and the changes since bring back every row of every table, and forget what was erased', async () => {
    using folder = aFolder()
    using elsewhere = aFolder()
    const branch = await aBranchIn(folder.path)
    const { store } = branch.office
    await writeMore(branch, 20)
    await store.write({ type: 'local' }, async work => {
      await work.keepWords('note', '后来要删去的话')
    })
    await makeBackup(aTask(folder.path))
    const words = store.engine.raw.prepare("SELECT id FROM private_words WHERE words = '后来要删去的话'").get()
    await writeMore(branch, 30)
    await store.write({ type: 'local' }, work => work.eraseWords(String(words?.['id']) as never))
    const changes = await makeBackup(aTask(folder.path, { want: 'changes', at: at(1) }))
    expect(changes).toMatchObject({
      type: 'made',
      backup: { kind: 'changes', journalSize: (await readHead(store.engine.reader)).size },
    })
    await store.close()

    const { unpackPoint } = await import('../../../hub/backups/restore.ts')
    const point = await findPoint(join(folder.path, 'backups'))
    const into = join(elsewhere.path, 'data')
    await unpackPoint(point, into)
    const [before, after] = [contents(dataPaths(folder.path).database), contents(dataPaths(into).database)]
    expect(Object.keys(after)).toEqual(Object.keys(before))
    expect(after).toEqual(before)
    expect(JSON.stringify(after)).not.toContain('要删去的话')
    expect(await verifyFolder(into, true)).toMatchObject({ ok: true })
  })

  test('JN60 nothing new makes no file; another history or schema makes a full one', async () => {
    using folder = aFolder()
    const branch = await aBranchIn(folder.path)
    const backups = join(folder.path, 'backups')
    expect(await makeBackup(aTask(folder.path, { want: 'changes' }))).toMatchObject({ backup: { kind: 'full' } })
    expect(await makeBackup(aTask(folder.path, { want: 'changes', at: at(1) }))).toEqual({ type: 'nothingNew' })
    expect(backupNames(backups)).toHaveLength(1)
    await writeMore(branch, 1)
    expect(await makeBackup(aTask(folder.path, { want: 'changes', at: at(2) }))).toMatchObject({
      backup: { kind: 'changes' },
    })
    await branch.office.store.close()
    await restoreBackup(
      join(backups, backupNames(backups).find(name => name.endsWith('.backup')) ?? ''),
      folder.path,
      deps,
    )
    expect(await makeBackup(aTask(folder.path, { want: 'changes', at: at(3) }))).toMatchObject({
      backup: { kind: 'full' },
    })
  })
})

const REAL: BackupParts = { snapshot, check: checkBackup, letGo: lettingGo }

/** Everything in a folder of backups, to see that nothing half done stays. */
const left = (folder: string) => (existsSync(folder) ? readdirSync(folder) : [])

/** What somebody does who copies the file while the program runs: the newest commits are still in the log beside it. */
const plainCopy: BackupParts['snapshot'] = async (from, to) => copyFileSync(from, to)

/** Bytes that the disk turned over on the way. */
const tornCopy: BackupParts['snapshot'] = async (from, to) => {
  await snapshot(from, to)
  const bytes = readFileSync(to)
  // Not the first: pages keep leftovers of rows that have moved on.
  bytes.set(Buffer.from('HOLI'), bytes.lastIndexOf('"body":{"holidays"') + 9)
  writeFileSync(to, bytes)
}

describe('reading back', { timeout: 60_000 }, () => {
  test.each([
    ['a plain copy of the file while it is written', plainCopy],
    ['a copy with bytes turned over', tornCopy],
    ['an empty file', (async (_from, to) => writeFileSync(to, '')) satisfies BackupParts['snapshot']],
  ])('JN61 %s is refused and leaves nothing; one that is not opened would be taken', async (_what, broken) => {
    using folder = aFolder()
    const branch = await aBranchIn(folder.path)
    await writeMore(branch, 30)
    const task = aTask(folder.path)
    await expect(makeBackup(task, { ...REAL, snapshot: broken })).rejects.toThrow()
    expect(left(task.folder)).toEqual([])
    expect(await makeBackup(task)).toMatchObject({ type: 'made' })
    await branch.office.store.close()
  })

  test('JN61 the planted bug: a backup that is called verified and was never opened does not survive a rehearsal', async () => {
    using folder = aFolder()
    const branch = await aBranchIn(folder.path)
    await writeMore(branch, 30)
    const task = aTask(folder.path)
    const made = await makeBackup(task, { ...REAL, snapshot: tornCopy, check: async () => [] })
    expect(made).toMatchObject({ type: 'made', backup: { kind: 'full' } })
    const [name = ''] = backupNames(task.folder)
    // The sum was taken of what lies there, so it fits; the chain tells.
    expect((await checkBackup(join(task.folder, name))).map(each => each.code)).toContain('LINE_CHANGED')
    await expect(rehearse(task.folder, folder.path)).rejects.toThrow('BACKUP_NONE')
    await branch.office.store.close()
  })

  test('JN61 every byte counts: a turned bit anywhere in a full one or in changes is found', async () => {
    using folder = aFolder()
    const branch = await aBranchIn(folder.path)
    await writeMore(branch, 5)
    const task = aTask(folder.path)
    await makeBackup(task)
    await writeMore(branch, 5)
    await makeBackup({ ...task, want: 'changes', at: at(1) })
    await branch.office.store.close()
    for (const { name } of listBackups(task.folder)) {
      const path = join(task.folder, name)
      const bytes = readFileSync(path)
      const step = Math.ceil(bytes.length / 25)
      for (let where = 0; where < bytes.length; where += step) {
        const spoilt = Buffer.from(bytes)
        spoilt[where] = (spoilt[where] ?? 0) ^ 1
        writeFileSync(path, spoilt)
        expect(await refused(() => checkBackup(path)), `${name} at ${where}`).toBe(true)
      }
      writeFileSync(path, bytes)
      expect(await refused(() => checkBackup(path))).toBe(false)
    }
  })

  test('JN61 a backup whose packed key did not seal its journal is refused', async () => {
    using folder = aFolder()
    using other = aFolder()
    const branch = await aBranchIn(folder.path)
    await writeMore(branch, 3)
    await aBranchIn(other.path).then(each => each.office.store.close())
    copyFileSync(join(other.path, 'keys/hub-signing.pem'), join(folder.path, 'keys/hub-signing.pem'))
    await expect(makeBackup(aTask(folder.path))).rejects.toThrow('SEAL_WRONG')
    expect(left(aTask(folder.path).folder)).toEqual([])
    await branch.office.store.close()
  })

  test('JN62 what a killed backup left is cleared away, a living one’s and other people’s files stay', async () => {
    using folder = aFolder()
    const branch = await aBranchIn(folder.path)
    const task = aTask(folder.path)
    await makeBackup(task)
    const names = [
      `branch-board-full.${999_999_999}.part`,
      `branch-board-full.${process.ppid}.part`,
      '照片.part',
      'x.backup',
    ]
    for (const name of names) appendFileSync(join(task.folder, name), 'x')
    await writeMore(branch, 1)
    await makeBackup({ ...task, at: at(1) })
    expect(names.map(name => existsSync(join(task.folder, name)))).toEqual([false, true, true, true])
    await branch.office.store.close()
  })
})

async function refused(work: () => Promise<readonly unknown[]>): Promise<boolean> {
  try {
    return (await work()).length > 0
  } catch {
    return true
  }
}

describe('what a restore takes', { timeout: 60_000 }, () => {
  /** Full at 0 h, changes at 1 h and 2 h, full at 24 h. */
  async function aWeek(folder: string) {
    const branch = await aBranchIn(folder)
    const task = aTask(folder)
    const sizes: number[] = []
    for (const [hours, want] of [
      [0, 'full'],
      [1, 'changes'],
      [2, 'changes'],
      [24, 'full'],
    ] as const) {
      await writeMore(branch, 10)
      const localTime = `2026-11-${22 + Math.floor(hours / 24)}T${10 + (hours % 24)}:00` as never
      const made = await makeBackup({ ...task, want, at: at(hours), localTime })
      sizes.push(made.type === 'made' ? made.backup.journalSize : 0)
    }
    await branch.office.store.close()
    return { task, sizes, files: listBackups(task.folder).toReversed() }
  }

  test('JN66 of a folder the newest whole one; a damaged one is passed over and named', async () => {
    using folder = aFolder()
    const { task, sizes, files } = await aWeek(folder.path)
    const [first, oneHour, twoHours, second] = files.map(each => join(task.folder, each.name))
    const size = async () => headOf(await findPoint(task.folder)).size
    expect(await size()).toBe(sizes[3])
    writeFileSync(String(second), readFileSync(String(second)).fill(7, 20_000, 24_000))
    const point = await findPoint(task.folder)
    expect([headOf(point).size, point.skipped[0]]).toEqual([
      sizes[2],
      expect.objectContaining({ where: files[3]?.name }),
    ])
    writeFileSync(String(twoHours), '')
    expect(await size()).toBe(sizes[1])
    rmSync(String(oneHour))
    expect(await size()).toBe(sizes[0])
    rmSync(String(first))
    await expect(size()).rejects.toThrow('BACKUP_NONE')
  })

  test('JN66 a full one takes its newest changes along, changes need their full one beside them', async () => {
    using folder = aFolder()
    using alone = aFolder()
    const { task, sizes, files } = await aWeek(folder.path)
    const pathOf = (at: number) => join(task.folder, String(files[at]?.name))
    expect(headOf(await findPoint(pathOf(0))).size).toBe(sizes[2])
    expect(headOf(await findPoint(pathOf(1))).size).toBe(sizes[1])
    const lonely = join(alone.path, String(files[1]?.name))
    copyFileSync(pathOf(1), lonely)
    await expect(findPoint(lonely)).rejects.toThrow('BACKUP_ALONE')
  })

  test('JN66 a folder with two branches’ backups is not guessed from', async () => {
    using folder = aFolder()
    using other = aFolder()
    const { task } = await aWeek(folder.path)
    const branch = await aBranchIn(other.path, 2)
    // Another time, so that the names differ.
    await makeBackup({ ...aTask(other.path), folder: task.folder, localTime: '2026-11-25T10:00' as never })
    await branch.office.store.close()
    await expect(findPoint(task.folder)).rejects.toThrow('BACKUP_MIXED')
    expect(statSync(task.folder).mode & 0o077).toBe(0)
  })

  test('JN67 a rehearsal leaves nothing behind, and finds a branch that was altered after its backup', async () => {
    using folder = aFolder()
    const { task } = await aWeek(folder.path)
    // SQLite's own files beside a database that is only read come and go.
    const names = () => readdirSync(folder.path).filter(name => !name.startsWith('branch.db-'))
    const before = names()
    expect(await rehearse(task.folder, folder.path)).toMatchObject({ faults: [] })
    expect(names()).toEqual(before)
    const db = new DatabaseSync(dataPaths(folder.path).database)
    db.exec('DROP TRIGGER journal_no_update')
    const { size } = headOf(await findPoint(task.folder))
    db.prepare("UPDATE journal SET hash = replace(hash, 'a', 'b') WHERE no = ?").run(size)
    db.close()
    const { faults } = await rehearse(task.folder, folder.path)
    expect(faults.map(each => each.code)).toEqual(['BACKUP_DIVERGED'])
  })
})
