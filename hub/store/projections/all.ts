import type { FactKind, JournalEntry } from '../../../shared/journal/facts.ts'
import type { Db } from '../tables.ts'
import { activitiesProjection } from './activities.ts'
import { branchProjection } from './branch.ts'
import { ledgerProjection } from './ledger.ts'
import { peopleProjection } from './people.ts'
import type { Apply } from './projection.ts'
import { staffProjection } from './staff.ts'

const PROJECTIONS = [
  activitiesProjection,
  branchProjection,
  ledgerProjection,
  peopleProjection,
  staffProjection,
] as const

/** Every table that is a fold of the journal, and nothing else. */
export const PROJECTED_TABLES = PROJECTIONS.flatMap(projection => projection.tables)

const APPLY = {
  ...activitiesProjection.apply,
  ...branchProjection.apply,
  ...ledgerProjection.apply,
  ...peopleProjection.apply,
  ...staffProjection.apply,
} satisfies { [K in FactKind]: Apply<K> }

/** Folds one journal line into the projections. */
export async function project(db: Db, entry: JournalEntry): Promise<void> {
  // The table is total by type; the pairing of kind and body is what `JournalEntry` says.
  const apply = APPLY[entry.kind] as Apply<FactKind>
  await apply(db, entry.body, entry)
}
