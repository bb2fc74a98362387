import type { AnnouncedTables } from './announced.ts'
import type { ActivityTables } from './projections/activities.ts'
import type { BlobTables } from './blobs.ts'
import type { FeedTables } from './feeds.ts'
import type { IntakeTables } from './intake.ts'
import type { InnerTables } from './projections/inner-notices.ts'
import type { ConflictTables } from './projections/conflicts.ts'
import type { DeclarationTables } from './projections/declarations.ts'
import type { MemberActTables } from './projections/member-acts.ts'
import type { PresenceTables } from './projections/presence.ts'
import type { BranchTables } from './projections/branch.ts'
import type { CareTables } from './projections/care.ts'
import type { ClosingTables } from './projections/closings.ts'
import type { KioskTables } from './projections/kiosks.ts'
import type { TrustTables } from './projections/trust.ts'
import type { ShowingTables } from './projections/showing.ts'
import type { SignInTables } from './projections/sign-ins.ts'
import type { LedgerTables } from './projections/ledger.ts'
import type { NoticeTables } from './projections/notices.ts'
import type { ReviewTables } from './projections/reviews.ts'
import type { ObjectionTables } from './projections/objections.ts'
import type { PeopleTables } from './projections/people.ts'
import type { PhoneTables } from './projections/phones.ts'
import type { StaffTables } from './projections/staff.ts'
import type { VoiceTables } from './projections/voice.ts'

/** The journal itself: `line` is the exact text that is hashed; the other columns only serve questions. */
export interface JournalTable {
  no: number
  hash: string
  kind: string
  line: string
}

/** Private words, erasable; nothing here is ever hashed without its salt. */
export interface WordsTable {
  id: string
  kind: string
  salt: string
  words: string
}

/** Password verifiers and when they changed: a secret, so neither journal nor projection. */
export interface StaffPasswordsTable {
  staff_id: string
  verifier: string
  /** Sessions made before this are over. */
  changed_at: number
  /** 1 when somebody else chose it. */
  must_change: number
}

/** Console sessions that were logged out of, until they would have ended anyway. */
export interface EndedSessionsTable {
  session_id: string
  until: number
}

/** What the hub knows of itself: `epoch`, `backups`, `phoneUrls`. */
export interface HubMetaTable {
  key: string
  value: string
}

/** One row: the head after the newest commit, with the hub's seal over it. */
export interface JournalHeadTable {
  id: number
  size: number
  hash: string
  seal: string
}

export interface Tables
  extends
    ActivityTables,
    AnnouncedTables,
    BranchTables,
    CareTables,
    ConflictTables,
    DeclarationTables,
    ObjectionTables,
    MemberActTables,
    PresenceTables,
    ClosingTables,
    LedgerTables,
    NoticeTables,
    InnerTables,
    ReviewTables,
    PeopleTables,
    PhoneTables,
    StaffTables,
    FeedTables,
    IntakeTables,
    KioskTables,
    ShowingTables,
    TrustTables,
    SignInTables,
    BlobTables,
    VoiceTables {
  journal: JournalTable
  private_words: WordsTable
  staff_passwords: StaffPasswordsTable
  ended_sessions: EndedSessionsTable
  hub_meta: HubMetaTable
  journal_head: JournalHeadTable
}

/** A connection, or a transaction, that may ask and write. */
export type Db = import('kysely').Kysely<Tables>
