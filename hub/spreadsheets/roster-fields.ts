import type { MemberType } from '../../shared/people/member.ts'
import { tidy } from './row-reader.ts'

/** What the cells of a member list mean: every rule of thumb for one field, as pure text work. */

/** NFKC folds full-width digits and letters; used to compare, never to store what people wrote. */
const folded = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase()

const TYPES: Readonly<Record<string, MemberType>> = {
  正式: 'full',
  正式党员: 'full',
  中共党员: 'full',
  党员: 'full',
  full: 'full',
  预备: 'probationary',
  预备党员: 'probationary',
  中共预备党员: 'probationary',
  probationary: 'probationary',
  积极分子: 'activist',
  入党积极分子: 'activist',
  发展对象: 'activist',
  activist: 'activist',
}

export const parseType = (text: string): MemberType | null => TYPES[folded(text)] ?? null

export function parseSex(text: string): 'male' | 'female' | 'unknown' {
  const plain = folded(text)
  if (['男', '男性', 'male', 'm'].includes(plain)) return 'male'
  return ['女', '女性', 'female', 'f'].includes(plain) ? 'female' : 'unknown'
}

const YES = ['在职', '在岗', '是', '有', '有职', '有职务', '现任', 'true', 'yes', 'y', '1', '√', '✓']
const NO = [
  '无职',
  '不在职',
  '否',
  '无',
  '非在职',
  '未任职',
  '无职务',
  '离职',
  '离任',
  '退休',
  '离退休',
  '不在岗',
  'false',
  'no',
  'n',
  '0',
  '×',
  '-',
  '/',
]

/** Yes and no as lists write them; null for anything else. */
export function parseYes(text: string): boolean | null {
  const plain = folded(text)
  return YES.includes(plain) ? true : NO.includes(plain) ? false : null
}

const CATEGORY_WORDS: Readonly<Record<string, string>> = {
  在职党员: 'inPost',
  在职: 'inPost',
  无职党员: 'noPost',
  无职: 'noPost',
  年老无职党员: 'olderNoPost',
  老党员: 'olderNoPost',
  流动党员: 'floating',
  流动: 'floating',
  预备党员: 'probationary',
  入党积极分子: 'activist',
  积极分子: 'activist',
  不参加积分: 'exempt',
  免于积分: 'exempt',
  inpost: 'inPost',
  nopost: 'noPost',
  oldernopost: 'olderNoPost',
  floating: 'floating',
  probationary: 'probationary',
  activist: 'activist',
  exempt: 'exempt',
}

/** A shipped category by its id or Chinese name; null for anything else. */
export const parseCategory = (text: string): string | null => CATEGORY_WORDS[folded(text)] ?? null

const DIGITS = '零一二三四五六七八九'

/** 1–99 in figures or Chinese numerals: `3`, `三`, `十二`, `二十`. */
function parseCount(text: string): number | null {
  if (/^[1-9]\d?$/.test(text)) return Number(text)
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text.replace('两', '二'))
  if (!match || text === '') return null
  const [, tens = '', ten, ones = ''] = match
  if (ten === undefined) return ones === '' ? DIGITS.indexOf(tens) : null
  return (tens === '' ? 1 : DIGITS.indexOf(tens)) * 10 + (ones === '' ? 0 : DIGITS.indexOf(ones))
}

function chineseCount(count: number): string {
  if (count < 10) return DIGITS.charAt(count)
  const tens = Math.floor(count / 10)
  return `${tens === 1 ? '' : DIGITS.charAt(tens)}十${count % 10 === 0 ? '' : DIGITS.charAt(count % 10)}`
}

/** `一组`, `第1党小组`, `第一党小组`, `1` → 第一党小组; a group with a name of its own keeps it. */
export function parseGroup(text: string): string {
  const match = /^第?([\d一二两三四五六七八九十]{1,3})(?:号|党)?(?:小组|组)?$/.exec(folded(text))
  const count = match ? parseCount(match[1] ?? '') : null
  return count === null ? tidy(text) : `第${chineseCount(count)}党小组`
}

/** 汉 → 汉族; other wordings stay. */
export function parseEthnic(text: string): string {
  const plain = tidy(text).replace(/ /g, '')
  return /^\p{Script=Han}{1,5}$/u.test(plain) && !plain.endsWith('族') && !/其他|未知|不详|外国/.test(plain)
    ? `${plain}族`
    : plain
}

/** A seat on the branch committee (支委会), told from the duties. 第一书记 sent from above is not a member of it. */
export function isOnCommittee(duty: string): boolean {
  return duty
    .split(/[、，,;；/\s]+/)
    .some(each => !each.includes('团支部') && COMMITTEE_SEATS.some(seat => seat.test(each)))
}

const COMMITTEE_SEATS = [
  /^(?:.{0,20}支部|.{0,20}支部委员会|村)?副?书记$/,
  /支部.{0,8}委员$/,
  /^(?:组织|宣传|纪检|纪律检查|统战|群团|群工|青年|保密|生产|生活|学习)委员$/,
  /^支委$/,
]

export interface Phone {
  /** Digits of a mobile, `0500-86000012` for a landline, empty when nothing usable stands there. */
  readonly phone: string
  readonly fault: 'none' | 'second' | 'unreadable'
}

/** The first number of the cell. */
export function parsePhone(text: string): Phone {
  const plain = text.normalize('NFKC').trim()
  if (plain === '') return { phone: '', fault: 'none' }
  const pieces = plain.split(/[/、，,;；|\n或和]+|\s{2,}/).filter(piece => /\d/.test(piece))
  const together = pieces.length === 1 ? (pieces[0] ?? '').replace(/[\s\-‐-―]/g, '') : ''
  const doubled = /^(1\d{10})(?:1\d{10})+$/.exec(together)
  if (doubled) return { phone: doubled[1] ?? '', fault: 'second' }
  const phone = oneNumber(pieces[0] ?? '')
  if (phone !== null) return { phone, fault: pieces.length > 1 ? 'second' : 'none' }
  // Blanks wider than one stood inside a single number.
  const whole = oneNumber(plain.replace(/\s/g, ''))
  return whole === null ? { phone: '', fault: 'unreadable' } : { phone: whole, fault: 'none' }
}

function oneNumber(text: string): string | null {
  const plain = text.replace(/[\s()（）]/g, '').replace(/[‐-―]/g, '-')
  const mobile = /^(?:\+?86-?)?(1\d{10})$/.exec(plain.replace(/-/g, ''))
  if (mobile) return mobile[1] ?? null
  const landline = /^(0\d{2,3})-?(\d{7,8})(-\d{1,5})?$/.exec(plain)
  if (landline) return `${landline[1]}-${landline[2]}`
  return /^\d{7,8}$/.test(plain) ? plain : null
}

export interface NoteReading {
  readonly floating: boolean
  readonly floatingPlace: string
  readonly exempt: boolean
  /** `大` of （大）, to tell namesakes apart. */
  readonly nameNote: string
  /** What the rest says; empty for exempt people, whose remark may hold a medical reason. */
  readonly rest: string
}

/** What villages write into 备注: where a floating member is, who takes no part in points, which of two namesakes. */
export function parseNote(text: string): NoteReading {
  const nameNote = /[（(]\s*([大小老少中长幼甲乙丙丁])\s*[）)]/.exec(text)
  let rest = tidy(nameNote ? text.replace(nameNote[0], '') : text)
  const exempt = /不参加积分|不参与积分|免于积分|免予积分|免积分|不计积分|不积分/.test(rest)
  const floating = /^(?:.*[，,；;。])?\s*流动(?:党员)?(?=[，,、:：；;（(]|$)|流入地|外出务工|流出党员/.test(rest)
  const place = floating ? floatingPlaceOf(rest) : null
  if (place) rest = rest.replace(place.phrase, '')
  if (floating) rest = rest.replace(/流动党员|流动(?=[，,、；;]|$)|外出务工/g, '')
  rest = rest.replace(/^[\s，,、；;。:：]+|[\s，,、；;。:：]+$/g, '')
  return {
    floating,
    floatingPlace: place?.place ?? '',
    exempt,
    nameNote: nameNote?.[1] ?? '',
    rest: exempt ? '' : rest,
  }
}

function floatingPlaceOf(text: string): { place: string; phrase: string } | null {
  const named = /(?:流入地|流入|流向|去向)(?:为|是|在)?[：:\s]?\s*([^，,；;。（(\s]{2,60})/.exec(text)
  if (named) return { place: named[1] ?? '', phrase: named[0] }
  const working = /(?:现在|现于|现|在|于|赴|到)?([^，,；;。、（(\s]{2,60}?)(?:务工|打工|经商|工作|居住|就业)/.exec(text)
  return working && !/^(流动|外出)/.test(working[1] ?? '') ? { place: working[1] ?? '', phrase: working[0] } : null
}
