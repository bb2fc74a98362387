import { applyPage, startOf, type AppliedPage, type FeedFault, type FeedRatchet } from '../../shared/sync/feed.ts'
import { FEEDS, type FeedName, type PublicKey } from '../../shared/sync/fields.ts'
import type { FeedPlace } from '../../shared/sync/hello.ts'
import { LIMITS } from '../../shared/sync/limits.ts'
import type { Page } from '../../shared/sync/pull.ts'
import type { VerifySignature } from '../../shared/sync/signature.ts'
import type { CachedItem, FeedCache, FeedCopy, Side } from '../store/cache.ts'
import type { DeviceStore } from '../store/outbox.ts'
import { isWireFailure, type WireConnection } from './wire.ts'

/**
 * Brings the kiosk's copies of the feeds up to date: ask, verify, store items and cursor together, say so. Whatever is
 * wrong with a page, the old view stays.
 */

export interface FeedKeeper {
  /** What is shown now, from memory. */
  shown(feed: FeedName): FeedCopy | null
  places(): FeedPlace[]
  /** Asks for everything that follows. @returns whether the kiosk now has all the hub has */
  pull(connection: WireConnection, feed: FeedName): Promise<boolean>
  /**
   * The hub signs with another key from now on. What the old one signed far ahead, perhaps in other hands, is forgotten:
   * revisions are remembered per key.
   */
  trust(hubKey: PublicKey): Promise<void>
  /** Feeds that failed three times in a row: staff should know; the old view is shown on. */
  troubles(): readonly { readonly feed: FeedName; readonly fault: FeedFault }[]
}

export interface FeedKeeperDeps {
  readonly cache: FeedCache
  readonly device: DeviceStore
  readonly hubKey: PublicKey
  readonly verify: VerifySignature
  /** A feed's shown view changed, or is known to be the newest as of a later time. */
  readonly onShown: (feed: FeedName, copy: FeedCopy, newTexts: boolean) => void
}

const FAULTS_BEFORE_TROUBLE = 3

/** Loads what is there and keeps it in memory beside the database. */
export async function makeFeedKeeper(deps: FeedKeeperDeps): Promise<FeedKeeper> {
  const { cache, device } = deps
  const copies: Copies = { shown: new Map(), staged: new Map() }
  for (const feed of FEEDS) {
    const [shown, staged] = [await cache.shown(feed), await cache.staged(feed)]
    if (shown) copies.shown.set(feed, shown)
    if (staged) copies.staged.set(feed, staged)
  }
  // Written by this class alone; a missing one only means that nothing is known yet.
  const ratchets = ((await device.get('ratchets')) ?? {}) as Partial<Record<FeedName, FeedRatchet>>
  const documents = ((await device.get('documents')) ?? {}) as Record<string, number>
  return new Keeper(deps, copies, ratchets, documents)
}

interface Copies {
  readonly shown: Map<FeedName, FeedCopy>
  readonly staged: Map<FeedName, FeedCopy>
}

class Keeper implements FeedKeeper {
  readonly #deps: FeedKeeperDeps
  #hubKey: PublicKey
  readonly #copies: Copies
  readonly #ratchets: Partial<Record<FeedName, FeedRatchet>>
  /** Newest revision ever shown, by document. */
  #documents: Record<string, number>
  readonly #faults = new Map<FeedName, { count: number; fault: FeedFault }>()
  readonly #running = new Map<FeedName, Promise<boolean>>()
  readonly #again = new Set<FeedName>()

  constructor(
    deps: FeedKeeperDeps,
    copies: Copies,
    ratchets: Partial<Record<FeedName, FeedRatchet>>,
    documents: Record<string, number>,
  ) {
    this.#deps = deps
    this.#hubKey = deps.hubKey
    this.#copies = copies
    this.#ratchets = ratchets
    this.#documents = documents
  }

  shown(feed: FeedName): FeedCopy | null {
    return this.#copies.shown.get(feed) ?? null
  }

  places(): FeedPlace[] {
    return [...this.#copies.shown].map(
      ([
        feed,
        {
          cursor: { gen, n, head },
        },
      ]) => ({ feed, gen, n, head }),
    )
  }

  async trust(hubKey: PublicKey): Promise<void> {
    this.#hubKey = hubKey
    this.#documents = {}
    await this.#deps.device.set('documents', this.#documents)
  }

  troubles() {
    return [...this.#faults].flatMap(([feed, { count, fault }]) =>
      count >= FAULTS_BEFORE_TROUBLE ? [{ feed, fault }] : [],
    )
  }

  async pull(connection: WireConnection, feed: FeedName): Promise<boolean> {
    const busy = this.#running.get(feed)
    if (busy) {
      // Something changed while it ran: ask once more afterwards.
      this.#again.add(feed)
      return await busy
    }
    const run = this.#pullUntilQuiet(connection, feed)
    this.#running.set(feed, run)
    try {
      return await run
    } finally {
      this.#running.delete(feed)
    }
  }

  async #pullUntilQuiet(connection: WireConnection, feed: FeedName): Promise<boolean> {
    let whole: boolean
    do {
      this.#again.delete(feed)
      whole = await this.#pullAll(connection, feed)
    } while (this.#again.has(feed) && whole)
    return whole
  }

  async #pullAll(connection: WireConnection, feed: FeedName): Promise<boolean> {
    for (;;) {
      const side: Side = this.#copies.staged.has(feed) || !this.#copies.shown.has(feed) ? 'staged' : 'shown'
      const { gen, n } = this.#copies[side].get(feed)?.cursor ?? startOf(0)
      const reply = await connection.ask('pull', { feed, gen, after: n, limit: LIMITS.pageItems })
      if (isWireFailure(reply) || !reply.ok) return false
      if ('refetch' in reply) {
        // Asked for what exists no more; the same generation again can only be a hub that went back.
        if (reply.refetch.gen === gen) return await this.#fail(feed, gen, 'rollback')
        await this.#stage(feed, reply.refetch.gen)
        continue
      }
      const fault = await this.#take(feed, side, reply)
      if (fault) return await this.#fail(feed, gen, fault)
      if (reply.more) continue
      this.#faults.delete(feed)
      const place = this.places().find(each => each.feed === feed)
      if (place) await connection.ask('applied', place)
      return true
    }
  }

  /** Verifies a page and takes it in; nothing of it when anything in it is wrong. */
  async #take(feed: FeedName, side: Side, page: Page): Promise<FeedFault | null> {
    const copy = this.#copies[side].get(feed) ?? emptyCopy(page.head.gen)
    const applied = applyPage(copy.cursor, page, {
      feed,
      hubKey: this.#hubKey,
      verify: this.#deps.verify,
      ratchet: this.#ratchets[feed] ?? null,
      revOf: id => copy.items.get(id)?.rev ?? 0,
      documentRevOf: id => this.#documents[id] ?? 0,
    })
    if (!applied.ok) return applied.error
    const { cursor, changes } = applied.value
    // An old page given again says nothing newer: what is shown ages, and the glass says so.
    const asOf = page.more ? copy.asOf : Math.max(copy.asOf, page.head.time)
    await this.#deps.cache.commit(feed, side, { cursor, changes }, asOf)
    this.#copies[side].set(feed, { cursor, asOf, items: withChanges(copy.items, changes) })
    await this.#remember(feed, applied.value)
    if (!page.more && side === 'staged') await this.#promote(feed)
    const shown = this.#copies.shown.get(feed)
    if (shown && (side === 'shown' || !page.more)) {
      this.#deps.onShown(feed, shown, changes.length > 0 || side === 'staged')
    }
    return null
  }

  /** What must never go back, kept apart from the cache because the cache may be lost. */
  async #remember(feed: FeedName, { changes, ratchet }: AppliedPage): Promise<void> {
    for (const { document } of changes) {
      if (document && 'rev' in document) this.#documents[document.docId] = document.rev
    }
    if (changes.some(each => each.document)) await this.#deps.device.set('documents', this.#documents)
    if (!ratchet) return
    this.#ratchets[feed] = ratchet
    await this.#deps.device.set('ratchets', this.#ratchets)
  }

  async #promote(feed: FeedName): Promise<void> {
    await this.#deps.cache.promote(feed)
    const staged = this.#copies.staged.get(feed)
    this.#copies.staged.delete(feed)
    if (staged) this.#copies.shown.set(feed, staged)
  }

  /** Begins a download beside the shown view. */
  async #stage(feed: FeedName, gen: number): Promise<void> {
    await this.#deps.cache.dropStaged(feed)
    this.#copies.staged.set(feed, emptyCopy(gen))
  }

  /** The shown view stays whatever happens; the download begins anew. */
  async #fail(feed: FeedName, gen: number, fault: FeedFault): Promise<false> {
    this.#faults.set(feed, { count: (this.#faults.get(feed)?.count ?? 0) + 1, fault })
    await this.#stage(feed, gen)
    return false
  }
}

const emptyCopy = (gen: number): FeedCopy => ({ cursor: startOf(gen), asOf: 0, items: new Map() })

function withChanges(
  items: FeedCopy['items'],
  changes: readonly { readonly id: string; readonly rev: number; readonly text: string | null }[],
): FeedCopy['items'] {
  if (changes.length === 0) return items
  const next = new Map<string, CachedItem>(items)
  for (const { id, rev, text } of changes) next.set(id, { id, rev, text })
  return next
}
