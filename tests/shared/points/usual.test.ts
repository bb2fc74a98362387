import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { points, type Hundredths } from '../../../shared/base/hundredths.ts'
import { distanceOf, FAR, medianOf, usualOf } from '../../../shared/points/usual.ts'

const all = (...values: number[]) => values.map(each => points(each))

describe('RT22 how far somebody is from their own usual level', () => {
  test('RT22 by hand: the median of the earlier periods, and their median distance from it', () => {
    // 18 20 21 23: median 20.5, distances 2.5 0.5 0.5 2.5, their median 1.5, × 1.4826 = 2.2239; a fifth of 20.5 is 4.1.
    expect(usualOf(all(20, 23, 18, 21))).toEqual({ median: 2050, spread: 410, earlier: 4 })
    // 0 10 20 30: median 15, distances 15 5 5 15, their median 10, × 1.4826 = 14.826.
    expect(usualOf(all(0, 10, 20, 30))).toEqual({ median: 1500, spread: 1483, earlier: 4 })
    expect(distanceOf(points(8), all(20, 23, 18, 21))).toMatchObject({ steps: -3.05, far: 'below' })
    expect(distanceOf(points(9), all(20, 23, 18, 21))).toMatchObject({ steps: -2.8, far: null })
    expect(distanceOf(points(40), all(20, 23, 18, 21))).toMatchObject({ far: 'above' })
  })

  test('RT22 one earlier period says nothing; always alike is no reason to point at two points less', () => {
    expect(distanceOf(points(0), all(20))).toBeNull()
    expect(distanceOf(points(0), [])).toBeNull()
    expect(distanceOf(points(3), all(5, 5, 5))?.far).toBeNull()
    expect(distanceOf(points(0), all(5, 5, 5))?.far).toBeNull()
    expect(distanceOf(points(-2), all(5, 5, 5))?.far).toBe('below')
  })

  /** One period out of the way, however far, may not hide the next low one. */
  const bearsOne = (middle: (values: readonly number[]) => number) =>
    fc.check(
      fc.property(
        fc.array(fc.integer({ min: 1_800, max: 2_200 }), { minLength: 4, maxLength: 8 }),
        fc.integer({ min: 5_000, max: 90_000 }),
        (ordinary, exceptional) => {
          const earlier = [...ordinary, exceptional] as Hundredths[]
          expect(Math.abs(middle(earlier) - 2_000)).toBeLessThanOrEqual(200)
        },
      ),
    )

  test('RT22 one exceptional period moves it hardly; a mean would not bear it', () => {
    expect(bearsOne(values => usualOf(values as Hundredths[])?.median ?? 0).failed).toBe(false)
    expect(bearsOne(medianOf).failed).toBe(false)
    expect(bearsOne(values => values.reduce((sum, each) => sum + each, 0) / values.length).failed).toBe(true)
  })

  test('RT22 the order of the earlier periods does not matter, and farther is never less far', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 2, maxLength: 8 }),
        fc.integer({ min: 0, max: 5_000 }),
        (values, less) => {
          const earlier = values as Hundredths[]
          const usual = usualOf(earlier)
          if (usual === null) return
          expect(usualOf(earlier.toReversed())).toEqual(usual)
          const near = distanceOf((usual.median - less) as Hundredths, earlier)
          const farther = distanceOf((usual.median - less - 100) as Hundredths, earlier)
          expect((farther?.steps ?? 0) <= (near?.steps ?? 0)).toBe(true)
          expect(near?.far === 'below').toBe((near?.steps ?? 0) <= -FAR)
        },
      ),
    )
  })
})
