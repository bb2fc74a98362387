import type { PlainDate } from '../base/plain-date.ts'
import type { Item } from './item.ts'
import { FORMAT_VERSION, type Scheme } from './scheme.ts'

/**
 * 虚假申报: the deduction that the scheme names for it (PT96), as long as it is in force; null where it names none.
 * Schemes older than format 3 could name none and were published when the title decided: there it still does.
 */
export function falseItemOf(scheme: Scheme, day: PlainDate): Item | null {
  const found = scheme.formatVersion < FORMAT_VERSION ? byTitle(scheme, day) : byName(scheme)
  return found !== undefined && isInForce(found, day) ? found : null
}

const byName = ({ items, falseDeclaration }: Scheme): Item | undefined =>
  items.find(each => each.code === falseDeclaration)

const byTitle = ({ items }: Scheme, day: PlainDate): Item | undefined =>
  items.find(item => item.component === 'deduction' && /虚假申报|虚报/.test(item.title) && isInForce(item, day))

const isInForce = ({ retiredFrom }: Item, day: PlainDate): boolean => retiredFrom === undefined || day < retiredFrom

/** The same scheme in the newest format: what an older one left to a title is named from then on. */
export function inNewestFormat(scheme: Scheme): Scheme {
  if (scheme.formatVersion === FORMAT_VERSION) return scheme
  const item = falseItemOf(scheme, `${scheme.cycle}-12-31` as PlainDate)
  return { ...scheme, formatVersion: FORMAT_VERSION, ...(item && { falseDeclaration: item.code }) }
}
