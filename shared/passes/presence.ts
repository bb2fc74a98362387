import type { ActivityId, MemberId } from '../base/ids.ts'
import { UNDO_MS } from './member-act.ts'

/**
 * What all that is known of one member at one activity comes to: there or not, since when, until when, and what a
 * person should look at. It is a function of the set of facts: the order in which kiosks deliver them never shows.
 * No fact is dropped; what does not count is said to be so.
 */

/** Why a person should look, beside what the hub's own decision said of a single record. */
export const CLASH_REASONS = [
  /** Signed in on more than one kiosk. */
  'twoKiosks',
  /** By hand and with a pass. */
  'twoWays',
  /** The same phone code in another record before this one. */
  'codeTwice',
  /** Signed out before, or without, a sign-in. */
  'signOutAlone',
  /** Taken back more than ten minutes after the sign-in: it stands. */
  'undoneLate',
  /** Came in after staff had taken the attendance back, and is older than that. */
  'struckBefore',
] as const
export type ClashReason = (typeof CLASH_REASONS)[number]

/** An accepted sign-in. Times are the hub's estimates. */
export interface Claim {
  readonly no: number
  /** Null for a confirmation in the console. */
  readonly recordId: string | null
  /** Empty for the console. */
  readonly kioskId: string
  /** Its place in the kiosk's stream; 0 for the console. */
  readonly seq: number
  readonly at: number
  readonly way: 'card' | 'phone' | 'code' | 'hand'
  /** Another record used the same phone code before. */
  readonly codeTwice: boolean
  /** Scanned again and told that they are signed in: counts only where nothing else does, and nothing was taken back since. */
  readonly again: boolean
}

/** The earliest counts; at equal times the kiosk and its sequence decide, so that every order gives the same one. */
export const compareClaims = (a: Omit<Claim, 'no'>, b: Omit<Claim, 'no'>): number =>
  a.at - b.at || (a.kioskId === b.kioskId ? a.seq - b.seq : a.kioskId < b.kioskId ? -1 : 1)

export const firstClaim = <C extends Omit<Claim, 'no'>>(a: C, b: C): C => (compareClaims(b, a) < 0 ? b : a)

export interface PresenceFacts {
  readonly claims: readonly Claim[]
  readonly signOuts: readonly { readonly no: number; readonly at: number }[]
  /** By the member who signed in; by whom else is no undo. */
  readonly undos: readonly { readonly no: number; readonly at: number; readonly undoes: string }[]
  /** The newest confirmation and the newest taking back in the console, with their journal numbers. */
  readonly confirmed: { readonly no: number; readonly at: number } | null
  readonly struck: { readonly no: number; readonly at: number } | null
}

export interface Presence {
  /** What shows as the sign-in: the first one that counts, or, where none does, the first that there was. */
  readonly shown: Claim | null
  readonly counts: boolean
  /** The latest sign-out after it. */
  readonly outAt: number | null
  readonly reasons: readonly ClashReason[]
  /** Those that count. */
  readonly standing: readonly Claim[]
  /** The newest journal number among what a person has to look at. */
  readonly no: number
}

export interface PresenceKey {
  readonly activityId: ActivityId
  readonly memberId: MemberId
}

export function presenceOf(facts: PresenceFacts): Presence {
  const { confirmed, struck } = facts
  const byStaff: Claim[] = confirmed ? [{ ...CONSOLE, no: confirmed.no, at: confirmed.at }] : []
  const all = [...facts.claims, ...byStaff]
  const isTimely = (undo: PresenceFacts['undos'][number]): boolean => {
    const claim = facts.claims.find(each => each.recordId === undo.undoes)
    return claim !== undefined && undo.at - claim.at <= UNDO_MS
  }
  const undone = new Set(facts.undos.filter(isTimely).map(undo => undo.undoes))
  // Staff say what they know: a taking back ends what was before it, not what somebody does later.
  const isVoid = (claim: Claim): boolean =>
    struck !== null && (claim.no < struck.no || (claim.recordId !== null && claim.at <= struck.at))
  const kept = all.filter(claim => claim.recordId === null || !undone.has(claim.recordId))
  const lastUndo = Math.max(-1, ...facts.undos.filter(isTimely).map(undo => undo.at))
  const alive = kept.filter(claim => !isVoid(claim)).sort(compareClaims)
  const signedIn = alive.filter(claim => !claim.again)
  const standing = signedIn.length > 0 ? signedIn : alive.filter(claim => claim.at > lastUndo)
  const first = standing[0] ?? null
  const counted = facts.signOuts.filter(out => first !== null && out.at >= first.at)
  const isClosedByStaff = struck !== null && standing.length === 0
  const late = facts.undos.filter(undo => !isTimely(undo) && standing.some(each => each.recordId === undo.undoes))
  const reasons: ClashReason[] = []
  if (new Set(standing.map(each => each.kioskId).filter(id => id !== '')).size > 1) reasons.push('twoKiosks')
  if (new Set(standing.map(each => each.way === 'hand')).size > 1) reasons.push('twoWays')
  if (standing.some(each => each.codeTwice)) reasons.push('codeTwice')
  if (counted.length < facts.signOuts.length && !isClosedByStaff) reasons.push('signOutAlone')
  if (late.length > 0) reasons.push('undoneLate')
  if (kept.some(each => !each.again && isVoid(each) && each.no > (struck?.no ?? 0))) reasons.push('struckBefore')
  return {
    shown: first ?? all.toSorted((a, b) => Number(a.again) - Number(b.again) || compareClaims(a, b))[0] ?? null,
    counts: first !== null,
    outAt: counted.length === 0 ? null : Math.max(...counted.map(out => out.at)),
    reasons,
    standing,
    no: Math.max(0, ...[...all, ...facts.signOuts, ...facts.undos].map(each => each.no)),
  }
}

const CONSOLE = { recordId: null, kioskId: '', seq: 0, way: 'hand', codeTwice: false, again: false } as const
