import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { must } from '../../shared/base/check.ts'
import { points, type Hundredths } from '../../shared/base/hundredths.ts'
import type { Millis } from '../../shared/base/ids.ts'
import { addDays, parsePlainDate, type PlainDate } from '../../shared/base/plain-date.ts'
import { problem } from '../../shared/base/problem.ts'
import {
  agoText,
  dateText,
  dayAndWeekday,
  dayRangeText,
  fileSize,
  momentText,
  pointsText,
  timeText,
} from '../../hub/pages/format.ts'
import { setLanguage } from '../../hub/pages/language.ts'
import { parseDay, parseTime } from '../../hub/pages/ui/dates.tsx'
import { ICONS } from '../../hub/pages/ui/icon.tsx'
import { matchPeople } from '../../hub/pages/ui/person-match.ts'
import { problemAt, problemsElsewhere } from '../../hub/pages/ui/problems.tsx'
import { nextOrder, sortedRows, windowOf } from '../../hub/pages/ui/table-rows.ts'

const day = (text: string): PlainDate => must(parsePlainDate(text), text)
const ZONE = 'Asia/Shanghai'
const at = (text: string): Millis => Date.parse(text) as Millis

describe('pictograms', () => {
  test('every name has its drawing and every drawing its name', () => {
    const css = ['shared/design/icons.css', 'hub/pages/desk-icons.css']
      .map(path => readFileSync(path, 'utf8'))
      .join('\n')
    const drawn = [...css.matchAll(/^\.i-([a-z0-9-]+)/gm)].map(match => match[1])
    expect([...ICONS].sort()).toEqual(drawn.toSorted())
  })
})

describe('table rows', () => {
  const rows = fc.array(fc.record({ id: fc.nat(), key: fc.option(fc.oneof(fc.string(), fc.integer())) }))
  type Row = { id: number; key: string | number | null }
  const property = (sort: typeof sortedRows) =>
    fc.check(
      fc.property(rows, fc.boolean(), (list, descending) => {
        const sorted = sort<Row>(list, row => row.key, descending)
        const empty = (row: Row) => row.key === null || row.key === ''
        expect(new Set(sorted)).toEqual(new Set(list))
        expect(sorted.length).toBe(list.length)
        expect(sorted.filter(empty)).toEqual(list.filter(empty))
        const firstEmpty = sorted.findIndex(empty)
        expect(firstEmpty < 0 || sorted.slice(firstEmpty).every(empty)).toBe(true)
        const same = sorted.filter(row => row.key === sorted[0]?.key)
        expect(same).toEqual(list.filter(row => row.key === sorted[0]?.key))
      }),
    )

  test('sorting keeps every row once, empty ones last either way, equal ones as they came', () => {
    expect(property(sortedRows).failed).toBe(false)
  })

  test('the property notices an order that turns everything round when descending', () => {
    const broken: typeof sortedRows = (list, by, descending) =>
      descending ? sortedRows(list, by, false).toReversed() : sortedRows(list, by, false)
    expect(property(broken).failed).toBe(true)
  })

  test('Chinese sorts by pinyin, numbers by value also inside text', () => {
    const order = (list: (string | number)[]) => sortedRows(list, each => each, false)
    expect(order(['张建国', '安平', '李德厚'])).toEqual(['安平', '李德厚', '张建国'])
    expect(order(['第10组', '第2组'])).toEqual(['第2组', '第10组'])
    expect(order([10, 9, -1])).toEqual([-1, 9, 10])
  })

  test('a heading sorts up, down, then not at all', () => {
    const up = nextOrder(null, 'name')
    const down = nextOrder(up, 'name')
    expect([up, down, nextOrder(down, 'name')]).toEqual([
      { column: 'name', descending: false },
      { column: 'name', descending: true },
      null,
    ])
    expect(nextOrder(down, 'group')).toEqual({ column: 'group', descending: false })
  })

  const covers = (draw: typeof windowOf) =>
    fc.check(
      fc.property(
        fc.nat(200_000),
        fc.nat(2_000),
        fc.integer({ min: 20, max: 60 }),
        fc.nat(5_000),
        (top, height, row, n) => {
          const { first, last } = draw(top, height, row, n)
          expect(first).toBeGreaterThanOrEqual(0)
          expect(last).toBeLessThanOrEqual(n)
          for (let index = Math.floor(top / row); index * row < top + height && index < n; index++) {
            expect(index >= first && index < last).toBe(true)
          }
          expect(last - first).toBeLessThan(height / row + 40)
        },
      ),
    )

  test('every row in view is drawn, and never many more', () => {
    expect(covers(windowOf).failed).toBe(false)
    expect(covers((top, height, row, n) => windowOf(top + height, height, row, n)).failed).toBe(true)
  })
})

describe('finding people', () => {
  const people = [
    { memberId: 'a', memberNo: 1, name: '张建国', initials: 'zjg' },
    { memberId: 'b', memberNo: 2, name: '王建国', nameNote: '大', initials: 'wjg' },
    { memberId: 'c', memberNo: 12, name: '建德·阿', initials: 'jda' },
    { memberId: 'd', memberNo: 21, name: '𠮷田', initials: 't' },
  ]
  const found = (typed: string) => matchPeople(people, typed).map(each => each.memberId)

  test('by number, name, part of a name, or initials, likeliest first', () => {
    expect(found('2')).toEqual(['b', 'd'])
    expect(found('建')).toEqual(['c', 'a', 'b'])
    expect(found('ZJG')).toEqual(['a'])
    expect(found('wj')).toEqual(['b'])
    expect(found('１２')).toEqual(['c'])
    expect(found('𠮷')).toEqual(['d'])
    expect(found('赵')).toEqual([])
    expect(found(' ')).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('what is typed as a day or a time', () => {
  test.each(['2026-10-1', '2026.10.01', '2026/10/1', '20261001', '2026年10月1日', ' ２０２６－１０－１ '])(
    '%s',
    text => {
      expect(parseDay(text)).toBe('2026-10-01')
    },
  )

  test.each(['', '2026-02-30', '10-1', '2026', '明天', '2026-13-01', '1-1-2026'])('no day: %s', text => {
    expect(parseDay(text)).toBeNull()
  })

  test('times', () => {
    expect(['9:05', '0905', '１４：３０', '14点30', '23.59'].map(parseTime)).toEqual([
      '09:05',
      '09:05',
      '14:30',
      '14:30',
      '23:59',
    ])
    expect(['24:00', '9', '9:5', '12:60', 'x'].map(parseTime)).toEqual([null, null, null, null, null])
  })
})

describe('how things are written', () => {
  test('days and moments, as near as they are', () => {
    const now = at('2026-10-15T06:42:00Z')
    expect(dayAndWeekday(day('2026-10-15'))).toBe('10月15日 星期四')
    expect(dateText(day('2026-01-03'))).toBe('2026年1月3日')
    expect(timeText(now, ZONE)).toBe('14:42')
    expect(momentText(at('2026-10-14T22:00:00Z'), now, ZONE)).toBe('今天 06:00')
    expect(momentText(at('2026-10-14T15:10:00Z'), now, ZONE)).toBe('昨天 23:10')
    expect(momentText(at('2026-10-02T22:00:00Z'), now, ZONE)).toBe('10月3日 06:00')
    expect(momentText(at('2025-10-02T22:00:00Z'), now, ZONE)).toBe('2025年10月3日 06:00')
    expect(dayRangeText({ from: day('2026-10-01'), to: day('2026-10-07') })).toBe('10月1日—7日')
    expect(dayRangeText({ from: day('2026-09-30'), to: addDays(day('2026-09-30'), 1) })).toBe('9月30日—10月1日')
  })

  test('ages without false precision', () => {
    const now = at('2026-10-15T06:42:00Z')
    const ago = (minutes: number) => agoText((now - minutes * 60_000) as Millis, now)
    expect([ago(0), ago(26), ago(61), ago(47 * 60), ago(72 * 60)]).toEqual([
      '刚才',
      '26 分钟',
      '1 小时',
      '47 小时',
      '3 天',
    ])
    expect(agoText((now + 5_000) as Millis, now)).toBe('刚才')
  })

  test('points with the design’s minus, sizes in steps of 1024', () => {
    expect([
      pointsText(points(3), true),
      pointsText(-50 as Hundredths, true),
      pointsText(0 as Hundredths, true),
    ]).toEqual(['+3', '−0.5', '0'])
    expect([860, 12_700, 3 * 1024 * 1024].map(fileSize)).toEqual(['860 B', '12.4 KB', '3 MB'])
  })

  test('the other language', () => {
    setLanguage('en')
    expect(dayAndWeekday(day('2026-10-15'))).toBe('Thu 15 Oct')
    setLanguage('zh')
  })
})

describe('problems of a form', () => {
  const problems = [
    problem('A', { zh: '甲', en: 'a' }, 'loginName'),
    problem('B', { zh: '乙', en: 'b' }, 'elsewhere'),
    problem('C', { zh: '丙', en: 'c' }),
  ]

  test('one stands under its field, the rest in the list, none in both', () => {
    expect(problemAt(problems, 'loginName')).toBe('甲')
    expect(problemAt(problems, 'displayName')).toBeNull()
    expect(problemsElsewhere(problems, ['loginName']).map(each => each.code)).toEqual(['B', 'C'])
    expect(problemsElsewhere(null, [])).toEqual([])
  })
})
