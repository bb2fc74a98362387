import { asRead, type Stretch } from './as-read.ts'
import { endsWithPerson, isContactLine, wordsBefore } from './person-in-text.ts'

/** The area, with or without brackets and the country before it. */
const AREA = '(?:\\+?86[\\s-]{1,2}0?\\d{2,3}|[(\\[【]?0\\d{2,3}[)\\]】]?)[\\s\\-—–‑−./]{0,3}'
const EXTENSION = '\\s?(?:转|[\\-—–])\\s?\\d{1,5}'
/** A number with or without its area and extension (YD/T 1147): 0571-8265 1310, (0571)82651310-802, 82651310. */
const LANDLINE = new RegExp(
  `(?<![\\d.+-])(?:${AREA})?[2-8]\\d{2,3}[\\s\\-—–‑−]?\\d{4}(?:${EXTENSION})?(?!\\d|\\.\\d|[\\s\\-—–‑−]\\d|[元米斤亩克])`,
  'gu',
)

const EXTENDED = new RegExp(`(?<=\\d{6})${EXTENSION}$`, 'u')

const AT_HOME = /宅电|住宅电话|家庭电话|家里电话|家中电话|家电话|家电[:：]/u

export interface Landline extends Stretch {
  /** Area and number, without the extension. */
  readonly digits: string
}

/**
 * Land lines that stand beside somebody's name or are said to be at home (PR20). A branch's or an office's line, and the
 * one behind 联系人, are there to be called.
 */
export function privateLandlines(text: string): Landline[] {
  const { plain, placeOf } = asRead(text)
  const found: Landline[] = []
  for (const match of plain.matchAll(LANDLINE)) {
    const before = wordsBefore(plain, match.index)
    if (looksLikeDate(match[0]) || isContactLine(before)) continue
    if (!AT_HOME.test(before) && !endsWithPerson(before)) continue
    const digits = match[0].replace(EXTENDED, '').replace(/\D/g, '')
    found.push({ ...placeOf({ start: match.index, end: match.index + match[0].length }), digits })
  }
  return found
}

/** 20261014 is a day. */
const looksLikeDate = (number: string): boolean => /^20\d{2}[01]\d[0-3]\d$/.test(number)
