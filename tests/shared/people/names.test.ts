import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanName, maskName, withNote } from '../../../shared/people/names.ts'
import { csvRows } from '../../fixtures/sample.ts'

type Mask = (name: string) => string

test.each([
  ['王芳', '王*'],
  ['张建国', '张*国'],
  ['欧阳德顺', '欧阳*顺'],
  ['上官明', '上官*'],
  ['上官明月', '上官*月'],
  ['欧阳', '欧*'],
  ['张王小明', '张**明'],
  ['陈𬸪', '陈*'],
  ['𬸪小明', '𬸪*明'],
])('PR1 %s is shown as %s', (name, mask) => {
  expect(maskName(name)).toBe(mask)
})

test.each([
  ['阿依古丽·买买提', '阿*·买*'],
  ['John Smith', 'J*·S*'],
  ['John', 'J*'],
  ['丁', '*'],
  ['', ''],
])('PR2 %s is shown as %s', (name, mask) => {
  expect(maskName(name)).toBe(mask)
})

const character = fc.oneof(
  fc.constantFrom('王', '国', '欧', '阳', '𬸪', '𫘥', '㛃', '葛\u{e0100}', 'é', 'e\u0301', 'J', '〇'),
  fc.integer({ min: 0x4e00, max: 0x9fa5 }).map(code => String.fromCodePoint(code)),
)
const part = fc.array(character, { minLength: 1, maxLength: 5 }).map(each => each.join(''))
const anyName = fc.oneof(
  part,
  fc.tuple(part, fc.constantFrom('·', ' '), part).map(each => each.join('')),
)

/** Characters as a reader counts them. */
const graphemes = (text: string): string[] => [...new Intl.Segmenter('zh').segment(text)].map(each => each.segment)

function maskProperty(mask: Mask): void {
  fc.assert(
    fc.property(anyName, name => {
      const masked = mask(name)
      expect(mask(masked)).toBe(masked)
      expect(masked).toContain('*')
      const whole = new Set(graphemes(name))
      const shown = graphemes(masked).filter(each => each !== '*' && each !== '·')
      expect(shown.every(each => whole.has(each))).toBe(true)
      expect(shown.length).toBeLessThan(graphemes(name).length)
    }),
    { numRuns: 2_000 },
  )
}

test('PR3 a mask hides something, cuts no character, and is its own mask', () => {
  maskProperty(maskName)
})

test.each<[string, Mask]>([
  ['counts UTF-16 units', name => `${name[0] ?? ''}*${name.length > 2 ? (name.at(-1) ?? '') : ''}`],
  ['leaves two-character names alone', name => (name.length > 2 ? maskName(name) : name)],
  ['hides the length on every pass', name => `${[...name][0] ?? ''}*${[...name].at(-1) ?? ''}`],
])('PR3 the property catches a mask that %s', (_, broken) => {
  expect(() => maskProperty(broken)).toThrow()
})

test('PR3 nobody of the sample is shown by the full name', () => {
  for (const { name = '' } of csvRows('roster-qingxi-clean.csv')) expect(maskName(name)).toMatch(/^[^*]+\*/)
})

test('PR4 namesakes carry their note, masked or not', () => {
  expect([withNote('王建国', '大'), withNote(maskName('王建国'), '大'), withNote('张伟', '')]).toEqual([
    '王建国（大）',
    '王*国（大）',
    '张伟',
  ])
})

test('PL9 a name loses its padding and nothing else', () => {
  const clean = (text: string) => {
    const name = cleanName(text)
    return name.ok ? [name.value.name, name.value.note] : [name.error]
  }
  expect(clean('张  伟')).toEqual(['张伟', ''])
  expect(clean('丁\u3000一 ')).toEqual(['丁一', ''])
  expect(clean('王建国（大）')).toEqual(['王建国', '大'])
  expect(clean('阿依古丽 • 买买提')).toEqual(['阿依古丽·买买提', ''])
  expect(clean('陈\u200b𬸪')).toEqual(['陈𬸪', ''])
  expect(clean('John  Smith')).toEqual(['John Smith', ''])
  expect([clean(' \u3000'), clean('张<b>'), clean('张3'), clean('…'), clean('张'.repeat(41))]).toEqual([
    ['empty'],
    ['character'],
    ['character'],
    ['character'],
    ['tooLong'],
  ])
})

test('PL9 cleaning a clean name changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(anyName, fc.string({ unit: 'grapheme', maxLength: 10 })), text => {
      const once = cleanName(text)
      if (!once.ok) return
      const twice = cleanName(withNote(once.value.name, once.value.note))
      expect(twice.ok && twice.value).toEqual(once.value)
    }),
    { numRuns: 1_000 },
  )
})
