import type { Millis } from '../../shared/base/ids.ts'
import { plainDateAt } from '../../shared/base/plain-date.ts'
import type { BackupKind } from '../office/backup-state.ts'

/** Which backups of one branch in one folder are let go. Pure: what is in the folder and what was verified is said. */

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const HOURLY_MS = 48 * HOUR_MS
const DAILY_MS = 30 * DAY_MS
/** Two years and a day for the leap year. */
const MONTHLY_MS = 731 * DAY_MS

export interface Kept {
  readonly name: string
  readonly kind: BackupKind
  readonly id: string
  readonly at: number
  /** For changes: the id of their full one. */
  readonly baseId: string | null
}

/**
 * Changes for 48 hours, the last full one of each day for 30 days and of each month for 24 months. What changes rest on
 * stays as long as they do.
 * @param verified the newest that was read back and found whole: it and what it rests on stay whatever their age. With
 *   none, nothing is let go, because nobody knows what the files are worth.
 * @returns names to delete
 */
export function lettingGo(all: readonly Kept[], verified: string | null, now: Millis, timeZone: string): string[] {
  const last = all.find(each => each.name === verified)
  if (!last) return []
  const staying = new Set<Kept>([last])
  const fulls = all.filter(each => each.kind === 'full').toSorted((a, b) => b.at - a.at)
  for (const each of all) {
    // What claims to be from the future was made by a wrong clock; whose clock is wrong now is not known.
    if (each.at > now || now - each.at <= HOURLY_MS) staying.add(each)
  }
  for (const each of newestPer(fulls, at => plainDateAt(at as Millis, timeZone))) {
    if (now - each.at <= DAILY_MS) staying.add(each)
  }
  for (const each of newestPer(fulls, at => plainDateAt(at as Millis, timeZone).slice(0, 7))) {
    if (now - each.at <= MONTHLY_MS) staying.add(each)
  }
  for (const each of staying) {
    const base = fulls.find(full => full.id === each.baseId)
    if (base) staying.add(base)
  }
  return all.filter(each => !staying.has(each)).map(each => each.name)
}

/** @param sorted newest first */
function newestPer(sorted: readonly Kept[], of: (at: number) => string): Kept[] {
  const seen = new Set<string>()
  return sorted.filter(each => {
    const key = of(each.at)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
