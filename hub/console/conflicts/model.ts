import type { Millis } from '../../../shared/base/ids.ts'
import { plainDateTimeAt } from '../../../shared/base/plain-date.ts'
import { dateText, momentText } from '../../pages/format.ts'
import type { api } from '../api.ts'
import { words } from '../text/words.ts'

/** What the rows of the inbox are called, sorted and offered; no drawing in here. */

type Open = Awaited<ReturnType<typeof api.conflicts.open.query>>
export type ConflictRow = Open['rows'][number]
export type SaidRow = ConflictRow['said'][number]
export type Settled = Awaited<ReturnType<typeof api.conflicts.settled.query>>[number]
export type Reason = ConflictRow['reasons'][number]

export const KINDS = ['twice', 'hand', 'clock', 'pass', 'people', 'held'] as const
export type Kind = (typeof KINDS)[number]

const KIND_OF: { readonly [reason in Reason]: Kind } = {
  twoKiosks: 'twice',
  twoWays: 'twice',
  codeTwice: 'twice',
  signOutAlone: 'twice',
  undoneLate: 'twice',
  struckBefore: 'twice',
  byHand: 'hand',
  clockUnsure: 'clock',
  notOpenYet: 'clock',
  closed: 'clock',
  revoked: 'pass',
  weakPass: 'pass',
  expired: 'pass',
  replay: 'pass',
  badPass: 'pass',
  unknownPhone: 'pass',
  unknownCard: 'pass',
  notMember: 'people',
  notExpected: 'people',
  noActivity: 'people',
  full: 'people',
  unknownActivity: 'people',
  unreadable: 'held',
  unknownKind: 'held',
  badBody: 'held',
  badProof: 'held',
  badSeal: 'held',
  idTaken: 'held',
  notDeclarable: 'held',
}

/** A row may be of several kinds; a held record is of that kind alone. */
export const kindsOf = (row: ConflictRow): ReadonlySet<Kind> =>
  row.held ? new Set(['held'] as const) : new Set(row.reasons.map(reason => KIND_OF[reason]))

/** By hand and nothing else: these are looked through as a list. */
export const isPlainByHand = (row: ConflictRow): boolean => row.reasons.every(reason => reason === 'byHand')

/** Whether a reason is only a note, or something that speaks against the sign-in. */
export const isMild = (reason: Reason): boolean =>
  reason === 'byHand' || reason === 'notExpected' || reason === 'clockUnsure' || reason === 'undoneLate'

export type Act = 'seen' | 'samePerson' | 'strike' | 'place' | 'again'

/** What can be done about it, the likeliest first. */
export function actsOf(row: ConflictRow): readonly Act[] {
  if (row.held) {
    const isScan = row.reasons.some(each => each === 'unknownCard' || each === 'unknownPhone')
    return isScan ? ['place', 'again', 'seen'] : ['seen', 'again']
  }
  if (row.recordId !== null) return row.said.some(each => each.way === 'code') ? ['seen'] : ['place', 'seen']
  const twice = row.reasons.some(each => each === 'twoKiosks' || each === 'twoWays' || each === 'codeTwice')
  const there = row.counts !== null && row.counts !== 'none' && row.counts !== 'struck'
  return [...(twice ? (['samePerson'] as const) : (['seen'] as const)), ...(there ? (['strike'] as const) : [])]
}

/** The moment as near as it helps; years away it is a date, for a clock that stood in 1970. */
export function whenText(at: Millis, now: Millis, timeZone: string): string {
  const moment = plainDateTimeAt(at, timeZone)
  const here = plainDateTimeAt(now, timeZone)
  if (moment.slice(0, 4) === here.slice(0, 4)) return momentText(at, now, timeZone)
  return `${dateText(moment.slice(0, 10) as never)} ${moment.slice(11)}`
}

/** A lower bound this old is none. */
const BOUND_MS = 366 * 86_400_000

export function spanText(said: SaidRow, now: Millis, timeZone: string): string | null {
  const { conflicts } = words()
  if (!said.span) return null
  const to = whenText(said.span.to, now, timeZone)
  const isOpen = said.span.to - said.span.from > BOUND_MS
  return isOpen ? conflicts.before(to) : conflicts.span(whenText(said.span.from, now, timeZone), to)
}

/** The kiosk's own time, where it was another one. */
export function saidText(said: SaidRow, now: Millis, timeZone: string): string | null {
  const { conflicts } = words()
  const isOther = said.saidAt !== null && Math.abs(said.saidAt - said.at) > 60_000
  return isOther ? conflicts.saidAt(whenText(said.saidAt, now, timeZone)) : null
}

export function wayText(said: SaidRow): string {
  const { conflicts } = words()
  if (said.kiosk === null) return conflicts.console
  const parts = [conflicts.ways[said.way]]
  if (said.cardSerial) parts.push(conflicts.cardNo(said.cardSerial))
  if (said.way === 'hand') parts.push(said.staff ? conflicts.byStaff(said.staff) : conflicts.byServicePin)
  return parts.join(' · ')
}

export function heldKind(kind: string | null): string {
  const { heldKinds } = words().conflicts
  if (kind === 'signIn' || kind === 'memberAct' || kind === 'guest') return heldKinds[kind]
  return heldKinds.other
}
