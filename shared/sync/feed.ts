import { hashOf, type Hash } from '../base/bytes.ts'
import { err, ok, type Result } from '../base/result.ts'
import { GENESIS } from '../journal/chain.ts'
import { openEnvelope, type BoardItem, type NewerItem } from './envelope.ts'
import type { FeedName, KeyId, PublicKey } from './fields.ts'
import type { FeedItem, Page } from './pull.ts'
import { keyIdOf } from './key-id.ts'
import { feedHeadText } from './signing.ts'
import type { VerifySignature } from './signature.ts'

/**
 * A feed is a row of immutable items with dense positions: `head_n = H(head_{n-1} "\n" n "\n" id "\n" rev "\n" hash_n)`.
 * Whoever has the same head has the same items. An item replaced by a later one of its id keeps only its hash, so a
 * first download and a catch-up are the same message and end in the same head.
 */

/** The hash of an item that says its id is gone. */
export const GONE = '0'.repeat(64) as Hash
/** The head before the first item. */
export const FEED_START = GENESIS

export const nextHead = (head: Hash, item: Pick<FeedItem, 'n' | 'id' | 'rev' | 'hash'>): Hash =>
  hashOf(`${head}\n${item.n}\n${item.id}\n${item.rev}\n${item.hash}`)

/** How far a kiosk has come in one generation of a feed. */
export interface FeedCursor {
  readonly gen: number
  readonly n: number
  readonly head: Hash
  /** Ids whose text was left out because a later item replaces it, which has not come yet. */
  readonly owed: readonly string[]
}

export const startOf = (gen: number): FeedCursor => ({ gen, n: 0, head: FEED_START, owed: [] })

/** The furthest head that a key ever signed for this kiosk: it never accepts less from the same key. */
export interface FeedRatchet {
  readonly key: KeyId
  readonly gen: number
  readonly n: number
  readonly head: Hash
}

/** What a page does to the kiosk's copy: a text to keep, or null for one that is gone. Replaced items do nothing. */
export interface FeedChange {
  readonly id: string
  readonly rev: number
  readonly text: string | null
  /** The verified document, on the board only. */
  readonly document?: BoardItem | NewerItem
}

export interface AppliedPage {
  readonly cursor: FeedCursor
  readonly changes: readonly FeedChange[]
  /** Set when the page brings the kiosk to the newest item: keep it together with the cursor. */
  readonly ratchet: FeedRatchet | null
}

/** Why a page is not taken. The old view stays, the feed is asked for again from its start. */
export type FeedFault =
  | 'badSignature'
  | 'otherPlace'
  | 'gap'
  | 'wrongHash'
  | 'wrongHead'
  | 'rollback'
  | 'splitView'
  | 'withheld'
  | 'badDocument'

/** What the kiosk knows and trusts. */
export interface FeedKnowledge {
  readonly feed: FeedName
  readonly hubKey: PublicKey
  readonly verify: VerifySignature
  readonly ratchet: FeedRatchet | null
  /** Newest revision of an item in the view that the cursor belongs to; 0 for an unknown one. */
  revOf(id: string): number
  /** Newest revision of a document ever shown, over all generations; 0 for an unknown one. */
  documentRevOf(id: string): number
}

/**
 * Verifies one page and says what it changes. Nothing of a page is ever taken when anything in it is wrong; the caller
 * commits the changes, the cursor and the ratchet in one transaction.
 */
export function applyPage(cursor: FeedCursor, page: Page, known: FeedKnowledge): Result<AppliedPage, FeedFault> {
  const { head } = page
  if (!known.verify(known.hubKey, feedHeadText(head), head.sig)) return err('badSignature')
  if (head.feed !== known.feed || head.gen !== cursor.gen) return err('otherPlace')
  const walked = walk(cursor, page, known)
  if (!walked.ok) return walked
  const next = walked.value.cursor
  if (next.n !== head.n || next.head !== head.head) return err('wrongHead')
  if (page.more) return ok({ ...walked.value, ratchet: null })
  if (next.owed.length > 0) return err('withheld')
  const ratchet: FeedRatchet = { key: keyIdOf(known.hubKey), gen: head.gen, n: head.n, head: head.head }
  const fault = compareRatchet(known.ratchet, ratchet)
  return fault ? err(fault) : ok({ ...walked.value, ratchet })
}

function walk(cursor: FeedCursor, page: Page, known: FeedKnowledge): Result<Omit<AppliedPage, 'ratchet'>, FeedFault> {
  let { n, head } = cursor
  const owed = new Set(cursor.owed)
  const revs = new Map<string, number>()
  const changes: FeedChange[] = []
  for (const item of page.items) {
    if (item.n !== n + 1) return err('gap')
    if (item.rev <= (revs.get(item.id) ?? known.revOf(item.id))) return err('rollback')
    const change = changeOf(item, known)
    if (!change.ok) return change
    if (change.value) {
      changes.push(change.value)
      owed.delete(item.id)
    } else owed.add(item.id)
    revs.set(item.id, item.rev)
    n = item.n
    head = nextHead(head, item)
  }
  return ok({ cursor: { gen: cursor.gen, n, head, owed: [...owed] }, changes })
}

function changeOf(item: FeedItem, known: FeedKnowledge): Result<FeedChange | null, FeedFault> {
  const { id, rev, hash, text } = item
  if (text === undefined) return ok(hash === GONE ? { id, rev, text: null } : null)
  if (hashOf(text) !== hash) return err('wrongHash')
  if (known.feed !== 'board') return ok({ id, rev, text })
  const opened = openEnvelope(text, key => (key === keyIdOf(known.hubKey) ? known.hubKey : null), known.verify)
  if (!opened.ok) return err('badDocument')
  const document = opened.value
  if (document.type !== 'newer') {
    if (document.docId !== id) return err('badDocument')
    // A hub set back to a backup no longer knows what it corrected or withdrew since. That one stays off the wall until
    // the hub says it anew; refusing the whole page would freeze every other document for ever.
    if (document.rev < known.documentRevOf(id)) return ok({ id, rev, text: null })
  }
  return ok({ id, rev, text, document })
}

function compareRatchet(before: FeedRatchet | null, now: FeedRatchet): FeedFault | null {
  // A new key starts anew: what a stolen one signed far ahead must not lock the kiosk out for ever.
  if (!before || before.key !== now.key) return null
  if (now.gen < before.gen || (now.gen === before.gen && now.n < before.n)) return 'rollback'
  return now.gen === before.gen && now.n === before.n && now.head !== before.head ? 'splitView' : null
}

/** How many of the items fit one page: at least one, so that a large document still travels. */
export function pageLength(
  items: readonly { readonly text?: string | null | undefined }[],
  limits: { readonly items: number; readonly bytes: number },
): number {
  let bytes = 0
  let length = 0
  for (const item of items.slice(0, limits.items)) {
    // Characters, not bytes, times three: what UTF-8 can need at most. Counting exactly would cost more than it saves.
    bytes += (item.text?.length ?? 0) * 3
    if (length > 0 && bytes > limits.bytes) break
    length += 1
  }
  return length
}
