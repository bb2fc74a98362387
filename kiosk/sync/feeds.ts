import { applyPage, startOf, type FeedFault, type FeedRatchet } from '../../shared/sync/feed.ts'
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
  /** The hub's time, from every page. @param askedAt mono milliseconds before the question */
  readonly onHubTime: (now: number, askedAt: number) => void
  readonly mono: () => number
}

const FAULTS_BEFORE_TROUBLE = 3

interface Copies {
  readonly shown: Map<FeedName, FeedCopy>
  readonly staged: Map<FeedName, FeedCopy>
}

/** Loads what is there and keeps it in memory beside the database. */
export async function makeFeedKeeper(deps: FeedKeeperDeps): Promise<FeedKeeper> {
  const { cache, device } = deps
  const copies: Copies = { shown: new Map(), staged: new Map() }
  for (const feed of FEEDS) {
    const [shown, staged] = [await cache.shown(feed), await cache.staged(feed)]
    if (shown) copies.shown.set(feed, shown)
    if (staged) copies.staged.set(feed, staged)
  }
  const ratchets = ((await device.get('ratchets')) ?? {}) as Partial<Record<FeedName, FeedRatchet>>
  const documents = ((await device.get('documents')) ?? {}) as Record<string, number>
  const faults = new Map<FeedName, { count: number; fault: FeedFault }>()
  const running = new Map<FeedName, Promise<boolean>>()
  const again = new Set<FeedName>()

  const take = async (feed: FeedName, side: Side, page: Page): Promise<FeedFault | null> => {
    const copy = copies[side].get(feed) ?? emptyCopy(page.head.gen)
    const applied = applyPage(copy.cursor, page, {
      feed,
      hubKey: deps.hubKey,
      verify: deps.verify,
      ratchet: ratchets[feed] ?? null,
      revOf: id => copy.items.get(id)?.rev ?? 0,
      documentRevOf: id => documents[id] ?? 0,
    })
    if (!applied.ok) return applied.error
    const { cursor, changes, ratchet } = applied.value
    const asOf = page.more ? copy.asOf : page.head.time
    await cache.commit(feed, side, { cursor, changes }, asOf)
    copies[side].set(feed, { cursor, asOf, items: withChanges(copy.items, changes) })
    for (const { document } of changes) if (document && 'rev' in document) documents[document.docId] = document.rev
    if (ratchet) {
      ratchets[feed] = ratchet
      await device.set('ratchets', ratchets)
    }
    if (changes.some(each => each.document)) await device.set('documents', documents)
    if (!page.more && side === 'staged') await promote(feed)
    const now = copies.shown.get(feed)
    if (now && (side === 'shown' || !page.more)) deps.onShown(feed, now, changes.length > 0 || side === 'staged')
    return null
  }

  const promote = async (feed: FeedName): Promise<void> => {
    await cache.promote(feed)
    const staged = copies.staged.get(feed)
    copies.staged.delete(feed)
    if (staged) copies.shown.set(feed, staged)
  }

  /** Begins a download beside the shown view. */
  const stage = async (feed: FeedName, gen: number): Promise<void> => {
    await cache.dropStaged(feed)
    copies.staged.set(feed, emptyCopy(gen))
  }

  const fail = async (feed: FeedName, side: Side, gen: number, fault: FeedFault): Promise<void> => {
    const before = faults.get(feed)
    faults.set(feed, { count: (before?.count ?? 0) + 1, fault })
    // The shown view stays whatever happens; the download begins anew.
    if (side === 'shown' || copies.staged.has(feed)) await stage(feed, gen)
  }

  const pullAll = async (connection: WireConnection, feed: FeedName): Promise<boolean> => {
    for (;;) {
      const side: Side = copies.staged.has(feed) || !copies.shown.has(feed) ? 'staged' : 'shown'
      const cursor = copies[side].get(feed)?.cursor ?? startOf(0)
      const askedAt = deps.mono()
      const reply = await connection.ask('pull', { feed, gen: cursor.gen, after: cursor.n, limit: LIMITS.pageItems })
      if (isWireFailure(reply) || !reply.ok) return false
      if ('refetch' in reply) {
        // Asked for what exists no more; the same generation again can only be a hub that went back.
        if (reply.refetch.gen === cursor.gen) {
          await fail(feed, side, cursor.gen, 'rollback')
          return false
        }
        await stage(feed, reply.refetch.gen)
        continue
      }
      deps.onHubTime(reply.now, askedAt)
      const fault = await take(feed, side, reply)
      if (fault) {
        await fail(feed, side, cursor.gen, fault)
        return false
      }
      if (reply.more) continue
      faults.delete(feed)
      const place = copies.shown.get(feed)?.cursor
      if (place) await connection.ask('applied', { feed, gen: place.gen, n: place.n, head: place.head })
      return true
    }
  }

  return {
    shown: feed => copies.shown.get(feed) ?? null,
    places: () =>
      [...copies.shown].map(([feed, { cursor }]) => ({ feed, gen: cursor.gen, n: cursor.n, head: cursor.head })),
    async pull(connection, feed) {
      const busy = running.get(feed)
      if (busy) {
        // Something changed while it ran: ask once more afterwards.
        again.add(feed)
        return await busy
      }
      const run = (async () => {
        let whole: boolean
        do {
          again.delete(feed)
          whole = await pullAll(connection, feed)
        } while (again.has(feed) && whole)
        return whole
      })()
      running.set(feed, run)
      try {
        return await run
      } finally {
        running.delete(feed)
      }
    },
    troubles: () =>
      [...faults].flatMap(([feed, { count, fault }]) => (count >= FAULTS_BEFORE_TROUBLE ? [{ feed, fault }] : [])),
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
