import { err, ok, type Result } from '../../shared/base/result.ts'
import { columnLetter } from './sheet.ts'

/**
 * A look at the XML of one worksheet before a library reads it: where the cells with content stand, how their numbers
 * are displayed (styles.xml), and which formulas have no result. The library tells none of these (a number 1971.1
 * shown as 1971.10 arrives as 1971.1), fails on the whole file for one formula, and allocates every row up to the
 * last one mentioned. Every scan here is linear in the length of the text.
 */

export interface CellFacts {
  /** 0-based. */
  readonly row: number
  readonly column: number
  /** Number format code such as `0.00`; empty for General. */
  readonly format: string
  readonly type: string
  readonly unusable: boolean
}

export interface SheetFacts {
  readonly cells: readonly CellFacts[]
  readonly rowCount: number
  /** The same sheet with nothing but the cells that hold something a reader can take. */
  readonly cleanXml: string
}

export type SheetFault = 'broken' | 'tooManyRows' | 'tooManyColumns' | 'tooManyCells'

export interface SheetLimits {
  readonly rows: number
  readonly columns: number
  readonly cells: number
}

/** @param formats number format code by style index, from {@link formatsOf}. */
export function scanSheet(
  xml: string,
  formats: readonly string[],
  limits: SheetLimits,
): Result<SheetFacts, SheetFault> {
  const prefix = prefixOf(xml, 'worksheet')
  const open = xml.indexOf(`<${prefix}sheetData`)
  if (open < 0) return err('broken')
  const cells: CellFacts[] = []
  const pieces: string[] = []
  let [row, column, pieceRow] = [-1, -1, -1]
  for (const tag of elements(xml, open, [`${prefix}row`, `${prefix}c`], `</${prefix}sheetData>`)) {
    if (tag === null) return err('broken')
    const at = tag.attributes
    if (tag.name === `${prefix}row`) {
      const given = Number(at.get('r') ?? row + 2) - 1
      if (!(given > row)) return err('broken')
      row = given
      column = -1
      continue
    }
    const place = cellPlace(at.get('r') ?? `${columnLetter(column + 1)}${row + 1}`)
    if (place === null || place.row !== row || place.column <= column) return err('broken')
    column = place.column
    const facts = factsOf(tag, place, formats, prefix)
    if (facts === null) continue
    if (row >= limits.rows) return err('tooManyRows')
    if (column >= limits.columns) return err('tooManyColumns')
    if (cells.push(facts) > limits.cells) return err('tooManyCells')
    if (facts.unusable) continue
    if (pieceRow !== row) pieces.push(`${pieceRow < 0 ? '' : '</row>'}<row r="${row + 1}">`)
    pieceRow = row
    pieces.push(cleanCell(tag, facts, formats))
  }
  const rows = pieceRow < 0 ? '' : `${pieces.join('')}</row>`
  return ok({
    cells,
    rowCount: (cells.at(-1)?.row ?? -1) + 1,
    cleanXml: `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  })
}

interface Tag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  /** What stands between the tags of a cell; empty for rows and for cells without content. */
  readonly inner: string
}

/** Rows (their opening tags only) and whole cells, in order; null where a tag is never closed. */
function* elements(
  xml: string,
  from: number,
  [rowName, cellName]: [string, string],
  until: string,
): Generator<Tag | null> {
  const stop = xml.indexOf(until, from)
  const end = stop < 0 ? xml.length : stop
  let at = xml.indexOf('<', from + 1)
  while (at >= 0 && at < end) {
    const close = xml.indexOf('>', at)
    if (close < 0 || close > end) return yield null
    const body = xml.slice(at + 1, close)
    const name = /^[\w:.-]*/.exec(body)?.[0] ?? ''
    let next = close
    if (name === rowName || name === cellName) {
      let inner = ''
      if (name === cellName && !body.endsWith('/')) {
        next = xml.indexOf(`</${cellName}>`, close)
        if (next < 0 || next > end) return yield null
        inner = xml.slice(close + 1, next)
        next += 1
      }
      yield { name, attributes: attributesOf(body), inner }
    }
    at = xml.indexOf('<', next)
  }
  return undefined
}

function factsOf(tag: Tag, place: Place, formats: readonly string[], prefix: string): CellFacts | null {
  const type = tag.attributes.get('t') ?? 'n'
  const hasFormula = new RegExp(`<${prefix}f[\\s>/]`).test(tag.inner)
  const hasValue = type === 'inlineStr' ? tag.inner.includes(`<${prefix}is`) : tag.inner.includes(`</${prefix}v>`)
  if (!hasValue && !hasFormula) return null
  const format = formats[Number(tag.attributes.get('s') ?? 0)] ?? ''
  return { ...place, format, type, unusable: !hasValue || type === 'e' }
}

function cleanCell(tag: Tag, facts: CellFacts, formats: readonly string[]): string {
  const style = tag.attributes.get('s') ?? ''
  const known = /^\d{1,6}$/.test(style) && Number(style) < formats.length ? ` s="${style}"` : ''
  const type = /^[A-Za-z]+$/.test(facts.type) ? ` t="${facts.type}"` : ''
  return `<c r="${columnLetter(facts.column)}${facts.row + 1}"${known}${type}>${tag.inner}</c>`
}

interface Place {
  readonly row: number
  readonly column: number
}

/** `AB12` → row 11, column 27; null beyond what a spreadsheet can hold. */
function cellPlace(ref: string): Place | null {
  const match = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(ref)
  if (!match) return null
  let column = 0
  for (const letter of match[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(match[2]) - 1, column: column - 1 }
}

/** Number format code by style index (`cellXfs` order); empty for General. */
export function formatsOf(stylesXml: string): string[] {
  const prefix = prefixOf(stylesXml, 'styleSheet')
  const custom = new Map<number, string>()
  const formats: string[] = []
  const from = stylesXml.indexOf(`<${prefix}cellXfs`)
  const to = stylesXml.indexOf(`</${prefix}cellXfs>`, from)
  for (const match of stylesXml.matchAll(/<([\w:.-]+)((?:\s[^<>]{0,2000})?)\/?>/g)) {
    const attributes = match[2] ?? ''
    if (match[1] === `${prefix}numFmt`) {
      const given = attributesOf(attributes)
      custom.set(Number(given.get('numFmtId')), given.get('formatCode') ?? '')
    } else if (match[1] === `${prefix}xf` && from >= 0 && match.index > from && match.index < to) {
      const id = Number(attributesOf(attributes).get('numFmtId') ?? 0)
      formats.push(custom.get(id) ?? BUILT_IN_FORMATS[id] ?? '')
    }
  }
  return formats
}

/** ECMA-376 part 1, 18.8.30: the numeric ones; dates are the library's business. */
const BUILT_IN_FORMATS: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  37: '#,##0',
  38: '#,##0',
  39: '#,##0.00',
  40: '#,##0.00',
}

/** Attributes of one opening tag, entities resolved, namespace prefixes kept. */
export function attributesOf(body: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>()
  for (const match of body.matchAll(/\s([\w:.-]{1,60})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')/g)) {
    attributes.set(match[1] ?? '', unescapeXml(match[2] ?? match[3] ?? ''))
  }
  return attributes
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[String(name)] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** `x:` where the root is `<x:worksheet …>`, as some generators write; else empty. */
export function prefixOf(xml: string, root: string): string {
  return new RegExp(`<([\\w.-]{1,20}:)${root}[\\s>]`).exec(xml.slice(0, 5_000))?.[1] ?? ''
}

/**
 * The number as the format shows it: decimals and leading zeros; no thousands separators, currency or colour.
 * @param raw the decimal text in the file, e.g. `1971.1`
 */
export function displayNumber(raw: string, format: string): string {
  const value = Number(raw)
  if (!Number.isFinite(value)) return raw
  const section = (format.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
  const shape = /([#0?,]*)(?:\.([0#?]*))?/.exec(section.replace(/^[^#0?.]*/, ''))
  const [, whole = '', fraction = ''] = shape ?? []
  if (!/[0#?]/.test(whole + fraction) || /E[+-]/i.test(section)) return general(value, raw)
  const percent = section.includes('%')
  if (Math.abs(value) >= EXACT_BELOW) return general(value, raw)
  const fixed = (percent ? value * 100 : value).toFixed(Math.min(fraction.length, 20))
  const least = (fraction.match(/0/g) ?? []).length
  const shown = trimFraction(fixed, least)
  const digits = (whole.match(/0/g) ?? []).length
  const [, sign = '', size = '', rest = ''] = /^(-?)(\d+)(.*)$/.exec(shown) ?? []
  return `${sign}${size.padStart(digits, '0')}${rest}${percent ? '%' : ''}`
}

/** Drops zeros at the end beyond the decimals that the format insists on. */
function trimFraction(fixed: string, least: number): string {
  const dot = fixed.indexOf('.')
  if (dot < 0) return fixed
  let end = fixed.length
  while (end > dot + 1 + least && fixed[end - 1] === '0') end -= 1
  return fixed.slice(0, end === dot + 1 ? dot : end)
}

/** Spreadsheet programs keep 15 digits; from here on the rest of a whole number is zeros, unless the file says more. */
const EXACT_BELOW = 1e15

/** General shows long whole numbers in full here: an ID number must not turn into 9.99999E+17. */
function general(value: number, raw: string): string {
  if (/^-?\d{1,30}$/.test(raw)) return raw.replace(/^(-?)0+(?=\d)/, '$1')
  if (Math.abs(value) < EXACT_BELOW || Math.abs(value) >= 1e30) return String(Number(value.toPrecision(15)))
  const [, sign = '', first = '', rest = '', exponent = '0'] =
    /^(-?)(\d)\.(\d{14})e\+(\d+)$/.exec(value.toExponential(14)) ?? []
  return `${sign}${first}${rest}${'0'.repeat(Math.max(0, Number(exponent) - 14))}`
}
