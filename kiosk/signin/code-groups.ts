/** Digits on a card, and how many stand in one printed group. */
export const CODE_DIGITS = 49
const GROUP = 7

export interface DigitGroup {
  readonly text: string
  readonly missing: number
  /** The group being typed now. */
  readonly active: boolean
  readonly done: boolean
}

/** The typed digits in the groups printed on the card. */
export function groupsOf(digits: string): readonly DigitGroup[] {
  const current = Math.min(CODE_DIGITS / GROUP - 1, Math.floor(digits.length / GROUP))
  return Array.from({ length: CODE_DIGITS / GROUP }, (_, at) => {
    const text = digits.slice(at * GROUP, at * GROUP + GROUP)
    return { text, missing: GROUP - text.length, active: at === current, done: text.length === GROUP }
  })
}

/** One more digit; further ones are not taken. */
export const addDigit = (digits: string, digit: string): string =>
  digits.length < CODE_DIGITS && /^\d$/.test(digit) ? digits + digit : digits
