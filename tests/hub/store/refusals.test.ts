import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { assertDurable, openEngine } from '../../../hub/store/engine.ts'
import { StoreError } from '../../../hub/store/errors.ts'
import { lockFolder } from '../../../hub/store/lock.ts'
import { openStore } from '../../../hub/store/store.ts'
import { verifyDatabase } from '../../../hub/store/verify.ts'
import { addSomebody } from '../../contract/store-contract.ts'
import { aFolder } from '../../fixtures/hub.ts'
import { aClock, seededRandom } from '../../fixtures/office.ts'
import { codesOf } from '../../fixtures/refusals.ts'

const HUB = { type: 'hub' } as const
let seeds = 0
const deps = () => ({ clock: aClock(), random: seededRandom(++seeds) })

/** A database with some accounts in it, closed. */
async function aDatabase(folder: string, people = 40): Promise<string> {
  const path = join(folder, 'branch.db')
  const store = await openStore(path, deps())
  await store.write(HUB, async work => {
    for (let at = 0; at < people; at++) await addSomebody(work, `somebody-${at}`)
  })
  await store.close()
  return path
}

/** The StoreError's code, or null when the work was done. */
async function storeCode(work: Promise<unknown>): Promise<string | null> {
  try {
    await work
    return null
  } catch (cause) {
    if (cause instanceof StoreError) {
      expect(cause.zh).toMatch(/^[\p{Script=Han}].*。$/u)
      return cause.code
    }
    throw cause
  }
}

describe('a database that is not as we left it is refused and stays as it is', () => {
  const spoil: readonly [string, string, (path: string) => void][] = [
    ['bytes flipped in its pages', 'DB_DAMAGED', path => flip(path, 4096 * 3, 4096 * 6)],
    ['its tail cut off', 'DB_DAMAGED', path => truncateSync(path, Math.floor(statSync(path).size / 2))],
    ['no database at all', 'DB_DAMAGED', path => writeFileSync(path, 'a text file, longer than a header'.repeat(50))],
    ['another program’s database', 'DB_FOREIGN', path => onDatabase(path, 'PRAGMA application_id = 7')],
    ['a newer version of this program', 'DB_NEWER', path => onDatabase(path, 'PRAGMA user_version = 900')],
    [
      'the tail of its journal cut',
      'JOURNAL_CUT',
      path => onDatabase(path, 'DROP TRIGGER journal_no_delete; DELETE FROM journal WHERE no > 37'),
    ],
  ]

  test.each(spoil)('JN6 %s: %s', async (_what, code, spoilIt) => {
    using folder = aFolder()
    const path = await aDatabase(folder.path)
    spoilIt(path)
    const before = readFileSync(path)
    expect(await storeCode(openStore(path, deps()))).toBe(code)
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  test('JN6 a database of another program that is not marked is not taken over', async () => {
    using folder = aFolder()
    const path = join(folder.path, 'branch.db')
    onDatabase(path, 'CREATE TABLE theirs (a)')
    expect(await storeCode(openStore(path, deps()))).toBe('DB_FOREIGN')
  })

  test('JN6 whatever page of the file is flipped, it is noticed or nothing that anybody reads has changed', async () => {
    using folder = aFolder()
    const path = await aDatabase(folder.path, 200)
    const whole = dump(path)
    const pages = Math.floor(statSync(path).size / 4096)
    let noticed = 0
    for (let page = 0; page < pages; page++) {
      const copy = join(folder.path, 'copy.db')
      copyFileSync(path, copy)
      flip(copy, page * 4096 + 100, page * 4096 + 4096)
      const sound = verifyDatabase(copy, { rebuild: true }).then(
        report => report.ok,
        () => false,
      )
      if (await sound) expect(dump(copy)).toBe(whole)
      else noticed += 1
    }
    // Empty tables have pages too, more of them with every desk; those with something in them are the others.
    expect(noticed).toBeGreaterThan(pages / 4)
  })
})

describe('durability', () => {
  test('JN7 WAL and synchronous=FULL are set, read back, and anything less is noticed', () => {
    using folder = aFolder()
    const { raw } = openEngine(join(folder.path, 'branch.db'))
    expect(raw.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
    expect(raw.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    assertDurable(raw)
    raw.exec('PRAGMA synchronous = NORMAL')
    expect(() => assertDurable(raw)).toThrow(StoreError)
    raw.exec('PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE')
    expect(() => assertDurable(raw)).toThrow(StoreError)
    raw.close()
  })

  test('JN7 a full disk saves nothing, says so, and work goes on when there is room again', async () => {
    using folder = aFolder()
    const path = await aDatabase(folder.path)
    const store = await openStore(path, deps())
    const before = await store.read.journal.head()
    const { raw } = store.engine
    raw.exec(`PRAGMA max_page_count = ${String(raw.prepare('PRAGMA page_count').get()?.['page_count'])}`)
    const tooMuch = store.write(HUB, async work => {
      for (let at = 0; at < 400; at++) await addSomebody(work, `more-${at}`)
    })
    expect(await storeCode(tooMuch)).toBe('DISK_FULL')
    expect(await store.read.journal.head()).toEqual(before)
    raw.exec('PRAGMA max_page_count = 1000000')
    await store.write(HUB, work => addSomebody(work, 'after'))
    expect((await store.read.journal.head()).size).toBe(before.size + 1)
    await store.close()
    expect((await verifyDatabase(path, { rebuild: true })).ok).toBe(true)
  })

  test('JN7 a disk that became read-only saves nothing and says so', async () => {
    using folder = aFolder()
    const store = await openStore(await aDatabase(folder.path), deps())
    store.engine.raw.exec('PRAGMA query_only = ON')
    expect(await storeCode(store.write(HUB, work => addSomebody(work, 'lost')))).toBe('DISK_READ_ONLY')
    expect((await store.read.journal.head()).size).toBe(40)
    await store.close()
  })

  test('JN8 after a failed commit nothing is written any more and the process is told to end', async () => {
    using folder = aFolder()
    const path = await aDatabase(folder.path)
    const fatal: StoreError[] = []
    const store = await openStore(path, { ...deps(), onFatal: cause => fatal.push(cause) })
    failing = sql => sql === 'commit'
    expect(await storeCode(store.write(HUB, work => addSomebody(work, 'unknown')))).toBe('DISK_FAILED')
    expect(fatal.map(each => each.code)).toEqual(['DISK_FAILED'])
    failing = null
    expect(await storeCode(store.write(HUB, work => addSomebody(work, 'later')))).toBe('DISK_FAILED')
    await store.close()
    const again = await openStore(path, deps())
    expect((await again.read.journal.head()).size).toBe(40)
    await again.close()
  })

  test('JN8 an error at any statement leaves the whole piece of work or none of it', async () => {
    let failed = 0
    for (let nth = 1; nth <= 40; nth++) {
      using folder = aFolder()
      const path = await aDatabase(folder.path, 3)
      const store = await openStore(path, deps())
      let left = nth
      failing = () => --left === 0
      const code = await storeCode(
        store.write(HUB, async work => {
          await addSomebody(work, 'one')
          await addSomebody(work, 'two')
        }),
      )
      failing = null
      await store.close()
      const report = await verifyDatabase(path, { rebuild: true })
      expect(report).toMatchObject({ ok: true, head: { size: code === null ? 5 : 3 } })
      if (code !== null) failed += 1
    }
    // The shim does fail something, and past the last statement it no longer does.
    expect(failed).toBeGreaterThan(8)
    expect(failed).toBeLessThan(40)
  })
})

describe('one writer per folder', () => {
  test('JN9 a second one is refused in words, and let in when the first is gone', async () => {
    using folder = aFolder()
    const first = lockFolder(folder.path)
    expect(await codesOf(Promise.resolve().then(() => lockFolder(folder.path)))).toEqual(['FOLDER_BUSY'])
    first.release()
    lockFolder(folder.path).release()
  })

  test('JN9 a folder that cannot be made or written is refused in words', async () => {
    using folder = aFolder()
    writeFileSync(join(folder.path, 'file'), '')
    const inside = join(folder.path, 'file', 'data')
    expect(await codesOf(Promise.resolve().then(() => lockFolder(inside)))).toEqual(['FOLDER_UNUSABLE'])
  })
})

/** Every row of every table, as text. */
function dump(path: string): string {
  const db = new DatabaseSync(path, { readOnly: true })
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all()
  const rows = tables.map(({ name }) => [name, db.prepare(`SELECT * FROM "${String(name)}"`).all()])
  db.close()
  return JSON.stringify(rows)
}

function flip(path: string, from: number, to: number): void {
  const bytes = readFileSync(path)
  for (let at = from; at < Math.min(to, bytes.length); at++) bytes[at] = (bytes[at] ?? 0) ^ 0x5a
  writeFileSync(path, bytes)
}

function onDatabase(path: string, sql: string): void {
  const db = new DatabaseSync(path)
  db.exec(sql)
  db.close()
}

/** Which statements of the driver fail with an I/O error, as a dying disk would make them; null for none. */
let failing: ((sql: string) => boolean) | null = null

const { prepare } = DatabaseSync.prototype

beforeAll(() => {
  DatabaseSync.prototype.prepare = function (sql, options) {
    const check = () => {
      if (sql !== 'rollback' && failing?.(sql)) throw Object.assign(new Error('disk I/O error'), { errcode: 10 })
    }
    return new Proxy(prepare.call(this, sql, options), {
      get(target, name: keyof StatementSync) {
        const member = target[name]
        if (typeof member !== 'function') return member
        return (...args: unknown[]) => {
          if (name === 'run' || name === 'all') check()
          return (member as (...all: unknown[]) => unknown).apply(target, args)
        }
      },
    })
  }
})

afterEach(() => {
  failing = null
})

afterAll(() => {
  DatabaseSync.prototype.prepare = prepare
})
