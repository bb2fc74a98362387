import { formatHundredths } from '../../../shared/base/hundredths.ts'
import { CAP_LEVELS, type CapLevel, type Caps, type Item } from '../../../shared/points/item.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { dateText, pointsText } from '../../pages/format.ts'
import { words } from '../text/words.ts'
import type { Published } from './cycles.ts'
import type { ItemField } from './diff.ts'

/** A scheme in words: what an item is worth, what its caps are, for whom it is meant. */

/** 第2版，2026年7月1日起生效 */
export const versionLine = ({ version, effectiveFrom }: Published): string =>
  words().items.versionLine(version, dateText(effectiveFrom))

/** 3分/次, −5分/次, 5～10分/项 */
export function worthText(item: Pick<Item, 'points' | 'unit' | 'quantity'>): string {
  const { items } = words()
  if (item.points === null) return items.noPoints
  const { least, most } = item.quantity ?? {}
  // One point a unit and a range of units is how “5 to 10 points” is written.
  if (item.points === 100 && least !== undefined && most !== undefined) {
    return items.rangePerUnit(formatHundredths(least), formatHundredths(most), item.unit)
  }
  return items.perUnit(pointsText(item.points), item.unit)
}

/** 每月1分，每季2分，全年12分 */
export function capText(caps: Caps | undefined, reviewPeriod: Scheme['reviewPeriod']): string {
  const { items } = words()
  const parts = CAP_LEVELS.flatMap(level => {
    const cap = caps?.[level]
    return cap === undefined ? [] : [items.capOf(spanText(level, reviewPeriod), formatHundredths(cap))]
  })
  return parts.join('，') || items.noCap
}

/** 每月, 每季, 每半年, 全年 */
export function spanText(level: CapLevel, reviewPeriod: Scheme['reviewPeriod']): string {
  const { items } = words()
  return level === 'perPeriod' ? items.perPeriod[reviewPeriod] : items.perSpan[level]
}

export function appliesText(scheme: Scheme, appliesTo: 'all' | readonly string[]): string {
  const { items } = words()
  if (appliesTo === 'all') return items.everybody
  return appliesTo.map(id => labelOf(scheme, id)).join('、')
}

export const labelOf = (scheme: Pick<Scheme, 'categories'>, id: string): string =>
  scheme.categories.find(each => each.id === id)?.label ?? id

export const groupOf = (scheme: Scheme, code: string): Scheme['capGroups'][number] | undefined =>
  scheme.capGroups.find(group => group.items.includes(code))

/** One field of an item, for a list of changes. */
export function fieldText(scheme: Scheme, item: Item, field: ItemField): string {
  const { items } = words()
  switch (field) {
    case 'points':
    case 'unit':
      return worthText(item)
    case 'quantity':
      return quantityText(item)
    case 'caps':
      return capText(item.caps, scheme.reviewPeriod)
    case 'evidence':
      return items.evidences[item.evidence]
    case 'recordedBy':
      return items.recorders[item.recordedBy]
    case 'appliesTo':
      return appliesText(scheme, item.appliesTo)
    case 'component':
      return items.components[item.component]
    case 'dimension':
      return items.dimensions[item.dimension]
    case 'retiredFrom':
      return item.retiredFrom === undefined ? items.diff.empty : dateText(item.retiredFrom)
    case 'title':
    case 'note':
      return item[field] || items.diff.empty
  }
}

export function quantityText({ quantity }: Pick<Item, 'quantity'>): string {
  const { items } = words()
  const { least, most } = quantity ?? {}
  if (least === undefined && most === undefined) return items.quantityAny
  return items.quantityRange(
    least === undefined ? '…' : formatHundredths(least),
    most === undefined ? '…' : formatHundredths(most),
  )
}
