import { expect, test } from 'vitest'
import type { Item } from '../../../shared/points/item.ts'
import { checkScheme } from '../../../shared/points/scheme-check.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { csvRows, hundredthsIn } from '../../fixtures/sample.ts'

test('PT24 the built-in scheme has the items of the table, cell by cell', () => {
  const scheme = templateScheme(2026)
  const groups = csvRows('point-cap-groups.csv')
  const grouped = new Set(groups.flatMap(row => (row['codes'] ?? '').split('|')))
  const expected = csvRows('point-items.csv').map(row => {
    const code = row['code'] ?? ''
    const cap = grouped.has(code) ? '' : row['cap_per_year']
    return {
      code,
      dimension: row['dimension'],
      component: row['component'],
      title: row['title'],
      points: row['points'] ? hundredthsIn(row['points']) : null,
      unit: row['unit'],
      caps: cap ? { perCycle: hundredthsIn(cap) } : {},
      evidence: row['evidence'],
      appliesTo: row['applies_to'] === 'all' ? 'all' : row['applies_to']?.split('|'),
      recordedBy: row['recorded_by'],
      note: row['source_note'],
    }
  })
  expect(expected).toHaveLength(64)
  // The table knows no members who can hardly leave the house; the scheme adds them where a duty binds everybody.
  const withoutFrail = (item: Item) =>
    item.appliesTo === 'all' ? item : { ...item, appliesTo: item.appliesTo.filter(id => id !== 'frail') }
  expect(scheme.items.map(withoutFrail)).toEqual(expected)
  expect(scheme.capGroups).toEqual(
    groups.map(row => ({
      code: row['group'],
      items: row['codes']?.split('|'),
      caps: { perCycle: hundredthsIn(row['cap_per_year']) },
      note: row['note'],
    })),
  )
  // In the table the items of a group repeat the group's cap; the scheme holds it once, in the group.
  for (const row of csvRows('point-items.csv').filter(each => grouped.has(each['code'] ?? ''))) {
    const group = groups.find(each => each['codes']?.split('|').includes(row['code'] ?? ''))
    expect(row['cap_per_year']).toBe(group?.['cap_per_year'])
  }
})

test('PT24 the caps of the base duties add up to 60, the scheme passes its own check and is a fresh value each time', () => {
  const scheme = templateScheme(2027)
  const base = scheme.items.filter((item: Item) => item.component === 'base')
  expect(base.reduce((sum, item) => sum + (item.caps.perCycle ?? 0), 0)).toBe(6000)
  expect(checkScheme(structuredClone(scheme))).toEqual({ ok: true, value: scheme })
  expect(scheme.categories.map(each => each.label)).toEqual([
    '在职党员',
    '无职党员',
    '年老党员',
    '流动党员',
    '居家党员',
    '预备党员',
    '入党积极分子',
    '免于积分',
  ])
  scheme.items.length = 0
  scheme.capGroups[0]?.items.pop()
  expect(templateScheme(2027).items).toHaveLength(64)
  expect(templateScheme(2027).capGroups[0]?.items).toEqual(['C01', 'C02'])
})
