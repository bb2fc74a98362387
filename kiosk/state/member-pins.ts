import * as v from 'valibot'
import type { Hash } from '../../shared/base/bytes.ts'
import type { RosterIndex } from '../../shared/passes/decide.ts'
import type { RosterPerson } from '../../shared/people/roster.ts'
import type { DeviceStore } from '../store/outbox.ts'

/**
 * Members' own PINs as this kiosk knows them: what the roster says, what was set here and is not in the roster yet, and
 * who tried wrongly. Kept as safely as records: a reload must not give anybody new tries.
 */
export interface MemberPins {
  /** The roster with the PINs that were set here. */
  over(roster: RosterIndex): RosterIndex
  /** @param now the kiosk's time, milliseconds */
  tries(cardHash: string, now: number): PinTries
  noteWrong(cardHash: string, now: number): Promise<void>
  noteRight(cardHash: string): Promise<void>
  /** Set here, with this card. @param member as the roster says */
  noteSet(member: RosterPerson, cardHash: string, verifier: Hash): Promise<void>
}

export interface PinTries {
  readonly left: number
  /** 0: not paused. */
  readonly pausedMinutes: number
}

const TRIES = 5
const PAUSE_MS = 5 * 60_000

const PinsSchema = v.object({
  /** By card hash: wrong tries in a row, and until when it pauses (the kiosk's time). */
  wrong: v.record(v.string(), v.object({ count: v.number(), pausedUntil: v.number() })),
  /** By member: the PIN set here, with which card, and what the roster said then. Good until the roster says otherwise. */
  set: v.record(v.string(), v.object({ cardHash: v.string(), verifier: v.string(), before: v.nullable(v.string()) })),
})
type Pins = v.InferOutput<typeof PinsSchema>

export async function openMemberPins(device: DeviceStore): Promise<MemberPins> {
  const kept = v.safeParse(PinsSchema, await device.get('pins'))
  let pins: Pins = kept.success ? kept.output : { wrong: {}, set: {} }
  let made: { readonly from: RosterIndex; readonly pins: Pins; readonly over: RosterIndex } | null = null
  const keep = async (next: Pins): Promise<void> => {
    pins = next
    await device.set('pins', next)
  }
  return {
    over(roster) {
      if (made?.from !== roster || made.pins !== pins) made = { from: roster, pins, over: withPins(roster, pins) }
      return made.over
    },
    tries(cardHash, now) {
      const kept = pins.wrong[cardHash] ?? { count: 0, pausedUntil: 0 }
      // A pause that ends later than one can: time went back since, as after a power cut. It begins anew.
      const pausedUntil = Math.min(kept.pausedUntil, now + PAUSE_MS)
      if (pausedUntil !== kept.pausedUntil) pins = withWrong(pins, cardHash, { ...kept, pausedUntil })
      return { left: TRIES - kept.count, pausedMinutes: Math.max(0, Math.ceil((pausedUntil - now) / 60_000)) }
    },
    async noteWrong(cardHash, now) {
      const count = (pins.wrong[cardHash]?.count ?? 0) + 1
      const next = count < TRIES ? { count, pausedUntil: 0 } : { count: 0, pausedUntil: now + PAUSE_MS }
      await keep(withWrong(pins, cardHash, next))
    },
    async noteRight(cardHash) {
      if (!pins.wrong[cardHash]) return
      const { [cardHash]: _forgiven, ...wrong } = pins.wrong
      await keep({ ...pins, wrong })
    },
    async noteSet(member, cardHash, verifier) {
      const mine = { cardHash, verifier, before: member.pin ?? null }
      await keep({ ...pins, set: { ...pins.set, [member.memberId]: mine } })
    },
  }
}

const withWrong = (pins: Pins, cardHash: string, next: Pins['wrong'][string]): Pins => ({
  ...pins,
  wrong: { ...pins.wrong, [cardHash]: next },
})

/** A PIN set here counts while the card is the same and the roster still says what it said then. */
function withPins(roster: RosterIndex, { set }: Pins): RosterIndex {
  const changed = Object.entries(set).flatMap(([memberId, { cardHash, verifier, before }]) => {
    const member = roster.personById.get(memberId as RosterPerson['memberId'])
    const counts = member?.card?.hash === cardHash && (member.pin ?? null) === before
    return member && counts ? [{ ...member, pin: verifier }] : []
  })
  if (changed.length === 0) return roster
  const personById = new Map(roster.personById)
  const personByCard = new Map(roster.personByCard)
  for (const member of changed) {
    personById.set(member.memberId, member)
    if (member.card) personByCard.set(member.card.hash, member)
  }
  return { ...roster, personById, personByCard }
}
