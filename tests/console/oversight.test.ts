import { describe, expect, test } from 'vitest'
import type { Hundredths } from '../../shared/base/hundredths.ts'
import type { Period } from '../../shared/base/plain-date.ts'
import { axisFor } from '../../hub/console/oversight/chart.tsx'
import {
  meansOf,
  shareOf,
  sharesByMonth,
  turnoutOf,
  type ParticipationCell,
} from '../../hub/console/oversight/model.ts'

const cell = (month: number, expected: number, came: number, extra = 0): ParticipationCell => ({
  month,
  type: 'themePartyDay',
  category: 'noPost',
  expected,
  came,
  onLeave: 0,
  extra,
})

describe('RT21 the overview in figures', () => {
  test('RT21 a share is of those who had to come; all and none are never reached by rounding', () => {
    expect(turnoutOf([cell(1, 3, 2), cell(2, 1, 1, 4)])).toEqual({ expected: 4, came: 3, extra: 4 })
    expect(shareOf({ expected: 0, came: 0, extra: 4 })).toBeNull()
    expect(shareOf({ expected: 300, came: 299, extra: 0 })).toBe(99)
    expect(shareOf({ expected: 300, came: 1, extra: 0 })).toBe(1)
    expect(shareOf({ expected: 3, came: 3, extra: 0 })).toBe(100)
    expect(shareOf({ expected: 3, came: 0, extra: 0 })).toBe(0)
    const year = sharesByMonth([cell(3, 2, 1), cell(3, 2, 2)])
    expect(year).toHaveLength(12)
    expect(year.slice(1, 4)).toEqual([null, 75, null])
  })

  test('RT21 means weigh people, not categories', () => {
    const dimensions = (political: number) => ({
      political: political as Hundredths,
      discipline: 0 as Hundredths,
      character: 0 as Hundredths,
      role: 0 as Hundredths,
    })
    const points = [
      {
        period: '2026-Q1' as Period,
        running: false,
        ofCategory: [
          { category: 'a', people: 1, dimensions: dimensions(1000), total: 1000 as Hundredths },
          { category: 'b', people: 3, dimensions: dimensions(600), total: -300 as Hundredths },
        ],
      },
    ]
    expect(meansOf(points, null)).toMatchObject([{ people: 4, total: 1.75, dimensions: { political: 4 } }])
    expect(meansOf(points, 'b')).toMatchObject([{ people: 3, total: -1, dimensions: { political: 2 } }])
    expect(meansOf(points, 'c')).toEqual([])
  })

  test('RT21 an axis holds every value, begins at zero unless something is below it, and is never cut', () => {
    for (const values of [[], [0], [0.4], [7.36, 2], [-3, 4], [180, 12], [null, 5]]) {
      const { least, most, step } = axisFor(values)
      const known = values.filter(each => each !== null)
      expect(least).toBeLessThanOrEqual(Math.min(0, ...known))
      expect(most).toBeGreaterThanOrEqual(Math.max(0, ...known))
      expect(known.every(each => each >= 0) ? least : 0).toBe(0)
      expect((most - least) / step).toBeLessThanOrEqual(6)
    }
  })
})
