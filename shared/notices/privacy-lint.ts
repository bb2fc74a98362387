import { problem, type Problem } from '../base/problem.ts'
import type { BoardDocument, Body, BodyOf } from './document.ts'
import { homeAddresses } from './home-address.ts'
import { privateLandlines } from './private-landline.ts'
import type { Stretch } from './as-read.ts'
import { digitsOf, privateNumbers, type PrivateNumber } from './private-numbers.ts'

/** Everything in a text that must not hang in public, by its form (PR11–PR21). Names are looked for apart. */
export type PrivateThing = PrivateNumber | 'landline' | 'homeAddress'

export interface Finding {
  readonly kind: PrivateThing
  /** Where it stands in the text, in UTF-16 units. */
  readonly start: number
  readonly end: number
  /** The last two digits of a number: all that a message or a log may repeat. Empty for an address. */
  readonly lastTwo: string
}

/** @param allowed numbers that may stand there: the branch's own contact line */
export function privateThings(text: string, allowed: readonly string[] = []): Finding[] {
  const numbers: readonly Finding[] = privateNumbers(text, allowed)
  const known = new Set(allowed.map(each => digitsOf(each)))
  const lines = privateLandlines(text)
    .filter(({ digits }) => ![...known].some(number => number.endsWith(digits)))
    .map(({ start, end, digits }) => ({ kind: 'landline' as const, start, end, lastTwo: digits.slice(-2) }))
  const homes = homeAddresses(text).map(at => ({ kind: 'homeAddress' as const, ...at, lastTwo: '' }))
  const more = [...lines, ...homes].filter(one => !numbers.some(each => each.start < one.end && one.start < each.end))
  return [...numbers, ...more].toSorted((one, other) => one.start - other.start)
}

/** A text of a document, with where it stands. */
export interface Written {
  readonly where: string
  readonly text: string
}

const put = (where: string, text: string): Written => ({ where, text })
const paragraphs = (texts: readonly string[]): Written[] => texts.map((text, at) => put(`第${at + 1}段`, text))

/** Every text of a document that somebody wrote, here or in what it was made from. The contact line is public by its purpose. */
export function writtenTexts({
  title,
  correction,
  body,
}: Pick<BoardDocument, 'title' | 'correction' | 'body'>): Written[] {
  return [put('标题', title), put('更正说明', correction ?? ''), ...textsOf(body)].filter(({ text }) => text !== '')
}

function textsOf(body: Body): Written[] {
  switch (body.kind) {
    case 'activity':
      return [
        put('活动名称', body.name),
        put('时间', body.time),
        put('地点', body.place),
        put('参加人员', body.audience),
        ...paragraphs(body.paragraphs),
      ]
    case 'announcement':
      return paragraphs(body.paragraphs)
    case 'periodPoints':
      return [
        put('说明', body.intro),
        ...body.rows.flatMap(({ order, name, category }) => [put(`第${order}行`, name), put(`第${order}行`, category)]),
      ]
    case 'items':
      return [...body.items.flatMap(textsOfItem), ...(body.categories ?? []).map(({ label }) => put('类别', label))]
    case 'ranking':
      return body.categories.flatMap(({ label, period, yearToDate }) => [
        put('类别', label),
        ...[...period.rows, ...yearToDate.rows].map(({ name }) => put(label, name)),
      ])
    case 'commendation':
      return [
        put('说明', body.intro),
        ...body.people.flatMap(({ name, category, deed }) => [name, category, deed].map(text => put(name, text))),
      ]
    case 'pledges':
      return [
        put('说明', body.intro),
        ...body.rows.flatMap(({ order, name, post, pledge }) =>
          [name, post, pledge].map(text => put(`第${order}行`, text)),
        ),
      ]
  }
}

const textsOfItem = ({ code, title, unit, note, appliesTo }: BodyOf<'items'>['items'][number]): Written[] => [
  put(code, code),
  put(code, title),
  put(`${code}单位`, unit),
  put(`${code}说明`, note),
  ...appliesTo.map(label => put(`${code}类别`, label)),
]

/** PR: what keeps a document from being published, each with its place; the numbers themselves are not repeated. @param may stand there all the same */
export const lintDocument = (
  document: Parameters<typeof writtenTexts>[0],
  allowed: readonly string[],
  may: readonly PrivateThing[] = [],
): Problem[] => lintTexts(writtenTexts(document), allowed, may)

/** The same for texts that go to the walls in another dress. */
export const lintTexts = (
  texts: readonly Written[],
  allowed: readonly string[],
  may: readonly PrivateThing[] = [],
): Problem[] =>
  texts.flatMap(({ where, text }) => {
    const found = privateThings(text, allowed).filter(({ kind }) => !may.includes(kind))
    return found.map(each => privateProblem(each, masked(text, found, sentenceAround(text, each)), where, text))
  })

/** @param rest  the sentence with stars in place of everything private */
function privateProblem({ kind, start, lastTwo }: Finding, rest: string, where: string, text: string): Problem {
  const { code, zh, en, instead } = NAMES[kind]
  const [ending, endingEn] = lastTwo === '' ? ['', ''] : [`（末两位${lastTwo}）`, ` (ending ${lastTwo})`]
  const said = {
    zh: `有${zh}${ending}，不能公开。请删去，或改成${instead}，例如“${rest}”`,
    en: `There is ${en}${endingEn}: take it out, as in “${rest}”.`,
  }
  return problem(code, said, `${where}${placeIn(text, start)}`)
}

/** 第2行第5字: as one counts who looks at the text. A text of one line has no lines. */
function placeIn(text: string, start: number): string {
  const lines = text.slice(0, start).split('\n')
  const column = [...(lines.at(-1) ?? '')].length + 1
  return text.includes('\n') ? `第${lines.length}行第${column}字` : `第${column}字`
}

/** How much of a long sentence is repeated on either side; UTF-16 units. */
const AROUND = 40

function sentenceAround(text: string, { start, end }: Stretch): Stretch {
  const before = /[^。；\n]*$/u.exec(text.slice(0, start))?.[0].length ?? 0
  const after = /^[^。；\n]*。?/u.exec(text.slice(end))?.[0].length ?? 0
  return { start: start - Math.min(before, AROUND), end: end + Math.min(after, AROUND) }
}

/** A part of a text with stars for everything that must not hang in public; what is around it stays as it was written. */
function masked(text: string, found: readonly Stretch[], part: Stretch): string {
  let rest = ''
  let { start: at } = part
  for (const { start, end } of found) {
    if (end <= at || start >= part.end) continue
    rest += `${text.slice(at, Math.max(at, start))}***`
    at = end
  }
  return rest + text.slice(at, Math.max(at, part.end))
}

interface ThingName {
  readonly code: string
  readonly zh: string
  readonly en: string
  /** What may be written in its place. */
  readonly instead: string
}

const NAMES: { readonly [kind in PrivateThing]: ThingName } = {
  idNumber: { code: 'PRIVATE_ID_NUMBER', zh: '身份证号', en: 'an identity number', instead: '不含号码的写法' },
  mobile: { code: 'PRIVATE_MOBILE', zh: '手机号码', en: 'a mobile number', instead: '不含号码的写法' },
  bankCard: { code: 'PRIVATE_BANK_CARD', zh: '银行卡号', en: 'a bank card number', instead: '不含号码的写法' },
  landline: { code: 'PRIVATE_LANDLINE', zh: '个人电话', en: 'a private telephone', instead: '支部的联系电话' },
  homeAddress: { code: 'PRIVATE_ADDRESS', zh: '家庭住址', en: 'a home address', instead: '只写到村或社区' },
}
