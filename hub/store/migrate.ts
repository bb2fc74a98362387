import { sql } from 'kysely'
import type { Engine } from './engine.ts'
import { MIGRATIONS } from './migrations/all.ts'

/** Takes the steps that the database has not taken yet, all in one transaction. A newer one was refused on opening. */
export async function migrate(engine: Engine): Promise<void> {
  const { user_version: taken } = engine.raw.prepare('PRAGMA user_version').get() as { user_version: number }
  if (taken === MIGRATIONS.length) return
  await engine.writer.transaction().execute(async db => {
    for (const migration of MIGRATIONS.slice(taken)) await migration.up(db as never)
    await sql`PRAGMA user_version = ${sql.raw(String(MIGRATIONS.length))}`.execute(db)
  })
}
