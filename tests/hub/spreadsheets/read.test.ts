import iconv from 'iconv-lite'
import { deflateRawSync } from 'node:zlib'
import * as fc from 'fast-check'
import { readSheet } from 'read-excel-file/node'
import { expect, test } from 'vitest'
import { ok } from '../../../shared/base/result.ts'
import { readSpreadsheet } from '../../../hub/spreadsheets/read.ts'
import { displayNumber } from '../../../hub/spreadsheets/sheet-xml.ts'
import {
  codesOf,
  partsOf,
  sampleBytes,
  sampleWith,
  sheetFrom,
  textsOf,
  workbookOf,
  workbookWith,
} from '../../fixtures/sheets.ts'

type Reader = typeof readSpreadsheet

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

async function refusalOf(bytes: Uint8Array, fileName: string): Promise<string[]> {
  const read = await readSpreadsheet(bytes, fileName)
  return read.ok ? [] : codesOf(read.error)
}

/** Written apart from the program's own writer: everything quoted. */
const quoted = (rows: readonly string[][], separator: string, lineEnd: string): string =>
  rows.map(row => row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(separator) + lineEnd).join('')

const rowsArbitrary = fc.array(
  fc.array(
    fc.oneof(
      fc.constantFrom('', '张  伟', '𬸪', '一,二;三\t四', '他说"好"', '第一行\n第二行', '１９４９．０８', 'x'),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    ),
    { minLength: 2, maxLength: 5 },
  ),
  { minLength: 1, maxLength: 6 },
)

const ENCODINGS: Record<string, (text: string) => Uint8Array> = {
  'UTF-8': utf8,
  'UTF-8 with mark': text => utf8(`\ufeff${text}`),
  'UTF-16LE with mark': text => new Uint8Array(iconv.encode(text, 'utf-16le', { addBOM: true })),
  GB18030: text => new Uint8Array(iconv.encode(text, 'gb18030')),
}

async function sameRowsProperty(reader: Reader, encoding: string, separator: string, lineEnd: string): Promise<void> {
  const encode = ENCODINGS[encoding] ?? utf8
  await fc.assert(
    fc.asyncProperty(rowsArbitrary, async rows => {
      // A mark at the start, NUL, formulas and what iconv writes otherwise than the decoder reads are other rules' business.
      fc.pre(rows.flat().every(cell => !/^\ufeff|\0|^'|^=|\p{Cs}/u.test(cell)))
      // A table told apart by its first cell, so that no encoding can be taken for another.
      const told = [['表头', ...Array.from({ length: 30 }, () => '栏')], ...rows]
      const bytes = encode(quoted(told, separator, lineEnd))
      fc.pre(encoding !== 'GB18030' || new TextDecoder('gb18030').decode(bytes) === quoted(told, separator, lineEnd))
      const read = await reader(bytes, 'a.csv')
      expect(read.ok && textsOf(read.value)).toEqual(told)
    }),
    { numRuns: 60 },
  )
}

test.each([
  ['UTF-8', ',', '\r\n'],
  ['UTF-8 with mark', ';', '\n'],
  ['UTF-16LE with mark', '\t', '\r\n'],
  ['GB18030', ',', '\r\n'],
  ['GB18030', '\t', '\r'],
])('PL1 any table written as %s with %j and %j reads back', async (encoding, separator, lineEnd) => {
  await sameRowsProperty(readSpreadsheet, encoding, separator, lineEnd)
})

test('PL1 the property catches a reader that splits lines without minding quotes', async () => {
  const naive: Reader = async bytes => {
    const rows = new TextDecoder().decode(bytes).trimEnd().split('\r\n')
    const cells = rows.map(row =>
      row.split(',').map(text => ({ kind: 'text' as const, text: text.replaceAll('"', '') })),
    )
    return ok({ name: '', otherSheets: [], rows: cells })
  }
  await expect(sameRowsProperty(naive, 'UTF-8', ',', '\r\n')).rejects.toThrow()
})

test('PL1 the content decides: a workbook under another name, text behind a closing quote, blank lines', async () => {
  expect((await readSpreadsheet(sampleBytes('roster-qingxi.xlsx'), 'roster.xls')).ok).toBe(true)
  expect(textsOf(await sheetFrom(utf8('"a" b,c\r\n\r\nd'), 'x.csv'))).toEqual([['a b', 'c'], [''], ['d']])
})

test('PL1 a workbook with namespace prefixes, inline texts and cells without addresses is read', async () => {
  const sheet =
    '<x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>姓名</x:t></x:is></x:c>' +
    '<x:c><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>'
  const parts = partsOf(workbookWith(''))
  expect(textsOf(await sheetFrom(workbookOf(parts.set('xl/worksheets/sheet1.xml', sheet)), 'a.xlsx'))).toEqual([
    ['姓名', '3'],
  ])
})

const ole = (more: string): Uint8Array =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(more, 'utf16le')])

test('PL2 each wrong file is refused with its reason', async () => {
  expect(await refusalOf(new Uint8Array(), 'a.xlsx')).toEqual(['EMPTY_FILE'])
  expect(await refusalOf(utf8('%PDF-1.7'), 'a.pdf')).toEqual(['WRONG_FILE_TYPE'])
  expect(await refusalOf(utf8('<table></table>'), 'a.xls')).toEqual(['WRONG_FILE_TYPE'])
  expect(await refusalOf(utf8('text'), 'a.xlsx')).toEqual(['BROKEN_FILE'])
  expect(await refusalOf(ole('Workbook'), 'a.xls')).toEqual(['OLD_XLS'])
  expect(await refusalOf(ole('EncryptedPackage'), 'a.xlsx')).toEqual(['ENCRYPTED'])
  expect(await refusalOf(new Uint8Array(50 * 1024 * 1024), 'a.xlsx')).toEqual(['TOO_LARGE'])
  expect(await refusalOf(utf8(',,\r\n , \r\n'), 'a.csv')).toEqual(['EMPTY_SHEET'])
  expect(await refusalOf(Uint8Array.from([0x41, 0x2c, 0xff, 0xff]), 'a.csv')).toEqual(['NOT_TEXT'])
  expect(await refusalOf(utf8('a,b\0'), 'a.csv')).toEqual(['NOT_TEXT'])
  expect(await refusalOf(utf8('a,"b\r\nc'), 'a.csv')).toEqual(['UNCLOSED_QUOTE'])
  expect(await refusalOf(workbookOf(new Map([['word/document.xml', '<w/>']])), 'a.docx')).toEqual(['WRONG_FILE_TYPE'])
  expect(await refusalOf(sampleBytes('roster-qingxi.xlsx').subarray(0, 9_000), 'a.xlsx')).toEqual(['BROKEN_FILE'])
})

test('PL2 tables beyond the limits are refused, in CSV and workbook alike', async () => {
  expect(await refusalOf(utf8('a,b\r\n'.repeat(20_001)), 'a.csv')).toEqual(['TOO_MANY_ROWS'])
  expect(await refusalOf(utf8(','.repeat(201)), 'a.csv')).toEqual(['TOO_MANY_COLUMNS'])
  expect(await refusalOf(utf8(`${'x,'.repeat(150)}\r\n`.repeat(5_000)), 'a.csv')).toEqual(['TOO_MANY_CELLS'])
  expect(await refusalOf(utf8(`a,${'字'.repeat(33_000)}`), 'a.csv')).toEqual(['CELL_TOO_LONG'])
  expect(await refusalOf(workbookWith('<row r="20001"><c r="A20001"><v>1</v></c></row>'), 'a.xlsx')).toEqual([
    'TOO_MANY_ROWS',
  ])
  expect(await refusalOf(workbookWith('<row r="1"><c r="XFD1"><v>1</v></c></row>'), 'a.xlsx')).toEqual([
    'TOO_MANY_COLUMNS',
  ])
  const long = `<row r="1"><c r="B1" t="inlineStr"><is><t>${'a'.repeat(100_000)}</t></is></c></row>`
  const read = await readSpreadsheet(workbookWith(long), 'a.xlsx')
  expect(!read.ok && read.error).toMatchObject([{ code: 'CELL_TOO_LONG', where: 'B1' }])
})

test('PL2 formatted but empty rows and columns at the far end do not count', async () => {
  const far = '<row r="1"><c r="A1"><v>7</v></c><c r="XFD1" s="0"/></row><row r="1048576"><c r="A1048576" s="0"/></row>'
  expect(textsOf(await sheetFrom(workbookWith(far), 'a.xlsx'))).toEqual([['7']])
})

/** A part of 200 MB of zeros in some 200 KB, declaring the given size. */
function bomb(declared: number): Uint8Array {
  const parts = partsOf(workbookWith(''))
  const plain = Buffer.from(workbookOf(parts.set('xl/worksheets/sheet1.xml', 'PLACEHOLDER')))
  const packed = deflateRawSync(Buffer.alloc(200 * 1024 * 1024))
  const at = plain.indexOf('PLACEHOLDER')
  const name = 'xl/worksheets/sheet1.xml'
  const file = Buffer.concat([plain.subarray(0, at), packed, plain.subarray(at + 11)])
  const grown = packed.length - 11
  const entry = file.lastIndexOf(name) - 46
  for (const header of [at - name.length - 30 + 4, entry + 6]) {
    file.writeUInt16LE(8, header + 4)
    file.writeUInt32LE(packed.length, header + 14)
    file.writeUInt32LE(declared, header + 18)
  }
  const end = file.length - 22
  file.writeUInt32LE(file.readUInt32LE(end + 16) + grown, end + 16)
  return file
}

test('PL3 a zip bomb is refused, whether it declares its size or lies about it', async () => {
  expect(await refusalOf(bomb(200 * 1024 * 1024), 'a.xlsx')).toEqual(['TOO_LARGE_INSIDE'])
  expect(await refusalOf(bomb(100), 'a.xlsx')).toEqual(['TOO_LARGE_INSIDE'])
})

test('PL3 unclosed tags, quotes and attributes by the hundred thousand are answered at once', async () => {
  for (const piece of ['<c ', '<c r="A1">', '<row ', '<row r="1"><c><v>', '&#x41;', '"', '<v a=', '<f']) {
    const answer = await readSpreadsheet(workbookWith(piece.repeat(200_000)), 'a.xlsx')
    expect(answer.ok ? [] : codesOf(answer.error)).toHaveLength(1)
  }
  const styles = partsOf(sampleBytes('roster-qingxi.xlsx')).set('xl/styles.xml', '<xf numFmtId="'.repeat(100_000))
  await readSpreadsheet(workbookOf(styles), 'a.xlsx')
  expect(await refusalOf(utf8('"'.repeat(200_001)), 'a.csv')).toEqual(['UNCLOSED_QUOTE'])
})

const fileName = fc.constantFrom('a.xlsx', 'a.csv', 'a.xls', '')

/** Bytes after which nothing may throw: noise, the sample with bytes changed, and its XML with pieces changed. */
const foreignBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.uint8Array({ maxLength: 400 }).map(tail => Uint8Array.from([0x50, 0x4b, 3, 4, ...tail])),
  fc.array(fc.tuple(fc.nat(14_029), fc.nat(255)), { minLength: 1, maxLength: 12 }).map(changes => {
    const bytes = sampleBytes('roster-qingxi.xlsx')
    for (const [at, value] of changes) bytes[at] = value
    return bytes
  }),
  fc
    .tuple(
      fc.constantFrom('sheet', 'strings', 'styles', 'book', 'links'),
      fc.nat(40_000),
      fc.nat(60),
      fc.constantFrom('', '<', '>', '"', '&', '<c r="A9">', '</c>', '</row>', '<f/>', '9'.repeat(30), 't="s"'),
    )
    .map(([which, at, length, piece]) => {
      const path = {
        sheet: 'xl/worksheets/sheet1.xml',
        strings: 'xl/sharedStrings.xml',
        styles: 'xl/styles.xml',
        book: 'xl/workbook.xml',
        links: 'xl/_rels/workbook.xml.rels',
      }[which]
      const parts = partsOf(sampleBytes('roster-qingxi.xlsx'))
      const xml = parts.get(path) ?? ''
      const from = at % xml.length
      return workbookOf(parts.set(path, xml.slice(0, from) + piece + xml.slice(from + length)))
    }),
)

async function neverThrowsProperty(reader: Reader): Promise<void> {
  await fc.assert(
    fc.asyncProperty(foreignBytes, fileName, async (bytes, name) => {
      const read = await reader(bytes, name)
      if (read.ok) expect(read.value.rows.length).toBeLessThanOrEqual(20_000)
      else expect(read.error.every(each => /^[A-Z_]+$/.test(each.code) && each.zh !== '' && each.en !== '')).toBe(true)
    }),
    { numRuns: 300 },
  )
}

test('PL3 whatever the bytes, there is an answer', { timeout: 120_000 }, async () => {
  await neverThrowsProperty(readSpreadsheet)
})

test('PL3 the property catches a reader that hands foreign bytes straight to the library', async () => {
  const trusting: Reader = async bytes => {
    const rows = await readSheet(Buffer.from(bytes), 1)
    return ok({ name: '', otherSheets: [], rows: rows.map(() => []) })
  }
  await expect(neverThrowsProperty(trusting)).rejects.toThrow()
})

test('PL4 a number is what its cell displays', async () => {
  const sheet = await sheetFrom(sampleBytes('roster-qingxi.xlsx'), 'a.xlsx')
  expect(sheet.rows[7]?.[3]).toEqual({ kind: 'number', text: '1971.10' })
  expect(sheet.rows[5]?.[7]).toEqual({ kind: 'date', text: '1962-11-01' })
  const formats = [
    'General',
    '0.00',
    '0.0#',
    '000000',
    '#,##0.00',
    '0%',
    '0.00_ ',
    '&quot;¥&quot;0.00',
    'yyyy/m/d',
    'h:mm',
    'yyyy-mm-dd hh:mm',
  ]
  const cell = (at: number, value: string) => `<c r="${String.fromCharCode(65 + at)}1" s="${at}"><v>${value}</v></c>`
  const values = ['1971.1', '1971.1', '1971.1', '123', '1234.5', '0.25', '1971.1', '5', '40148', '0.625', '46027.625']
  const book = workbookWith(`<row r="1">${values.map((value, at) => cell(at, value)).join('')}</row>`, formats)
  expect(textsOf(await sheetFrom(book, 'a.xlsx'))).toEqual([
    [
      '1971.1',
      '1971.10',
      '1971.1',
      '000123',
      '1234.50',
      '25%',
      '1971.10',
      '5.00',
      '2009-12-01',
      '15:00',
      '2026-01-05T15:00',
    ],
  ])
})

test('PL4 long whole numbers are shown in full, with the digits a spreadsheet program keeps', () => {
  expect(displayNumber('9.99999195111111E+17', '0')).toBe('999999195111111000')
  expect(displayNumber('999999195111111739', '')).toBe('999999195111111739')
  expect(displayNumber('19900001042', '')).toBe('19900001042')
  expect(displayNumber('0.30000000000000004', '')).toBe('0.3')
  expect(displayNumber('-0.5', '0.00')).toBe('-0.50')
})

test('PL4 a formula gives its stored result; without one, or with an error, the cell is unusable', async () => {
  const bytes = workbookWith(
    '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="str"><f>X</f></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
  )
  expect((await sheetFrom(bytes, 'a.xlsx')).rows[0]).toEqual([
    { kind: 'number', text: '2' },
    { kind: 'unusable', text: '' },
    { kind: 'unusable', text: '' },
    { kind: 'unusable', text: '' },
  ])
  const csv = await sheetFrom(utf8('=1+1,"=""0123""",x'), 'a.csv')
  expect(csv.rows[0]?.map(cell => [cell.kind, cell.text])).toEqual([
    ['unusable', ''],
    ['text', '0123'],
    ['text', 'x'],
  ])
  const broken = sampleWith(xml => xml.replace('<c r="D4" s="4" t="s"><v>17</v></c>', '<c r="D4" s="4"><f>A1</f></c>'))
  expect((await sheetFrom(broken, 'a.xlsx')).rows[3]?.[3]?.kind).toBe('unusable')
})
