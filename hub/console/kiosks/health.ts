import type { Millis } from '../../../shared/base/ids.ts'
import { agoText, momentText } from '../../pages/format.ts'
import type { IconName } from '../../pages/ui/icon.tsx'
import type { Tone } from '../../pages/ui/tag.tsx'
import type { api } from '../api.ts'
import { words } from '../text/words.ts'

/** How a kiosk is, in one word and one sentence that says what still works. */

export type KioskRow = Awaited<ReturnType<typeof api.kiosks.list.query>>[number]
export type Incident = Awaited<ReturnType<typeof api.kiosks.incidents.query>>[number]

/** Worst first; the order is that of the list. */
const ORDER = ['check', 'offline', 'behind', 'ok', 'revoked'] as const
export type KioskState = (typeof ORDER)[number]

export interface Health {
  readonly state: KioskState
  readonly tone: Tone
  readonly icon: IconName
  readonly word: string
  readonly note: string
}

/** A clock further off than this would put a sign-in on the wrong side of a window. */
const CLOCK_OFF_MS = 2 * 60_000
/** Storage so full is said, before the browser throws something away. */
const FULL = 0.85
/** Records that wait on a screen so long are asked for: somebody may be about to clear it. */
const OWED_LONG_MS = 24 * 3_600_000

export function healthOf(row: KioskRow, incidents: readonly Incident[], now: Millis, timeZone: string): Health {
  const { states, notes } = words().kiosks
  if (row.missing > 0) {
    return { state: 'check', tone: 'stop', icon: 'alert', word: states.check, note: notes.missing(row.missing) }
  }
  if (row.revokedAt !== null) {
    const note = row.revokedWhy ? notes.revoked[row.revokedWhy] : ''
    return { state: 'revoked', tone: 'plain', icon: 'exit', word: states.revoked, note }
  }
  const trouble = troubleOf(row, incidents)
  if (trouble) return { state: 'check', tone: 'stop', icon: 'alert', word: states.check, note: trouble }
  const { status } = row
  const board = row.shows.find(each => each.feed === 'board')
  if (!status?.online && row.owed) {
    const long = now - row.owed.at > OWED_LONG_MS
    const when = momentText(row.owed.at as Millis, now, timeZone)
    const note = (long ? notes.owedLong : notes.owed)(row.owed.count, when)
    if (long) return { state: 'check', tone: 'stop', icon: 'alert', word: states.check, note }
    return { state: 'offline', tone: 'wait', icon: 'offline', word: offlineWord(row, now), note }
  }
  if (!status?.online) {
    const at = board?.at ?? null
    return {
      state: 'offline',
      tone: 'wait',
      icon: 'offline',
      word: offlineWord(row, now),
      note: at === null ? notes.offlineNever : notes.offlineSince(momentText(at as Millis, now, timeZone)),
    }
  }
  if (row.shows.some(each => !each.newest)) {
    return { state: 'behind', tone: 'wait', icon: 'upload', word: states.behind, note: notes.behind }
  }
  const note = status.unsent > 0 ? notes.unsent(status.unsent) : notes.ok
  return { state: 'ok', tone: 'ok', icon: 'online', word: states.ok, note }
}

function offlineWord({ status }: KioskRow, now: Millis): string {
  const { states } = words().kiosks
  return status ? states.offline(agoText(status.lastSeen, now)) : states.offlineLong
}

function troubleOf(row: KioskRow, incidents: readonly Incident[]): string | null {
  const { notes } = words().kiosks
  const { status } = row
  // Pairing it again is how such a kiosk is made good; what was before that is history.
  const own = incidents.filter(each => each.kioskId === row.kioskId && each.at >= row.pairedAt)
  if (own.some(each => each.kind === 'streamFrozen')) return notes.frozen
  if (own.some(each => each.kind === 'historyDiverged')) return notes.diverged
  if (!status?.online) return null
  if (Math.abs(status.clockOffMs) > CLOCK_OFF_MS) return notes.clock(Math.round(Math.abs(status.clockOffMs) / 60_000))
  return status.quota && status.usage && status.usage / status.quota > FULL ? notes.storage : null
}

export interface KioskWithHealth {
  readonly row: KioskRow
  readonly health: Health
}

export function worstFirst(
  rows: readonly KioskRow[],
  incidents: readonly Incident[],
  now: Millis,
  timeZone: string,
): KioskWithHealth[] {
  return rows
    .map(row => ({ row, health: healthOf(row, incidents, now, timeZone) }))
    .sort((a, b) => ORDER.indexOf(a.health.state) - ORDER.indexOf(b.health.state))
}
