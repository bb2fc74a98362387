import { activities } from './en/activities.ts'
import { attendance } from './en/attendance.ts'
import { backup } from './en/backup.ts'
import { care } from './en/care.ts'
import { conflicts } from './en/conflicts.ts'
import { declarations } from './en/declarations.ts'
import { find } from './en/find.ts'
import { incidents } from './en/incidents.ts'
import { items } from './en/items.ts'
import { january } from './en/january.ts'
import { journal } from './en/journal.ts'
import { kiosks } from './en/kiosks.ts'
import { ledger } from './en/ledger.ts'
import { login } from './en/login.ts'
import { members } from './en/members.ts'
import { notices } from './en/notices.ts'
import { objections } from './en/objections.ts'
import { oversight } from './en/oversight.ts'
import { papers } from './en/papers.ts'
import { phones } from './en/phones.ts'
import { reviews } from './en/reviews.ts'
import { scope } from './en/scope.ts'
import { setUp } from './en/set-up.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { showing } from './en/showing.ts'
import { staff } from './en/staff.ts'
import { standings } from './en/standings.ts'
import { today } from './en/today.ts'
import { voice } from './en/voice.ts'
import type { Words } from './zh.ts'

/** The English twin; the compiler refuses it while a word is missing. */
export const en: Words = {
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
