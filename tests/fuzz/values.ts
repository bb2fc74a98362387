import type { Chance } from './chance.ts'

/** Values for the wire as JSON texts: what a schema wants, and what no schema wants. */

/** Stands for itself in the text: what `JSON.stringify` would not write. */
export class Raw {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
const deepObject = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)

/** As JSON, or as what only looks like it. */
const EVIL: readonly string[] = [
  'null',
  'true',
  '0',
  '-0',
  '-1',
  '1.5',
  '1e308',
  '1e999',
  '-1e999',
  '9007199254740993',
  '"9007199254740993"',
  '1e-320',
  'NaN',
  'Infinity',
  'undefined',
  '""',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\\u0000"',
  '"\\u202e支部"',
  '"__proto__"',
  '"constructor"',
  '"toString"',
  '[]',
  '[null]',
  '{}',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"toString":1,"valueOf":2,"length":1e9}',
  '{"toJSON":"x","then":1}',
  '{"_placeholder":true,"num":0}',
  '{"_placeholder":true,"num":-1}',
  `"${'x'.repeat(3_000)}"`,
  `"${'支'.repeat(9_000)}"`,
  `"${'y'.repeat(70_000)}"`,
  deep(50),
  deep(9_000),
  deepObject(5_000),
  `[${'0,'.repeat(20_000)}0]`,
]

export const evil = (chance: Chance): Raw => new Raw(chance.pick(EVIL))

export function jsonOf(value: unknown): string {
  if (value instanceof Raw) return value.text
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}:${jsonOf(each)}`)
  return `{${members.join(',')}}`
}

interface Shape {
  readonly type?: string
  readonly entries?: Readonly<Record<string, Shape>>
  readonly item?: Shape
  readonly items?: readonly Shape[]
  readonly options?: readonly unknown[]
  readonly literal?: unknown
  readonly wrapped?: Shape
  readonly pipe?: readonly { readonly type?: string; readonly requirement?: unknown }[]
}

/** A value the schema would take, mostly: checks of whole objects are not understood. */
export function fitting(schema: unknown, chance: Chance): unknown {
  const shape = schema as Shape
  switch (shape.type) {
    case 'object':
    case 'strict_object':
      return Object.fromEntries(
        Object.entries(shape.entries ?? {})
          .filter(([, each]) => each.type !== 'optional' || chance.percent(50))
          .map(([name, each]) => [name, fitting(each, chance)]),
      )
    case 'array':
      return Array.from({ length: lengthOf(shape, chance) }, () => fitting(shape.item, chance))
    case 'tuple':
      return (shape.items ?? []).map(each => fitting(each, chance))
    case 'union':
    case 'variant':
      return fitting(chance.pick(shape.options ?? []), chance)
    case 'picklist':
      return chance.pick(shape.options ?? [])
    case 'literal':
      return shape.literal
    case 'optional':
      return fitting(shape.wrapped, chance)
    case 'nullable':
      return chance.percent(30) ? null : fitting(shape.wrapped, chance)
    case 'boolean':
      return chance.percent(50)
    case 'number':
      return numberOf(shape, chance)
    case 'string':
      return stringOf(shape, chance)
    case 'record':
      return { [chance.hex(4)]: chance.below(9) }
    default:
      return chance.below(9)
  }
}

const needOf = (shape: Shape, type: string): number | null => {
  const found = shape.pipe?.find(each => each.type === type)?.requirement
  return typeof found === 'number' ? found : null
}

function lengthOf(shape: Shape, chance: Chance): number {
  const most = Math.min(needOf(shape, 'max_length') ?? 4, 6)
  return Math.max(needOf(shape, 'min_length') ?? 0, chance.below(most + 1))
}

function numberOf(shape: Shape, chance: Chance): number {
  const least = needOf(shape, 'min_value') ?? 0
  const most = needOf(shape, 'max_value') ?? (chance.percent(20) ? Number.MAX_SAFE_INTEGER : 1_000)
  return chance.pick([least, most, least + chance.below(Math.min(most - least, 1e9) + 1)])
}

function stringOf(shape: Shape, chance: Chance): string {
  const regex = shape.pipe?.find(each => each.requirement instanceof RegExp)?.requirement
  const source = regex instanceof RegExp ? regex.source : ''
  const digits = /^\^\[0-9a-f\]\{(?:\d+,)?(\d+)\}\$$/.exec(source)?.[1]
  if (digits !== undefined) return chance.hex(Number(digits))
  if (/7\[0-9a-f\]/.test(source) || source.includes('-7')) {
    return `${chance.hex(8)}-${chance.hex(4)}-7${chance.hex(3)}-8${chance.hex(3)}-${chance.hex(12)}`
  }
  return chance.pick(['signIn', 'memberAct', 'guest', 'x', '支部', chance.hex(8), '2026-11-23', ''])
}

/** The value with one to three places of it spoilt. */
export function spoilt(value: unknown, chance: Chance): unknown {
  let bad = value
  for (let times = 1 + chance.below(3); times > 0; times--) bad = spoil(bad, chance)
  return bad
}

function spoil(value: unknown, chance: Chance): unknown {
  if (chance.percent(15) || typeof value !== 'object' || value === null || value instanceof Raw) return evil(chance)
  if (Array.isArray(value)) {
    if (value.length === 0 || chance.percent(20))
      return chance.pick([[...value, evil(chance)], [...value, ...value], []])
    const at = chance.below(value.length)
    return value.map((each, index) => (index === at ? spoil(each, chance) : each))
  }
  const names = Object.keys(value)
  const name = names.length === 0 ? '__proto__' : chance.pick(names)
  const others = Object.entries(value).filter(([each]) => each !== name)
  if (chance.percent(15)) return Object.fromEntries(others)
  const added = chance.percent(15) ? chance.pick(['__proto__', 'constructor', 'toString', 'x'.repeat(500)]) : name
  const member = spoil((value as Record<string, unknown>)[name], chance)
  const entries = [...Object.entries(value), [added, member] as const].filter(
    ([each, of]) => each !== added || of === member,
  )
  // A literal would set the prototype; this makes a member of that name.
  const made = Object.create(null) as Record<string, unknown>
  for (const [each, of] of entries)
    Object.defineProperty(made, each, { value: of, enumerable: true, configurable: true })
  return made
}

/** The text with a few of its characters changed, cut out, doubled. */
export function garbled(text: string, chance: Chance): string {
  let bad = text
  for (let times = 1 + chance.below(4); times > 0; times--) {
    const at = chance.below(bad.length + 1)
    const to = Math.min(bad.length, at + chance.below(8))
    const middle = chance.pick([
      '',
      bad.slice(at, to).repeat(2),
      String.fromCharCode(chance.below(256)),
      '"',
      '\\',
      '}',
      '[',
    ])
    bad = bad.slice(0, at) + middle + bad.slice(to)
  }
  return bad
}
