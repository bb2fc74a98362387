import * as v from 'valibot'
import type { FeedActivity } from '../../shared/activities/activity.ts'
import type { ActivityId, KioskId, MemberId, Millis } from '../../shared/base/ids.ts'
import type { Fact, FactBody } from '../../shared/journal/facts.ts'
import type { ProofOf } from '../../shared/passes/card.ts'
import { decide, type Decision, type RosterIndex, type Scan } from '../../shared/passes/decide.ts'
import { isAccepted, isHeld, isProven, SignInBodySchema, type SignInBody } from '../../shared/passes/sign-in.ts'
import type { HeldReason, KioskRecord } from '../../shared/sync/record.ts'
import type { Hash } from '../../shared/base/bytes.ts'
import type { StreamEpoch } from '../../shared/sync/fields.ts'
import type { KnownCard } from './intake.ts'

/** What the hub makes of one sign-in record (SG): the same decision again, with what the hub knows. */

export interface Origin {
  readonly kioskId: KioskId
  readonly epoch: StreamEpoch
  readonly seq: number
  readonly hash: Hash
}

/** Both clocks at the kiosk's last hello, and the hub's own: what a record's time is corrected by. */
export interface ClockAtHello {
  readonly mono: number
  readonly boot: string
  readonly hubTime: Millis
}

/** What the hub knows when it judges. */
export interface JudgeKnowledge {
  readonly roster: RosterIndex
  readonly activities: ReadonlyMap<ActivityId, FeedActivity>
  readonly cards: ReadonlyMap<string, KnownCard>
  readonly timeZone: string
  /** The portable one where none is given. */
  readonly proofOf?: ProofOf | undefined
}

type Recorded = FactBody<'signIn.recorded'>

export const readSignIn = (record: KioskRecord): SignInBody | HeldReason => {
  if (record.kind !== 'signIn' || record.kv !== 1) return 'unknownKind'
  const parsed = v.safeParse(SignInBodySchema, record.body)
  return parsed.success ? parsed.output : 'badBody'
}

export function judgeSignIn(
  record: KioskRecord,
  signIn: SignInBody,
  origin: Origin,
  clock: ClockAtHello,
  known: JudgeKnowledge,
): Fact {
  const why = cardFault(record, signIn, known)
  if (why) return heldFact(record, origin, why)
  const correctedAt = correctTime(record, signIn, clock)
  const wanted = isAccepted(signIn.result) || isHeld(signIn.result)
  const verdict = wanted ? place(signIn, correctedAt, known) : { counts: null, review: [] }
  const { epoch, seq, hash } = origin
  return {
    kind: 'signIn.recorded',
    body: { recordId: record.id, epoch, seq, hash, at: record.at, correctedAt, signIn, ...verdict },
  }
}

export function heldFact(record: KioskRecord | null, origin: Origin, why: HeldReason): Fact {
  const { epoch, seq, hash } = origin
  // An id that another record has already is not this one's.
  const recordId = why === 'idTaken' ? null : (record?.id ?? null)
  return { kind: 'record.held', body: { recordId, epoch, seq, hash, kind: record?.kind ?? null, why } }
}

/** A scan of a card stands only with the proof that the card was there, and for nobody but its holder. */
function cardFault(record: KioskRecord, signIn: SignInBody, known: JudgeKnowledge): HeldReason | null {
  // Without a pass only a person by hand stands for somebody; a kiosk in the wrong hands knows every id.
  if (signIn.passHash === null) return signIn.way === 'card' && signIn.memberId !== null ? 'badProof' : null
  const card = known.cards.get(signIn.passHash)
  if (!card) return 'unknownCard'
  const isHolder = signIn.memberId === null || signIn.memberId === card.memberId
  return isHolder && isProven(record, signIn, card.proofKey, known.proofOf) ? null : 'badProof'
}

/**
 * The true time as well as it can be known. A synced kiosk clock is the hub's own; otherwise the kiosk's steady clock,
 * if it runs still in the same page load; otherwise what the kiosk thought.
 */
function correctTime(record: KioskRecord, signIn: SignInBody, clock: ClockAtHello): Millis {
  const isKnown = signIn.clockTrust === 'synced' || record.boot !== clock.boot
  const time = isKnown ? record.at : Math.round(clock.hubTime - (clock.mono - record.mono))
  // No clock's nonsense may be a date that cannot be computed with: the record would never be taken in.
  return Math.min(Math.max(0, time), LATEST) as Millis
}

/** 9999-12-30: dates beyond have no four-digit year in every zone. */
const LATEST = Date.UTC(9999, 11, 30)

/** Which attendance an accepted sign-in is. The green tick was shown: doubts go to a person, not against the member. */
function place(signIn: SignInBody, at: Millis, known: JudgeKnowledge): Pick<Recorded, 'counts' | 'review'> {
  const named = signIn.activityId === null ? undefined : known.activities.get(signIn.activityId)
  if (signIn.activityId !== null && !named) return { counts: null, review: ['unknownActivity'] }
  const decision = decideAgain(signIn, at, named, known)
  const reviewed = reasonsOf(decision)
  if (isHeld(signIn.result)) return placeHeld(decision)
  const memberId = signIn.memberId
  const activityId =
    named?.activity.activityId ?? (decision.code === 'ok' ? decision.activity?.activity.activityId : null)
  const review = [
    ...reviewed,
    ...(signIn.way === 'hand' ? (['byHand'] as const) : []),
    ...(signIn.clockTrust === 'synced' ? [] : (['clockUnsure'] as const)),
  ]
  if (memberId === null || !activityId) return { counts: null, review: review.length > 0 ? review : ['noActivity'] }
  return { counts: { activityId, memberId }, review }
}

function decideAgain(signIn: SignInBody, at: Millis, named: FeedActivity | undefined, known: JudgeKnowledge): Decision {
  const scan: Scan = signIn.phone
    ? { kind: 'phone', ...signIn.phone }
    : signIn.passHash === null
      ? { kind: 'hand', memberId: signIn.memberId ?? ('' as MemberId) }
      : { kind: 'card', hash: signIn.passHash }
  return decide({
    scan,
    roster: known.roster,
    activities: named ? [named] : [...known.activities.values()],
    log: [],
    now: at,
    clockTrust: signIn.clockTrust,
    pinGiven: signIn.pin,
    timeZone: known.timeZone,
  })
}

/** A card the kiosk did not know yet: the hub's decision is the only one. */
function placeHeld(decision: Decision): Pick<Recorded, 'counts' | 'review'> {
  if (decision.code !== 'ok') return { counts: null, review: reasonsOf(decision) }
  const activityId = decision.activity?.activity.activityId
  if (!activityId) return { counts: null, review: ['noActivity'] }
  return { counts: { activityId, memberId: decision.member.memberId }, review: [] }
}

function reasonsOf(decision: Decision): Recorded['review'] {
  switch (decision.code) {
    case 'revoked':
    case 'notMember':
    case 'notExpected':
    case 'notOpenYet':
    case 'closed':
    case 'noActivity':
    case 'full':
    case 'weakPass':
    case 'expired':
    case 'replay':
    case 'badPass':
    case 'unknownPhone':
      return [decision.code]
    case 'ok':
      return decision.flags.includes('notExpected') ? ['notExpected'] : []
    case 'already':
    case 'unknownCard':
    case 'damaged':
    case 'wrongBranch':
    case 'notAPass':
    case 'unknownVersion':
      return []
  }
}
