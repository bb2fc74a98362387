import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Millis } from '../../../shared/base/ids.ts'
import { lettingGo, type Kept } from '../../../hub/backups/keep.ts'
import { dueHere, dueRehearsal, dueSecond, nextBackupAt } from '../../../hub/backups/schedule.ts'
import { NO_BACKUPS, type BackupState, type PlaceState } from '../../../hub/office/backup-state.ts'
import { TIME_ZONE } from '../../fixtures/backups.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const START = Date.parse('2026-01-01T00:30:00+08:00')

/** A hub that is on from 8 to 18, thinned once a week. */
function lived(days: number, letGo: typeof lettingGo): { kept: Kept[]; now: number } {
  let kept: Kept[] = []
  let now = START
  for (let day = 0; day < days; day++) {
    const full = `full-${day}`
    for (let hour = 8; hour <= 18; hour++) {
      now = START + day * DAY + hour * HOUR
      const first = hour === 8
      const name = first ? full : `changes-${day}-${hour}`
      kept.push({ name, id: name, kind: first ? 'full' : 'changes', at: now, baseId: first ? null : full })
      if (hour !== 18 || (day % 7 > 0 && day < days - 1)) continue
      const gone = new Set(letGo(kept, name, now as Millis, TIME_ZONE))
      kept = kept.filter(each => !gone.has(each.name))
    }
  }
  return { kept, now }
}

test('JN64 changes stay 48 hours, a full one of each day 30 days, of each month 24 months', () => {
  const { kept, now } = lived(770, lettingGo)
  const ages = (kind: Kept['kind']) => kept.filter(each => each.kind === kind).map(each => (now - each.at) / DAY)
  expect(Math.max(...ages('changes'))).toBeLessThanOrEqual(2)
  expect(ages('changes')).toHaveLength(21)
  const fulls = ages('full')
  expect(fulls.filter(age => age <= 30)).toHaveLength(30)
  const older = fulls.filter(age => age > 30)
  expect([older.length >= 22, older.length <= 24, Math.max(...older) <= 731]).toEqual([true, true, true])
  for (const each of kept) if (each.baseId !== null) expect(kept.some(full => full.id === each.baseId)).toBe(true)
})

/** The planted bug: by age alone, so a hub that was off for three months throws its last good one away. */
const byAgeAlone: typeof lettingGo = (all, _verified, now) =>
  all.filter(each => now - each.at > (each.kind === 'full' ? 30 : 2) * DAY).map(each => each.name)

const kept = fc.array(
  fc.record({
    kind: fc.constantFrom('full' as const, 'changes' as const),
    age: fc.integer({ min: -DAY, max: 900 * DAY }),
  }),
  { minLength: 1, maxLength: 60 },
)

function keepsTheLastGoodOne(letGo: typeof lettingGo): void {
  const now = (START + 1000 * DAY) as Millis
  fc.assert(
    fc.property(kept, fc.nat(), (list, pick) => {
      const all: Kept[] = list.map(({ kind, age }, at) => {
        const base = list.findIndex(each => each.kind === 'full')
        return {
          name: `${at}`,
          id: `${at}`,
          kind,
          at: now - age,
          baseId: kind === 'changes' && base >= 0 ? `${base}` : null,
        }
      })
      const verified = all[pick % all.length]
      const gone = letGo(all, verified?.name ?? null, now, TIME_ZONE)
      expect(gone).not.toContain(verified?.name)
      expect(gone).not.toContain(verified?.baseId)
      expect(letGo(all, 'one that is not there', now, TIME_ZONE)).toEqual([])
      expect(letGo(all, null, now, TIME_ZONE)).toEqual([])
    }),
    { numRuns: 100 },
  )
}

test('JN64 the last verified one and what it rests on are never let go, nor anything when none is known', () => {
  keepsTheLastGoodOne(lettingGo)
})

test('JN64 the planted bug is caught: thinning by age alone', () => {
  expect(() => keepsTheLastGoodOne(byAgeAlone)).toThrow()
})

const place = (change: Partial<PlaceState> = {}): PlaceState => ({ ...NO_BACKUPS.here, ...change })
const verified = { name: 'a', kind: 'full' as const, at: START as Millis, bytes: 1, journalSize: 1, hash: '' as never }
const good = (at: number) => place({ verified, fullAt: at as Millis, checkedAt: at as Millis })
const when = (state: Partial<BackupState>, at: number) => dueHere({ ...NO_BACKUPS, ...state }, at as Millis, TIME_ZONE)

test('JN60 the first of each day is a full one, then changes every hour; after a failure again in ten minutes', () => {
  expect(when({}, START)).toBe('full')
  expect(when({ here: good(START) }, START + HOUR - 1)).toBe(null)
  expect(when({ here: good(START) }, START + HOUR)).toBe('changes')
  expect(when({ here: good(START + 23 * HOUR) }, START + 24 * HOUR - 1)).toBe('full')
  // A clock that was hours, or years, ahead when the last one was made.
  expect(when({ here: good(START + 5 * HOUR) }, START + 3 * HOUR)).toBe('changes')
  expect(when({ here: good(START + 3650 * DAY) }, START)).toBe('full')
  const problem = { code: 'BACKUP_NO_ROOM', zh: '', en: '' }
  const failing = { ...good(START), trouble: { problem, since: START as Millis, at: (START + HOUR) as Millis } }
  expect(when({ here: failing }, START + HOUR + 9 * 60_000)).toBe(null)
  expect(when({ here: failing }, START + HOUR + 10 * 60_000)).toBe('changes')
  const next = (here: PlaceState, at: number) => nextBackupAt({ ...NO_BACKUPS, here }, at as Millis, TIME_ZONE)
  expect(next(good(START), START + 1)).toBe(START + HOUR)
  expect(next(good(START + 23 * HOUR), START + 23 * HOUR)).toBe(START + 23.5 * HOUR)
  expect(next(failing, START + HOUR)).toBe(START + HOUR + 10 * 60_000)
})

test('JN63 JN67 the second place follows the first and is looked at daily; a rehearsal is weekly, daily after a bad one', () => {
  const spot = { path: '/x', folder: '/x/y', placeId: '1', otherDisk: true }
  const second = (there: PlaceState, at: number) =>
    dueSecond({ ...NO_BACKUPS, here: good(START), second: { ...spot, ...there } }, at as Millis)
  expect(second(place(), START)).toBe(true)
  expect(second(good(START), START + HOUR)).toBe(false)
  expect(second(good(START), START + DAY)).toBe(true)
  const rehearsal = { at: START as Millis, name: 'a', place: 'here' as const, journalSize: 1, tookMs: 1, problem: null }
  const due = (problem: (typeof rehearsal)['problem'] | { code: string; zh: string; en: string }, days: number) =>
    dueRehearsal(
      { ...NO_BACKUPS, here: good(START), rehearsal: { ...rehearsal, problem } },
      (START + days * DAY) as Millis,
    )
  expect([due(null, 6), due(null, 7), due({ code: 'X', zh: '', en: '' }, 1)]).toEqual([false, true, true])
})
