import type { FeedItem, Page, Pull, PullReply } from '../../shared/sync/pull.ts'
import { FEED_START, pageLength } from '../../shared/sync/feed.ts'
import { LIMITS } from '../../shared/sync/limits.ts'
import { feedHeadText } from '../../shared/sync/signing.ts'
import type { FeedRow, FeedState } from '../office/feeds.ts'
import type { Office } from '../office/ports.ts'
import type { Handler } from './context.ts'

/** What follows a position of a feed, with the hub's signed word for where that ends. */
export const onPull: Handler<'pull'> = {
  strangers: false,
  handle: ({ office }, _session, pull) => readPage(office, pull),
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
  return page(office, state, items.map(itemOf), items.at(-1) ?? before ?? null, following.length > items.length)
}

const itemOf = ({ n, id, rev, hash, text }: FeedRow): FeedItem =>
  text === null ? { n, id, rev, hash } : { n, id, rev, hash, text }

function page(office: Office, { feed, gen }: FeedState, items: FeedItem[], last: FeedRow | null, more: boolean): Page {
  const now = office.clock.now()
  const head = { feed, gen, n: last?.n ?? 0, head: last?.head ?? FEED_START, time: now }
  return { ok: true, items, head: { ...head, sig: office.signer.sign(feedHeadText(head)) }, more, now }
}
