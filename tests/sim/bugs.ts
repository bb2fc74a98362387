/** One deliberate mistake in a world, to show that its checks find it. They exist in the simulation only. */
export const BUGS = {
  // The hub.
  ackBeforeCommit: 'answers a push before the commit',
  noUniqueId: 'takes the same record in again under another place',
  noPlaceCheck: 'does not compare the bytes of a repeated place',
  gapAccepted: 'takes a push that leaves a gap in the stream',
  dedupeByTime: 'takes two records of the same millisecond for one',
  cursorApart: 'commits the stream’s cursor before its records',
  poisonWedges: 'answers an unreadable record with BUSY for ever',
  heldForgotten: 'throws a record of an unknown kind away',
  sameGeneration: 'keeps the generation of its feeds when it is restored',
  sameEpoch: 'does not say that it was restored',
  sameHeadSigned: 'signs the journal’s head of what it has not committed',
  tombstoneCompacted: 'forgets its withdrawals when it is restarted',
  lateRefused: 'does not take what was recorded more than an hour ago',
  // The kiosk.
  relaxedDurability: 'shows the tick before the record is on the disk',
  cursorBeforeData: 'keeps a page’s cursor before its items',
  reopenForgotten: 'does not offer again what a restored hub lost',
  tombstoneLost: 'does not take a withdrawn document off',
  unsignedShown: 'does not check signatures',
  rollbackAccepted: 'forgets how far a feed had come',
  documentRollback: 'forgets which revision of a document it showed',
  duringPass: 'never sends a record made while a push is under way',
  timeoutIsAck: 'takes a lost answer for a yes',
  ackedDropped: 'throws records away as soon as they are acknowledged',
  newIdsOnRenew: 'gives records new ids in a new stream',
  forkIgnored: 'goes on in a stream that the hub has frozen',
  journalForgotten: 'forgets the journal’s head that it was shown',
  pullsOnce: 'asks for the feeds when it connects first, and never again',
} as const satisfies Record<string, string>
export type Bug = keyof typeof BUGS

/** What a check found. The name says which promise was broken. */
export class Broken extends Error {
  override readonly name = 'Broken'
  readonly check: string

  constructor(check: string, detail: string) {
    super(`${check}: ${detail}`)
    this.check = check
  }
}
