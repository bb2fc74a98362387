import { describe, expect, test } from 'vitest'
import { fit, fitting, found, inStrokeOrderBy, surnameMarks, type Findable } from '../../../shared/people/matching.ts'
import { pinyinInitials, strokeKey } from '../../../hub/names.ts'

const row = (name: string, change: Partial<Findable> = {}): Findable => ({
  name,
  initials: pinyinInitials(name),
  ...change,
})

const rows: readonly Findable[] = [
  row('张建国', { code: 1, notes: ['第一党小组', '组长'] }),
  row('王建国', { code: 2, notes: ['第二党小组'] }),
  row('单小满', { code: 12 }),
  row('𠮷田', { code: 21 }),
  row('2026年第三季度积分公示', { notes: ['公示'] }),
  row('十一月主题党日', { code: 'A011' }),
]
const names = (typed: string) => found(rows, typed, each => each).map(each => each.name)

describe('RT24 finding in lists', () => {
  test('RT24 by number, name, a part of it, initials; the likeliest first', () => {
    expect(names('2')).toEqual(['王建国', '2026年第三季度积分公示', '𠮷田'])
    expect(names('建')).toEqual(['张建国', '王建国'])
    expect(names('zjg')).toEqual(['张建国'])
    expect(names('ＷＪ')).toEqual(['王建国'])
    expect(names('sxm')).toEqual(['单小满'])
    expect(names('𠮷')).toEqual(['𠮷田'])
    expect(names('a0')).toEqual(['十一月主题党日'])
    expect(names('赵')).toEqual([])
  })

  test('RT24 a title is found by initials within it, by more than one letter', () => {
    expect(names('gs')).toEqual(['2026年第三季度积分公示'])
    expect(names('ztdr')).toEqual(['十一月主题党日'])
    expect(names('g')).toEqual([])
  })

  test('RT24 every word typed must fit somewhere; a space inside a name is borne; nothing typed is everything', () => {
    expect(names('张 建国')).toEqual(['张建国'])
    expect(names('第一 jg')).toEqual(['张建国'])
    expect(names('第二 zjg')).toEqual([])
    expect(names('建国 组长')).toEqual(['张建国'])
    expect(names('  ')).toHaveLength(rows.length)
    expect(fit(row('张建国'), '')).toBe(0)
  })

  test('RT24 a list with an order of its own keeps it; one that sorts by likeliness would not', () => {
    const list = [row('小王'), row('王小')]
    expect(fitting(list, '王', each => each).map(each => each.name)).toEqual(['小王', '王小'])
    expect(found(list, '王', each => each).map(each => each.name)).toEqual(['王小', '小王'])
  })

  test('RT24 names stand in stroke order, and each surname is jumped to once', () => {
    const people = ['张建国', '丁桂芳', '王芳', '王建国', '于大海'].map((name, tie) => ({
      name,
      tie,
      strokeKey: strokeKey(name),
    }))
    const sorted = inStrokeOrderBy(people, each => each).map(each => each.name)
    expect(sorted).toEqual(['丁桂芳', '于大海', '王芳', '王建国', '张建国'])
    expect(surnameMarks(sorted)).toEqual([
      { surname: '丁', at: 0, count: 1 },
      { surname: '于', at: 1, count: 1 },
      { surname: '王', at: 2, count: 2 },
      { surname: '张', at: 4, count: 1 },
    ])
    expect(surnameMarks(['', '𠮷田'])).toEqual([{ surname: '𠮷', at: 1, count: 1 }])
  })
})
