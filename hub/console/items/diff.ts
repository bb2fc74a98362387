import { canonical, type Json } from '../../../shared/base/canonical.ts'
import type { Item } from '../../../shared/points/item.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'

/** What one version of a scheme does to another, so that whoever publishes sees it before. */

const ITEM_FIELDS = [
  'title',
  'component',
  'dimension',
  'points',
  'unit',
  'quantity',
  'caps',
  'evidence',
  'recordedBy',
  'appliesTo',
  'note',
  'retiredFrom',
] as const
export type ItemField = (typeof ITEM_FIELDS)[number]

const RULE_FIELDS = [
  'title',
  'reviewPeriod',
  'start',
  'floor',
  'totalCap',
  'componentCaps',
  'capGroups',
  'categories',
  'duties',
  'appraisal',
  'veto',
  'falseDeclaration',
  'bands',
  'gradeShares',
  'alerts',
  'ranking',
] as const
export type RuleField = (typeof RULE_FIELDS)[number]

export interface ItemChange {
  /** retired: a day was set from which it takes no entries. removed: only possible in a draft that was never published. */
  readonly kind: 'added' | 'changed' | 'retired' | 'removed'
  readonly item: Item
  /** Null for an added one. */
  readonly before: Item | null
  /** Empty for added and removed ones. */
  readonly fields: readonly ItemField[]
}

export interface SchemeDiff {
  readonly items: readonly ItemChange[]
  readonly rules: readonly RuleField[]
}

/** Members that are set to undefined are as good as absent. */
const same = (a: Json | undefined, b: Json | undefined): boolean => canonical({ value: a }) === canonical({ value: b })

/** @param before null: everything is new, and that is no list worth reading */
export function compareSchemes(before: Scheme | null, after: Scheme): SchemeDiff {
  if (before === null) return { items: [], rules: [] }
  const known = new Map(before.items.map(item => [item.code, item]))
  const kept = new Set(after.items.map(item => item.code))
  const now = after.items.flatMap(item => changeOf(known.get(item.code) ?? null, item) ?? [])
  const removed = before.items
    .filter(item => !kept.has(item.code))
    .map((item): ItemChange => ({ kind: 'removed', item, before: item, fields: [] }))
  return { items: [...now, ...removed], rules: RULE_FIELDS.filter(field => !same(before[field], after[field])) }
}

function changeOf(before: Item | null, item: Item): ItemChange | null {
  if (before === null) return { kind: 'added', item, before, fields: [] }
  const fields = ITEM_FIELDS.filter(field => !same(before[field], item[field]))
  if (fields.length === 0) return null
  const retired = item.retiredFrom !== undefined && before.retiredFrom === undefined
  return { kind: retired ? 'retired' : 'changed', item, before, fields }
}

export const isSameScheme = ({ items, rules }: SchemeDiff): boolean => items.length === 0 && rules.length === 0

export const countOf = ({ items, rules }: SchemeDiff) => {
  const of = (kind: ItemChange['kind']) => items.filter(each => each.kind === kind).length
  return { added: of('added'), changed: of('changed') + of('removed') + rules.length, retired: of('retired') }
}
