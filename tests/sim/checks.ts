import type { Hash } from '../../shared/base/bytes.ts'
import type { RecordId } from '../../shared/base/ids.ts'
import { GENESIS } from '../../shared/journal/chain.ts'
import { storedDocument } from '../../shared/sync/envelope.ts'
import { FEEDS, type FeedName } from '../../shared/sync/fields.ts'
import { recordHash } from '../../shared/sync/record.ts'
import type { FeedCopy } from '../../kiosk/store/cache.ts'
import { Broken } from './bugs.ts'
import type { HubDisk, SimHub } from './hub.ts'
import type { SimKiosk } from './kiosk.ts'

/** More items than any feed of a world has. */
const GENERATION = 10_000
/** No answer is on its way for longer. */
const ANSWER_MS = 15_000

/**
 * The promises of the protocol (SY invariants I1–I9), looked at whenever something is committed, shown or ended. What
 * was promised to a person is noted when the tick is shown, not when the program believes it sent something.
 */
export class Checks {
  readonly made = new Set<RecordId>()
  readonly ticked = new Set<RecordId>()
  /** Taken from a kiosk's disk by setting it back: nobody can promise these. */
  readonly excused = new Set<RecordId>()
  readonly #madeHashes = new Set<Hash>()
  readonly #hub: () => SimHub
  /** Places that some kiosk was told are safe, and that no restore has taken back since. */
  readonly #acked = new Set<string>()
  readonly #served = new Set<string>()
  readonly #shownRevs = new Map<SimKiosk, Map<string, number>>()
  readonly #seen = new Map<SimKiosk, Hash>()
  /** Kiosks that were shown a head which the chain no longer contains. */
  readonly #owedAlarm = new Set<SimKiosk>()
  readonly #now: () => number
  /** When the chain was last set back or changed by hand; −∞ = never. */
  #changedAt = -Infinity

  constructor(hub: () => SimHub, now: () => number) {
    this.#hub = hub
    this.#now = now
  }

  onMade(id: RecordId, text: string): void {
    this.made.add(id)
    this.#madeHashes.add(recordHash(text))
  }

  onAcked(places: readonly string[]): void {
    for (const place of places) this.#acked.add(place)
    this.#ackedAreThere(this.#hub().disk)
  }

  /** The hub's disk was set back or changed by hand: what kiosks were told of it may no longer be so. */
  onHistoryChanged(kiosks: readonly SimKiosk[]): void {
    const { places, journal } = this.#hub().disk
    for (const place of this.#acked) if (!places.has(place)) this.#acked.delete(place)
    const chain = new Set<Hash>(journal.map(each => each.hash))
    this.#changedAt = this.#now()
    for (const kiosk of kiosks) {
      const seen = this.#seen.get(kiosk)
      if (seen && !chain.has(seen)) this.#owedAlarm.add(kiosk)
      else this.#owedAlarm.delete(kiosk)
    }
    this.onCommit()
  }

  /** The kiosk's disk is another one now. */
  onDiskChanged(kiosk: SimKiosk): void {
    this.#shownRevs.delete(kiosk)
    this.#seen.delete(kiosk)
    this.#owedAlarm.delete(kiosk)
  }

  onJournal(kiosk: SimKiosk, hash: Hash | null, forked: boolean): void {
    if (forked) {
      if (this.#changedAt === -Infinity) throw new Broken('I6 no alarm without a cause', kiosk.deps.name)
      this.#owedAlarm.delete(kiosk)
      const isNoted = this.#hub().disk.incidents.includes(kiosk.deps.kioskId)
      // The answer may have outlived the database in which the incident was noted.
      if (!isNoted && this.#now() - this.#changedAt > ANSWER_MS) {
        throw new Broken('I6 an alarm is an incident', kiosk.deps.name)
      }
    }
    // An answer may have been on its way since before the hub was set back.
    const { journal } = this.#hub().disk
    if (hash === GENESIS) this.#seen.delete(kiosk)
    else if (hash && journal.some(each => each.hash === hash)) this.#seen.set(kiosk, hash)
  }

  onCommit(): void {
    const { disk } = this.#hub()
    const { effects, streams, places } = disk
    if (new Set(effects).size !== effects.length) throw new Broken('I1 nothing twice', `${effects.length} effects`)
    const strange = effects.find(id => !this.made.has(id))
    if (strange) throw new Broken('I2 nothing that no kiosk made', strange)
    for (const { hash } of places.values()) {
      if (!this.#madeHashes.has(hash)) throw new Broken('I2 nothing that no kiosk made', hash)
    }
    for (const [key, { upto }] of streams) {
      for (let seq = 1; seq <= upto; seq++) {
        if (!places.has(`${key} ${seq}`)) throw new Broken('I3 streams without gaps', `${key} ${seq} of ${upto}`)
      }
    }
    this.#ackedAreThere(disk)
    for (const { rows } of disk.feeds.values()) for (const { text } of rows) if (text !== null) this.#served.add(text)
  }

  onShown(kiosk: SimKiosk, feed: FeedName, copy: FeedCopy): void {
    const revs = this.#revsOf(kiosk)
    const { gen, n } = copy.cursor
    const place = gen * GENERATION + n
    if (place < (revs.get(feed) ?? 0))
      throw new Broken('I5 no feed goes back', `${kiosk.deps.name} ${feed} ${gen} ${n}`)
    revs.set(feed, place)
    for (const { id, text } of copy.items.values()) {
      if (text === null) continue
      if (!this.#served.has(text)) throw new Broken('I5 nothing on the glass that the hub never said', `${feed} ${id}`)
      const rev = feed === 'board' ? (storedDocument(text)?.rev ?? 0) : 0
      if (rev < (revs.get(id) ?? 0)) throw new Broken('I5 no document goes back', `${id} ${revs.get(id)} → ${rev}`)
      revs.set(id, rev)
    }
  }

  /** After the faults have stopped and everybody had a minute. */
  async atPeace(kiosks: readonly SimKiosk[]): Promise<void> {
    const { disk } = this.#hub()
    for (const kiosk of kiosks) {
      const { name } = kiosk.deps
      const { last, acked } = await kiosk.disk.outbox.state()
      if (acked !== last) throw new Broken('I8 everything is sent within a minute', `${name}: ${last - acked} wait`)
      if (kiosk.unsent !== last - acked) {
        throw new Broken('I9 what the screen says is waiting is what waits', `${name}: ${kiosk.unsent}`)
      }
    }
    const effects = new Set(disk.effects)
    const lost = [...this.ticked].filter(id => !effects.has(id) && !this.excused.has(id))
    if (lost.length > 0) throw new Broken('I1 nothing with a tick is lost', `${lost.length}: ${lost[0]}`)
    for (const kiosk of kiosks) {
      const known = (kiosk.disk.device.get('documents') ?? {}) as Record<string, number>
      // A hub that was set back serves an older document than this kiosk knew: off the wall until it is said anew.
      const isHeldBack = (id: string, text: string) => (storedDocument(text)?.rev ?? 0) < (known[id] ?? 0)
      for (const feed of FEEDS) checkCopy(disk, kiosk, feed, isHeldBack)
    }
    const silent = [...this.#owedAlarm]
    if (silent.length > 0) {
      throw new Broken('I6 a changed history is noticed', silent.map(each => each.deps.name).join())
    }
  }

  /** Newest revision of each document, and place of each feed, that this disk ever showed. */
  #revsOf(kiosk: SimKiosk): Map<string, number> {
    const known = this.#shownRevs.get(kiosk) ?? new Map<string, number>()
    this.#shownRevs.set(kiosk, known)
    return known
  }

  #ackedAreThere({ places }: HubDisk): void {
    for (const place of this.#acked) {
      if (!places.has(place)) throw new Broken('I1 what was acknowledged is on the disk', place)
    }
  }
}

/** I4: the kiosk shows what the hub serves, item by item. */
function checkCopy(
  disk: HubDisk,
  kiosk: SimKiosk,
  feed: FeedName,
  isHeldBack: (id: string, text: string) => boolean,
): void {
  const served = disk.feeds.get(feed)
  const shown = kiosk.disk.cache.get(`shown ${feed}`)
  const { name } = kiosk.deps
  if (!served || served.rows.length === 0) return
  const head = served.rows.at(-1)?.head
  if (shown?.cursor.head !== head || shown?.cursor.gen !== served.gen) {
    throw new Broken(
      'I4 every kiosk has what the hub has',
      `${name} ${feed}: ${shown?.cursor.n ?? 0} of ${served.rows.length}`,
    )
  }
  for (const { id, text } of served.rows) {
    if (text !== null && shown.items.get(id)?.text !== text && !isHeldBack(id, text)) {
      throw new Broken('I4 every kiosk shows what the hub serves', `${name} ${feed} ${id}`)
    }
  }
}
