import { isHourly } from '../../../shared/activities/attendance.ts'
import { yearOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import { pointsText } from '../../pages/format.ts'
import { api } from '../api.ts'
import { useQuery } from '../query.ts'

export interface ItemOption {
  readonly value: string
  readonly label: string
  /** Why it cannot be counted by the hour; null: it can. */
  readonly notHourly: string | null
}

/** Items that attendance may give on a day, those meant for sign-ins first; null until the hub has answered. */
export function useItems(day: PlainDate): readonly ItemOption[] | null {
  const published = useQuery(['scheme', 'published'], () => api.scheme.published.query())
  if (!published.data) return null
  const ofYear = published.data.filter(each => each.scheme.cycle === yearOf(day))
  const inForce = ofYear.findLast(each => each.effectiveFrom <= day) ?? ofYear[0]
  const items = (inForce?.scheme.items ?? []).filter(
    each =>
      (each.component === 'base' || each.component === 'contribution') &&
      (each.retiredFrom === undefined || each.retiredFrom > day),
  )
  return [...items]
    .sort((a, b) => Number(b.evidence === 'signIn') - Number(a.evidence === 'signIn'))
    .map(each => ({
      value: each.code,
      label: `${each.code} ${each.title}（${each.points === null ? '' : pointsText(each.points)}／${each.unit}）`,
      notHourly: isHourly(each) ? null : each.unit,
    }))
}
