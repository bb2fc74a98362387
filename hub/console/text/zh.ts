import { activities } from './zh/activities.ts'
import { attendance } from './zh/attendance.ts'
import { backup } from './zh/backup.ts'
import { care } from './zh/care.ts'
import { conflicts } from './zh/conflicts.ts'
import { declarations } from './zh/declarations.ts'
import { find } from './zh/find.ts'
import { incidents } from './zh/incidents.ts'
import { items } from './zh/items.ts'
import { january } from './zh/january.ts'
import { journal } from './zh/journal.ts'
import { kiosks } from './zh/kiosks.ts'
import { ledger } from './zh/ledger.ts'
import { login } from './zh/login.ts'
import { members } from './zh/members.ts'
import { notices } from './zh/notices.ts'
import { objections } from './zh/objections.ts'
import { oversight } from './zh/oversight.ts'
import { papers } from './zh/papers.ts'
import { phones } from './zh/phones.ts'
import { reviews } from './zh/reviews.ts'
import { scope } from './zh/scope.ts'
import { setUp } from './zh/set-up.ts'
import { settings } from './zh/settings.ts'
import { shell } from './zh/shell.ts'
import { showing } from './zh/showing.ts'
import { staff } from './zh/staff.ts'
import { standings } from './zh/standings.ts'
import { today } from './zh/today.ts'
import { voice } from './zh/voice.ts'

/** Everything the console says, by desk. A new desk: its file in `zh/` and in `en/`, a line here and in `en.ts`. */
export const zh = {
  activities,
  attendance,
  backup,
  care,
  conflicts,
  declarations,
  find,
  incidents,
  items,
  january,
  journal,
  kiosks,
  ledger,
  login,
  members,
  notices,
  objections,
  oversight,
  papers,
  phones,
  reviews,
  scope,
  setUp,
  settings,
  shell,
  showing,
  staff,
  standings,
  today,
  voice,
}

export type Words = typeof zh
