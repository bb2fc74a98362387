import type { FeedName } from '../../shared/sync/fields.ts'
import { FEED_START, pageLength } from '../../shared/sync/feed.ts'
import { LIMITS } from '../../shared/sync/limits.ts'
import type { FeedItem, Page, Pull, PullReply } from '../../shared/sync/pull.ts'
import { feedHeadText } from '../../shared/sync/signing.ts'
import type { FeedRow, FeedState } from '../office/feeds.ts'
import type { Office } from '../office/ports.ts'

/**
 * Pages of the feeds, made once for all kiosks that ask at the same moment: after a publication a thousand of them ask
 * for the same few items within a second.
 */
export interface Pages {
  page(pull: Pull): Promise<PullReply>
  /** Where the feed is now; null for none. */
  place(feed: FeedName): Promise<FeedState | null>
}

/** How long a page may be given again: its signed time is the age of what kiosks show. */
const FRESH_MS = 1_000
const PAGES_KEPT = 200

export function makePages(office: Office): Pages {
  const kept = new Map<string, { readonly at: number; readonly page: Promise<PullReply> }>()
  let states: Promise<readonly FeedState[]> | null = null
  office.store.onFeeds(() => {
    kept.clear()
    states = null
  })
  return {
    page(pull) {
      const key = `${pull.feed} ${pull.gen} ${pull.after} ${pull.limit}`
      const now = office.clock.now()
      const known = kept.get(key)
      if (known && now - known.at < FRESH_MS && now >= known.at) return known.page
      if (kept.size >= PAGES_KEPT) kept.clear()
      const page = readPage(office, pull)
      kept.set(key, { at: now, page })
      return page
    },
    async place(feed) {
      states ??= office.store.read.feeds.states()
      return (await states).find(each => each.feed === feed) ?? null
    },
  }
}

export async function readPage(office: Office, pull: Pull): Promise<PullReply> {
  const { feeds } = office.store.read
  const state = (await feeds.states()).find(each => each.feed === pull.feed)
  if (!state) return { ok: false, code: 'BUSY', retryAfter: LIMITS.retryFirstMs }
  if (state.gen !== pull.gen || pull.after > state.n) return { ok: true, refetch: { gen: state.gen } }
  const limit = Math.min(pull.limit, LIMITS.pageItems)
  // One row more than a page tells whether more follow; the row before it tells the head to begin from.
  const rows = await feeds.after(pull.feed, Math.max(0, pull.after - 1), limit + 2)
  const before = pull.after === 0 ? null : rows[0]
  const following = pull.after === 0 ? rows : rows.slice(1)
  const items = following.slice(0, pageLength(following, { items: limit, bytes: LIMITS.pageBytes }))
  return pageOf(office, state, items.map(itemOf), items.at(-1) ?? before ?? null, following.length > items.length)
}

const itemOf = ({ n, id, rev, hash, text }: FeedRow): FeedItem =>
  text === null ? { n, id, rev, hash } : { n, id, rev, hash, text }

function pageOf(
  office: Office,
  { feed, gen }: FeedState,
  items: FeedItem[],
  last: FeedRow | null,
  more: boolean,
): Page {
  const now = office.clock.now()
  const head = { feed, gen, n: last?.n ?? 0, head: last?.head ?? FEED_START, time: now }
  return { ok: true, items, head: { ...head, sig: office.signer.sign(feedHeadText(head)) }, more, now }
}
