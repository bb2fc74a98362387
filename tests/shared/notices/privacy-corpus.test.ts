import { expect, test } from 'vitest'
import { privateThings, type PrivateThing } from '../../../shared/notices/privacy-lint.ts'
import { privateNumbers } from '../../../shared/notices/private-numbers.ts'
import * as second from './privacy-corpus-second.ts'
import * as first from './privacy-corpus.ts'

type Check = (text: string) => readonly { readonly kind: PrivateThing }[]

const KINDS = Object.keys(first.PRIVATE) as PrivateThing[]
const INNOCENT = [...first.INNOCENT, ...second.SECOND_INNOCENT]
const privateOf = (kind: PrivateThing): readonly string[] => [...first.PRIVATE[kind], ...second.SECOND_PRIVATE[kind]]

const missed = (check: Check, kind: PrivateThing): string[] =>
  privateOf(kind).filter(text => !check(text).some(each => each.kind === kind))
const falseAlarms = (check: Check): string[] => INNOCENT.filter(text => check(text).length > 0)

test('the corpus is large enough, and half of it innocent', () => {
  const privates = KINDS.flatMap(privateOf)
  expect(new Set([...privates, ...INNOCENT]).size).toBe(privates.length + INNOCENT.length)
  expect(privates.length + INNOCENT.length).toBeGreaterThanOrEqual(300)
  expect(INNOCENT.length).toBeGreaterThanOrEqual(150)
})

test.each(KINDS)('PR11 PR12 PR13 PR20 PR21 of the corpus, no %s is missed', kind => {
  expect(missed(privateThings, kind)).toEqual([])
})

test('PR14 PR15 PR20 PR21 nothing innocent of the corpus raises an alarm', () => {
  expect(falseAlarms(privateThings)).toEqual([])
})

test('PR15 what is let pass for the sake of fingerprints is known', () => {
  expect(second.LET_PASS.filter(text => privateThings(text).length === 0)).toEqual(second.LET_PASS)
})

test.each<[string, Check, readonly PrivateThing[]]>([
  ['looks for numbers alone', text => privateNumbers(text), ['landline', 'homeAddress']],
  ['reads half-width digits alone', text => privateThings(text.replace(/[０-９]/g, '#')), ['idNumber', 'mobile']],
  ['sees no name before a number', text => privateThings(text.replaceAll(/\p{Script=Han}{2,}/gu, '某')), ['landline']],
])('the corpus finds a check that %s', (_, check, kinds) => {
  for (const kind of kinds) expect(missed(check, kind).length, kind).toBeGreaterThan(0)
})

test.each<[string, Check]>([
  ['takes every land line for a private one', text => (/\d{7,8}/.test(text) ? [{ kind: 'landline' }] : [])],
  ['takes every door for a home', text => (/\d+号/.test(text) ? [{ kind: 'homeAddress' }] : [])],
])('the corpus finds a check that %s', (_, check) => {
  expect(falseAlarms(check).length).toBeGreaterThan(5)
})

test('PR14 PR20 the branch’s own line may stand even behind a name', () => {
  const text = '请找李梅 0571-82650003'
  expect(privateThings(text).map(each => each.kind)).toEqual(['landline'])
  expect(privateThings(text, ['0571-82650003'])).toEqual([])
  expect(privateThings('请找李梅 82650003', ['0571-82650003'])).toEqual([])
})

test('PR20 PR21 a finding says where it stands', () => {
  const text = '慰问老党员吴阿根（上坞自然村33号），家里电话 ８２６５１３１４。'
  expect(privateThings(text).map(each => text.slice(each.start, each.end))).toEqual([
    '上坞自然村33号',
    '８２６５１３１４',
  ])
})
