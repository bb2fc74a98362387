import { parsePlainDate } from '../../shared/base/plain-date.ts'

/** Resident identity numbers (GB 11643): 17 digits and a check character, or the old 15 digits without one. */
export interface IdNumber {
  /** As it may be kept; empty when it cannot be an identity number at all. */
  readonly text: string
  /** Whether it identifies a person: right length, possible birth date, right check character where there is one. */
  readonly fault: 'none' | 'shape' | 'check' | 'birth'
  /** `YYYY-MM`, empty unless the number is sound. */
  readonly birth: string
  readonly sex: 'male' | 'female' | 'unknown'
}

export function parseIdNumber(raw: string): IdNumber {
  const text = raw
    .normalize('NFKC')
    .replace(/[\s'’-]/g, '')
    .toUpperCase()
  const unknown = { birth: '', sex: 'unknown' } as const
  if (!/^(\d{17}[\dX]|\d{15})$/.test(text)) return { text: '', fault: 'shape', ...unknown }
  const digits = text.length === 15 ? `${text.slice(0, 6)}19${text.slice(6)}` : text.slice(0, 17)
  const born = parsePlainDate(`${digits.slice(6, 10)}-${digits.slice(10, 12)}-${digits.slice(12, 14)}`)
  if (born === null) return { text, fault: 'birth', ...unknown }
  if (text.length === 18 && checkCharacter(digits) !== text[17]) return { text, fault: 'check', ...unknown }
  return { text, fault: 'none', birth: born.slice(0, 7), sex: Number(digits[16]) % 2 === 1 ? 'male' : 'female' }
}

/** ISO 7064 MOD 11-2 over the first 17 digits. */
function checkCharacter(digits: string): string {
  let sum = 0
  for (const [index, digit] of [...digits].entries()) sum += Number(digit) * (2 ** (17 - index) % 11)
  return '10X98765432'[sum % 11] ?? ''
}
