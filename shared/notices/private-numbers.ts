import { parsePlainDate } from '../base/plain-date.ts'
import { asRead } from './as-read.ts'

/**
 * Numbers that identify or reach a person (PR11–PR15). A number counts in any common dress: full-width digits, digits in
 * words, spaces, hyphens or other signs between groups, every digit apart, several numbers run together. Dates, amounts,
 * document numbers and fingerprints do not count.
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
  const { plain, placeOf } = asRead(written)
  const known = new Set(allowed.map(each => digitsOf(each)))
  const findings: FoundNumber[] = []
  for (const chain of chainsOf(plain)) {
    let at = 0
    while (at < chain.length) {
      const found = longestFrom(plain, chain, at) ?? saidToBe(plain, chain, at) ?? runTogether(chain, at)
      if (!found) {
        at += 1
        continue
      }
      if (!known.has(found.number)) findings.push({ ...found.finding, ...placeOf(found.finding) })
      at += found.groups
    }
  }
  return findings
}

/** Digits that belong together without anything between them. */
interface Group {
  readonly digits: string
  readonly start: number
  readonly end: number
  /** What stands between the group before and this one. */
  readonly joint: Joint
}

/**
 * `firm`: a space or new line, hyphen or dash of any kind, a low line, a full stop, a slash, a closing bracket; up to three of them.
 * `loose`: a sign that seldom stands inside a number. `list`: a comma, which parts numbers more often than it is inside one.
 * The tab between two cells of a spreadsheet parts them for good.
 */
type Joint = 'firm' | 'loose' | 'list'
const MARKS = '[ \\n\\r_.\\-‐‑‒–—―−﹣ー)/]{1,3}'
const JOINTS: readonly (readonly [joint: Joint, between: RegExp])[] = [
  ['firm', new RegExp(`^${MARKS}$`, 'u')],
  ['loose', /^ ?(?:[·・•*~+:(]|…{1,2}) ?$/u],
  ['list', /^ ?[,、] ?$/u],
]
/** Digits with the X that may end an identity number, which stands alone where every digit does. */
const DIGITS = new RegExp(`[0-9]+[Xx×]?|(?<=[0-9]${MARKS})[Xx](?![0-9A-Za-z])`, 'gu')

/** Groups of digits, chained where nothing but separators stands between two of them. */
function chainsOf(text: string): Group[][] {
  const chains: Group[][] = []
  const prints = groupedFingerprints(text)
  let before: Group | null = null
  for (const match of text.matchAll(DIGITS)) {
    const start = match.index
    const end = start + match[0].length
    if (isInsideFingerprint(text, start, end) || prints.some(each => each.start <= start && end <= each.end)) continue
    const between: string = before === null ? '' : text.slice(before.end, start)
    const joint = before === null ? undefined : JOINTS.find(([, pattern]) => pattern.test(between))?.[0]
    const group: Group = { digits: plainDigits(match[0], text.slice(end, end + 1)), start, end, joint: joint ?? 'firm' }
    if (joint) chains.at(-1)?.push(group)
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

/**
 * A fingerprint in groups of four or eight: where a third of them have letters, or any between middle dots, in which
 * journals print theirs, the others are no numbers either.
 */
function groupedFingerprints(text: string): { start: number; end: number }[] {
  const found = text.matchAll(
    /(?<![0-9A-Za-z])([0-9a-f]{8}|[0-9a-f]{4})(?:[\s·:-](?:[0-9a-f]{8}|[0-9a-f]{4})){3,}(?![0-9A-Za-z])/giu,
  )
  return [...found].flatMap(({ 0: print, index }) => {
    const groups = print.split(/[\s·:-]/u)
    const lettered = groups.filter(each => /[a-f]/iu.test(each)).length
    const least = print.includes('·') ? 1 : groups.length / 3
    return lettered >= least ? [{ start: index, end: index + print.length }] : []
  })
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
  const groups: Group[] = []
  for (const group of chain.slice(at, at + GROUPS_MAX)) {
    number += group.digits
    if (number.length > DIGITS_MAX) break
    groups.push(group)
    const kind = kindOf(number, { sizes: groups.map(each => each.digits.length), text, groups })
    if (kind === null || isAmount(text, group.end)) continue
    const bare = kind === 'mobile' ? withoutCountry(number) : number
    const finding = { kind, start: groups[0]?.start ?? 0, end: group.end, lastTwo: bare.slice(-2) }
    best = { number: bare, groups: groups.length, finding }
  }
  return best
}

/** Two numbers or three with nothing between them: a run of digits that is nothing else from end to end. */
function runTogether(chain: readonly Group[], at: number): Found | null {
  const group = chain[at]
  const kind = group && group.digits.length > DIGITS_MAX ? firstOfRun(group.digits) : null
  if (!group || kind === null) return null
  const finding = { kind, start: group.start, end: group.end, lastTwo: group.digits.slice(-2) }
  return { number: group.digits, groups: 1, finding }
}

const RUN_MAX = 80

/** What a run of private numbers begins with; null where anything is left over. */
function firstOfRun(run: string): PrivateNumber | null {
  if (run.length > RUN_MAX) return null
  const fits = ([size, is]: (typeof RUNS)[number]) =>
    is(run.slice(0, size), [size]) && (run.length === size || firstOfRun(run.slice(size)) !== null)
  return RUNS.find(fits)?.[2] ?? null
}

/** 13906710001.00 元 is money. */
const isAmount = (text: string, end: number): boolean => /^[.．]\d{1,2}\s*[元万]/u.test(text.slice(end, end + 8))

/** A number that is said to be one, whatever digit of it is mistyped: from 15 digits on, from 12 on of a card. */
const SAID: readonly (readonly [kind: PrivateNumber, words: RegExp, digits: number])[] = [
  ['idNumber', /(?:身份证|身份号码|证件号|证号)[^\d,。;]{0,6}$/u, 15],
  ['bankCard', /(?:银行|[工农建中交]行|农商行|信用社|卡号|账号|账户|一折通)[^\d,。;]{0,6}$/u, 12],
]
const SAID_MOBILE = /(?:电话|手机|号码|联系|微信|致电|拨打?|打|短信|TEL)[^\d,。;]{0,6}$/iu

const wordsToward = (text: string, first: Group | undefined): string =>
  text.slice(Math.max(0, (first?.start ?? 0) - 16), first?.start)

function saidToBe(text: string, chain: readonly Group[], at: number): Found | null {
  const first = chain[at]
  if (!first) return null
  const before = wordsToward(text, first)
  const rest = chain.slice(at + 1, at + GROUPS_MAX)
  const ends = rest.findIndex(each => each.joint === 'list')
  const groups = [first, ...(ends === -1 ? rest : rest.slice(0, ends))]
  const number = groups.map(each => each.digits).join('')
  const said = SAID.find(([, words, digits]) => number.length >= digits && words.test(before))
  if (!said || number.length > DIGITS_MAX) return null
  const finding = { kind: said[0], start: first.start, end: groups.at(-1)?.end ?? first.end, lastTwo: number.slice(-2) }
  return { number, groups: groups.length, finding }
}

interface Written {
  readonly sizes: readonly number[]
  readonly text: string
  readonly groups: readonly Group[]
}

function kindOf(number: string, written: Written): PrivateNumber | null {
  const { sizes, groups } = written
  if (groups.slice(1).some(each => each.joint !== 'firm')) return looselyKindOf(number, written)
  if (isIdNumber(number, sizes)) return 'idNumber'
  if (isBankCard(number, sizes)) return 'bankCard'
  return isMobile(number, sizes) || isHyphened(number, written) ? 'mobile' : null
}

/** Between unusual signs a number counts in the groups it is usually written in; between commas a mobile has to be said. */
function looselyKindOf(number: string, { sizes, text, groups }: Written): PrivateNumber | null {
  if (ID_GROUPS.has(sizes.join('-')) && isIdNumber(number, sizes)) return 'idNumber'
  const listed = groups.slice(1).some(each => each.joint === 'list')
  // Four groups of four between middle dots are a journal's fingerprint.
  if (!listed && sizes.length > 4 && isEven(sizes, 4) && isBankCard(number, sizes)) return 'bankCard'
  if (listed && !SAID_MOBILE.test(wordsToward(text, groups[0]))) return null
  return MOBILE_GROUPS.has(sizes.join('-')) && isMobile(number, sizes) ? 'mobile' : null
}

const ID_GROUPS: ReadonlySet<string> = new Set(['6-8-4', '6-12', '14-4', '6-4-4-4', '6-4-2-2-4', '6-6-3', '3-3-8-4'])

const withoutCountry = (number: string): string => number.replace(/^(?:00)?86(?=1\d{10}$)/, '')

/** 11 digits from 13 to 19, also after 86 or 0086. */
function isMobile(number: string, sizes: readonly number[]): boolean {
  if (!/^(?:(?:00)?86)?1[3-9]\d{9}$/.test(number)) return false
  const own = number.length > 11 && (sizes[0] === 2 || sizes[0] === 4) && sizes.length > 1 ? sizes.slice(1) : sizes
  return own.length === 1 || isEven(own, 1) || MOBILE_GROUPS.has(own.join('-'))
}

/** How people write them. Other groupings are lists of scores more often than numbers. */
const MOBILE_GROUPS: ReadonlySet<string> = new Set(['3-2-2-2-2', '3-4-4', '4-4-3', '3-8', '7-4', '3-3-5', '5-6', '6-5'])

/** Between hyphens any groups of two and more will do: ranges and scores are not written like that. */
const isHyphened = (number: string, { sizes, text, groups }: Written): boolean =>
  /^1[3-9]\d{9}$/.test(number) &&
  sizes.every(each => each > 1) &&
  (sizes[0] ?? 0) > 2 &&
  groups.slice(1).every((each, at) => text.slice(groups[at]?.end, each.start) === '-')

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

const RUNS = [
  [18, isIdNumber, 'idNumber'],
  [11, isMobile, 'mobile'],
] as const
