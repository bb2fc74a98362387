import { parsePlainDate } from '../base/plain-date.ts'

/**
 * Numbers that identify or reach a person (PR11–PR15). A number counts in any common dress: full-width digits, spaces or
 * hyphens between groups, every digit apart. Dates, amounts, document numbers and fingerprints do not count.
 */
export type PrivateNumber = 'idNumber' | 'mobile' | 'bankCard'

export interface FoundNumber {
  readonly kind: PrivateNumber
  /** Where it stands in the text, in UTF-16 units. */
  readonly start: number
  readonly end: number
  /** All that a message or a log may repeat of it. */
  readonly lastTwo: string
}

/** @param allowed numbers that may stand there: the branch's own contact line */
export function privateNumbers(written: string, allowed: readonly string[] = []): FoundNumber[] {
  const text = withDigits(written)
  const known = new Set(allowed.map(each => digitsOf(each)))
  const findings: FoundNumber[] = []
  for (const chain of chainsOf(text)) {
    let at = 0
    while (at < chain.length) {
      const found = longestFrom(text, chain, at) ?? saidToBe(text, chain, at)
      if (!found) {
        at += 1
        continue
      }
      if (!known.has(found.number)) findings.push(found.finding)
      at += found.groups
    }
  }
  return findings
}

/** 一九九零…: digits written as words, where more of them stand together than any year or number of pages has. */
const withDigits = (text: string): string =>
  text.replace(/[〇○零幺一二三四五六七八九]{11,}/gu, words => words.replaceAll(/./gu, each => WORDS[each] ?? '0'))

const WORDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'零一二三四五六七八九'].map((word, digit) => [word, String(digit)])),
  幺: '1',
}

/** Digits that belong together without anything between them. */
interface Group {
  readonly digits: string
  readonly start: number
  readonly end: number
}

/** A space of any width, a hyphen or dash of any kind, a low line, a full stop, a closing bracket; up to two of them. */
const MARKS = '[\\s\\u200b-\\u200d\\u2060\\ufeff_.．\\-‐‑‒–—―−﹣－ー)）]{1,2}'
const BETWEEN = new RegExp(`^${MARKS}$`, 'u')
/** Digits with the X that may end an identity number, which stands alone where every digit does. */
const DIGITS = new RegExp(`[0-9０-９]+[Xx×ｘＸ]?|(?<=[0-9０-９]${MARKS})[XxｘＸ](?![0-9A-Za-z０-９])`, 'gu')

/** Groups of digits, chained where nothing but separators stands between two of them. */
function chainsOf(text: string): Group[][] {
  const chains: Group[][] = []
  let before: Group | null = null
  for (const match of text.matchAll(DIGITS)) {
    const start = match.index
    const end = start + match[0].length
    if (isInsideFingerprint(text, start, end)) continue
    const group = { digits: plainDigits(match[0], text.slice(end, end + 1)), start, end }
    const joined = before !== null && BETWEEN.test(text.slice(before.end, start))
    if (joined) chains.at(-1)?.push(group)
    else chains.push([group])
    before = group
  }
  return chains
}

/** `X` ends an identity number only where no other letter or digit follows: 3X1 is no check character. */
function plainDigits(matched: string, next: string): string {
  const plain = matched.normalize('NFKC').replace(/[xX×]$/, 'X')
  return plain.endsWith('X') && /[\p{L}\p{N}]/u.test(next) && !/\p{Script=Han}/u.test(next) ? plain.slice(0, -1) : plain
}

/** All digits of a text in their plain form, whatever stands between them. */
export const digitsOf = (text: string): string => text.normalize('NFKC').replace(/\D/g, '')

/** A long token of hexadecimal letters and digits is a hash or an id, whatever digits stand in it. */
function isInsideFingerprint(text: string, start: number, end: number): boolean {
  const before = /[0-9A-Za-z]*$/.exec(text.slice(Math.max(0, start - 128), start))?.[0] ?? ''
  const after = /^[0-9A-Za-z]*/.exec(text.slice(end, end + 128))?.[0] ?? ''
  const token = before + text.slice(start, end) + after
  return token.length >= 16 && /^[0-9a-fA-F]+$/.test(token) && /[a-fA-F]/.test(token)
}

/** Groups of one number are at most this many: every digit apart, and a country code before it. */
const GROUPS_MAX = 21
const DIGITS_MAX = 21

interface Found {
  readonly number: string
  readonly groups: number
  readonly finding: FoundNumber
}

/** The longest private number that begins with this group; longest first, or a card would pass for a mobile. */
function longestFrom(text: string, chain: readonly Group[], at: number): Found | null {
  let best: Found | null = null
  let number = ''
  const sizes: number[] = []
  for (const group of chain.slice(at, at + GROUPS_MAX)) {
    number += group.digits
    if (number.length > DIGITS_MAX) break
    sizes.push(group.digits.length)
    const kind = kindOf(number, sizes)
    if (kind === null || isAmount(text, group.end)) continue
    const bare = kind === 'mobile' ? withoutCountry(number) : number
    const finding = { kind, start: chain[at]?.start ?? 0, end: group.end, lastTwo: bare.slice(-2) }
    best = { number: bare, groups: sizes.length, finding }
  }
  return best
}

/** 13906710001.00 元 is money. */
const isAmount = (text: string, end: number): boolean => /^[.．]\d{1,2}\s*[元万]/u.test(text.slice(end, end + 8))

/** A number that is said to be one, whatever digit of it is mistyped: from 15 digits on, from 12 on of a card. */
const SAID: readonly (readonly [kind: PrivateNumber, words: RegExp, digits: number])[] = [
  ['idNumber', /(?:身份证|身份号码|证件号|证号)[^\d，。；;]{0,6}$/u, 15],
  ['bankCard', /(?:银行|[工农建中交]行|农商行|信用社|卡号|账号|账户|一折通)[^\d，。；;]{0,6}$/u, 12],
]

function saidToBe(text: string, chain: readonly Group[], at: number): Found | null {
  const first = chain[at]
  if (!first) return null
  const before = text.slice(Math.max(0, first.start - 16), first.start)
  const groups = chain.slice(at, at + GROUPS_MAX)
  const number = groups.map(each => each.digits).join('')
  const said = SAID.find(([, words, digits]) => number.length >= digits && words.test(before))
  if (!said || number.length > DIGITS_MAX) return null
  const finding = { kind: said[0], start: first.start, end: groups.at(-1)?.end ?? first.end, lastTwo: number.slice(-2) }
  return { number, groups: groups.length, finding }
}

function kindOf(number: string, sizes: readonly number[]): PrivateNumber | null {
  if (isIdNumber(number, sizes)) return 'idNumber'
  if (isBankCard(number, sizes)) return 'bankCard'
  return isMobile(number, sizes) ? 'mobile' : null
}

const withoutCountry = (number: string): string => number.replace(/^(?:00)?86(?=1\d{10}$)/, '')

/** 11 digits from 13 to 19, also after 86 or 0086. */
function isMobile(number: string, sizes: readonly number[]): boolean {
  if (!/^(?:(?:00)?86)?1[3-9]\d{9}$/.test(number)) return false
  const own = number.length > 11 && (sizes[0] === 2 || sizes[0] === 4) && sizes.length > 1 ? sizes.slice(1) : sizes
  return own.length === 1 || isEven(own, 1) || MOBILE_GROUPS.has(own.join('-'))
}

/** How people write them. Other groupings are lists of scores more often than numbers. */
const MOBILE_GROUPS: ReadonlySet<string> = new Set(['3-2-2-2-2', '3-4-4', '4-4-3', '3-8', '7-4', '3-3-5', '5-6', '6-5'])

/** 18 with a possible birth date and either the right check character or a real area; 15 with a possible birth date. */
function isIdNumber(number: string, sizes: readonly number[]): boolean {
  if (/^[1-9]\d{16}[\dX]$/.test(number)) {
    const birth = number.slice(6, 14)
    const born = parsePlainDate(`${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}`)
    return born !== null && born < '2100' && (checkCharacter(number) === number[17] || isArea(number))
  }
  if (!/^[1-9]\d{14}$/.test(number) || !isArea(number)) return false
  const together = sizes.length === 1 || isEven(sizes, 1) || sizes.join('-') === '6-6-3'
  const birth = number.slice(6, 12)
  return together && parsePlainDate(`19${birth.slice(0, 2)}-${birth.slice(2, 4)}-${birth.slice(4)}`) !== null
}

/** First two digits of a province (GB/T 2260). */
const isArea = (number: string): boolean => /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/.test(number)

/** ISO 7064 MOD 11-2 over the first 17 digits (GB 11643). */
function checkCharacter(number: string): string {
  let sum = 0
  for (let at = 0; at < 17; at++) sum += Number(number[at]) * (2 ** (17 - at) % 11)
  return '10X98765432'[sum % 11] ?? ''
}

/** 16–19 digits that begin as bank cards do, with the right last digit (Luhn). */
function isBankCard(number: string, sizes: readonly number[]): boolean {
  if (!/^[34569]\d{15,18}$/.test(number)) return false
  const together = sizes.length <= 2 || isEven(sizes, 1) || isEven(sizes, 4)
  return together && luhn(number)
}

function luhn(number: string): boolean {
  let sum = 0
  for (let at = 0; at < number.length; at++) {
    const digit = Number(number[number.length - 1 - at])
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** All groups of one size, the last one at most that. */
function isEven(sizes: readonly number[], size: number): boolean {
  return sizes.every((each, at) => each === size || (at === sizes.length - 1 && each <= size))
}
