import { expect, test } from 'vitest'
import { nameProblems, publicName } from '../../../shared/notices/public-name.ts'

const person = (name: string, consent: boolean, nameNote = '') => ({ name, nameNote, consent })
const announcement = (...paragraphs: string[]) => ({
  title: '通知',
  correction: null,
  body: { kind: 'announcement', paragraphs } as const,
})
const found = (text: string, people: Parameters<typeof nameProblems>[1], acknowledged: string[] = []) =>
  nameProblems(announcement('各位党员：', text), people, acknowledged).map(each => `${each.code} ${each.where}`)

test('PR16 the mask keeps the mark that tells namesakes apart', () => {
  expect(publicName(person('王建国', false, '大'))).toBe('王*国（大）')
  expect(publicName(person('王建国', true, '大'))).toBe('王建国（大）')
})

test('PR19 a text may not name somebody who has not agreed, also with spaces between the characters', () => {
  const people = [person('王芳', false), person('张建国', true)]
  expect(found('请张建国同志到会。', people)).toEqual([])
  expect(found('请王芳同志到会。', people)).toEqual(['NAME_WITHOUT_CONSENT 第2段'])
  expect(found('请王　芳同志到会。', people)).toEqual(['NAME_WITHOUT_CONSENT 第2段'])
})

test('PR19 a name inside a longer one that may be shown is not that name', () => {
  const people = [person('王建', false), person('王建国', true)]
  expect(found('请王建国同志到会。', people)).toEqual([])
  expect(found('请王建国、王建同志到会。', people)).toEqual(['NAME_WITHOUT_CONSENT 第2段'])
})

test('PR19 a namesake who agreed is who is meant', () => {
  expect(found('请王建国（大）到会。', [person('王建国', true, '大'), person('王建国', false, '小')])).toEqual([])
})

test('PR19 a word that happens to be somebody’s name is let through once staff have said so', () => {
  const people = [person('文明', false)]
  expect(found('创建文明村。', people)).toEqual(['NAME_WITHOUT_CONSENT 第2段'])
  expect(found('创建文明村。', people, ['文明'])).toEqual([])
})

test('PR16 a row that shows a full name without consent is never let through, acknowledged or not', () => {
  const row = {
    order: 1,
    name: '王芳',
    masked: false,
    category: '',
    base: 0,
    periodTotal: 0,
    yearTotal: 0,
  }
  const document = { ...announcement(), body: { kind: 'periodPoints', period: '2026-Q3', intro: '', rows: [row] } }
  const problems = nameProblems(document as never, [person('王芳', false)], ['王芳'])
  expect(problems.map(each => each.code)).toEqual(['NAME_NOT_MASKED'])
})
