import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import { points, type Hundredths } from '../../../shared/base/hundredths.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { schemeFromFile, schemeToFile } from '../../../shared/points/scheme-file.ts'
import { templateScheme } from '../../../shared/points/template.ts'

const scheme = templateScheme(2026)
const documentation = readFileSync(new URL('../../../docs/scheme.md', import.meta.url), 'utf8')

/** Every member that may be left out or take another form, drawn or absent. */
const schemes: fc.Arbitrary<Scheme> = fc
  .record({
    size: fc.integer({ min: 1, max: 100_000 }).map(value => value as Hundredths),
    start: fc.constantFrom('accrue', 'grant', 'carryOver'),
    bounds: fc.boolean(),
    perPeriod: fc.boolean(),
  })
  .map(({ size, start, bounds, perPeriod }): Scheme => {
    const caps = perPeriod ? { perMonth: size, perPeriod: size, perCycle: (size * 2) as Hundredths } : {}
    const quantity = { least: points(1), most: size }
    const starts = {
      accrue: { mode: 'accrue' as const },
      grant: { mode: 'grant' as const, points: size, byCategory: { floating: size } },
      carryOver: { mode: 'carryOver' as const, percentOfLastYear: 20, otherwise: size },
    }
    return {
      ...scheme,
      start: starts[start],
      floor: bounds ? ((0 - size) as Hundredths) : null,
      totalCap: bounds ? size : null,
      componentCaps: { ...scheme.componentCaps, ...(bounds && { deduction: caps }) },
      bands: [{ grade: 'qualified', from: size, label: '三星' }],
      alerts: [
        { label: '谈话', at: 'cycle', below: size, categories: ['floating'] },
        { label: '提醒', at: 'period', below: size, categories: 'all', measure: 'inPeriod', inARow: 3 },
      ],
      items: scheme.items.map((item, at) =>
        at === 0 && size >= 100 ? { ...item, points: size, quantity, caps } : item,
      ),
    }
  })

const comesBack = (write: typeof schemeToFile) =>
  fc.property(schemes, each => {
    expect(schemeFromFile(write(each))).toEqual({ ok: true, value: each })
  })

test('PT15 a scheme written to a file and read again is the same scheme', () => {
  fc.assert(comesBack(schemeToFile), { seed: 20260103, numRuns: 200 })
  const inHundredths: typeof schemeToFile = each => JSON.stringify(each)
  const rounded: typeof schemeToFile = each => schemeToFile(each).replace(/("\d+)\.\d+"/g, '$1"')
  const withoutPeriods: typeof schemeToFile = each => schemeToFile(each).replace(/"perPeriod": "[^"]*",/g, '')
  const withoutMonths: typeof schemeToFile = each => schemeToFile(each).replace(/"perMonth": "[^"]*",/g, '')
  for (const twin of [inHundredths, rounded, withoutPeriods, withoutMonths]) {
    expect(fc.check(comesBack(twin), { seed: 20260103, numRuns: 200 }).failed).toBe(true)
  }
})

test('PT15 points in the file are decimal text; numbers, full-width digits and a byte order mark are read too', () => {
  const file = schemeToFile(scheme)
  expect(file).toContain('"code": "B06"')
  expect(JSON.parse(file).items[5].points).toBe('0.5')
  const loose = `\uFEFF${file.replaceAll('"0.5"', '0.5').replaceAll('"60"', '"６０"')}`
  expect(schemeFromFile(loose)).toEqual({ ok: true, value: scheme })
})

test('PT15 bad files: cut short, not points, hundredths out of range', () => {
  const codes = (text: string) => {
    const result = schemeFromFile(text)
    return result.ok ? [] : result.error.map(each => [each.code, each.where])
  }
  const file = schemeToFile(scheme)
  expect(codes(file.slice(0, 500))).toEqual([['SCHEME_NOT_JSON', undefined]])
  expect(codes('')).toEqual([['SCHEME_NOT_JSON', undefined]])
  for (const bad of ['"0.125"', '"很多"', '1e9', 'true', '"99999999"']) {
    const broken = file.replace('"points": "0.5"', `"points": ${bad}`)
    expect(codes(broken)).toEqual([['SCHEME_VALUE_INVALID', 'items[5].points']])
  }
})

test('PT15 the example of the documentation is a valid scheme, and every code of the check is explained there', () => {
  const example = must(/```json\n(\{\n {2}"format"[\s\S]*?)```/.exec(documentation)?.[1], 'example')
  expect(schemeFromFile(example)).toMatchObject({ ok: true })
  const codes = ['scheme-check.ts', 'scheme-file.ts', 'entry-check.ts']
    .map(file => readFileSync(new URL(`../../../shared/points/${file}`, import.meta.url), 'utf8'))
    .flatMap(source => source.match(/'(?:SCHEME|ENTRY|REVERSAL|OPENING)_[A-Z_]+'/g) ?? [])
    .map(quoted => quoted.slice(1, -1))
  expect(new Set(codes).size).toBeGreaterThan(40)
  for (const code of new Set(codes)) expect(documentation).toContain(`\`${code}\``)
})
