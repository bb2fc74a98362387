import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashOf } from '../../../shared/base/bytes.ts'
import { fingerprint } from '../../../shared/journal/chain.ts'
import { lintDocument } from '../../../shared/notices/privacy-lint.ts'
import { privateNumbers, type PrivateNumber } from '../../../shared/notices/private-numbers.ts'

const kinds = (text: string) => privateNumbers(text).map(each => each.kind)

const pad = (value: number, size: number) => String(value).padStart(size, '0')
const CHECKS = '10X98765432'

/** 18 digits with the right check character, of an area that was never assigned. */
const idNumbers = fc
  .record({
    area: fc.integer({ min: 110000, max: 659999 }),
    year: fc.integer({ min: 1930, max: 2010 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    order: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ area, year, month, day, order }) => {
    const first = `${area}${year}${pad(month, 2)}${pad(day, 2)}${pad(order, 3)}`
    const sum = [...first].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0)
    return `${first}${CHECKS[sum % 11]}`
  })

const mobiles = fc
  .tuple(fc.integer({ min: 13, max: 19 }), fc.integer({ min: 0, max: 999_999_999 }))
  .map(([head, rest]) => `${head}${pad(rest, 9)}`)

/** 15 to 18 digits, then the one that makes the Luhn sum a multiple of ten. */
const cards = fc
  .tuple(fc.constantFrom('62', '4', '5', '95'), fc.stringMatching(/^[0-9]{18}$/), fc.constantFrom(16, 17, 18, 19))
  .map(([head, rest, length]) => {
    const body = (head + rest).slice(0, length - 1)
    const sum = [...body].reverse().reduce((total, digit, at) => {
      const doubled = at % 2 === 0 ? Number(digit) * 2 : Number(digit)
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
    return body + String((10 - (sum % 10)) % 10)
  })

const wide = (text: string) => text.replace(/[0-9X]/g, each => String.fromCharCode(each.charCodeAt(0) + 0xfee0))
const grouped = (text: string, sizes: readonly number[], mark: string) => {
  const parts: string[] = []
  let at = 0
  for (const size of sizes) parts.push(text.slice(at, (at += size)))
  if (at < text.length) parts.push(text.slice(at))
  return parts.join(mark)
}
const apart = (text: string, mark: string) => [...text].join(mark)
const marks = fc.constantFrom(' ', '\u3000', '-', '－', '—', '\u200b', '.', ' - '.slice(0, 2))

const dressed = (numbers: fc.Arbitrary<string>, groupings: readonly (readonly number[])[]) =>
  fc
    .tuple(numbers, fc.constantFrom('plain', 'grouped', 'apart'), fc.constantFrom(...groupings), marks, fc.boolean())
    .map(([number, dress, sizes, mark, full]) => {
      const text = dress === 'plain' ? number : dress === 'apart' ? apart(number, mark) : grouped(number, sizes, mark)
      return full ? wide(text) : text
    })

const SHAPES: readonly [PrivateNumber, fc.Arbitrary<string>][] = [
  [
    'mobile',
    dressed(mobiles, [
      [3, 4, 4],
      [4, 4, 3],
      [3, 8],
    ]),
  ],
  [
    'idNumber',
    dressed(idNumbers, [
      [6, 8, 4],
      [6, 4, 4, 4],
      [3, 3, 4, 4, 4],
      [14, 4],
    ]),
  ],
  [
    'bankCard',
    dressed(cards, [
      [4, 4, 4, 4],
      [6, 13],
    ]),
  ],
]
const numbers = fc.oneof(...SHAPES.map(([kind, dress]) => dress.map(text => ({ kind, text }))))

const before = fc.constantFrom('', '请联系', '电话：', 'Tel', '（', '2026年10月14日，', '张建国，')
const after = fc.constantFrom('', '。', '，谢谢', '）', '办理', '\n下一行', '共3人')

const finds = (lint: typeof privateNumbers) =>
  fc.property(numbers, before, after, ({ kind, text }, head, tail) => {
    const found = lint(head + text + tail)
    return (
      found.length === 1 &&
      // A card of 18 digits can happen to be a sound identity number too: either way it does not get out.
      (found[0]?.kind === kind || found[0]?.kind === 'idNumber') &&
      found[0].start === head.length &&
      found[0].end === head.length + text.length
    )
  })

test('PR11 PR12 PR13 identity numbers, mobiles and bank cards are found in every dress, at their place', () => {
  fc.assert(finds(privateNumbers), { numRuns: 3000, seed: 14 })
})

test.each([
  ['knows half-width digits alone', (text: string) => privateNumbers(text.replace(/[０-９]/gu, 'Z'))],
  ['stops at a space', (text: string) => text.split(/\s/u).flatMap(part => privateNumbers(part))],
  ['knows no check digits', (text: string) => privateNumbers(text).filter(each => each.kind === 'mobile')],
])('PR11 PR12 PR13 the property finds a lint that %s', (_, lint) => {
  expect(fc.check(finds(lint), { numRuns: 3000, seed: 14 }).failed).toBe(true)
})

test('PR11 an old number of 15 digits, and one whose last digit was mistyped, are found', () => {
  expect(kinds('身份证 110101680307123')).toEqual(['idNumber'])
  expect(kinds('身份证110101 680307 123。')).toEqual(['idNumber'])
  expect(kinds('身份证110101196803071235')).toEqual(['idNumber'])
  expect(kinds('身份证11010119680307123x')).toEqual(['idNumber'])
})

test('PR12 a country code does not hide a mobile', () => {
  for (const text of [
    '+8613900001234',
    '+86 139 0000 1234',
    '0086-13900001234',
    '8613900001234',
    '＋８６　１３９００００１２３４',
  ])
    expect(kinds(text), text).toEqual(['mobile'])
})

test('PR12 two numbers in a row are two', () => {
  expect(kinds('13900001234 13800005678')).toEqual(['mobile', 'mobile'])
  expect(kinds('13900001234、13800005678；13700009999')).toEqual(['mobile', 'mobile', 'mobile'])
})

test('PR14 the branch’s own contact number may stand in a text, however it is written', () => {
  const text = '如有疑问，请打电话 139 0000 1234 联系支部。'
  expect(privateNumbers(text)).toHaveLength(1)
  expect(privateNumbers(text, ['13900001234'])).toEqual([])
  expect(privateNumbers('请打 13900001235', ['139-0000-1234'])).toHaveLength(1)
})

test.each([
  '联系人：方志远　电话：0000-8265-131',
  '电话：0571-82651310，88886666 转 8013',
  '2026年10月14日至10月20日，共5个工作日',
  '2026-10-14 2026-10-20，2026.10.14—2026.10.20',
  '时间 2026-10-14 08:30—11:30，编号 20261014001',
  '拨付1390000123.45元，合计 13,900,001,234.00 元',
  '青组发〔2026〕12号，浙农（2025）1390号',
  '得分依次为 13 20 18 24 21 7，共 103 分',
  '第 1 2 3 4 5 6 7 8 9 10 11 12 名',
  '账本指纹 7F3A·91C2·5B06·E8D4',
  '账本指纹 1390·0001·2341·3900',
  `内容指纹 ${hashOf('a')}`,
  '统一社会信用代码 91330100MA27X00000',
  '门牌 18-3-402，邮编 311500，面积 139.00 亩',
  '收入 1390 1400 1500 1600 元',
])('PR15 no private number is seen in: %s', text => {
  expect(privateNumbers(text)).toEqual([])
})

test('PR15 no fingerprint of any journal ever passes for a number of a person', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      const hash = hashOf(text)
      return privateNumbers(`账本指纹 ${fingerprint(hash)}，全文 ${hash}`).length === 0
    }),
    { numRuns: 3000, seed: 14 },
  )
})

test('PR15 every date and time of a century, in every usual form', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1950-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }), date => {
      const [day = '', time = ''] = date.toISOString().slice(0, 16).split('T')
      const forms = [`${day} ${time}`, day.replaceAll('-', '.'), day.replaceAll('-', ''), wide(day), `${day} ${day}`]
      return forms.every(form => privateNumbers(`时间：${form}，地点：会议室`).length === 0)
    }),
    { seed: 14 },
  )
})

test('PR11 PR13 a problem says where and which, without repeating the number', () => {
  const found = lintDocument(
    {
      title: '通知',
      correction: null,
      body: {
        kind: 'announcement',
        paragraphs: ['各位党员：', '王某，身份证 110101196803071239，卡号 6222020200112233445'],
      },
    },
    [],
  )
  expect(found.map(each => [each.code, each.where])).toEqual([
    ['PRIVATE_ID_NUMBER', '第2段第8字'],
    ['PRIVATE_BANK_CARD', '第2段第30字'],
  ])
  expect(JSON.stringify(found)).not.toContain('1968')
})
