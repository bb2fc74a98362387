import { activities } from './api/activities.ts'
import { backup } from './api/backup.ts'
import { care } from './api/care.ts'
import { conflicts } from './api/conflicts.ts'
import { declarations } from './api/declarations.ts'
import { elsewhere } from './api/elsewhere.ts'
import { exports } from './api/exports.ts'
import { find } from './api/find.ts'
import { incidents } from './api/incidents.ts'
import { guests } from './api/guests.ts'
import { journal } from './api/journal.ts'
import { kiosks } from './api/kiosks.ts'
import { ledger } from './api/ledger.ts'
import { members } from './api/members.ts'
import { notices } from './api/notices.ts'
import { objections } from './api/objections.ts'
import { oversight } from './api/oversight.ts'
import { phones } from './api/phones.ts'
import { reviews } from './api/reviews.ts'
import { rounds } from './api/rounds.ts'
import { scheme } from './api/scheme.ts'
import { session } from './api/session.ts'
import { setUp } from './api/set-up.ts'
import { settings } from './api/settings.ts'
import { showing } from './api/showing.ts'
import { staff } from './api/staff.ts'
import { voice } from './api/voice.ts'
import { router } from './procedures.ts'

/** The console's whole API, one router per desk. The pages import only its type. */
export const consoleApi = router({
  activities,
  backup,
  care,
  conflicts,
  declarations,
  elsewhere,
  exports,
  find,
  guests,
  incidents,
  journal,
  kiosks,
  ledger,
  members,
  notices,
  objections,
  oversight,
  phones,
  reviews,
  rounds,
  scheme,
  session,
  setUp,
  settings,
  showing,
  staff,
  voice,
})

export type ConsoleApi = typeof consoleApi
