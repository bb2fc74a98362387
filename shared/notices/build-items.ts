import { formatHundredths } from '../base/hundredths.ts'
import type { PlainDate } from '../base/plain-date.ts'
import { CAP_LEVELS, type CapLevel, type Item } from '../points/item.ts'
import type { Scheme } from '../points/scheme.ts'
import type { BodyOf } from './document.ts'

/**
 * 积分项目 as they hang on the wall (NT12): every item in force on the day, in the scheme's order. An item that shares
 * its cap shows the shared one; a smaller cap of its own goes into its note.
 */
export function itemsBody(
  published: { readonly version: number; readonly effectiveFrom: PlainDate; readonly scheme: Scheme },
  on: PlainDate,
): BodyOf<'items'> {
  const { scheme } = published
  const labels = new Map(scheme.categories.map(({ id, label }) => [id, label]))
  const groups = new Map(scheme.capGroups.flatMap(group => group.items.map(code => [code, group] as const)))
  const current = scheme.items.filter(({ retiredFrom }) => retiredFrom === undefined || retiredFrom > on)
  return {
    kind: 'items',
    schemeVersion: published.version,
    cycle: scheme.cycle,
    effectiveFrom: published.effectiveFrom,
    categories: scheme.categories.map(({ id, label }) => ({ id, label })),
    items: current.map(item => {
      const { code, dimension, component, title, points, unit, evidence, recordedBy } = item
      const group = groups.get(code)
      return {
        code,
        dimension,
        component,
        title,
        points,
        unit,
        ...(item.quantity && { quantity: { ...item.quantity } }),
        caps: group ? group.caps : item.caps,
        capSharedWith: group ? [...group.items] : [],
        evidence,
        recordedBy,
        appliesTo: item.appliesTo === 'all' ? [] : item.appliesTo.map(id => labels.get(id) ?? id),
        note: [item.note, group ? ownCapNote(item) : ''].filter(part => part !== '').join('；'),
      }
    }),
  }
}

function ownCapNote({ caps }: Item): string {
  const parts = CAP_LEVELS.flatMap(level => {
    const cap = caps[level]
    return cap === undefined ? [] : [`${WHEN[level]}最多${formatHundredths(cap)}分`]
  })
  return parts.length === 0 ? '' : `本项${parts.join('、')}`
}

const WHEN: Readonly<Record<CapLevel, string>> = {
  perMonth: '每月',
  perQuarter: '每季',
  perPeriod: '每期',
  perCycle: '全年',
}
