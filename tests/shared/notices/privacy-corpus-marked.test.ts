import { expect, test } from 'vitest'
import { lintTexts, privateThings, type PrivateThing } from '../../../shared/notices/privacy-lint.ts'
import { BEYOND, BLIND_INNOCENT, BLIND_PRIVATE, OWN_LINES } from './privacy-corpus-blind.ts'
import { HELD_OUT_INNOCENT, HELD_OUT_PRIVATE } from './privacy-corpus-held-out.ts'

/** Lines in which the private part is marked: a finding counts where it stands on that part, and only there. */

type Check = (text: string) => readonly { readonly kind: PrivateThing; readonly start: number; readonly end: number }[]
const check: Check = text => privateThings(text, OWN_LINES)

const KINDS = Object.keys(BLIND_PRIVATE) as PrivateThing[]
const privateOf = (kind: PrivateThing) => [...BLIND_PRIVATE[kind], ...HELD_OUT_PRIVATE[kind]]
const INNOCENT = [...BLIND_INNOCENT, ...HELD_OUT_INNOCENT]

interface Marked {
  readonly text: string
  readonly parts: readonly { readonly start: number; readonly end: number }[]
}

function unmarked(line: string): Marked {
  const pieces = line.split(/[⟦⟧]/u)
  const ends = pieces.map((_, at) => pieces.slice(0, at + 1).join('').length)
  const parts = ends.flatMap((end, at) => (at % 2 === 1 ? [{ start: ends[at - 1] ?? 0, end }] : []))
  return { text: pieces.join(''), parts }
}

function missed(by: Check, kind: PrivateThing): string[] {
  return privateOf(kind).filter(line => {
    const { text, parts } = unmarked(line)
    const found = by(text)
    return !parts.every(part => found.some(each => each.start < part.end && part.start < each.end))
  })
}

/** What is let pass, and why. The test fails when it becomes more, and when it becomes less. */
const KNOWN_MISSES: { readonly [kind in PrivateThing]: readonly string[] } = {
  idNumber: [],
  mobile: [
    // The score behind it makes twelve digits of it, which may be any number of a paper.
    '一组张有田⟦13842564082⟧5分',
    // Groups of 1-2-4-4: lists of scores are as good.
    '电话⟦1 39 8022 8436⟧ 冉',
  ],
  bankCard: [],
  landline: [
    // PR20: whoever is named as the one to call is there to be called.
    '联系人谢天华，电话⟦(0816)7309250⟧',
    '联系人谢天华，电话⟦（０８１６）３０５６７３７⟧',
    // A family's name alone: 田家 is as often the name of a place.
    '田家:⟦6245470⟧',
  ],
  homeAddress: [
    // The number of a household in the middle of prose.
    '独居老人罗永芳（⟦三组大院子右边第二户12号⟧）',
    // The name behind the address; 地址 alone is mostly an office's.
    '地址⟦成都市青羊区草市街2号院4幢7号⟧ 收件人邹小妹',
  ],
}

test.each(KINDS)('PR11 PR12 PR13 PR20 PR21 what is missed of %s is known, line by line', kind => {
  expect(missed(check, kind)).toEqual(KNOWN_MISSES[kind])
})

test('PR14 PR15 PR20 PR21 nothing innocent raises an alarm', () => {
  expect(INNOCENT.filter(text => check(text).length > 0)).toEqual([])
})

test('PR11 PR12 PR13 PR20 PR21 no alarm is raised beside what is private', () => {
  const beside = KINDS.flatMap(privateOf).filter(line => {
    const { text, parts } = unmarked(line)
    return check(text).some(each => !parts.some(part => each.start < part.end && part.start < each.end))
  })
  expect(beside).toEqual([])
})

test('names on the net, plates and passports are not what the check is for', () => {
  expect(BEYOND.filter(line => check(unmarked(line).text).length > 0)).toEqual([])
})

test.each(KINDS)('the lines find a check that does not look for %s', kind => {
  const twin: Check = text => check(text).filter(each => each.kind !== kind)
  expect(missed(twin, kind).length).toBeGreaterThan(KNOWN_MISSES[kind].length + 5)
})

test.each<[string, (text: string) => string, PrivateThing]>([
  ['sees what cannot be seen', text => text.replaceAll(/[\u00ad\u200b\u2060\ufeff]/gu, '?'), 'mobile'],
  ['takes no words for digits', text => text.replaceAll(/[〇零一二三四五六七八九幺壹捌玖柒]/gu, '某'), 'mobile'],
  ['takes no letters for digits', text => text.replaceAll(/[OoIl]/gu, '?'), 'idNumber'],
  ['stops at a middle dot or a slash', text => text.replaceAll(/[·/]/gu, '?'), 'bankCard'],
  ['knows no area in brackets or after +86', text => text.replaceAll(/[[\]()（）+]/gu, '?'), 'landline'],
  ['knows no door by group and number', text => text.replaceAll(/[组社]/gu, '?'), 'homeAddress'],
])('the lines find a check that %s', (_, blinded, kind) => {
  expect(missed(text => check(blinded(text)), kind).length).toBeGreaterThan(KNOWN_MISSES[kind].length)
})

test.each<[string, Check]>([
  ['takes every eleven digits for a mobile', text => numbers(text, /\d{11}/, 'mobile')],
  ['takes every long number for a card', text => numbers(text, /\d{16,19}/, 'bankCard')],
  ['takes every eighteen signs for an identity number', text => numbers(text, /[0-9A-Z]{18}/, 'idNumber')],
  ['takes every seven digits for a private line', text => numbers(text, /(?<!\d)[2-8]\d{6}(?!\d)/, 'landline')],
  ['takes every 号 for a door', text => numbers(text, /\d号/, 'homeAddress')],
])('the lines find a check that %s', (_, eager) => {
  expect(INNOCENT.filter(text => eager(text).length > 0).length).toBeGreaterThan(2)
})

function numbers(text: string, pattern: RegExp, kind: PrivateThing): ReturnType<Check> {
  const at = text.search(pattern)
  return at < 0 ? [] : [{ kind, start: at, end: at + 1 }]
}

test('PR45 a problem says the field, the line and the column, and shows the sentence with stars for what is private', () => {
  const told = (text: string) => lintTexts([{ where: '第2段', text }], OWN_LINES).map(each => [each.where, each.zh])
  expect(told('明天开会。\n慰问老党员吴阿根（上坞自然村33号），电话 １３９-0671-0001，300元。请到会。')).toEqual([
    [
      '第2段第2行第10字',
      '有家庭住址，不能公开。请删去，或改成只写到村或社区，例如“慰问老党员吴阿根（***），电话 ***，300元。”',
    ],
    [
      '第2段第2行第23字',
      '有手机号码（末两位01），不能公开。请删去，或改成不含号码的写法，例如“慰问老党员吴阿根（***），电话 ***，300元。”',
    ],
  ])
  expect(told('𠮷家宅电：82651313')).toEqual([
    ['第2段第6字', '有个人电话（末两位13），不能公开。请删去，或改成支部的联系电话，例如“𠮷家宅电：***”'],
  ])
})

test('PR11 PR45 what a problem says never holds anything private again', () => {
  for (const line of KINDS.flatMap(privateOf)) {
    const { text, parts } = unmarked(line)
    for (const { zh, en } of lintTexts([{ where: '', text }], OWN_LINES)) {
      expect(check(zh), zh).toEqual([])
      for (const part of parts) expect(`${zh}${en}`).not.toContain(text.slice(part.start, part.end))
    }
  }
})

test('PR11 PR12 a long text costs no more than its length', () => {
  const long = ['1', '一 ', '住', '三组', '6217 ', 'a1 '].map(piece => piece.repeat(3_000))
  const from = performance.now()
  for (const text of long) check(text)
  expect(performance.now() - from).toBeLessThan(8_000)
})
