import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { EntryId, KioskId, MemberId, Millis, RecordId, StaffId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import type {
  AsideReason,
  AttachmentClaim,
  AttachmentId,
  AttachmentMime,
} from '../../../shared/declarations/attachment.ts'
import type { DeclarationState } from '../../../shared/declarations/declaration.ts'
import type { FactBody } from '../../../shared/journal/facts.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'

/** What the inbox asks of the store: declarations (申报) of members and attestations (证实) of residents. */

export interface Declaration {
  readonly declarationId: RecordId
  readonly kind: 'declaration' | 'attestation'
  /** Its line in the journal; the order of the inbox. */
  readonly no: number
  /** Whose points it is about. */
  readonly memberId: MemberId
  /** Null where a resident left it to the note. */
  readonly itemCode: string | null
  /** The scheme it was chosen from; null from paper and for attestations. */
  readonly schemeVersion: number | null
  readonly date: PlainDate
  readonly quantity: Hundredths
  readonly sentAt: Millis
  /** `slip`: typed in by staff from paper; `phone`: on the member's own. */
  readonly way: 'kiosk' | 'slip' | 'phone'
  readonly kioskId: KioskId | null
  /** What a person should know of how it was shown. */
  readonly review: readonly DeclarationDoubt[]
  /** The one that this sends again, and the one by which this was sent again. */
  readonly follows: RecordId | null
  readonly resentBy: RecordId | null
  /** `DeclarationWords` or `AttestationWords` as JSON. */
  readonly wordsId: PrivateId
  readonly state: DeclarationState
  /** What the branch said: why it asks back or refuses. */
  readonly answerId: PrivateId | null
  readonly decided: { readonly at: Millis; readonly by: StaffId | null } | null
  readonly entryId: EntryId | null
  /** Drawn for checking. */
  readonly sampled: boolean
  /** Null: not checked. `found` is what the check found. */
  readonly checked: { readonly found: 'true' | 'false'; readonly at: Millis; readonly wordsId: PrivateId } | null
}

/** `pinMissing`: the card had a PIN of the member's own by then, and it was not given. */
export type DeclarationDoubt = FactBody<'declaration.received'>['review'][number] | 'pinMissing'

export interface Attachment extends AttachmentClaim {
  readonly declarationId: RecordId
  readonly kioskId: KioskId
  readonly state: 'waiting' | 'kept' | 'aside'
  /** Where it was put aside. */
  readonly why: AsideReason | null
  /** Where it is kept: by the hub's own list, never what the sender said. */
  readonly mime: AttachmentMime | null
  /** Of a voice. */
  readonly ms: number | null
  /** Base64 of what the hub made of it. */
  readonly contentId: PrivateId | null
  /** Parts that are here already, while it waits. */
  readonly got: number
}

export interface PartOnFile {
  readonly kioskId: KioskId
  readonly attachmentId: AttachmentId
  readonly place: number
  readonly dataId: PrivateId
}

export interface DeclarationReads {
  one(declarationId: RecordId): Promise<Declaration | null>
  /** The member's own declarations, newest first; attestations about them are not among them. */
  ofMember(memberId: MemberId): Promise<readonly Declaration[]>
  /** That became one of the entries. */
  byEntries(entryIds: readonly EntryId[]): Promise<readonly Declaration[]>
  /** Of the same member and day, of both kinds: to find duplicates. */
  ofDay(memberId: MemberId, date: PlainDate): Promise<readonly Declaration[]>
  /** Newest first. */
  inState(states: readonly DeclarationState[], limit: number): Promise<readonly Declaration[]>
  /** How many wait for the branch, and when the oldest of them was sent; null where none waits. */
  waiting(): Promise<{ readonly count: number; readonly oldest: Millis | null }>
  /**
   * What waits or was asked back, the oldest first, of each kiosk at most so many attestations: a flood at one cannot
   * hide what others sent.
   */
  queue(attestationsPerKiosk: number, limit: number): Promise<readonly Declaration[]>
  /** How many wait or were asked back, by kiosk; null: typed in from paper. */
  openByKiosk(): Promise<readonly { kioskId: KioskId | null; kind: Declaration['kind']; count: number }[]>
  /** Accepted ones dated in the days, both included, in the order of the journal: where a sample is drawn from. */
  acceptedIn(from: PlainDate, to: PlainDate): Promise<readonly Declaration[]>
  /** By declaration, in the order in which the record names them. */
  attachments(declarationIds: readonly RecordId[]): Promise<ReadonlyMap<RecordId, readonly Attachment[]>>
  /** As it was named first: by whom else it is named, it is put aside. */
  attachment(attachmentId: AttachmentId): Promise<Attachment | null>
  /** Waiting, with all its parts here. */
  complete(): Promise<readonly Attachment[]>
  /** All that came for it, by place and then by record: of two for one place the first counts. */
  parts(attachment: Pick<Attachment, 'kioskId' | 'attachmentId'>): Promise<readonly PartOnFile[]>
  /** Parts of nothing that waits for them: of what is kept or put aside, and of what nobody named since then. */
  useless(namelessSince: Millis): Promise<readonly PartOnFile[]>
}
