import { byStrokes } from './names.ts'

/**
 * Finding by what somebody types: people, items, notices, screens. The one rule of every find box and picker; where a
 * list comes from does not matter to it.
 */

/** What one row can be found by. */
export interface Findable {
  /** What it is called: a person's name, a title, a place. */
  readonly name: string
  /** Lower-case pinyin initials made by the hub, `zjg`; several readings separated by a space. */
  readonly initials?: string | undefined
  /** 序号 or an item's code: matched from its beginning only. */
  readonly code?: string | number | undefined
  /** Said beside the name (group, duty, remark): found last. */
  readonly notes?: readonly string[] | undefined
}

/** What was typed as it is compared: one width of characters, no capitals; words apart at spaces. */
export function typedWords(typed: string): readonly string[] {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '')
}

/**
 * How well a row fits, 0 best; null when it does not. Every word typed must fit somewhere, and the worst one counts:
 * `一组 zjg` is somebody of that group. A space inside a name (张 伟) is borne.
 */
export function fit(row: Findable, typed: string): number | null {
  const words = typedWords(typed)
  if (words.length === 0) return 0
  const whole = wordFit(row, words.join(''))
  if (whole < NO_FIT) return whole
  const worst = Math.max(...words.map(word => wordFit(row, word)))
  return worst < NO_FIT ? worst : null
}

/** Rows that fit, best first; equally good ones stay in the order they came in. */
export function found<Row>(rows: readonly Row[], typed: string, asFindable: (row: Row) => Findable): Row[] {
  return rows
    .map(row => ({ row, rank: fit(asFindable(row), typed) }))
    .filter((each): each is { row: Row; rank: number } => each.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map(each => each.row)
}

/** The same without changing the order: for lists that have one of their own (a ledger by date). */
export const fitting = <Row>(
  rows: readonly Row[],
  typed: string,
  asFindable: (row: Row) => Findable,
): readonly Row[] => (typedWords(typed).length === 0 ? rows : rows.filter(row => fit(asFindable(row), typed) !== null))

const NO_FIT = 9

function wordFit({ name, initials, code, notes }: Findable, word: string): number {
  const plain = plainOf(name)
  const readings = initials?.split(' ') ?? []
  const number = code === undefined ? '' : plainOf(String(code))
  if (number !== '' && number === word) return 0
  if (plain === word) return 1
  if (plain.startsWith(word)) return 2
  if (readings.includes(word)) return 3
  if (readings.some(each => each.startsWith(word))) return 4
  if (plain.includes(word)) return 5
  if (number !== '' && number.startsWith(word)) return 6
  // A title is long: 季度公示 is found by jdgs within its initials; one letter alone would find nearly everything.
  if (word.length > 1 && readings.some(each => each.includes(word))) return 7
  return notes?.some(note => plainOf(note).includes(word)) ? 8 : NO_FIT
}

const plainOf = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

/** Where each surname of a list in stroke order begins: what a jump strip offers. */
export interface SurnameMark {
  readonly surname: string
  /** Index of the first row with it. */
  readonly at: number
  readonly count: number
}

/** @param names in the order shown; a surname that comes up again later (another order) is one mark at its first place */
export function surnameMarks(names: readonly string[]): SurnameMark[] {
  const marks = new Map<string, SurnameMark>()
  names.forEach((name, at) => {
    const [surname = ''] = [...name]
    if (surname === '') return
    const mark = marks.get(surname)
    marks.set(surname, { surname, at: mark?.at ?? at, count: (mark?.count ?? 0) + 1 })
  })
  return [...marks.values()]
}

/** By the hub's stroke keys, which compare as plain text (PL18); equal ones by `tie`, e.g. the 序号. */
export function inStrokeOrderBy<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => { readonly strokeKey: string; readonly tie: number },
): Row[] {
  return [...rows].sort((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)]
    return byStrokes(left, right) || left.tie - right.tie
  })
}
