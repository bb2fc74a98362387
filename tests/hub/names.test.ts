import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { pinyinInitials, strokeKey } from '../../hub/names.ts'
import { csvRows } from '../fixtures/sample.ts'

type Key = (name: string) => string

const inOrder = (names: readonly string[], key: Key = strokeKey): string[] =>
  [...names].sort((a, b) => (key(a) < key(b) ? -1 : 1))

/** Strokes of the sample's surnames, from the dictionary. */
const STROKES: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries({
    2: '丁',
    3: '马上',
    4: '王韦邓',
    5: '田白石叶冯龙',
    6: '朱江刘许孙汤',
    7: '阿李杨吴何余沈陈张苏',
    8: '林欧周郑罗',
    9: '赵胡',
    10: '钱高唐郭',
    11: '黄',
    12: '曾彭谢蒋',
  }).flatMap(([strokes, surnames]) => [...surnames].map(surname => [surname, Number(strokes)])),
)

test('PL18 the sample stands in order of the strokes of its surnames', () => {
  const names = inOrder(csvRows('roster-qingxi-clean.csv').map(row => row['name'] ?? ''))
  const strokes = names.map(name => STROKES[[...name][0] ?? ''])
  expect(strokes).not.toContain(undefined)
  expect(strokes).toEqual([...strokes].sort((a, b) => Number(a) - Number(b)))
  expect(names[0]).toBe('丁一')
})

/** As lists of members of congresses order them. */
const OFFICIAL = [
  ...'丁万马王韦尹邓石龙卢叶田史白包冯邢吉毕曲吕朱乔任刘齐江汤许阮孙杜李杨肖吴何邹沈宋张陆陈邵武苗范林罗周郑孟赵胡钟姜贺秦袁聂',
  ...'莫夏徐高郭唐黄曹龚崔康梁彭董蒋韩程谢雷蔡熊黎潘薛穆魏',
]

test('PL18 surnames of the same count go stroke by stroke, 横竖撇点折', () => {
  expect(inOrder(OFFICIAL.toReversed())).toEqual(OFFICIAL)
})

test('PL18 the check catches ICU’s own stroke order, which counts the Taiwan way', () => {
  expect(OFFICIAL.toReversed().sort(new Intl.Collator('zh-u-co-stroke').compare)).not.toEqual(OFFICIAL)
})

test('PL18 single given characters first, then character by character; other scripts last', () => {
  const names = ['张国强', '张伟', '张一', '张大山', '王芳', 'John Smith', '欧阳德顺', '上官明']
  const expected = ['上官明', '王芳', '张一', '张伟', '张大山', '张国强', '欧阳德顺', 'John Smith']
  expect(inOrder(names)).toEqual(expected)
})

test('PL18 characters outside the basic plane have their place', () => {
  // 𬸪 has 17 strokes, more than 鸟 (5) and fewer than 鱻 (33).
  expect(inOrder(['陈鱻', '陈𬸪', '陈鸟'])).toEqual(['陈鸟', '陈𬸪', '陈鱻'])
  expect(strokeKey('𬸪')).not.toBe(strokeKey('𫘥'))
})

const han = fc
  .oneof(fc.integer({ min: 0x4e00, max: 0x9fa5 }), fc.integer({ min: 0x20000, max: 0x2a6d6 }))
  .map(code => String.fromCodePoint(code))
const given = fc.array(han, { minLength: 1, maxLength: 3 }).map(each => each.join(''))

/** Whoever has the surname with fewer strokes stands first, whatever the given names. */
function surnameDecidesProperty(key: Key): void {
  fc.assert(
    fc.property(han, han, given, given, (a, b, first, second) => {
      if (a !== b) expect(key(a + first) < key(b + second)).toBe(strokeKey(a) < strokeKey(b))
    }),
    { numRuns: 2_000 },
  )
}

test('PL18 the surname decides before any given name', () => {
  surnameDecidesProperty(strokeKey)
})

test('PL18 the property catches keys of ranks without a fixed width', () => {
  expect(() =>
    surnameDecidesProperty(name => [...name].map(each => strokeKey(each).replace(/^0+|1$/g, '')).join('')),
  ).toThrow()
})

test('PL19 surnames are read as surnames, letters stay, unknown characters are passed over', () => {
  const initials = {
    曾小满: 'zxm',
    单雄信: 'sxx',
    仇和: 'qh',
    解晓东: 'xxd',
    区志强: 'ozq',
    欧阳德顺: 'oyds',
    杨𫘥: 'y',
    吴㛃: 'wj',
    '阿依古丽·买买提': 'ayglmmt',
    'John Smith': 'johnsmith',
    '': '',
  }
  for (const [name, expected] of Object.entries(initials))
    expect([name, pinyinInitials(name)]).toEqual([name, expected])
})

test('PL19 initials are lower-case letters, whatever the name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), name => {
      expect(pinyinInitials(name)).toMatch(/^[a-z]*$/)
    }),
  )
})
