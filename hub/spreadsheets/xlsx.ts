import { readSheet } from 'read-excel-file/node'
import type { Problem } from '../../shared/base/problem.ts'
import { err, ok, type Result } from '../../shared/base/result.ts'
import { EMPTY_CELL, type Cell, type Sheet } from './sheet.ts'
import { attributesOf, displayNumber, formatsOf, prefixOf, scanSheet, type CellFacts } from './sheet-xml.ts'
import { openZip, packPlain, unpack, type Zip, type ZipFault } from './zip.ts'
import { faultProblem, LIMITS } from './limits.ts'

/**
 * Reads the first visible tab of a workbook. The parts are unpacked here under limits, reduced to the cells that hold
 * something, and only then given to the library, which resolves shared texts and dates.
 */
export async function readWorkbook(bytes: Uint8Array): Promise<Result<Sheet, Problem[]>> {
  const zip = openZip(bytes)
  if (!zip.ok) return refusal(zip.error)
  if (!zip.value.entries.has('xl/workbook.xml')) return err([faultProblem('WRONG_FILE_TYPE')])
  const parts = new Parts(zip.value)
  const book = workbookOf(parts)
  if (!book.ok) return refusal(book.error)
  for (const tab of book.value.tabs) {
    const sheet = await readTab(parts, book.value, tab)
    if (!sheet.ok) return sheet
    if (sheet.value.rows.length > 0) return sheet
  }
  return err([faultProblem('EMPTY_SHEET')])
}

const refusal = (fault: ZipFault): Result<never, Problem[]> =>
  err([
    faultProblem(
      (
        {
          broken: 'BROKEN_FILE',
          encrypted: 'ENCRYPTED',
          tooLarge: 'TOO_LARGE_INSIDE',
          unsupported: 'BROKEN_FILE',
        } as const
      )[fault],
    ),
  ])

/** Unpacks part by part and keeps count of the total. */
class Parts {
  readonly #zip: Zip
  #left: number = LIMITS.unpackedBytes

  constructor(zip: Zip) {
    this.#zip = zip
  }

  /** @returns null when the workbook has no such part. */
  read(name: string): Result<Uint8Array | null, ZipFault> {
    const entry = this.#zip.entries.get(name)
    if (!entry) return ok(null)
    const content = unpack(this.#zip, entry, this.#left)
    if (content.ok) this.#left -= content.value.length
    return content
  }
}

interface Tab {
  readonly name: string
  readonly path: string
}

interface Workbook {
  readonly tabs: readonly Tab[]
  readonly epoch1904: boolean
  readonly formats: readonly string[]
  readonly styles: Uint8Array | null
  readonly sharedStrings: Uint8Array | null
}

function workbookOf(parts: Parts): Result<Workbook, ZipFault> {
  const book = parts.read('xl/workbook.xml')
  const links = parts.read('xl/_rels/workbook.xml.rels')
  if (!book.ok) return book
  if (!links.ok) return links
  const bookXml = text(book.value)
  const targets = targetsOf(text(links.value))
  const pathOf = (kind: string, usual: string) => targets.find(each => each.type.endsWith(`/${kind}`))?.path ?? usual
  const styles = parts.read(pathOf('styles', 'xl/styles.xml'))
  const sharedStrings = parts.read(pathOf('sharedStrings', 'xl/sharedStrings.xml'))
  if (!styles.ok) return styles
  if (!sharedStrings.ok) return sharedStrings
  const prefix = prefixOf(bookXml, 'workbook')
  const tabs: Tab[] = []
  for (const attributes of tagsOf(bookXml, `${prefix}sheet`)) {
    const path = targets.find(each => each.id === relationOf(attributes))?.path
    const visible = (attributes.get('state') ?? 'visible') === 'visible'
    if (path !== undefined && visible) tabs.push({ name: attributes.get('name') ?? '', path })
  }
  const properties = tagsOf(bookXml, `${prefix}workbookPr`)[0]
  return ok({
    tabs,
    epoch1904: ['1', 'true'].includes(properties?.get('date1904') ?? ''),
    formats: formatsOf(text(styles.value)),
    styles: styles.value,
    sharedStrings: sharedStrings.value,
  })
}

async function readTab(parts: Parts, book: Workbook, tab: Tab): Promise<Result<Sheet, Problem[]>> {
  const part = parts.read(tab.path)
  if (!part.ok) return refusal(part.error)
  if (part.value === null) return refusal('broken')
  const facts = scanSheet(text(part.value), book.formats, LIMITS)
  if (!facts.ok) {
    const code = {
      broken: 'BROKEN_FILE',
      tooManyRows: 'TOO_MANY_ROWS',
      tooManyColumns: 'TOO_MANY_COLUMNS',
      tooManyCells: 'TOO_MANY_CELLS',
    } as const
    return err([faultProblem(code[facts.error])])
  }
  const values = await valuesOf(book, facts.value.cleanXml)
  if (values === null) return refusal('broken')
  const rows: Cell[][] = Array.from({ length: facts.value.rowCount }, () => [])
  for (const each of facts.value.cells) {
    const cells = rows[each.row]
    if (!cells) continue
    while (cells.length < each.column) cells.push(EMPTY_CELL)
    cells.push(cellOf(each, values[each.row]?.[each.column]))
  }
  const otherSheets = book.tabs.filter(other => other !== tab).map(other => other.name)
  return ok({ name: tab.name, rows, otherSheets })
}

/** A number as it stands in the file: its format decides later what a person sees. */
class RawNumber {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type LibraryValue = unknown

/** The library's rows for the cleaned sheet, or null when it cannot make sense of the parts. */
async function valuesOf(book: Workbook, cleanXml: string): Promise<readonly (readonly LibraryValue[])[] | null> {
  const encode = (value: string) => new TextEncoder().encode(value)
  const workbook = `<workbook><workbookPr date1904="${book.epoch1904 ? 1 : 0}"/><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>`
  const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${types}/${kind}" Target="${target}"/>`
  const parts = new Map<string, Uint8Array>([
    ['xl/workbook.xml', encode(workbook)],
    [
      'xl/_rels/workbook.xml.rels',
      encode(
        `<Relationships>${relation('r1', 'worksheet', 'worksheets/sheet1.xml')}${relation('r2', 'styles', 'styles.xml')}${relation('r3', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
      ),
    ],
    ['xl/worksheets/sheet1.xml', encode(cleanXml)],
  ])
  if (book.styles) parts.set('xl/styles.xml', book.styles)
  if (book.sharedStrings) parts.set('xl/sharedStrings.xml', book.sharedStrings)
  try {
    return await readSheet(Buffer.from(packPlain(parts)), 1, { parseNumber: raw => new RawNumber(raw) })
  } catch {
    // Whatever the library throws here, it throws because of the file: its parts do not fit together.
    return null
  }
}

function cellOf(facts: CellFacts, value: LibraryValue): Cell {
  if (facts.unusable) return { kind: 'unusable', text: '' }
  if (value instanceof RawNumber) return { kind: 'number', text: displayNumber(value.text, facts.format) }
  if (value instanceof Date) return dateCell(value)
  if (typeof value === 'boolean') return { kind: 'text', text: value ? 'TRUE' : 'FALSE' }
  return typeof value === 'string' ? { kind: 'text', text: value } : EMPTY_CELL
}

/** A time of day without a date lies before 1900-01-02 in either epoch of spreadsheets. */
function dateCell(value: Date): Cell {
  const minutes = Math.round(value.getTime() / 60_000)
  const at = new Date(minutes * 60_000)
  // Excel shows ##### for a date it cannot show; no reader takes that for a date.
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9999) return { kind: 'text', text: '#####' }
  const iso = at.toISOString()
  if (at.getUTCFullYear() < 1900) return { kind: 'date', text: iso.slice(11, 16) }
  return { kind: 'date', text: iso.slice(11, 16) === '00:00' ? iso.slice(0, 10) : iso.slice(0, 16) }
}

interface Target {
  readonly id: string
  readonly type: string
  readonly path: string
}

/** Relationship targets as paths from the root of the archive. */
function targetsOf(relationsXml: string): Target[] {
  const prefix = prefixOf(relationsXml, 'Relationships')
  return tagsOf(relationsXml, `${prefix}Relationship`).map(attributes => {
    const target = attributes.get('Target') ?? ''
    return {
      id: attributes.get('Id') ?? '',
      type: attributes.get('Type') ?? '',
      path: target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`,
    }
  })
}

/** The relationship id, under whatever prefix the namespace got. */
function relationOf(attributes: ReadonlyMap<string, string>): string {
  for (const [name, value] of attributes) if (name.endsWith(':id')) return value
  return ''
}

function tagsOf(xml: string, name: string): ReadonlyMap<string, string>[] {
  const found: ReadonlyMap<string, string>[] = []
  for (const match of xml.matchAll(/<([\w:.-]{1,60})((?:\s[^<>]{0,5000})?)\/?>/g)) {
    if (match[1] === name) found.push(attributesOf(match[2] ?? ''))
  }
  return found
}

const text = (bytes: Uint8Array | null): string => (bytes === null ? '' : new TextDecoder().decode(bytes))
