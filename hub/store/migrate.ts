import { sql } from 'kysely'
import { StoreError, type Engine } from './engine.ts'
import { MIGRATIONS } from './migrations/all.ts'

/**
 * Takes the steps that the database has not taken yet, all in one transaction.
 * @throws StoreError DB_NEWER when a later version of the program has been here
 */
export async function migrate(engine: Engine): Promise<void> {
  const { user_version: taken } = engine.raw.prepare('PRAGMA user_version').get() as { user_version: number }
  if (taken > MIGRATIONS.length) {
    throw new StoreError(
      'DB_NEWER',
      '数据文件由更新版本的程序写成，请先升级本程序。数据没有改动。',
      `database schema ${taken} is newer than this program's ${MIGRATIONS.length}`,
    )
  }
  if (taken === MIGRATIONS.length) return
  await engine.writer.transaction().execute(async db => {
    for (const migration of MIGRATIONS.slice(taken)) await migration.up(db as never)
    await sql`PRAGMA user_version = ${sql.raw(String(MIGRATIONS.length))}`.execute(db)
  })
}
