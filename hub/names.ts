import cncharOrder from 'cnchar-order'
import { pinyin } from 'pinyin-pro'

/** Orders and initials of Chinese names, worked out once at the hub because browsers differ. */

/** Base-36 digits of a rank: 36^4 ranks are enough for every Han character there is. */
const RANK_WIDTH = 4

/**
 * A plain text that sorts by code unit in 姓氏笔画 order: by the first character (of compound surnames too), people with
 * a single given character before those with more, then character by character. Depends on the name alone, so adding
 * people never moves others. Names in other scripts come last.
 */
export function strokeKey(name: string): string {
  const [surname = '', ...given] = [...name].filter(character => /[\p{L}\p{N}]/u.test(character))
  return rankOf(surname) + (given.length <= 1 ? '1' : '2') + given.map(character => rankOf(character)).join('')
}

function rankOf(character: string): string {
  const rank = strokeRanks().get(character)
  if (rank !== undefined) return rank.toString(36).padStart(RANK_WIDTH, '0')
  return `z${character.toLowerCase().codePointAt(0)?.toString(36).padStart(RANK_WIDTH, '0') ?? ''}`
}

let ranks: ReadonlyMap<string, number> | null = null

/** Every Han character by its place in stroke order; takes some 200 ms once. */
function strokeRanks(): ReadonlyMap<string, number> {
  ranks ??= new Map(rankedHan().map((character, rank) => [character, rank]))
  return ranks
}

/**
 * By number of strokes, then stroke by stroke 横竖撇点折 as far as cnchar-order knows the character, then as ICU has
 * them. ICU alone will not do: it counts strokes the Taiwan way (陈 8, 郭 11, 黄 12) and goes by radical within a count.
 * Characters that neither knows (parts of the newer extensions) follow all others in code order.
 */
function rankedHan(): string[] {
  const strokes = strokesByCharacter()
  const counts = icuCounts()
  return [...counts]
    .map(([character, count], place) => {
      const known = strokes.get(character)
      return { character, place, key: `${String(known?.length ?? count).padStart(2, '0')} ${known ?? '9'}` }
    })
    .sort((a, b) => (a.key === b.key ? a.place - b.place : a.key < b.key ? -1 : 1))
    .map(each => each.character)
}

/**
 * 陈 → `5212534`: 1 横、提 · 2 竖、竖钩 · 3 撇 · 4 点、捺 · 5 折, the five kinds by which GF 2001 orders strokes. Told by the
 * letters that cnchar-order writes a stroke with; every letter not named here is some kind of 折.
 */
function strokesByCharacter(): ReadonlyMap<string, string> {
  // The package's types know it as a plug-in only; its table of letters is what we are after.
  const { orders } = (cncharOrder as unknown as { dict: { orders: { readonly [character: string]: string } } }).dict
  return new Map(
    Object.entries(orders).map(([character, letters]) => [
      character,
      [...letters].map(letter => STROKE_KINDS[letter] ?? '5').join(''),
    ]),
  )
}

/** `d` is a dot although its shape is drawn like 提. */
const STROKE_KINDS: { readonly [letter: string]: string } = {
  j: '1',
  i: '1',
  f: '2',
  g: '2',
  s: '3',
  k: '4',
  d: '4',
  l: '4',
}

/** Stroke counts of every Han character, in ICU's stroke order; those it does not know come last with the highest. */
function icuCounts(): ReadonlyMap<string, number> {
  const collator = new Intl.Collator('zh-u-co-stroke')
  // Without its tables ICU falls back to another order silently; a wrong order on the wall would look like a ranking.
  if (collator.resolvedOptions().collation !== 'stroke') throw new Error('this Node has no stroke collation (ICU zh)')
  // CLDR marks the beginning of each count by a noncharacter: U+FDD0, then U+2800 plus the count.
  const marks = Array.from({ length: 64 }, (_, index) => `\ufdd0${String.fromCharCode(0x2801 + index)}`)
  const counts = new Map<string, number>()
  let count = 0
  for (const text of [...marks, ...hanCharacters()].sort((a, b) => collator.compare(a, b) || (a < b ? -1 : 1))) {
    if (text.startsWith('\ufdd0')) count = text.charCodeAt(1) - 0x2800
    else counts.set(text, count)
  }
  return counts
}

function hanCharacters(): string[] {
  const characters: string[] = []
  for (const [from, to] of HAN_RANGES) {
    for (let code = from; code <= to; code++) {
      const character = String.fromCodePoint(code)
      if (/\p{Script=Han}/u.test(character)) characters.push(character)
    }
  }
  return characters
}

/** 〇 and 々, Extension A to the basic block, compatibility forms, planes 2 and 3. */
const HAN_RANGES = [
  [0x3005, 0x3007],
  [0x3400, 0x9fff],
  [0xf900, 0xfaff],
  [0x20000, 0x33fff],
] as const

/**
 * Lower-case initials for search: 曾小满 → `zxm`, surnames read as surnames (单 is s, 仇 is q). Letters stay letters;
 * characters without a known reading are left out.
 */
export function pinyinInitials(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head' })
    .map(initial => initial.normalize('NFD').toLowerCase())
    .map(initial => /^[a-z]/.exec(initial)?.[0] ?? '')
    .join('')
}
