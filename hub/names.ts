import { pinyin } from 'pinyin-pro'

/** Orders and initials of Chinese names, worked out once at the hub because browsers differ. */

/** Base-36 digits of a rank: 36^4 ranks are enough for every Han character there is. */
const RANK_WIDTH = 4

/**
 * A plain text that sorts by code unit in 姓氏笔画 order: by strokes of the first character (compound surnames too),
 * people with a single given character before those with more, then character by character. Depends on the name alone,
 * so adding people never moves others.
 *
 * Ranks come from ICU's stroke collation. Characters that it has no strokes for (parts of the newer extensions) follow
 * all others in code order; names in other scripts come last.
 */
export function strokeKey(name: string): string {
  const characters = [...name].filter(character => /[\p{L}\p{N}]/u.test(character))
  const [surname = '', ...given] = characters
  return rankOf(surname) + (given.length <= 1 ? '1' : '2') + given.map(character => rankOf(character)).join('')
}

function rankOf(character: string): string {
  const rank = strokeRanks().get(character)
  if (rank !== undefined) return rank.toString(36).padStart(RANK_WIDTH, '0')
  return `z${character.toLowerCase().codePointAt(0)?.toString(36).padStart(RANK_WIDTH, '0') ?? ''}`
}

let ranks: ReadonlyMap<string, number> | null = null

/** Every Han character by its place in stroke order; takes some 100 ms once. */
function strokeRanks(): ReadonlyMap<string, number> {
  ranks ??= new Map(sortedHan().map((character, rank) => [character, rank]))
  return ranks
}

function sortedHan(): string[] {
  const collator = new Intl.Collator('zh-u-co-stroke')
  // Without its tables ICU falls back to another order silently; a wrong order on the wall would look like a ranking.
  if (collator.resolvedOptions().collation !== 'stroke') throw new Error('this Node has no stroke collation (ICU zh)')
  const characters: string[] = []
  for (const [from, to] of HAN_RANGES) {
    for (let code = from; code <= to; code++) {
      const character = String.fromCodePoint(code)
      if (/\p{Script=Han}/u.test(character)) characters.push(character)
    }
  }
  return characters.sort((a, b) => collator.compare(a, b) || (a < b ? -1 : 1))
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
