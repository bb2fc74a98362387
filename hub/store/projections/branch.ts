import type { BranchReads } from '../../office/branch.ts'
import type { FactBody } from '../../../shared/journal/facts.ts'
import type { Db } from '../tables.ts'
import type { Projection } from './projection.ts'

export interface BranchTables {
  branch: {
    id: number
    founded: string
    settings: string | null
    calendar: string | null
  }
}

export const branchProjection: Projection<'branch.founded' | 'branch.settingsChanged' | 'branch.calendarChanged'> = {
  tables: ['branch'],
  apply: {
    'branch.founded': async (db, body) => {
      await db
        .insertInto('branch')
        .values({ id: 1, founded: JSON.stringify(body) })
        .execute()
    },
    'branch.settingsChanged': async (db, body) => {
      await db
        .updateTable('branch')
        .set({ settings: JSON.stringify(body) })
        .execute()
    },
    'branch.calendarChanged': async (db, body) => {
      await db
        .updateTable('branch')
        .set({ calendar: JSON.stringify(body) })
        .execute()
    },
  },
}

export function branchReads(db: Db): BranchReads {
  const row = () => db.selectFrom('branch').select(['founded', 'settings', 'calendar']).executeTakeFirst()
  return {
    async founded() {
      const found = await row()
      return found ? (JSON.parse(found.founded) as FactBody<'branch.founded'>) : null
    },
    async settings() {
      const found = await row()
      return found?.settings ? (JSON.parse(found.settings) as FactBody<'branch.settingsChanged'>) : null
    },
    async calendar() {
      const found = await row()
      return found?.calendar
        ? (JSON.parse(found.calendar) as FactBody<'branch.calendarChanged'>)
        : { holidays: [], makeUpDays: [] }
    },
  }
}
