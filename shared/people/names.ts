import { err, ok, type Result } from '../base/result.ts'

/** How a person's name is taken in, shown, and masked where it may not be shown. */

export interface CleanName {
  readonly name: string
  /** What stood in brackets after the name to tell namesakes apart: `大` in 王建国（大）; usually empty. */
  readonly note: string
}

/** `character`: something no name contains (markup, digits, control characters, placeholders such as □). */
export type NameFault = 'empty' | 'character' | 'tooLong'

/** UTF-16 units, as MemberDetails allows. */
const NAME_LENGTH_MAX = 40

/** 姓氏笔画: the hub's stroke keys compare as plain text (PL18). */
export const byStrokes = (a: { readonly strokeKey: string }, b: { readonly strokeKey: string }): number =>
  a.strokeKey < b.strokeKey ? -1 : a.strokeKey > b.strokeKey ? 1 : 0

/** Of people of one roster: namesakes always stand in the same order too. */
export const inRosterOrder = (
  a: { readonly strokeKey: string; readonly memberId: string },
  b: { readonly strokeKey: string; readonly memberId: string },
): number => byStrokes(a, b) || (a.memberId < b.memberId ? -1 : a.memberId > b.memberId ? 1 : 0)

/** Letters of any script with their marks, 〇, private-use characters of old rare-name fonts, and the marks inside names. */
const NAME = /^(?=.*[\p{L}〇])[\p{L}\p{M}\p{Co}〇· '’.-]+$/u

/**
 * A name as it should be kept: no padding (`张  伟` is 张伟), one kind of middle dot, zero-width characters gone, single
 * spaces left only between words of letters. Characters themselves are never replaced: 𬸪 stays 𬸪.
 */
export function cleanName(text: string): Result<CleanName, NameFault> {
  const plain = text.replace(/[\u200b-\u200d\u2060\ufeff]/g, '').trim()
  const split = /^(.+?)\s*[（(〔]\s*([^（()）〔〕]{1,4})\s*[）)〕]$/u.exec(plain)
  const name = (split?.[1] ?? plain)
    .replace(/\s*[·•‧∙⋅・･ᐧ]\s*/g, '·')
    .replace(/\s+/g, ' ')
    .replace(/ (?=\p{Script=Han})|(?<=\p{Script=Han}) /gu, '')
  const note = (split?.[2] ?? '').trim()
  if (name === '') return err('empty')
  if (!NAME.test(name) || (note !== '' && !/^[\p{L}\p{N}]+$/u.test(note))) return err('character')
  return name.length > NAME_LENGTH_MAX ? err('tooLong') : ok({ name, note })
}

/** 王建国（大）: how namesakes are told apart wherever the name, or its mask, is shown. */
export const withNote = (name: string, note: string): string => (note === '' ? name : `${name}（${note}）`)

/**
 * The name where its bearer has not agreed to be named (PR1). Depends on the name alone, so every screen and every paper
 * shows the same mask; masking a mask changes nothing.
 *
 * One character of the given name becomes one `*`; of a longer given name the last character stays: 王芳 → 王*,
 * 张建国 → 张*国, 欧阳德顺 → 欧阳*顺, 上官明 → 上官*. A name of several parts keeps the first character of each:
 * 阿依古丽·买买提 → 阿*·买*; a name in letters its first letter. A single character becomes `*`.
 */
export function maskName(name: string): string {
  const parts = name.trim().split(/[·\s]+/u)
  if (parts.length > 1) return parts.map(part => maskPart(part)).join('·')
  const characters = charactersOf(name.trim())
  if (characters.length <= 1) return characters.length === 0 ? '' : '*'
  if (!/^\p{Script=Han}/u.test(name.trim())) return maskPart(name.trim())
  const surname = characters.length > 2 && COMPOUND_SURNAMES.has(characters.slice(0, 2).join('')) ? 2 : 1
  const given = characters.slice(surname)
  const shown = given.length === 1 ? '*' : '*'.repeat(given.length - 1) + (given.at(-1) ?? '')
  return characters.slice(0, surname).join('') + shown
}

const maskPart = (part: string): string => `${charactersOf(part)[0] ?? ''}*`

/** Characters as a reader counts them: surrogate pairs stay whole, variation selectors and accents with their letter. */
function charactersOf(text: string): string[] {
  return text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []
}

/** Two-character surnames in use (the Hundred Family Surnames and later registers). */
const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  (
    '欧阳 上官 司马 诸葛 司徒 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司空 东方 独孤 南宫 万俟 闻人 赫连 澹台 公冶 宗政 濮阳 ' +
    '淳于 单于 太叔 申屠 仲孙 轩辕 钟离 鲜于 闾丘 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 段干 ' +
    '百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五 端木 完颜 耶律 纳兰 叶赫 富察 爱新 瓜尔 钮祜 哥舒 贺兰 ' +
    '歐陽 司馬 諸葛 長孫 軒轅 鍾離 東方 獨孤 聞人'
  ).split(' '),
)
