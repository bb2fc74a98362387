/** A part of a text, in UTF-16 units. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

export interface AsRead {
  /** One width, no invisible signs, digits as digits whatever they are set in. */
  readonly plain: string
  /** Where a part of `plain` stands in the text as it was written. */
  readonly placeOf: (of: Stretch) => Stretch
}

/** A text as somebody standing before it reads it: what looks like a digit is one, what cannot be seen is not there. */
export function asRead(written: string): AsRead {
  const signs: string[] = []
  const starts: number[] = []
  let at = 0
  for (const sign of written) {
    const seen = plainSign(sign, written, at)
    if (seen !== '') {
      signs.push(seen)
      for (let unit = 0; unit < seen.length; unit++) starts.push(at)
    }
    at += sign.length
  }
  starts.push(written.length)
  const plain = withoutSlips(withDigits(signs.join('')))
  const lengthAt = (place: number) => ((written.codePointAt(place) ?? 0) > 0xffff ? 2 : 1)
  return {
    plain,
    placeOf({ start, end }) {
      const last = starts[end - 1] ?? 0
      return { start: starts[start] ?? 0, end: last + lengthAt(last) }
    },
  }
}

function plainSign(sign: string, text: string, at: number): string {
  if (/\p{Cf}|[\ufe00-\ufe0f]/u.test(sign)) return ''
  if (/[^\S\n\r\t]/u.test(sign)) return ' '
  if (/[\uff01-\uff5e]|[\u{1d7ce}-\u{1d7ff}]/u.test(sign)) return sign.normalize('NFKC')
  return CIRCLED.test(sign) && isAmongCircled(text, at) ? sign.normalize('NFKC') : sign
}

const CIRCLED = /[⓪①-⑨]/u

/** ① before something numbers it; circled signs in a row are digits. */
const isAmongCircled = (text: string, at: number): boolean =>
  CIRCLED.test(text.slice(Math.max(0, at - 2), at) + text.slice(at + 1, at + 3))

const WORDS = new Map([...'〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺'].map((word, at) => [word, digitAt(at)]))

function digitAt(place: number): string {
  if (place < 3) return '0'
  return place === 21 ? '1' : String(((place - 3) % 9) + 1)
}

const WORD = `[${[...WORDS.keys()].join('')}]`
/** Seven digits or more of which words are a part: no year, page or number of a group has as many. */
const DIGITS_IN_WORDS = new RegExp(`(?:${WORD}|\\d)(?:[ ,\\-·]?(?:${WORD}|\\d)){6,}`, 'gu')
/** One or two words before digits are their number in a list: 电话一13900001234. */
const WORDS_TOGETHER = new RegExp(`${WORD}(?:[ ,\\-·]?${WORD}){2,}`, 'gu')

const withDigits = (text: string): string =>
  text.replace(DIGITS_IN_WORDS, run =>
    run.replace(WORDS_TOGETHER, words => [...words].map(each => WORDS.get(each) ?? each).join('')),
  )

/** The letters that typists and scanners take for 0 and 1, among digits and with no other letter beside them. */
const withoutSlips = (text: string): string =>
  text.replace(/(?<![0-9A-Za-z])(?=[OoIl]*\d)[0-9OoIl]{3,}[Xx]?(?![0-9A-Za-z])/gu, token =>
    token.replace(/[Oo]/g, '0').replace(/[Il]/g, '1'),
  )
