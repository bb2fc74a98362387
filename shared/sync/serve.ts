import type { Hash } from '../base/bytes.ts'
import { FEED_START, pageLength } from './feed.ts'
import { LIMITS } from './limits.ts'
import type { FeedItem, Pull } from './pull.ts'

/** The hub's side of the download: what to read for a pull, and the page that the rows make. No I/O. */

/** An item as the hub keeps it. */
export interface ServedItem {
  readonly n: number
  readonly id: string
  readonly rev: number
  readonly hash: Hash
  /** The feed's head after this item. */
  readonly head: Hash
  /** Null once replaced, or gone. */
  readonly text: string | null
}

export type PullPlan =
  /** There is no such feed yet. */
  | { readonly type: 'busy'; readonly retryAfter: number }
  | { readonly type: 'refetch'; readonly gen: number }
  /** Read at most so many rows after this position. */
  | { readonly type: 'read'; readonly after: number; readonly limit: number }

export function planPull(pull: Pull, state: { readonly gen: number; readonly n: number } | null): PullPlan {
  if (!state) return { type: 'busy', retryAfter: LIMITS.retryFirstMs }
  if (state.gen !== pull.gen || pull.after > state.n) return { type: 'refetch', gen: state.gen }
  // One row more than a page tells whether more follow; the row before it tells the head to begin from.
  return { type: 'read', after: Math.max(0, pull.after - 1), limit: limitOf(pull) + 2 }
}

export interface ServedPage {
  readonly items: readonly FeedItem[]
  /** Where the page ends. */
  readonly n: number
  readonly head: Hash
  readonly more: boolean
}

/** @param rows as `planPull` asked for them, in order */
export function pageOfRows(pull: Pull, rows: readonly ServedItem[]): ServedPage {
  const before = pull.after === 0 ? null : rows[0]
  const following = pull.after === 0 ? rows : rows.slice(1)
  const items = following.slice(0, pageLength(following, { items: limitOf(pull), bytes: LIMITS.pageBytes }))
  const last = items.at(-1) ?? before
  return {
    items: items.map(itemOf),
    n: last?.n ?? 0,
    head: last?.head ?? FEED_START,
    more: following.length > items.length,
  }
}

const limitOf = (pull: Pull): number => Math.min(pull.limit, LIMITS.pageItems)

const itemOf = ({ n, id, rev, hash, text }: ServedItem): FeedItem =>
  text === null ? { n, id, rev, hash } : { n, id, rev, hash, text }
