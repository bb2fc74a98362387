import type { PlainDate } from '../base/plain-date.ts'
import type { Item } from '../points/item.ts'
import type { Scheme } from '../points/scheme.ts'

/** 虚假申报: the deduction that a scheme has for it, by its title; each branch numbers its items as it likes. */
export const falseItemOf = (scheme: Scheme, day: PlainDate): Item | null =>
  scheme.items.find(
    ({ component, title, retiredFrom }) =>
      component === 'deduction' && /虚假申报|虚报/.test(title) && (retiredFrom === undefined || day < retiredFrom),
  ) ?? null
