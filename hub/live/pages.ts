import type { FeedName } from '../../shared/sync/fields.ts'
import type { Pull, PullReply } from '../../shared/sync/pull.ts'
import { pageOfRows, planPull } from '../../shared/sync/serve.ts'
import { feedHeadText } from '../../shared/sync/signing.ts'
import type { FeedState } from '../office/feeds.ts'
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
  const plan = planPull(pull, (await feeds.states()).find(each => each.feed === pull.feed) ?? null)
  if (plan.type === 'busy') return { ok: false, code: 'BUSY', retryAfter: plan.retryAfter }
  if (plan.type === 'refetch') return { ok: true, refetch: { gen: plan.gen } }
  const { items, n, head, more } = pageOfRows(pull, await feeds.after(pull.feed, plan.after, plan.limit))
  const now = office.clock.now()
  const said = { feed: pull.feed, gen: pull.gen, n, head, time: now }
  return { ok: true, items: [...items], head: { ...said, sig: office.signer.sign(feedHeadText(said)) }, more, now }
}
