import type { Brand } from '../base/brand.ts'
import { hashOf } from '../base/bytes.ts'

/**
 * A spoken Chinese sentence as a row of recordings. Fixed sentences are one clip each; a time of day is put together from
 * its pieces; the name is left out, because nobody recorded it.
 */

/** Twelve hex characters of the hash of what is said: new words are a new clip, and an old recording never says them. */
export type ClipId = Brand<string, 'ClipId'>

export interface Clip {
  readonly id: ClipId
  readonly text: string
}

/** One clip of a sentence, and how long to wait before the next one begins. */
export interface ClipStep extends Clip {
  readonly pauseMs: number
}

const COMMA_MS = 160

export const clipOf = (text: string): Clip => ({ id: hashOf(text).slice(0, 12) as ClipId, text })

/** `张建国同志，` and `这位同志，` alike: leaving out one of them only would tell who has agreed to be named. */
const NAME = /^[^，。]*同志，/

const TEN = '[一二三四五六七八九]'
/** What `spokenTime` makes: 下午 两点 半 · 上午 九点 零 五分 · 晚上 六点 五十 九分 · 中午 十二点 二十分 */
const TIME = new RegExp(
  `(凌晨|早上|上午|中午|下午|晚上)((?:零|两|十[一二]?|${TEN})点)(?:(半)|(零)(${TEN}分)|(${TEN}?十)(${TEN}分)|(${TEN}?十分))?`,
  'g',
)

const TIME_WORD = new RegExp(
  `^(?:凌晨|早上|上午|中午|下午|晚上|(?:零|两|十[一二]?|${TEN})点|半|零|${TEN}分|${TEN}?十分|${TEN}?十)$`,
)

/** A piece of a time of day, and not a sentence of its own. */
export const isTimeWord = (text: string): boolean => TIME_WORD.test(text)

/** The row of clips that says `spoken`, a Chinese sentence of `sentences.ts`. */
export function clipsOf(spoken: string): readonly ClipStep[] {
  const said = spoken.replace(NAME, '')
  const steps: ClipStep[] = []
  let at = 0
  for (const match of said.matchAll(TIME)) {
    steps.push(...plain(said.slice(at, match.index)))
    for (const piece of match.slice(1)) if (piece !== undefined) steps.push({ ...clipOf(piece), pauseMs: 0 })
    at = match.index + match[0].length
  }
  return [...steps, ...plain(said.slice(at))]
}

/** Words between two times: one clip, without the marks around it. */
function plain(words: string): readonly ClipStep[] {
  const text = words.replace(/^[，。；：！？\s]+|[，。；：！？\s]+$/g, '')
  return text === '' ? [] : [{ ...clipOf(text), pauseMs: /[，。；：！？]$/.test(words) ? COMMA_MS : 0 }]
}
