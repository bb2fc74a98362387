import type { FactBody, JournalEntry } from '../../../shared/journal/facts.ts'
import type { Db } from '../tables.ts'
import type { Projection } from './projection.ts'

export interface ConflictTables {
  conflict_settlements: {
    no: number
    conflict_id: string
    up_to: number
    how: string
    note_id: string | null
    at: number
    staff_id: string | null
  }
}

export const conflictsProjection: Projection<'conflict.settled'> = {
  tables: ['conflict_settlements'],
  apply: { 'conflict.settled': settle },
}

async function settle(
  db: Db,
  { conflictId, upTo, how, note }: FactBody<'conflict.settled'>,
  { no, at, by }: Pick<JournalEntry, 'no' | 'at' | 'by'>,
): Promise<void> {
  await db
    .insertInto('conflict_settlements')
    .values({
      no,
      conflict_id: conflictId,
      up_to: upTo,
      how,
      note_id: note?.id ?? null,
      at,
      staff_id: by.type === 'staff' ? by.id : null,
    })
    .execute()
}
