import type { FeedActivity } from '../../shared/activities/activity.ts'
import { hashOf, type Hash } from '../../shared/base/bytes.ts'
import { canonical, type Json } from '../../shared/base/canonical.ts'
import type { ActivityId } from '../../shared/base/ids.ts'
import type { RosterItem } from '../../shared/people/roster.ts'
import type { BranchSettings } from '../../shared/people/settings.ts'
import { envelopeText, type BoardItem } from '../../shared/sync/envelope.ts'
import { GONE } from '../../shared/sync/feed.ts'
import type { FeedName, KeyId, PublicKey, Signature } from '../../shared/sync/fields.ts'
import type { ServedItem } from '../../shared/sync/serve.ts'
import { documentText } from '../../shared/sync/signing.ts'
import { keepInside, lookOver } from './notices/board-exit.ts'
import type { Office, Work } from './ports.ts'

/**
 * What kiosks know comes from here. The desks say what a thing is now; a feed remembers that it changed and in which
 * order. Feeds are made from private tables and so are no facts of the journal.
 */

/** The hub's own key, kept by `hub/keys.ts`. */
export interface Signer {
  readonly publicKey: PublicKey
  readonly keyId: KeyId
  /** Ed25519 over the text's UTF-8 bytes. */
  sign(text: string): Signature
}

export interface FeedState {
  readonly feed: FeedName
  readonly gen: number
  readonly n: number
  readonly head: Hash
}

export type FeedRow = ServedItem

export interface FeedReads {
  states(): Promise<readonly FeedState[]>
  /** The newest row of an id; null for one the feed never held. */
  newest(feed: FeedName, id: string): Promise<FeedRow | null>
  /** Rows after position `after`, in order. */
  after(feed: FeedName, after: number, limit: number): Promise<readonly FeedRow[]>
}

export interface FeedWrites {
  /** Adds the next item unless the id has this text already; null takes it away. */
  put(feed: FeedName, id: string, hash: Hash, text: string | null): Promise<void>
}

interface FeedValues {
  readonly board: BoardItem
  readonly roster: RosterItem
  readonly activities: FeedActivity
  readonly settings: BranchSettings
}

/**
 * Says what the thing `id` of a feed is from now on; null: it is gone. Part of the caller's piece of writing. Does
 * nothing when it is that already, so desks may call it freely. Board documents are signed here.
 * @throws Refusal NOTICE_NOT_PUBLIC, and of a board document what the privacy check finds
 * @param id document, member or activity id, `card:<hash>` for a revoked card, `branch` for the settings
 */
export async function putFeed<F extends keyof FeedValues>(
  office: Office,
  work: Work,
  feed: F,
  id: string,
  value: FeedValues[F] | null,
): Promise<void> {
  if (value === null) return await work.feeds.put(feed, id, GONE, null)
  await keepInside(office, value)
  if (feed === 'board') await lookOver(office, work, value as BoardItem)
  // Schema types are JSON by construction; canonical text makes "unchanged" independent of how the object was built.
  const plain = canonical(value as unknown as Json)
  const text = feed === 'board' ? signed(office.signer, plain) : plain
  await work.feeds.put(feed, id, hashOf(text), text)
}

const signed = (signer: Signer, p: string): string => envelopeText(p, signer.keyId, signer.sign(documentText(p)))

/** Shows the kiosks who is there as far as the hub knows, so that several kiosks count together. */
export async function refreshPresence(office: Office, work: Work, activityIds: Iterable<ActivityId>): Promise<void> {
  for (const activityId of activityIds) {
    const row = await work.feeds.newest('activities', activityId)
    if (!row?.text) continue
    const known = JSON.parse(row.text) as FeedActivity
    const attendance = await work.activities.attendance(activityId)
    const presentIds = attendance.map(each => each.memberId).sort()
    // Who drops a granted leave at a kiosk is expected again.
    const onLeaveIds = (await work.activities.leaves(activityId)).map(each => each.memberId)
    await putFeed(office, work, 'activities', activityId, { ...known, presentIds, onLeaveIds })
  }
}
