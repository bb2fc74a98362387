import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { aFolder } from '../../fixtures/hub.ts'
import { aBranchFile } from '../../tamper/branch-file.ts'
import { BLIND_SPOTS, JOURNAL_TAMPERINGS, tamperOffline, type BlindSpot } from '../../tamper/offline.ts'
import { BROKEN_KIOSKS, diceOf, REWRITES, tamperOnline } from '../../tamper/online.ts'

/** The short form; `npm run tamper -- --times 10000` is the long one. */

describe('a journal that somebody changed', () => {
  test('JN40 verify finds every change made without the key, and each of its checks is needed', async () => {
    using folder = aFolder()
    const file = await aBranchFile(folder.path)
    const { missed, done } = await tamperOffline(file, 250, diceOf(11))
    expect(missed).toEqual([])
    expect(done.size).toBe(Object.keys(JOURNAL_TAMPERINGS).length + 2)
    for (const blind of Object.keys(BLIND_SPOTS) as BlindSpot[]) {
      const twin = await tamperOffline(file, 60, diceOf(3), blind)
      expect(twin.missed.length, `a verify without its ${blind}`).toBeGreaterThan(0)
    }
  })

  test('SY130 kiosks find every history that was rewritten and signed anew, and suspect no honest hub', async () => {
    using folder = aFolder()
    const { path } = await aBranchFile(folder.path)
    const db = new DatabaseSync(path, { readOnly: true })
    const lines = db
      .prepare('SELECT line FROM journal ORDER BY no')
      .all()
      .map(row => String(row['line']))
    db.close()
    const { missed, done, falseAlarms } = tamperOnline(lines, 1_000, diceOf(12))
    expect({ missed, falseAlarms }).toEqual({ missed: [], falseAlarms: 0 })
    expect(done.size).toBe(Object.keys(REWRITES).length)
    for (const [what, kiosk] of Object.entries(BROKEN_KIOSKS)) {
      expect(tamperOnline(lines, 60, diceOf(3), kiosk).missed.length, what).toBeGreaterThan(0)
    }
  })
})
