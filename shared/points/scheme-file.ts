import * as v from 'valibot'
import { formatHundredths, parseHundredths, type Hundredths } from '../base/hundredths.ts'
import { problem, type Problem } from '../base/problem.ts'
import { err, type Result } from '../base/result.ts'
import { CAP_LEVELS, type Caps, type Item } from './item.ts'
import { schemeShape, type Scheme } from './scheme.ts'
import { checkShaped } from './scheme-check.ts'

/**
 * The file form of a scheme (docs/scheme.md): the same members, with points as decimal text that a person writes
 * (`"0.5"`) instead of hundredths. Reading also takes plain numbers.
 */

const FilePointsSchema = v.pipe(
  v.union([v.string(), v.number()]),
  v.rawTransform<string | number, Hundredths>(({ dataset, addIssue, NEVER }) => {
    const points = parseHundredths(String(dataset.value))
    if (points !== null) return points
    addIssue({ message: 'not points', expected: '"12.5"', received: JSON.stringify(dataset.value) })
    return NEVER
  }),
)

const FileSchema = schemeShape(FilePointsSchema)

/** @returns the scheme, or everything that is wrong with the text, each problem with the path of the member */
export function schemeFromFile(text: string): Result<Scheme, Problem[]> {
  const json = parseJson(text)
  if (json === undefined) {
    return err([problem('SCHEME_NOT_JSON', { zh: '这不是 JSON 文件，或文件不完整。', en: 'not JSON, or cut short' })])
  }
  return checkShaped(v.safeParse(FileSchema, json))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

/** JSON text with two spaces of indent and a line end; `schemeFromFile` gives the same scheme back. */
export function schemeToFile(scheme: Scheme): string {
  const { base, contribution, deduction } = scheme.componentCaps
  const form = {
    ...scheme,
    start: startForm(scheme.start),
    floor: text(scheme.floor),
    totalCap: text(scheme.totalCap),
    componentCaps: {
      base: base && capsForm(base),
      contribution: contribution && capsForm(contribution),
      deduction: deduction && capsForm(deduction),
    },
    bands: scheme.bands.map(band => ({ ...band, from: text(band.from) })),
    alerts: scheme.alerts.map(alert => ({ ...alert, below: text(alert.below) })),
    items: scheme.items.map(itemForm),
    capGroups: scheme.capGroups.map(group => ({ ...group, caps: capsForm(group.caps) })),
  }
  return `${JSON.stringify(form, null, 2)}\n`
}

function startForm(start: Scheme['start']) {
  switch (start.mode) {
    case 'accrue':
      return start
    case 'grant': {
      const byCategory = Object.entries(start.byCategory).map(([id, points]) => [id, text(points)] as const)
      return { ...start, points: text(start.points), byCategory: Object.fromEntries(byCategory) }
    }
    case 'carryOver':
      return { ...start, otherwise: text(start.otherwise) }
  }
}

function itemForm(item: Item) {
  const { quantity } = item
  return {
    ...item,
    points: text(item.points),
    quantity: quantity && { least: text(quantity.least), most: text(quantity.most) },
    caps: capsForm(item.caps),
  }
}

const capsForm = (caps: Caps) => Object.fromEntries(CAP_LEVELS.map(level => [level, text(caps[level])] as const))

/** Null stays null; an absent member stays absent, because JSON leaves undefined out. */
function text<Absent extends null | undefined>(points: Hundredths | Absent): string | Absent {
  return points === null || points === undefined ? points : formatHundredths(points)
}
