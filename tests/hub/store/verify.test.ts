import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sha256 } from '@noble/hashes/sha2.js'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changeStaff } from '../../../hub/office/staff/changes.ts'
import { openKeys } from '../../../hub/keys.ts'
import { nativeChainHash } from '../../../hub/store/native-chain.ts'
import { verifyDatabase } from '../../../hub/store/verify.ts'
import type { Hash } from '../../../shared/base/bytes.ts'
import { chainHash, GENESIS } from '../../../shared/journal/chain.ts'
import { addSomebody } from '../../contract/store-contract.ts'
import { aFolder } from '../../fixtures/hub.ts'
import { aFoundedOffice } from '../../fixtures/office.ts'

/** A founded branch with some changes behind it, sealed with real keys, closed. */
async function aBranchFile(folder: string) {
  const keys = await openKeys(join(folder, 'keys'))
  const path = join(folder, 'branch.db')
  const office = await aFoundedOffice({ path, seal: keys.seal })
  for (let at = 0; at < 30; at++) await office.store.write({ type: 'hub' }, work => addSomebody(work, `name-${at}`))
  const [someone] = (await office.store.read.staff.all()).filter(each => each.loginName === 'name-3')
  if (!someone) throw new Error('nobody')
  const { staffId, role } = someone
  await changeStaff(office, office.secretary, { staffId, role, displayName: '改了名', active: false })
  const { size } = await office.store.read.journal.head()
  await office.store.close()
  return { path, size, checkSeal: keys.checkSeal }
}

function change(path: string, sql: string, ...values: (string | number)[]): void {
  const db = new DatabaseSync(path)
  db.exec('DROP TRIGGER IF EXISTS journal_no_update; DROP TRIGGER IF EXISTS journal_no_delete')
  if (values.length > 0) db.prepare(sql).run(...values)
  else db.exec(sql)
  db.close()
}

/** What somebody with the file, and no key, may do to it; `no` is a line of the journal. */
const TAMPERINGS: Readonly<Record<string, (path: string, no: number, size: number) => void>> = {
  'a line is edited': (path, no) =>
    change(path, `UPDATE journal SET line = replace(line, '"kind"', '"kind" ') WHERE no = ?`, no),
  'a line’s hash is edited': (path, no) =>
    change(path, `UPDATE journal SET hash = upper(hash) || 'x' WHERE no = ?`, no),
  'a line’s kind is edited beside it': (path, no) =>
    change(path, `UPDATE journal SET kind = kind || 'x' WHERE no = ?`, no),
  'a line is deleted': (path, no) => change(path, 'DELETE FROM journal WHERE no = ?', no),
  'the tail is cut': (path, no) => change(path, 'DELETE FROM journal WHERE no >= ?', no),
  'a line is edited and the chain worked out again': (path, no) => {
    change(path, `UPDATE journal SET line = replace(line, '"hub"', '"local"') WHERE no >= ?`, Math.min(no, 20))
    rechainFile(path)
  },
  'the tail is cut and the head set back': (path, no, size) => {
    change(path, 'DELETE FROM journal WHERE no >= ?', Math.max(2, Math.min(no, size)))
    rechainFile(path)
  },
}

/** Makes the chain and the head fit again, as far as one can without the hub's key. */
function rechainFile(path: string): void {
  const db = new DatabaseSync(path)
  let hash: Hash = GENESIS
  let size = 0
  for (const row of db.prepare('SELECT no, line FROM journal ORDER BY no').all()) {
    hash = nativeChainHash(hash, String(row['line']))
    size = Number(row['no'])
    db.prepare('UPDATE journal SET hash = ? WHERE no = ?').run(hash, size)
  }
  db.prepare('UPDATE journal_head SET size = ?, hash = ?').run(size, hash)
  db.close()
}

test('JN1 the hub’s fast chain is the chain that kiosks and strangers work out', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 })), fc.nat(40_000), (lines, long) => {
      let [fast, plain] = [GENESIS, GENESIS]
      for (const line of [...lines, '流'.repeat(long), 'x']) {
        fast = nativeChainHash(fast, line)
        plain = chainHash(sha256, plain, line)
        expect(fast).toBe(plain)
      }
    }),
    { numRuns: 40 },
  )
})

describe('verify', () => {
  test('JN1 JN10 an untouched journal is whole, and every table follows from it', async () => {
    using folder = aFolder()
    const { path, size, checkSeal } = await aBranchFile(folder.path)
    const report = await verifyDatabase(path, { checkSeal, rebuild: true })
    expect(report).toMatchObject({ ok: true, faults: [], head: { size }, rebuilt: true })
    expect(report.wordsChecked).toBeGreaterThan(30)
  })

  test('JN10 any edit, any deletion and any cut is found, wherever it is', async () => {
    using folder = aFolder()
    const { path, size, checkSeal } = await aBranchFile(folder.path)
    const copy = join(folder.path, 'copy.db')
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(TAMPERINGS)),
        fc.integer({ min: 1, max: size }),
        async (name, no) => {
          copyFileSync(path, copy)
          TAMPERINGS[name]?.(copy, no, size)
          const report = await verifyDatabase(copy, { checkSeal })
          expect(report.ok, name).toBe(false)
          expect(report.faults[0]?.zh).toMatch(/流水账/)
        },
      ),
      { numRuns: 120 },
    )
  }, 30_000)

  test('JN10 a verifier that leaves out the links, or the seal, would miss some of these', async () => {
    using folder = aFolder()
    const { path, size } = await aBranchFile(folder.path)
    const missed = new Set<string>()
    for (const [name, tamper] of Object.entries(TAMPERINGS)) {
      const copy = join(folder.path, 'copy.db')
      copyFileSync(path, copy)
      tamper(copy, 5, size)
      // Twin one knows the head alone, twin two has no key: between them they miss what they do not look at.
      if (headFits(copy)) missed.add(`head alone: ${name}`)
      if ((await verifyDatabase(copy)).ok) missed.add(`no key: ${name}`)
    }
    expect(missed).toContain('head alone: a line is edited')
    expect(missed).toContain('head alone: a line is deleted')
    expect(missed).toContain('no key: the tail is cut and the head set back')
  })

  test('JN5 JN11 private words that were changed are found; erased ones are not a fault', async () => {
    using folder = aFolder()
    const { path, checkSeal } = await aBranchFile(folder.path)
    const erased = await verifyDatabase(path, { checkSeal })
    change(path, "DELETE FROM private_words WHERE id = (SELECT id FROM private_words WHERE kind = 'staff' LIMIT 1)")
    const after = await verifyDatabase(path, { checkSeal })
    expect(after).toMatchObject({ ok: true, wordsChecked: erased.wordsChecked - 1 })
    change(path, "UPDATE private_words SET words = words || ' ' WHERE id = (SELECT max(id) FROM private_words)")
    const report = await verifyDatabase(path, { checkSeal })
    expect(report.faults.map(each => each.code)).toEqual(['WORDS_CHANGED'])
  })

  test.each([
    ["UPDATE staff SET role = 'secretary' WHERE rowid = 3", 'staff'],
    ['DELETE FROM staff WHERE rowid = 3', 'staff'],
    ["INSERT INTO staff SELECT 'x', role, active, profile_id, kiosk_pin_id FROM staff LIMIT 1", 'staff'],
    ['UPDATE branch SET calendar = NULL', 'branch'],
  ])('JN12 a table that no longer follows from the journal is named: %s', async (sql, table) => {
    using folder = aFolder()
    const { path, checkSeal } = await aBranchFile(folder.path)
    change(path, sql)
    expect((await verifyDatabase(path, { checkSeal })).ok).toBe(true)
    const report = await verifyDatabase(path, { checkSeal, rebuild: true })
    expect(report.faults.map(each => [each.code, each.where])).toEqual([['TABLE_DIFFERS', table]])
  })
})

/** A broken twin of the verifier: looks at the last line and the sealed head, at nothing between. */
function headFits(path: string): boolean {
  const db = new DatabaseSync(path, { readOnly: true })
  const last = db.prepare('SELECT no AS size, hash FROM journal ORDER BY no DESC LIMIT 1').get()
  const head = db.prepare('SELECT size, hash FROM journal_head').get()
  db.close()
  return JSON.stringify(last) === JSON.stringify(head)
}
