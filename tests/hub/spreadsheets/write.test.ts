import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvGb18030, csvOf, writeXlsx, type OutCell } from '../../../hub/spreadsheets/write.ts'
import { readSpreadsheet } from '../../../hub/spreadsheets/read.ts'
import { partsOf, sheetFrom, textsOf } from '../../fixtures/sheets.ts'

type Writer = (rows: readonly (readonly OutCell[])[]) => Uint8Array

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')

test('PL17 CSV: mark, CRLF, quotes where needed, numbers as numbers', () => {
  expect(
    textOf(
      csvOf([
        ['姓名', '分'],
        ['张"伟', 12.5],
        ['一,二', -0.5],
        [null, '-0.5'],
      ]),
    ),
  ).toBe('\ufeff姓名,分\r\n"张""伟",12.5\r\n"一,二",-0.5\r\n,-0.5\r\n')
})

test('PL17 GB18030 carries every character of the sample and more', () => {
  const text = '陈𬸪、杨𫘥、吴㛃、阿依古丽·买买提'
  expect(new TextDecoder('gb18030', { fatal: true }).decode(csvGb18030([[text]]))).toBe(`${text}\r\n`)
})

const dangerous = fc
  .tuple(
    fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', ''),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  )
  .map(([start, rest]) => start + rest)
  .filter(text => !/^\ufeff|^'|\p{Cs}|\0/u.test(text))

/** No cell of the file starts a formula, and the file reads back as it was. */
async function harmlessProperty(writer: Writer): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(dangerous, { minLength: 1, maxLength: 4 }), async cells => {
      fc.pre(cells.some(cell => cell.trim() !== ''))
      const bytes = writer([
        ['列', ...cells],
        [...cells, '尾'],
      ])
      const read = await readSpreadsheet(bytes, 'a.csv')
      expect(read.ok && textsOf(read.value)).toEqual([
        ['列', ...cells],
        [...cells, '尾'],
      ])
      const starts = textOf(bytes).split(/[,\r\n]/)
      expect(
        starts.every(start => !/^"?[=@＝＠]/.test(start) && !/^"?[+\-＋－](?!\d+(\.\d+)?"?$)/.test(start)) ||
          cells.some(cell => /[,\r\n]/.test(cell)),
      ).toBe(true)
    }),
    { numRuns: 300 },
  )
}

test('PL17 no text leaves as a formula, and every text reads back', async () => {
  await harmlessProperty(csvOf)
})

test('PL17 the property catches a writer without the guard', async () => {
  const unguarded: Writer = rows =>
    new TextEncoder().encode(
      rows.map(row => row.map(cell => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(',') + '\r\n').join(''),
    )
  await expect(harmlessProperty(unguarded)).rejects.toThrow()
})

test('PL17 a workbook keeps text as text and numbers as numbers, whatever the names of its tabs', async () => {
  const bytes = await writeXlsx([
    {
      name: '排名/2026',
      columns: [{ title: '姓名' }, { title: '分', width: 6 }],
      rows: [
        ['=1+1', 12.5],
        ['陈𬸪\u0001', null],
        ['007', -0.5],
      ],
    },
    { name: '排名/2026', columns: [{ title: '空' }], rows: [] },
  ])
  const sheet = await sheetFrom(bytes, 'a.xlsx')
  expect(sheet).toMatchObject({ name: '排名 2026', otherSheets: ['排名 2026 2'] })
  expect(sheet.rows.map(row => row.map(cell => [cell.kind, cell.text]))).toEqual([
    [
      ['text', '姓名'],
      ['text', '分'],
    ],
    [
      ['text', '=1+1'],
      ['number', '12.5'],
    ],
    [['text', '陈𬸪']],
    [
      ['text', '007'],
      ['number', '-0.5'],
    ],
  ])
  const xml = partsOf(bytes).get('xl/worksheets/sheet1.xml') ?? ''
  expect([xml.includes('<sheetData>'), xml.includes('<f>')]).toEqual([true, false])
})
