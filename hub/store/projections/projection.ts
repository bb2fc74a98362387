import type { FactBody, FactKind, JournalEntry } from '../../../shared/journal/facts.ts'
import type { Db, Tables } from '../tables.ts'

/** Writes into its own tables what one fact changes. Must depend on the journal (and the words it points to) alone. */
export type Apply<K extends FactKind> = (
  db: Db,
  body: FactBody<K>,
  entry: Pick<JournalEntry, 'no' | 'at' | 'by'>,
) => Promise<void>

/** The same for neighbouring facts of one kind, with fewer statements. Must end in the same tables as one by one. */
export type ApplyMany<K extends FactKind> = (
  db: Db,
  facts: readonly { readonly body: FactBody<K>; readonly entry: Pick<JournalEntry, 'no' | 'at' | 'by'> }[],
) => Promise<void>

/** One desk's share of the projections: the tables that a rebuild empties, and what each of its facts does to them. */
export interface Projection<K extends FactKind> {
  readonly tables: readonly (keyof Tables)[]
  readonly apply: { readonly [kind in K]: Apply<kind> }
  readonly applyMany?: { readonly [kind in K]?: ApplyMany<kind> }
}
