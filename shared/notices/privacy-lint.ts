import { problem, type Problem } from '../base/problem.ts'
import type { BoardDocument } from './document.ts'
import { homeAddresses } from './home-address.ts'
import { privateLandlines } from './private-landline.ts'
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
    .map(at => ({ kind: 'landline' as const, ...at, digits: digitsOf(text.slice(at.start, at.end)) }))
    .filter(({ digits }) => ![...known].some(number => number.endsWith(digits)))
    .map(({ digits, ...found }) => ({ ...found, lastTwo: digits.slice(-2) }))
  const homes = homeAddresses(text).map(at => ({ kind: 'homeAddress' as const, ...at, lastTwo: '' }))
  const more = [...lines, ...homes].filter(one => !numbers.some(each => each.start < one.end && one.start < each.end))
  return [...numbers, ...more].toSorted((one, other) => one.start - other.start)
}

/** Every text of a document that somebody wrote, with where it stands. The contact line is public by its purpose. */
export function writtenTexts(document: Pick<BoardDocument, 'title' | 'correction' | 'body'>): Written[] {
  const { title, correction, body } = document
  const around = [
    { where: '标题', text: title },
    { where: '更正说明', text: correction ?? '' },
  ]
  switch (body.kind) {
    case 'activity':
      return [
        ...around,
        { where: '活动', text: `${body.name}\n${body.place}` },
        ...body.paragraphs.map((text, at) => ({ where: `第${at + 1}段`, text })),
      ]
    case 'announcement':
      return [...around, ...body.paragraphs.map((text, at) => ({ where: `第${at + 1}段`, text }))]
    case 'periodPoints':
      return [...around, { where: '说明', text: body.intro }]
    case 'items':
      return [...around, ...body.items.map(item => ({ where: item.code, text: `${item.title}\n${item.note}` }))]
    case 'ranking':
      return around
    case 'commendation':
      return [
        ...around,
        { where: '说明', text: body.intro },
        ...body.people.map(({ name, deed }) => ({ where: name, text: deed })),
      ]
    case 'pledges':
      return [
        ...around,
        { where: '说明', text: body.intro },
        ...body.rows.map(({ order, post, pledge }) => ({ where: `第${order}行`, text: `${post}\n${pledge}` })),
      ]
  }
}

export interface Written {
  readonly where: string
  readonly text: string
}

/** PR: what keeps a document from being published, each with its place; the numbers themselves are not repeated. */
export function lintDocument(document: Parameters<typeof writtenTexts>[0], allowed: readonly string[]): Problem[] {
  return writtenTexts(document).flatMap(({ where, text }) =>
    privateThings(text, allowed).map(({ kind, lastTwo }) => {
      const { code, zh, en, instead } = NAMES[kind]
      const [ending, endingEn] = lastTwo === '' ? ['', ''] : [`（末两位${lastTwo}）`, ` (ending ${lastTwo})`]
      return problem(
        code,
        { zh: `有${zh}${ending}，不能公开。请删去，或改成${instead}。`, en: `There is ${en}${endingEn}: take it out.` },
        where,
      )
    }),
  )
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
