import type { BackupState } from './backup-state.ts'
import type { MemberId, Millis, RandomBytes } from '../../shared/base/ids.ts'
import type { JournalHead } from '../../shared/journal/chain.ts'
import type { Author, Fact, JournalEntry } from '../../shared/journal/facts.ts'
import type { PrivateId, PrivateRef } from '../../shared/journal/private-ref.ts'
import type { ProofKey } from '../../shared/passes/card.ts'
import type { ActivityReads } from './activities/activities.ts'
import type { BranchReads } from './branch.ts'
import type { CareReads } from './care/ports.ts'
import type { ConflictReads } from './activities/conflicts.ts'
import type { DeclarationReads } from './declarations/ports.ts'
import type { ElsewhereReads } from './activities/elsewhere.ts'
import type { FeedReads, FeedState, FeedWrites, Signer } from './feeds.ts'
import type { TranscriptReads } from './activities/guests.ts'
import type { InnerReads } from './notices/inner.ts'
import type { IntakeReads, IntakeWrites, SignInReads } from './intake-ports.ts'
import type { TrustReads } from './incidents.ts'
import type { KioskReads } from './kiosks/kiosks.ts'
import type { CardReads, CardSecrets } from './people/cards.ts'
import type { LedgerReads } from './points/ledger.ts'
import type { GuestReads, PinReads, PinTries } from './people/member-acts.ts'
import type { NoticeReads } from './notices/notices.ts'
import type { ObjectionReads } from './notices/objections.ts'
import type { PeopleReads } from './people/people.ts'
import type { PhoneReads, PhoneSecrets } from './people/phones.ts'
import type { LoginGuard } from './staff/login-guard.ts'
import type { ClosingReads } from './activities/roll.ts'
import type { ReviewReads } from './reviews/reviews.ts'
import type { SchemeReads } from './points/scheme.ts'
import type { ShowingReads } from './notices/showing.ts'
import type { StaffReads, StaffSecrets } from './staff/staff.ts'
import type { BlobReads, BlobWrites, VoiceReads } from './kiosks/voice.ts'

/**
 * What the office (the hub's authority) needs from the outside. `main.ts` plugs in the real ones; nothing in `office/`
 * knows SQL, sockets, HTTP or the system clock.
 */

/** Questions anybody may ask of the projections, by desk. */
export interface Reads {
  readonly hub: HubReads
  readonly journal: JournalReads
  readonly words: WordReads
  readonly branch: BranchReads
  readonly staff: StaffReads
  readonly people: PeopleReads
  readonly cards: CardReads
  readonly phones: PhoneReads
  readonly scheme: SchemeReads
  readonly ledger: LedgerReads
  readonly activities: ActivityReads
  readonly care: CareReads
  readonly closings: ClosingReads
  readonly elsewhere: ElsewhereReads
  readonly conflicts: ConflictReads
  readonly declarations: DeclarationReads
  readonly guests: GuestReads
  readonly transcripts: TranscriptReads
  readonly pins: PinReads
  readonly notices: NoticeReads
  readonly inner: InnerReads
  readonly objections: ObjectionReads
  readonly reviews: ReviewReads
  readonly kiosks: KioskReads
  readonly showing: ShowingReads
  readonly signIns: SignInReads
  readonly feeds: FeedReads
  readonly intake: IntakeReads
  readonly trust: TrustReads
  readonly voice: VoiceReads
  readonly blobs: BlobReads
}

/** What the hub knows of itself, outside the journal: it changes with a restore or a backup, not with a fact. */
export interface HubReads {
  /** Random, new with each database and each restore (SYNC F.1). */
  epoch(): Promise<string>
  /** What became of the backups, here and in the second place. */
  backups(): Promise<BackupState>
  /** Where members' phones reach it, as of the last start or change of network. */
  phoneUrls(): Promise<PhoneUrls>
}

/** Addresses of the phone page, with `/phone/` at the end; null where that way is off. */
export interface PhoneUrls {
  /** Plain HTTP on the LAN: the pass and the kiosk's code. */
  readonly plain: string | null
  /** With the branch's certificate: leave as well, and to be kept on the phone. */
  readonly tls: string | null
}

export interface JournalReads {
  head(): Promise<JournalHead>
  /** Lines `from`…`from + limit - 1` in order, exactly as stored. */
  lines(from: number, limit: number): Promise<readonly { no: number; hash: string; line: string }[]>
}

/** Private words by their reference; null once erased. */
export interface WordReads {
  get(id: PrivateId): Promise<string | null>
  many(ids: readonly PrivateId[]): Promise<ReadonlyMap<PrivateId, string>>
}

/** What a private row is about; erasure and export go by kind. */
export type WordKind =
  | 'settings'
  | 'staff'
  | 'memberDetails'
  | 'memberIdentifiers'
  | 'note'
  | 'draft'
  | 'inner'
  | 'guest'
  | 'care'
  | 'declaration'
  | 'attachment'

/** One piece of writing: all of it is stored, or, when anything in it throws, nothing. */
export interface Work extends Reads {
  /** Adds facts to the journal, in order, with their projections. */
  append(...facts: readonly Fact[]): Promise<readonly JournalEntry[]>
  /** The same, each fact with an author of its own. */
  appendAs(facts: readonly { readonly by: Author; readonly fact: Fact }[]): Promise<readonly JournalEntry[]>
  /** Keeps private words and returns what the journal may hold of them. */
  keepWords(kind: WordKind, words: string): Promise<PrivateRef>
  eraseWords(id: PrivateId): Promise<void>
  readonly staffSecrets: StaffSecrets
  noteBackups(state: BackupState): Promise<void>
  notePhoneUrls(urls: PhoneUrls): Promise<void>
  notePinTries(memberId: MemberId, tries: PinTries): Promise<void>
  readonly cardSecrets: CardSecrets
  readonly phoneSecrets: PhoneSecrets
  readonly feeds: FeedReads & FeedWrites
  readonly intake: IntakeReads & IntakeWrites
  readonly blobs: BlobReads & BlobWrites
}

export interface Store {
  /** Reads what is committed; never waits for a writer. */
  readonly read: Reads
  /**
   * Runs one piece of writing when its turn comes: a single queue, one transaction each, committed to the disk before
   * the promise resolves. `work` must await nothing but its own argument, and must not keep it.
   */
  write<T>(by: Author, work: (work: Work) => Promise<T>): Promise<T>
  /** Called after each commit that added facts, in order. Listeners must not throw. */
  onCommit(listener: (entries: readonly JournalEntry[]) => void): void
  /** Called after each commit that changed feeds, with what each is now. Listeners must not throw. */
  onFeeds(listener: (changed: readonly FeedState[]) => void): void
  close(): Promise<void>
}

export interface Clock {
  now(): Millis
}

/** What every desk is handed. */
export interface Office {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  readonly passwords: Passwords
  readonly logins: LoginGuard
  readonly names: Names
  readonly signer: Signer
  readonly sealing: Sealing
}

/** Private words that waited on a kiosk, sealed to this hub (base/seal.ts). */
export interface Sealing {
  /** Hex; told to the kiosks. */
  readonly publicKey: string
  /** The words; null for what was not sealed to this hub, or about something else. */
  open(sealed: string, about: string): string | null
  /** The same for what is no text. */
  openBytes(sealed: Uint8Array, about: string): Uint8Array | null
}

/** What depends on character tables: made at the hub alone, because collations differ between browsers. */
export interface Names {
  /** Sorts as plain text in 姓氏笔画 order. */
  strokeKey(name: string): string
  /** Lower-case initials, e.g. `wjg`; characters without a known reading are left out. */
  pinyinInitials(name: string): string
}

/** Slow hashing for passwords and PINs. */
export interface Passwords {
  /** A self-describing verifier text with its own salt. */
  hash(password: string): Promise<string>
  /** Null where there is no account: false, after as long a time as with one. */
  matches(password: string, verifier: string | null): Promise<boolean>
  /** Whether a member's PIN is the one of this verifier (passes/member-pin.ts). */
  memberPin(pin: string, key: ProofKey, verifier: string): Promise<boolean>
}
