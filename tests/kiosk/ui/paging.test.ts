import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitRows, type RowPages } from '../../../kiosk/board/row-pages.ts'
import { pageOf, pagesOf, rowsThatFit } from '../../../kiosk/ui/paging.ts'

const rowsOf = (total: number) => Array.from({ length: total }, (_, at) => at)

/** Every row once, in order, whatever fits. */
const showsAll = (split: (total: number, first: number, rest: number) => RowPages) =>
  fc.assert(
    fc.property(fc.nat(200), fc.nat(20), fc.integer({ min: 1, max: 20 }), (total, first, rest) => {
      const pages = split(total, first, rest)
      const rows = rowsOf(total)
      const shown = rowsOf(pages.pages).flatMap(page => rows.slice(...pages.rangeOf(page)))
      expect(shown).toEqual(rows)
    }),
    { seed: 7 },
  )

test('KS5 a notice shows every row once, in order, over its pages', () => {
  showsAll(splitRows)
})

test('KS5 the property catches a table that forgets how short its first page was', () => {
  const broken: typeof splitRows = (total, first, rest) => ({
    ...splitRows(total, first, rest),
    rangeOf: page => [page * rest, Math.min(total, page * rest + rest)],
  })
  expect(() => showsAll(broken)).toThrow()
})

test('KS5 a table never begins with one or two rows under an introduction', () => {
  expect(splitRows(46, 2, 10).rangeOf(0)).toEqual([0, 0])
  expect(splitRows(2, 2, 10).rangeOf(0)).toEqual([0, 2])
})

test('KS5 a list shows everything over its pages, and a page past the end is the last one', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.integer({ min: 1, max: 30 }), (total, perPage) => {
      const rows = rowsOf(total)
      const shown = rowsOf(pagesOf(total, perPage)).flatMap(page => pageOf(rows, page, perPage))
      expect(shown).toEqual(rows)
      expect(pageOf(rows, 10_000, perPage)).toEqual(pageOf(rows, pagesOf(total, perPage) - 1, perPage))
    }),
    { seed: 7 },
  )
})

test('KS5 rows that fit: gaps count between rows only, and one row always shows', () => {
  expect(rowsThatFit(330, 100, 10)).toBe(3)
  expect(rowsThatFit(319, 100, 10)).toBe(2)
  expect(rowsThatFit(20, 100, 10)).toBe(1)
})
