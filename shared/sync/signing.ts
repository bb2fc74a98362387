import type { KioskId } from '../base/ids.ts'
import type { StreamEpoch } from './fields.ts'
import type { SignedJournalHead, Welcome } from './hello.ts'
import type { KeyChange } from './key-change.ts'
import type { SignedFeedHead } from './pull.ts'

/**
 * The texts that are signed, each beginning with what it is: a signature can never pass for one of another kind.
 * Signatures are Ed25519 (RFC 8032) over the text's UTF-8 bytes.
 */

/** By the kiosk: answers the hub's challenge. */
export const helloText = (parts: { nonce: string; hubId: string; kioskId: KioskId; epoch: StreamEpoch }): string =>
  lines('branch-board/hello/1', parts.nonce, parts.hubId, parts.kioskId, parts.epoch)

/** By the hub: over the kiosk's own nonce, so that only the pinned hub can welcome it. */
export const welcomeText = (
  nonce: string,
  kioskId: KioskId,
  welcome: Pick<Welcome, 'hubEpoch' | 'now' | 'stream' | 'backedUp' | 'missing'>,
): string =>
  lines(
    'branch-board/welcome/1',
    nonce,
    kioskId,
    welcome.hubEpoch,
    welcome.now,
    welcome.stream.upto,
    welcome.stream.frozen ? 1 : 0,
    welcome.backedUp,
    ...(welcome.missing ? [welcome.missing] : []),
  )

/** By the hub: over the nonce of the kiosk's hello on this connection, so that it cannot be said again later. */
export const revokedText = (nonce: string, kioskId: KioskId): string => lines('branch-board/revoked/1', nonce, kioskId)

export const feedHeadText = (head: Omit<SignedFeedHead, 'sig'>): string =>
  lines('branch-board/feed/1', head.feed, head.gen, head.n, head.head, head.time)

export const journalHeadText = (head: Omit<SignedJournalHead, 'sig'>): string =>
  lines('branch-board/journal/1', head.size, head.hash, head.time)

/** @param p the exact text of the document, whose `type` is inside */
export const documentText = (p: string): string => `branch-board/document/1\n${p}`

/**
 * By the hub: over the nonce of the question, so that neither an old answer nor an old time can be given again.
 * @param time of the journal's head in the same answer
 */
export const historyText = (nonce: string, kioskId: KioskId, time: number): string =>
  lines('branch-board/history/1', nonce, kioskId, time)

/** By the hub's key `from`, and once more by `to`: from now on the hub signs with `to`. */
export const keyChangeText = (hubId: string, change: Pick<KeyChange, 'no' | 'from' | 'to' | 'time'>): string =>
  lines('branch-board/key-change/1', hubId, change.no, change.from, change.to, change.time)

const lines = (...parts: readonly (string | number)[]): string => parts.join('\n')
