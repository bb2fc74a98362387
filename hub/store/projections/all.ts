import type { FactBody, FactKind, JournalEntry } from '../../../shared/journal/facts.ts'
import type { Db } from '../tables.ts'
import { activitiesProjection } from './activities.ts'
import { branchProjection } from './branch.ts'
import { careProjection } from './care.ts'
import { closingsProjection } from './closings.ts'
import { conflictsProjection } from './conflicts.ts'
import { declarationsProjection } from './declarations.ts'
import { hubProjection } from './hub.ts'
import { kiosksProjection } from './kiosks.ts'
import { ledgerProjection } from './ledger.ts'
import { memberActsProjection } from './member-acts.ts'
import { noticesProjection } from './notices.ts'
import { objectionsProjection } from './objections.ts'
import { peopleProjection } from './people.ts'
import { phonesProjection } from './phones.ts'
import type { Apply, ApplyMany } from './projection.ts'
import { reviewsProjection } from './reviews.ts'
import { showingProjection } from './showing.ts'
import { signInsProjection } from './sign-ins.ts'
import { staffProjection } from './staff.ts'
import { trustProjection } from './trust.ts'
import { voiceProjection } from './voice.ts'

const PROJECTIONS = [
  activitiesProjection,
  branchProjection,
  conflictsProjection,
  careProjection,
  closingsProjection,
  declarationsProjection,
  hubProjection,
  kiosksProjection,
  ledgerProjection,
  memberActsProjection,
  noticesProjection,
  objectionsProjection,
  peopleProjection,
  phonesProjection,
  reviewsProjection,
  showingProjection,
  signInsProjection,
  staffProjection,
  trustProjection,
  voiceProjection,
] as const

/** Every table that is a fold of the journal, and nothing else. */
export const PROJECTED_TABLES = PROJECTIONS.flatMap(projection => projection.tables)

const APPLY = {
  ...activitiesProjection.apply,
  ...branchProjection.apply,
  ...conflictsProjection.apply,
  ...careProjection.apply,
  ...closingsProjection.apply,
  ...declarationsProjection.apply,
  ...hubProjection.apply,
  ...kiosksProjection.apply,
  ...ledgerProjection.apply,
  ...memberActsProjection.apply,
  ...noticesProjection.apply,
  ...objectionsProjection.apply,
  ...peopleProjection.apply,
  ...phonesProjection.apply,
  ...reviewsProjection.apply,
  ...showingProjection.apply,
  ...signInsProjection.apply,
  ...staffProjection.apply,
  ...trustProjection.apply,
  ...voiceProjection.apply,
} satisfies { [K in FactKind]: Apply<K> }

const APPLY_MANY: { readonly [K in FactKind]?: ApplyMany<K> } = signInsProjection.applyMany ?? {}

/** Folds journal lines into the projections, in order; neighbours of one kind at once where the kind allows it. */
export async function project(db: Db, entries: readonly JournalEntry[]): Promise<void> {
  let at = 0
  while (at < entries.length) {
    const first = entries[at]
    if (!first) return
    const many = APPLY_MANY[first.kind] as ApplyMany<FactKind> | undefined
    let end = at + 1
    if (many) while (entries[end]?.kind === first.kind) end += 1
    // The tables are total by type; the pairing of kind and body is what `JournalEntry` says.
    if (many)
      await many(
        db,
        entries.slice(at, end).map(entry => ({ body: entry.body as FactBody<FactKind>, entry })),
      )
    else await (APPLY[first.kind] as Apply<FactKind>)(db, first.body, first)
    at = end
  }
}
