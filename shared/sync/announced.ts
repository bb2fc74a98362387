import type { StreamEpoch } from './fields.ts'
import type { Hello } from './hello.ts'

/**
 * What a hub concludes from a hello about records that were made and will not come. A kiosk's streams are its own, so a
 * gap is only ever seen by comparing what it said before with what it says now; no gap is passed over in silence.
 */

/** A stream that lives on this device, as far as the hub was told, and its newest place that it was told of. */
export interface Announced {
  readonly epoch: StreamEpoch
  readonly last: number
}

/** Places `upto + 1` … `last` of a stream that is gone: made, and never to come. None where both are equal. */
export interface LostRecords {
  readonly epoch: StreamEpoch
  readonly upto: number
  readonly last: number
  /** Whether the hub had heard of the last of them, or has only the kiosk's memory to go by. */
  readonly told: 'hub' | 'kiosk'
}

export interface AnnouncedPlan {
  readonly lost: readonly LostRecords[]
  /** To be kept of this hello's own stream; null where nothing is new. */
  readonly keep: Announced | null
  /** Streams that live on no longer: carried on by this one, or lost. */
  readonly drop: readonly StreamEpoch[]
}

/** What the hub holds of one stream. */
interface Held {
  readonly epoch: StreamEpoch
  readonly upto: number
  readonly frozen: boolean
}

/**
 * @param streams  every stream of this kiosk that the hub holds records of
 * @param announced  those that live on the device
 * @param known  streams that were found lost before
 */
export function planAnnounced(
  hello: Pick<Hello, 'epoch' | 'out' | 'carries' | 'lost'>,
  streams: readonly Held[],
  announced: readonly Announced[],
  known: readonly Announced[],
): AnnouncedPlan {
  const uptoOf = (epoch: StreamEpoch): number => streams.find(each => each.epoch === epoch)?.upto ?? 0
  const carried = new Set(hello.carries)
  const own = announced.find(each => each.epoch === hello.epoch)
  const others = announced.filter(each => each.epoch !== hello.epoch)
  // A twin of this device lives on in one of the other streams: that it is cloned was said when the stream froze.
  const cloned = streams.some(each => each.frozen && (each.epoch === hello.epoch || carried.has(each.epoch)))
  const gone = cloned ? [] : others.filter(each => !carried.has(each.epoch))
  const lost = [
    ...setBack(own, hello, uptoOf),
    ...withMemory(gone, hello, carried).map(each => ({ ...each, upto: Math.min(uptoOf(each.epoch), each.last) })),
  ]
  return {
    lost: lost.filter(each => !known.some(one => one.epoch === each.epoch && one.last >= each.last)),
    keep: keepOf(own, hello, uptoOf(hello.epoch)),
    drop: others.filter(each => carried.has(each.epoch) || gone.includes(each)).map(each => each.epoch),
  }
}

/** The device wrote more than it has now, in the same stream: its disk was set back. */
function setBack(
  own: Announced | undefined,
  { epoch, out }: Pick<Hello, 'epoch' | 'out'>,
  uptoOf: (epoch: StreamEpoch) => number,
): LostRecords[] {
  const upto = Math.max(out.last, uptoOf(epoch))
  return own && own.last > upto ? [{ epoch, upto, last: own.last, told: 'hub' }] : []
}

function withMemory(
  gone: readonly Announced[],
  { epoch, lost }: Pick<Hello, 'epoch' | 'lost'>,
  carried: ReadonlySet<StreamEpoch>,
): Omit<LostRecords, 'upto'>[] {
  const heard = gone.map(each => ({ epoch: each.epoch, last: each.last, told: 'hub' }) as const)
  if (!lost || lost.epoch === epoch || carried.has(lost.epoch)) return heard
  const same = heard.find(each => each.epoch === lost.epoch)
  if (same && same.last >= lost.last) return heard
  return [...heard.filter(each => each !== same), { epoch: lost.epoch, last: lost.last, told: 'kiosk' }]
}

/** A first hello is kept, then each one that says of records the hub does not have yet, and one that says less. */
function keepOf(own: Announced | undefined, { epoch, out }: Pick<Hello, 'epoch' | 'out'>, upto: number) {
  const isNew = !own || out.last < own.last || (out.last > own.last && out.last > upto)
  return isNew ? { epoch, last: out.last } : null
}
