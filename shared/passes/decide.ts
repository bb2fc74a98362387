import { signInRulesOf, type FeedActivity, type SignInRules } from '../activities/activity.ts'
import type { Hash } from '../base/bytes.ts'
import type { ActivityId, MemberId, Millis } from '../base/ids.ts'
import { plainDateTimeAt, type PlainDate, type PlainDateTime } from '../base/plain-date.ts'
import type { DayKey, PhoneRef, RosterItem, RosterPerson } from '../people/roster.ts'
import { cardHash, readCard, type CardSecret } from './card.ts'
import type { ClockTrust } from './clock.ts'
import { decodePass, type BranchTag, type PassFault } from './digits.ts'
import {
  dayOfStep,
  isPhonePassTrue,
  readPhonePass,
  stepAt,
  STEPS_AFTER,
  STEPS_BEFORE,
  STEPS_UNSURE,
  type PhonePass,
} from './phone.ts'
import { chooseActivity, isExpected, isOnItsDays, phaseAt } from './which-activity.ts'

/**
 * The decision about one attempt to sign in: the kiosk takes it alone, the hub takes it again with what it knows, and
 * both call this. Nothing here reads a clock or a store.
 */

/** What was presented. A card is its hash: the hub never sees the secret. */
export type Scan =
  | { readonly kind: 'card'; readonly hash: Hash }
  | ({ readonly kind: 'phone' } & PhonePass)
  /** Picked from the roster by staff. */
  | { readonly kind: 'hand'; readonly memberId: MemberId }
  | { readonly kind: 'fault'; readonly fault: PassFault }

export interface RosterIndex {
  readonly personByCard: ReadonlyMap<string, RosterPerson>
  readonly personById: ReadonlyMap<MemberId, RosterPerson>
  /** Hashes of cards and references of phones that no longer count. */
  readonly revoked: ReadonlySet<string>
  readonly phoneByRef: ReadonlyMap<PhoneRef, EnrolledPhone>
}

export interface EnrolledPhone {
  readonly memberId: MemberId
  /** Null where this side has no key of that day: a kiosk long without its hub. */
  keyOf(day: PlainDate): DayKey | null
}

/** An accepted sign-in that this side knows of and that was not undone. */
export interface SignInMark {
  readonly memberId: MemberId
  /** Null when the clock was too unsure to say which activity. */
  readonly activityId: ActivityId | null
  readonly at: Millis
  /** When they signed out again. Left out or null: they have not. */
  readonly outAt?: Millis | null | undefined
  /** The code that was used: it is good once, also where what it was used for was taken back. */
  readonly phone?: Pick<PhonePass, 'ref' | 'step'> | undefined
}

export interface Attempt {
  readonly scan: Scan
  readonly roster: RosterIndex
  /** All that the kiosk knows of, or the one that was chosen on the screen or named in the record. */
  readonly activities: readonly FeedActivity[]
  /** The one activity given was chosen by a person or is named in a record: it is not looked for by the time. */
  readonly chosen?: boolean | undefined
  readonly log: readonly SignInMark[]
  readonly now: Millis
  readonly clockTrust: ClockTrust
  /** The member gave their own PIN with the card, and it was right. */
  readonly pinGiven: boolean
  readonly timeZone: string
}

/** What people should look at again although the sign-in counts. */
export const SIGN_IN_FLAGS = [
  'clockUnsure',
  'outsideWindow',
  'activityUnsure',
  'notExpected',
  'onLeave',
  /** The phone's code was of another time than this unsure clock's. */
  'codeTime',
  /** More than the places there are; an expected member is taken all the same. */
  'overCapacity',
] as const
export type SignInFlag = (typeof SIGN_IN_FLAGS)[number]

/** Each situation with only its own facts. */
export interface Situations {
  /** Counts. The activity is null where an unsure clock cannot tell which one: the hub finds it. */
  ok: {
    readonly member: RosterPerson
    readonly activity: FeedActivity | null
    readonly late: boolean
    readonly flags: readonly SignInFlag[]
  }
  /** `same`: within 5 s, the first result is shown again and nothing more is recorded. `since` null: elsewhere, on another kiosk or by staff. */
  already: {
    readonly member: RosterPerson
    readonly activity: FeedActivity | null
    readonly since: Millis | null
    /** When they signed out again; null while they are there. */
    readonly outAt: Millis | null
    readonly again: 'same' | 'later'
  }
  notOpenYet: { readonly member: RosterPerson; readonly activity: FeedActivity; readonly opensAt: PlainDateTime }
  closed: { readonly member: RosterPerson; readonly activity: FeedActivity; readonly closesAt: PlainDateTime }
  notExpected: { readonly member: RosterPerson; readonly activity: FeedActivity }
  noActivity: { readonly member: RosterPerson; readonly nextOpens: PlainDateTime | null }
  /** Every place is taken, and this member is not on the list. */
  full: { readonly member: RosterPerson; readonly activity: FeedActivity; readonly capacity: number }
  /** The activity's policy wants more than this pass: the PIN, staff, or (where phones do not count) the card. */
  weakPass: { readonly member: RosterPerson; readonly activity: FeedActivity; readonly need: 'pin' | 'staff' | 'card' }
  /** A phone's code of another time: a picture of it, or a phone whose clock is wrong. */
  expired: { readonly member: RosterPerson }
  /** A phone's code that was used already. */
  replay: { readonly member: RosterPerson }
  /** Held: recorded with the card's hash, for the hub may know a card printed after this kiosk's last contact. */
  unknownCard: object
  /** Held as well: a phone enrolled after this kiosk's last contact, or too long without its keys. */
  unknownPhone: object
  /** Rightly formed, but no phone of this branch made it. */
  badPass: object
  /** A card reported lost or replaced, or a phone that was given up. */
  revoked: { readonly phone?: true }
  /** Left the branch, or not on the roster at all. Names nobody. */
  notMember: object
  damaged: object
  wrongBranch: object
  notAPass: object
  unknownVersion: object
}

export type DecisionCode = keyof Situations
export type Decision<C extends DecisionCode = DecisionCode> = {
  [K in C]: { readonly code: K } & Readonly<Situations[K]>
}[C]

/** A second scan this soon is the same one: scanners fire twice, people hold the card a moment longer. */
const SAME_SCAN_MS = 5_000
/** Two sign-ins without a known activity within this time are one presence. */
const UNSURE_PRESENCE_MS = 12 * 3_600_000

/** Reads scanned or typed text. The secret is for the proof alone: never store it, never send it. */
export function readScan(
  text: string,
  branchTag: BranchTag,
): { readonly scan: Scan; readonly secret: CardSecret | null } {
  const frame = decodePass(text, branchTag)
  if (!frame.ok) return { scan: { kind: 'fault', fault: frame.error }, secret: null }
  if (frame.value.kind === 'phone') {
    const phone = readPhonePass(text, branchTag)
    return { scan: phone.ok ? { kind: 'phone', ...phone.value } : { kind: 'fault', fault: phone.error }, secret: null }
  }
  const card = readCard(text, branchTag)
  if (!card.ok) return { scan: { kind: 'fault', fault: card.error }, secret: null }
  return { scan: { kind: 'card', hash: cardHash(card.value) }, secret: card.value }
}

export function indexRoster(items: Iterable<RosterItem>): RosterIndex {
  const personByCard = new Map<string, RosterPerson>()
  const personById = new Map<MemberId, RosterPerson>()
  const revoked = new Set<string>()
  const phoneByRef = new Map<PhoneRef, EnrolledPhone>()
  for (const item of items) {
    if (item.type === 'revokedCard') revoked.add(item.hash)
    else if (item.type === 'revokedPhone') revoked.add(item.ref)
    else if (item.type === 'phone') {
      const { ref, memberId, keys } = item
      phoneByRef.set(ref, { memberId, keyOf: day => keys[day] ?? null })
    } else {
      personById.set(item.memberId, item)
      if (item.card) personByCard.set(item.card.hash, item)
    }
  }
  return { personByCard, personById, revoked, phoneByRef }
}

export function decide(attempt: Attempt): Decision {
  const found = holderOf(attempt)
  if ('code' in found) return found
  const { member } = found
  if (!member.present) return { code: 'notMember' }
  return sameScan(attempt, member) ?? codeFault(attempt, member) ?? decideFor(attempt, member)
}

/** Whose pass this is, or what is wrong with it. None of these answers names anybody. */
function holderOf(attempt: Attempt): Decision | { readonly member: RosterPerson } {
  const { scan, roster } = attempt
  switch (scan.kind) {
    case 'fault':
      return { code: scan.fault }
    case 'card': {
      if (roster.revoked.has(scan.hash)) return { code: 'revoked' }
      const member = roster.personByCard.get(scan.hash)
      return member ? { member } : { code: 'unknownCard' }
    }
    case 'phone': {
      if (roster.revoked.has(scan.ref)) return { code: 'revoked', phone: true }
      const phone = roster.phoneByRef.get(scan.ref)
      const key = phone?.keyOf(dayOfStep(scan.step))
      // A code of another time is not worth keeping for a hub that will refuse it.
      if (!phone || !key) return { code: isOutOfTime(scan, attempt) ? 'badPass' : 'unknownPhone' }
      if (!isPhonePassTrue(scan, key)) return { code: 'badPass' }
      const member = roster.personById.get(phone.memberId)
      return member ? { member } : { code: 'notMember' }
    }
    case 'hand': {
      const member = roster.personById.get(scan.memberId)
      return member ? { member } : { code: 'notMember' }
    }
  }
}

/** A code is good once, and where the clock is sure only in its own time. */
function codeFault(attempt: Attempt, member: RosterPerson): Decision | null {
  const { scan, log } = attempt
  if (scan.kind !== 'phone') return null
  const isUsed = log.some(({ phone }) => phone?.ref === scan.ref && phone.step === scan.step)
  if (isUsed) return { code: 'replay', member }
  return isOutOfTime(scan, attempt) ? { code: 'expired', member } : null
}

/** Only a sure clock can say so. */
const isOutOfTime = ({ step }: PhonePass, { now, clockTrust }: Attempt): boolean =>
  clockTrust === 'synced' && !isNearStep(step, stepAt(now), STEPS_BEFORE, STEPS_AFTER)

const isNearStep = (step: number, now: number, before: number, after: number): boolean =>
  step >= now - before && step <= now + after

/** Whether the attempt is to be recorded; a repeat within 5 s is the same attempt as the one before. */
export const isAttemptOfItsOwn = (decision: Decision): boolean =>
  decision.code !== 'already' || decision.again === 'later'

function sameScan({ log, now, activities }: Attempt, member: RosterPerson): Decision<'already'> | null {
  const mark = log.findLast(each => each.memberId === member.memberId && isWithin(now - each.at, SAME_SCAN_MS))
  // Who has signed out since wants something new.
  if (!mark || mark.outAt) return null
  const activity = activities.find(each => each.activity.activityId === mark.activityId) ?? null
  // A tick for what they were not signed in to would be a lie.
  if (mark.activityId !== null && !activity) return null
  return { code: 'already', member, activity, since: mark.at, outAt: mark.outAt ?? null, again: 'same' }
}

function decideFor(attempt: Attempt, member: RosterPerson): Decision {
  const at = plainDateTimeAt(attempt.now, attempt.timeZone)
  const activity = chooseActivity(attempt, member, at)
  if (!activity) return withoutActivity(attempt, member, at)
  const signed = signedMark(attempt, member, activity)
  if (signed) return { code: 'already', member, activity, ...signed, again: 'later' }
  const no = refusal(attempt, member, activity, at)
  if (!no) return accepted(attempt, member, activity, at)
  const isGuessed = attempt.clockTrust !== 'synced' && !attempt.chosen && !isWithinWindow(activity, at)
  // The list and the places of an activity that only an unsure clock takes it to be send nobody away.
  const isSentAway = no.code === 'notExpected' || no.code === 'full'
  return isGuessed && isSentAway ? presenceAlone(attempt, member) : no
}

const isWithinWindow = (activity: FeedActivity, at: PlainDateTime): boolean =>
  ['open', 'late'].includes(phaseAt(activity, at))

/**
 * Why this member is not signed in to this activity now; null when nothing is in the way. Staff who confirm somebody by
 * hand have seen them and the room: the list, the places and, on the activity's own days, the window are theirs to judge,
 * flagged.
 */
function refusal(attempt: Attempt, member: RosterPerson, activity: FeedActivity, at: PlainDateTime): Decision | null {
  const rules = signInRulesOf(activity.activity)
  const byHand = attempt.scan.kind === 'hand'
  // The list is looked through last: it may be long, and most activities ask nobody to be on it.
  if (!byHand && rules.notExpected === 'refuse' && !isExpected(activity, member)) {
    return { code: 'notExpected', member, activity }
  }
  const phase = phaseAt(activity, at)
  const isTimed = attempt.clockTrust === 'synced' && !(byHand && isOnItsDays(activity, at))
  if (isTimed && phase === 'early') return { code: 'notOpenYet', member, activity, opensAt: activity.activity.opens }
  if (activity.state === 'closed' || (isTimed && phase === 'over')) {
    return { code: 'closed', member, activity, closesAt: activity.activity.closes }
  }
  const hasPlace = () => byHand || activity.expectedIds.includes(member.memberId)
  if (rules.capacity !== null && !hasPlace() && isFull(attempt, activity, rules.capacity)) {
    return { code: 'full', member, activity, capacity: rules.capacity }
  }
  const need = neededFor(attempt, member, rules)
  return need ? { code: 'weakPass', member, activity, need } : null
}

type Needed = Situations['weakPass']['need']

function neededFor({ scan, pinGiven }: Attempt, member: RosterPerson, rules: SignInRules): Needed | null {
  if (scan.kind === 'hand') return null
  // Where staff see everybody, they see those with a phone too: a code can be held before a camera far away.
  if (rules.card === 'staff') return 'staff'
  if (scan.kind === 'phone') return rules.phone ? null : 'card'
  if (rules.card === 'enough') return null
  if (!member.pin) return 'staff'
  return pinGiven ? null : 'pin'
}

function accepted(attempt: Attempt, member: RosterPerson, activity: FeedActivity, at: PlainDateTime): Decision<'ok'> {
  const { scan, now, clockTrust } = attempt
  const phase = phaseAt(activity, at)
  const { capacity } = signInRulesOf(activity.activity)
  const flags: SignInFlag[] = []
  if (clockTrust !== 'synced') flags.push('clockUnsure')
  if (phase === 'early' || phase === 'over') flags.push('outsideWindow')
  if (!isExpected(activity, member)) flags.push('notExpected')
  if (activity.onLeaveIds.includes(member.memberId)) flags.push('onLeave')
  if (isFarCode(scan, now)) flags.push('codeTime')
  if (capacity !== null && isFull(attempt, activity, capacity)) flags.push('overCapacity')
  return { code: 'ok', member, activity, late: phase === 'late' || phase === 'over', flags }
}

const isFarCode = (scan: Scan, now: Millis): boolean =>
  scan.kind === 'phone' && !isNearStep(scan.step, stepAt(now), STEPS_UNSURE, STEPS_UNSURE)

function isFull({ log }: Attempt, { activity, presentIds }: FeedActivity, capacity: number): boolean {
  const here = new Set(presentIds)
  for (const mark of log) if (mark.activityId === activity.activityId) here.add(mark.memberId)
  return here.size >= capacity
}

function withoutActivity(attempt: Attempt, member: RosterPerson, at: PlainDateTime): Decision {
  const planned = attempt.activities.filter(each => each.state === 'planned')
  if (attempt.clockTrust !== 'synced' && planned.length > 0) return presenceAlone(attempt, member)
  const opens = planned.map(each => each.activity.opens).filter(each => each > at)
  return { code: 'noActivity', member, nextOpens: opens.sort()[0] ?? null }
}

/**
 * With an unsure clock and some activity planned, presence is recorded and the hub finds out what it was for: time
 * alone never sends anybody away.
 */
function presenceAlone(attempt: Attempt, member: RosterPerson): Decision {
  const mark = attempt.log.findLast(
    each =>
      each.memberId === member.memberId &&
      each.activityId === null &&
      isWithin(attempt.now - each.at, UNSURE_PRESENCE_MS),
  )
  if (mark) {
    return { code: 'already', member, activity: null, since: mark.at, outAt: mark.outAt ?? null, again: 'later' }
  }
  const flags: SignInFlag[] = ['clockUnsure', 'activityUnsure']
  if (isFarCode(attempt.scan, attempt.now)) flags.push('codeTime')
  return { code: 'ok', member, activity: null, late: false, flags }
}

/** Since when the member is signed in to this activity: `since` null when only the hub's count says so. */
function signedMark({ log }: Attempt, member: RosterPerson, activity: FeedActivity) {
  const { activityId } = activity.activity
  const mark = log.find(each => each.memberId === member.memberId && each.activityId === activityId)
  if (mark) return { since: mark.at, outAt: mark.outAt ?? null }
  return activity.presentIds.includes(member.memberId) ? { since: null, outAt: null } : null
}

const isWithin = (passedMs: number, limitMs: number): boolean => passedMs >= 0 && passedMs <= limitMs
