import type { Problem } from '../../../../shared/base/problem.ts'
import type { Item } from '../../../../shared/points/item.ts'
import type { Scheme } from '../../../../shared/points/scheme.ts'
import { inNewestFormat } from '../../../../shared/points/false-item.ts'
import { checkAmendment, checkScheme, formatNeeded } from '../../../../shared/points/scheme-check.ts'
import { sentenceOf } from '../../../pages/language.ts'
import { words } from '../../text/words.ts'

/** A scheme while it is being edited: it may be wrong, and each part knows what is wrong with it. */

/** The same checks as at the hub, at every keystroke. @param before the published version that would be amended */
export function problemsOf(scheme: Scheme, before: Scheme | null): readonly Problem[] {
  const checked = checkScheme(scheme)
  return [...(checked.ok ? [] : checked.error), ...(before ? amendmentProblems(before, scheme) : [])]
}

/** `checkAmendment` speaks of the items of the published version; the editor shows those of the draft. */
function amendmentProblems(before: Scheme, scheme: Scheme): Problem[] {
  return checkAmendment(before, scheme).map(each => {
    const at = /^items\[(\d+)\]$/.exec(each.where ?? '')?.[1]
    const code = at === undefined ? undefined : before.items[Number(at)]?.code
    const now = scheme.items.findIndex(item => item.code === code)
    return now < 0 ? { ...each, where: 'items' } : { ...each, where: `items[${now}].component` }
  })
}

/** Everything about a part: `items[3]` takes `items[3].points` too, and never `items[31]`. */
export const problemsUnder = (problems: readonly Problem[], part: string): Problem[] =>
  problems.filter(({ where = '' }) => where === part || where.startsWith(`${part}.`) || where.startsWith(`${part}[`))

/** The sentence for one field. A value of the wrong shape is said in our words: the checker’s are for files. */
export function errorAt(problems: readonly Problem[], part: string): string | null {
  const [first] = problemsUnder(problems, part)
  if (!first) return null
  return first.code === 'SCHEME_VALUE_INVALID' ? words().items.editor.valueBad : sentenceOf(first)
}

/** Changes the list's element at a position. */
export const replaced = <T>(list: readonly T[], at: number, value: T): T[] =>
  list.map((each, index) => (index === at ? value : each))

export const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, index) => index !== at)

/** The item in its place; a new one after the last of its component. @param at null for a new one */
export function withItem(scheme: Scheme, at: number | null, item: Item): Scheme {
  if (at !== null) return inFormat({ ...scheme, items: replaced(scheme.items, at, item) })
  const last = scheme.items.findLastIndex(each => each.component === item.component)
  return inFormat({ ...scheme, items: scheme.items.toSpliced(last + 1, 0, item) })
}

/** Takes an item that was never published out again, also out of its cap group and of what names it. */
export function withoutItem(scheme: Scheme, at: number): Scheme {
  const code = scheme.items[at]?.code
  const capGroups = scheme.capGroups.flatMap(group => {
    const items = group.items.filter(each => each !== code)
    return items.length === 0 ? [] : [{ ...group, items }]
  })
  const { falseDeclaration, ...others } = scheme
  const named = falseDeclaration === undefined || falseDeclaration === code ? {} : { falseDeclaration }
  return { ...others, ...named, items: without(scheme.items, at), capGroups }
}

/** @param code of the deduction for a false declaration; empty: none, which only the newest format can say */
export function withFalseItem(scheme: Scheme, code: string): Scheme {
  const { falseDeclaration: _, ...others } = inNewestFormat(scheme)
  return code === '' ? others : { ...others, falseDeclaration: code }
}

/** A scheme that was given something its format does not know is of the newest one from then on. */
export const inFormat = (scheme: Scheme): Scheme =>
  formatNeeded(scheme) > scheme.formatVersion ? inNewestFormat(scheme) : scheme

export const NEW_ITEM: Item = {
  code: '',
  dimension: 'role',
  component: 'contribution',
  title: '',
  points: null,
  unit: '次',
  caps: {},
  evidence: 'branchRecord',
  appliesTo: 'all',
  recordedBy: 'branch',
  note: '',
}

/** What a component demands of an item: vetoes carry no points, deductions and vetoes come from the branch. */
export function inComponent(item: Item, component: Item['component']): Item {
  const next = { ...item, component }
  if (component === 'veto') return { ...next, points: null, caps: {}, recordedBy: 'branch' }
  return component === 'deduction' ? { ...next, recordedBy: 'branch' } : next
}
