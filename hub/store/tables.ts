import type { BranchTables } from './projections/branch.ts'
import type { PeopleTables } from './projections/people.ts'
import type { StaffTables } from './projections/staff.ts'

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
}

export interface Tables extends BranchTables, PeopleTables, StaffTables {
  journal: JournalTable
  private_words: WordsTable
  staff_passwords: StaffPasswordsTable
}

/** A connection, or a transaction, that may ask and write. */
export type Db = import('kysely').Kysely<Tables>
