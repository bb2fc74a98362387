import { CompiledQuery } from 'kysely'
import type { Db, Tables } from './tables.ts'

/**
 * Many rows with few statements, for the path on which sign-ins arrive. The text of a statement is compiled once per
 * size and kept; sizes are few, so that the engine's prepared statements are found again.
 */

const SIZES = [64, 16, 4, 1] as const

const texts = new Map<string, string>()

/** Splits into pieces of the kept sizes. */
function* pieces<T>(items: readonly T[]): Generator<readonly T[]> {
  let at = 0
  for (const size of SIZES) {
    while (items.length - at >= size) {
      yield items.slice(at, at + size)
      at += size
    }
  }
}

export interface BulkTarget<T extends keyof Tables & string> {
  readonly table: T
  readonly columns: readonly (keyof Tables[T] & string)[]
  /** After the values, e.g. an ON CONFLICT clause; standard SQL of this store's engines. */
  readonly suffix?: string
}

/** @param rows values in the order of the columns */
export async function insertRows<T extends keyof Tables & string>(
  db: Db,
  target: BulkTarget<T>,
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  for (const piece of pieces(rows)) {
    const key = `${target.table} ${target.columns.join()} ${target.suffix ?? ''} ${piece.length}`
    const text = textOf(key, () => {
      const row = `(${target.columns.map(() => '?').join(', ')})`
      const columns = target.columns.map(column => `"${column}"`).join(', ')
      return `insert into "${target.table}" (${columns}) values ${piece.map(() => row).join(', ')} ${target.suffix ?? ''}`
    })
    await db.executeQuery(CompiledQuery.raw(text, piece.flat()))
  }
}

/**
 * Rows of a table by one text column.
 * @param keys at most a few hundred per call are wise; pieces are asked for one after the other
 */
export async function selectByKeys<Row>(db: Db, head: string, keys: readonly string[]): Promise<Row[]> {
  const found: Row[] = []
  for (const piece of pieces(keys)) {
    const text = textOf(`${head} ${piece.length}`, () => `${head} in (${piece.map(() => '?').join(', ')})`)
    const result = await db.executeQuery(CompiledQuery.raw(text, [...piece]))
    found.push(...(result.rows as Row[]))
  }
  return found
}

function textOf(key: string, make: () => string): string {
  const kept = texts.get(key) ?? make()
  texts.set(key, kept)
  return kept
}
