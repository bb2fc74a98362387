import { endsWithPerson, isContactLine, wordsBefore } from './person-in-text.ts'
import { plainWidth, type Stretch } from './plain-width.ts'

/** A number with or without its area (YD/T 1147): 0571-8265 1310, （0571）82651310, 82651310. */
const LANDLINE =
  /(?<![\d.-])(?:[（(]?0\d{2,3}[)）]?[\s\-—–‑−]{0,2})?[2-8]\d{2,3}[\s\-—–‑−]?\d{4}(?![\d.]|[\s\-—–‑−]\d|[元米斤亩克])/gu

const AT_HOME = /宅电|住宅电话|家庭电话|家里电话|家中电话|家电话|家电[:：]/u

/**
 * Land lines that stand beside somebody's name or are said to be at home (PR20). A branch's or an office's line, and the
 * one behind 联系人, are there to be called.
 */
export function privateLandlines(text: string): Stretch[] {
  const plain = plainWidth(text)
  const found: Stretch[] = []
  for (const match of plain.matchAll(LANDLINE)) {
    const before = wordsBefore(plain, match.index)
    if (looksLikeDate(match[0]) || isContactLine(before)) continue
    if (!AT_HOME.test(before) && !endsWithPerson(before)) continue
    found.push({ start: match.index, end: match.index + match[0].length })
  }
  return found
}

/** 20261014 is a day. */
const looksLikeDate = (number: string): boolean => /^20\d{2}[01]\d[0-3]\d$/.test(number)
