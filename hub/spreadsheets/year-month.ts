import { parsePlainDate } from '../../shared/base/plain-date.ts'

/** Months as village rosters write them: 1978.06, 1978年6月, 1978/6/1, 197806, full-width digits, real dates, numbers. */

export type YearMonth =
  | { readonly kind: 'empty' }
  /** `month` is `YYYY-MM`. */
  | { readonly kind: 'month'; readonly month: string }
  /**
   * `1971.1` without a format that shows two decimals: January as written, or October that lost its zero when the cell
   * became a number. `month` is the reading as written, `other` the one with the zero.
   */
  | { readonly kind: 'unclear'; readonly month: string; readonly other: string }
  /** `incomplete`: a year alone. */
  | { readonly kind: 'bad'; readonly reason: 'impossible' | 'unreadable' | 'incomplete' }

/** @param shown the cell as displayed: a number 1971.1 with format 0.00 is `1971.10`. */
export function parseYearMonth(shown: string): YearMonth {
  const text = shown.normalize('NFKC').replace(/\s/g, '')
  if (text === '') return { kind: 'empty' }
  const parts = partsOf(text)
  if (parts === null) return { kind: 'bad', reason: /^(19|20)\d\d年?$/.test(text) ? 'incomplete' : 'unreadable' }
  const month = monthOf(parts)
  if (month === null) return { kind: 'bad', reason: 'impossible' }
  const lostZero = parts.day === '' && parts.month === '1' && text.endsWith('.1')
  return lostZero ? { kind: 'unclear', month, other: `${parts.year}-10` } : { kind: 'month', month }
}

interface Parts {
  readonly year: string
  readonly month: string
  /** Empty when only the month is given. */
  readonly day: string
}

function partsOf(text: string): Parts | null {
  const separated = /^(\d{4})[.\-/年。、](\d{1,2})(?:[.\-/月。、](\d{1,2})?[日号]?)?(?:T.*)?$/.exec(text)
  const [, year = '', month = '', day = ''] = separated ?? /^(\d{4})(\d\d)(\d\d)?$/.exec(text) ?? []
  return year === '' ? null : { year, month, day }
}

function monthOf({ year, month, day }: Parts): string | null {
  const padded = `${year}-${month.padStart(2, '0')}`
  const date = parsePlainDate(`${padded}-${day === '' ? '01' : day.padStart(2, '0')}`)
  return date === null ? null : padded
}
