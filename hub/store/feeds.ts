import type { Hash } from '../../shared/base/bytes.ts'
import { must } from '../../shared/base/check.ts'
import { FEED_START, GONE, nextHead } from '../../shared/sync/feed.ts'
import { FEEDS, type FeedName } from '../../shared/sync/fields.ts'
import type { FeedReads, FeedRow, FeedState, FeedWrites } from '../office/feeds.ts'
import { ask } from './bulk.ts'
import { hubReads } from './hub-meta.ts'
import type { Db } from './tables.ts'

export interface FeedTables {
  feeds: { feed: string; gen: number; n: number; head: string; hub_epoch: string }
  feed_items: {
    feed: string
    n: number
    id: string
    rev: number
    hash: string
    head: string
    text: string | null
    newest: number
  }
  applied: { kiosk_id: string; feed: string; gen: number; n: number; at: number }
}

/** More replaced items than this, and the feed starts a new generation without them when the hub starts. */
const REPLACED_MAX = 5_000

const COLUMNS = ['n', 'id', 'rev', 'hash', 'head', 'text'] as const

export function feedReads(db: Db): FeedReads {
  return {
    async states() {
      const rows = await ask<FeedTables['feeds']>(db, 'select "feed", "gen", "n", "head" from "feeds"')
      return rows.map(({ feed, gen, n, head }) => ({ feed: feed as FeedName, gen, n, head: head as Hash }))
    },
    async newest(feed, id) {
      const row = await db
        .selectFrom('feed_items')
        .select(COLUMNS)
        .where('feed', '=', feed)
        .where('id', '=', id)
        .where('newest', '=', 1)
        .executeTakeFirst()
      return row ? rowOf(row) : null
    },
    async after(feed, after, limit) {
      const rows = await db
        .selectFrom('feed_items')
        .select(COLUMNS)
        .where('feed', '=', feed)
        .where('n', '>', after)
        .orderBy('n')
        .limit(limit)
        .execute()
      return rows.map(rowOf)
    },
  }
}

/** @param changed is told of every feed that gets a new item */
export function feedWrites(db: Db, changed: (state: FeedState) => void): FeedWrites {
  const reads = feedReads(db)
  return {
    async put(feed, id, hash, text) {
      const before = await reads.newest(feed, id)
      if (before ? before.hash === hash : text === null) return
      const row = await db.selectFrom('feeds').select(['gen', 'n', 'head']).where('feed', '=', feed).executeTakeFirst()
      const state = must(row, `feed ${feed}: made when the store opens`)
      if (before) {
        await db
          .updateTable('feed_items')
          .set({ newest: 0, text: null })
          .where('feed', '=', feed)
          .where('n', '=', before.n)
          .execute()
      }
      const item = { n: state.n + 1, id, rev: (before?.rev ?? 0) + 1, hash }
      const head = nextHead(state.head as Hash, item)
      await db
        .insertInto('feed_items')
        .values({ feed, ...item, head, text, newest: 1 })
        .execute()
      await db.updateTable('feeds').set({ n: item.n, head }).where('feed', '=', feed).execute()
      changed({ feed, gen: state.gen, n: item.n, head })
    },
  }
}

/**
 * Makes sure that every feed exists in a generation of this hub epoch, and leaves out what was replaced long ago. Runs
 * when the store opens, before anything is put.
 */
export async function renewFeeds(db: Db, now: number): Promise<void> {
  const epoch = await hubReads(db).epoch()
  for (const feed of FEEDS) {
    const state = await db.selectFrom('feeds').selectAll().where('feed', '=', feed).executeTakeFirst()
    if (state?.hub_epoch === epoch && (await countReplaced(db, feed)) <= REPLACED_MAX) continue
    // Generations only grow, so that an old one shown again is seen to be old.
    const row = { gen: Math.max(now, (state?.gen ?? 0) + 1), ...(await restart(db, feed)), hub_epoch: epoch }
    await db
      .insertInto('feeds')
      .values({ feed, ...row })
      .onConflict(conflict => conflict.column('feed').doUpdateSet(row))
      .execute()
  }
}

async function countReplaced(db: Db, feed: FeedName): Promise<number> {
  const row = await db
    .selectFrom('feed_items')
    .select(db.fn.countAll<number>().as('count'))
    .where('feed', '=', feed)
    .where('newest', '=', 0)
    .executeTakeFirst()
  return row?.count ?? 0
}

/** Numbers what still counts from 1 again, in its order; revisions stay, so that a kiosk sees no thing go back. */
async function restart(db: Db, feed: FeedName): Promise<{ n: number; head: Hash }> {
  await db
    .deleteFrom('feed_items')
    .where('feed', '=', feed)
    .where(({ or, eb }) => or([eb('newest', '=', 0), eb('hash', '=', GONE)]))
    .execute()
  const rows = await db
    .selectFrom('feed_items')
    .select(['n', 'id', 'rev', 'hash'])
    .where('feed', '=', feed)
    .orderBy('n')
    .execute()
  let head: Hash = FEED_START
  for (const [at, row] of rows.entries()) {
    const n = at + 1
    head = nextHead(head, { n, id: row.id, rev: row.rev, hash: row.hash as Hash })
    // In order and only downwards, so the new number is always free.
    await db.updateTable('feed_items').set({ n, head }).where('feed', '=', feed).where('n', '=', row.n).execute()
  }
  return { n: rows.length, head }
}

const rowOf = (row: Pick<FeedTables['feed_items'], (typeof COLUMNS)[number]>): FeedRow => ({
  ...row,
  hash: row.hash as Hash,
  head: row.head as Hash,
})
