import type { BodyOf } from '../../shared/notices/document.ts'
import { COMPONENTS, DIMENSIONS, type Component, type Dimension } from '../../shared/points/item.ts'

export type PublishedItem = BodyOf<'items'>['items'][number]

/** One cell of the matrix. */
export interface Cell {
  readonly dimension: Dimension
  readonly component: Component
}

export const itemsOf = (items: readonly PublishedItem[], cell: Cell): readonly PublishedItem[] =>
  items.filter(each => each.dimension === cell.dimension && each.component === cell.component)

/** How many items each cell holds. */
export type Counts = Readonly<Record<Dimension, Readonly<Record<Component, number>>>>

export function countItems(items: readonly PublishedItem[]): Counts {
  const none = () => ({ base: 0, contribution: 0, deduction: 0, veto: 0 })
  const counts = { political: none(), discipline: none(), character: none(), role: none() }
  for (const each of items) counts[each.dimension][each.component] += 1
  return counts
}

/** Where the page opens: the first cell that holds something, contributions before the rest, because people ask for them. */
export function firstCell(items: readonly PublishedItem[]): Cell {
  for (const component of ['contribution', ...COMPONENTS] as const) {
    for (const dimension of DIMENSIONS) {
      const cell = { dimension, component }
      if (itemsOf(items, cell).length > 0) return cell
    }
  }
  return { dimension: 'political', component: 'base' }
}
