import type { PlainDate } from '../base/plain-date.ts'
import { falseItemOf } from './false-item.ts'
import { FORMAT_VERSION, type Scheme } from './scheme.ts'

/**
 * Next year's scheme, drafted from this year's (PT42): the cycle and the years in the wording move on, items that are
 * retired by January fall away, from cap groups and duty posts too, and the draft is of the newest format. How a year starts stays as it is: a share carried
 * over is a share of the year that then is the last one.
 *
 * @param last  the version in force at the end of its cycle
 * @param cycle  the year to draft for, after that of `last`
 */
export function nextYearScheme(last: Scheme, cycle: number): Scheme {
  const january = `${cycle}-01-01` as PlainDate
  const moved = (text: string) => text.replaceAll(`${last.cycle}年`, `${cycle}年`)
  const items = last.items.filter(item => item.retiredFrom === undefined || item.retiredFrom > january)
  const kept = new Set(items.map(item => item.code))
  const { duties, falseDeclaration: _, ...others } = last
  const falseItem = falseItemOf(last, january)
  return {
    ...others,
    formatVersion: FORMAT_VERSION,
    title: moved(last.title),
    cycle,
    items: items.map(item => ({ ...item, note: moved(item.note) })),
    capGroups: last.capGroups.flatMap(group => {
      const ofGroup = group.items.filter(code => kept.has(code))
      return ofGroup.length === 0 ? [] : [{ ...group, items: ofGroup, note: moved(group.note) }]
    }),
    ...(falseItem && { falseDeclaration: falseItem.code }),
    ...(duties && {
      duties: {
        ...duties,
        posts: duties.posts.map(post => ({ ...post, items: post.items.filter(code => kept.has(code)) })),
      },
    }),
  }
}
