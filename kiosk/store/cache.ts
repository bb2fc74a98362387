import type { AppliedPage, FeedCursor } from '../../shared/sync/feed.ts'
import type { FeedName } from '../../shared/sync/fields.ts'

/** What the kiosk was told and shows. May be lost at any time: it is then downloaded again. */
export interface FeedCache {
  /** The view that is shown: whole up to its cursor. Null before the first download has ended. */
  shown(feed: FeedName): Promise<FeedCopy | null>
  /** A download of another generation, or anew, that has not ended yet. */
  staged(feed: FeedName): Promise<FeedCopy | null>
  /** Takes a page's changes and its cursor together, into the shown view or the staged one. */
  commit(feed: FeedName, into: Side, page: Pick<AppliedPage, 'cursor' | 'changes'>, asOf: number): Promise<void>
  /** The staged view is whole: it becomes the shown one, in one step. */
  promote(feed: FeedName): Promise<void>
  dropStaged(feed: FeedName): Promise<void>
  /** Forgets everything: another hub. */
  clear(): Promise<void>
}

export type Side = 'shown' | 'staged'

export interface CachedItem {
  readonly id: string
  readonly rev: number
  /** Null for one that is gone; its revision must not come back lower. */
  readonly text: string | null
}

export interface FeedCopy {
  readonly cursor: FeedCursor
  /** The hub's time when this was the newest, milliseconds. */
  readonly asOf: number
  readonly items: ReadonlyMap<string, CachedItem>
}
