import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { SqliteDialect, type Dialect, type SqliteStatement } from 'kysely'
import { Rows } from './bulk.ts'

const STATEMENTS_KEPT = 256

const NOTHING: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
}

/**
 * Lets Kysely's SQLite dialect drive `node:sqlite`. Statements are kept, because Kysely asks for a fresh one per query;
 * parameters are checked, because the driver takes an object for named parameters and NaN for NULL without a word.
 */
export function nodeSqliteDialect(database: DatabaseSync): Dialect {
  const kept = new Map<string, SqliteStatement>()
  return new SqliteDialect({
    database: {
      close: () => database.close(),
      prepare(sql) {
        // A full or failing disk makes SQLite roll back by itself; a second rollback would hide the real error.
        if (sql === 'rollback' && !database.isTransaction) return NOTHING
        const statement = kept.get(sql) ?? adapted(database.prepare(sql))
        kept.delete(sql)
        kept.set(sql, statement)
        if (kept.size > STATEMENTS_KEPT) kept.delete(kept.keys().next().value ?? '')
        return statement
      },
    },
  })
}

function adapted(statement: StatementSync): SqliteStatement {
  return {
    // The driver has no such flag; a statement with columns returns rows (also RETURNING and pragma reads).
    reader: statement.columns().length > 0,
    all(parameters) {
      const [many] = parameters
      if (many instanceof Rows) return many.rows.flatMap(row => statement.all(...row.map(checkParameter)))
      return statement.all(...parameters.map(checkParameter))
    },
    run(parameters) {
      const [many] = parameters
      if (!(many instanceof Rows)) return statement.run(...parameters.map(checkParameter))
      let changes = 0
      for (const row of many.rows) changes += Number(statement.run(...row.map(checkParameter)).changes)
      return { changes, lastInsertRowid: 0 }
    },
    iterate: parameters => statement.iterate(...parameters.map(checkParameter)) as IterableIterator<never>,
  }
}

function checkParameter(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'bigint' || value instanceof Uint8Array) return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value === 'string' && value.isWellFormed()) return value
  throw new TypeError(`not a storable value: ${typeof value}`)
}
