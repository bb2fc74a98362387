import type { Hash } from '../base/bytes.ts'
import type { KioskId, Millis } from '../base/ids.ts'
import { GENESIS } from '../journal/chain.ts'
import type { HubEpoch, PublicKey, Refused, Signature, StreamEpoch } from './fields.ts'
import type { FeedPlace, Hello, SignedJournalHead, Welcome } from './hello.ts'
import type { StreamState } from './intake.ts'
import type { VerifySignature } from './signature.ts'
import { helloText, journalHeadText, revokedText, welcomeText } from './signing.ts'
import { PROTO_RANGE } from './version.ts'

/**
 * The hub's side of the greeting: who says hello, and what is it told? No I/O: the caller looks up what is asked for,
 * notes what must be noted, and sends.
 */

/** A kiosk that was paired once. */
export interface KnownKiosk {
  readonly kioskId: KioskId
  readonly publicKey: PublicKey
  /** As the secretary named it. */
  readonly place: string
  readonly revokedAt: number | null
}

/** What the hub holds about the connection and whoever it claims to be. */
export interface Greeted {
  /** What this connection was challenged with; null once it is welcomed or closed. */
  readonly nonce: string | null
  /** Null before the branch is founded. */
  readonly hubId: string | null
  readonly kiosk: KnownKiosk | null
}

export type HelloPlan<K extends KnownKiosk = KnownKiosk> =
  | { readonly type: 'refuse'; readonly reply: Refused }
  /** It is who it says it is and no longer of the branch: only the kiosk itself is told, with this text signed. */
  | { readonly type: 'revoked'; readonly reply: Refused; readonly text: string }
  | { readonly type: 'welcome'; readonly kiosk: K }

/** @param kiosk  of the id in the hello */
export function planHello<K extends KnownKiosk>(
  hello: Hello,
  { nonce, hubId, kiosk }: Greeted & { readonly kiosk: K | null },
  verify: VerifySignature,
): HelloPlan<K> {
  if (nonce === null || hello.proto < PROTO_RANGE[0] || hello.proto > PROTO_RANGE[1]) return refuse('PROTO')
  if (!kiosk || hubId === null) return refuse('AUTH')
  const text = helloText({ nonce, hubId, kioskId: hello.kioskId, epoch: hello.epoch })
  if (!verify(kiosk.publicKey, text, hello.sig)) return refuse('AUTH')
  if (kiosk.revokedAt === null) return { type: 'welcome', kiosk }
  return { type: 'revoked', reply: refuse('AUTH').reply, text: revokedText(hello.nonce, kiosk.kioskId) }
}

const refuse = (code: Refused['code']) => ({ type: 'refuse', reply: { ok: false, code } }) as const

/** What the hub's disk says at one moment. */
export interface HubStanding {
  readonly now: Millis
  readonly hubEpoch: HubEpoch
  /** Every stream of this kiosk. */
  readonly streams: readonly (StreamState & { readonly epoch: StreamEpoch })[]
  /** Journal entries in the newest verified backup; 0 without one. */
  readonly backedUp: number
  readonly feeds: readonly FeedPlace[]
  readonly journal: SignedJournalHead
  readonly journalThen: Hash | null
  readonly limits: Welcome['limits']
  /** Records of this kiosk that are gone and that nobody has seen to; see `announced.ts`. */
  readonly missing?: number
}

/** @param sign  the hub's name under a text; Ed25519, so the same text has always the same */
export function composeWelcome(
  hello: Hello,
  kiosk: KnownKiosk,
  { streams, limits, feeds, journal, journalThen, ...standing }: HubStanding,
  sign: (text: string) => Signature,
): Welcome {
  const stream = streams.find(each => each.epoch === hello.epoch)
  const parts = {
    hubEpoch: standing.hubEpoch,
    now: standing.now,
    stream: { upto: stream?.upto ?? 0, frozen: stream?.frozen ?? false },
    backedUp: standing.backedUp,
    ...(standing.missing && { missing: standing.missing }),
  }
  return {
    ok: true,
    proto: hello.proto,
    ...parts,
    feeds: [...feeds],
    journal,
    journalThen,
    otherStreams: streams.filter(each => each.epoch !== hello.epoch && each.upto > 0).length,
    place: kiosk.place,
    limits,
    sig: sign(welcomeText(hello.nonce, kiosk.kioskId, parts)),
  }
}

/** The journal's head as of a moment, with the hub's name under it. */
export function signHead(
  head: { readonly size: number; readonly hash: Hash; readonly time: Millis },
  sign: (text: string) => Signature,
): SignedJournalHead {
  const { size, hash, time } = head
  return { size, hash, time, sig: sign(journalHeadText({ size, hash, time })) }
}

export interface HistoryThen {
  /** What our chain holds where the kiosk saw its head; null where it does not reach so far, or nothing was seen. */
  readonly journalThen: Hash | null
  /** The kiosk was shown another journal than this one: an incident. */
  readonly diverged: boolean
}

/** @param hashThen  of our line number `seen.size`; null where the chain does not reach so far, or for 0 */
export function planHistory(seen: Hello['journalSeen'], hashThen: Hash | null): HistoryThen {
  if (seen === null) return { journalThen: null, diverged: false }
  const journalThen = seen.size === 0 ? GENESIS : hashThen
  return { journalThen, diverged: journalThen !== seen.hash }
}
