import { CompiledQuery } from 'kysely'
import type { Db, Tables } from './tables.ts'

/**
 * Many rows at the price of one query, for the path on which sign-ins arrive: one statement, run once per row by the
 * engine's adapter (`Rows` is what it knows such a query by).
 */
export class Rows {
  readonly rows: readonly (readonly unknown[])[]
  constructor(rows: readonly (readonly unknown[])[]) {
    this.rows = rows
  }
}

/** A fixed query as it stands: nothing to build or compile, for the few that every commit asks. */
export async function ask<Row>(db: Db, sql: string, ...parameters: readonly unknown[]): Promise<readonly Row[]> {
  return (await db.executeQuery(CompiledQuery.raw(sql, [...parameters]))).rows as Row[]
}

export interface BulkTarget<T extends keyof Tables & string> {
  readonly table: T
  readonly columns: readonly (keyof Tables[T] & string)[]
  /** After the values, e.g. an ON CONFLICT clause; standard SQL of this store's engines. */
  readonly suffix?: string
}

/**
 * A statement that returns nothing, once for every row of parameters.
 * @returns how many rows of the database it changed
 */
export async function runRows(db: Db, sql: string, rows: readonly (readonly unknown[])[]): Promise<number> {
  if (rows.length === 0) return 0
  return Number((await db.executeQuery(CompiledQuery.raw(sql, [new Rows(rows)]))).numAffectedRows ?? 0)
}

const texts = new WeakMap<object, string>()

/** @param rows values in the order of the columns */
export async function insertRows<T extends keyof Tables & string>(
  db: Db,
  target: BulkTarget<T>,
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  const text = texts.get(target) ?? insertText(target)
  texts.set(target, text)
  await runRows(db, text, rows)
}

function insertText<T extends keyof Tables & string>({ table, columns, suffix = '' }: BulkTarget<T>): string {
  const names = columns.map(column => `"${column}"`).join(', ')
  return `insert into "${table}" (${names}) values (${columns.map(() => '?').join(', ')}) ${suffix}`
}

/**
 * Rows of a table by one text column, in the order of the keys.
 * @param head a select that ends in the column to compare, e.g. `select … where "id"`
 */
export async function selectByKeys<Row>(db: Db, head: string, keys: readonly string[]): Promise<readonly Row[]> {
  if (keys.length === 0) return []
  const result = await db.executeQuery(CompiledQuery.raw(`${head} = ?`, [new Rows(keys.map(key => [key]))]))
  return result.rows as Row[]
}
