import type { Kysely } from 'kysely'
import { journal } from './0001-journal.ts'
import { branchAndStaff } from './0002-branch-and-staff.ts'
import { people } from './0003-people.ts'
import { hub } from './0004-hub.ts'
import { ledger } from './0005-ledger.ts'
import { activities } from './0006-activities.ts'
import { wire } from './0007-wire.ts'
import { notices } from './0008-notices.ts'
import { blobs } from './0009-blobs.ts'
import { presence } from './0010-presence.ts'
import { attendanceSettled } from './0011-attendance.ts'
import { phones } from './0012-phones.ts'
import { kioskPins } from './0013-kiosk-pins.ts'
import { trust } from './0014-trust.ts'
import { showing } from './0015-showing.ts'
import { announced } from './0018-announced.ts'
import { reviews } from './0020-reviews.ts'
import { lateAnswers } from './0021-late-answers.ts'
import { declarations } from './0022-declarations.ts'
import { care } from './0024-care.ts'
import { inner } from './0025-inner.ts'
import { quickQuestions } from './0027-quick-questions.ts'
import { pinTries } from './0028-pin-tries.ts'
import { objections } from './0029-objections.ts'
import { letters } from './0030-letters.ts'

/** One step of the schema's history. Never edited once released; what was wrong is mended by a later step. */
export interface Migration {
  readonly name: string
  /** Kysely's own advice: a migration must not know today's table types, which tomorrow will change. */
  up(db: Kysely<unknown>): Promise<void>
}

/** In order; the database remembers how many it has taken (`PRAGMA user_version`). */
export const MIGRATIONS: readonly Migration[] = [
  journal,
  branchAndStaff,
  people,
  hub,
  ledger,
  activities,
  wire,
  notices,
  blobs,
  presence,
  attendanceSettled,
  phones,
  kioskPins,
  trust,
  showing,
  announced,
  reviews,
  lateAnswers,
  declarations,
  care,
  inner,
  quickQuestions,
  pinTries,
  objections,
  letters,
]
