import { problem, type Problem } from '../base/problem.ts'
import { asRead } from './as-read.ts'
import type { BoardDocument } from './document.ts'
import { writtenTexts, type Written } from './privacy-lint.ts'

/**
 * Why somebody lost points, was vetoed or is exempt is told to them and to nobody else (PR35). The words of these reasons
 * are known to the hub: what a document borrows from them is found by comparing, however it is set or cut.
 */

/** Shorter clauses are anybody's words: 没有参加, 经查实. */
const LEAST = 6
/** … but not beside the name of whom they were written about: 未请假, 醉酒闹事. */
const LEAST_BESIDE_NAME = 3
/** As many characters in a row are borrowed, not met by chance … */
const RUN = 8
/** … where so many of them are none of the branch's everyday wording, no digits and no dates. */
const OWN = 6

/** How branches write of any matter. What more than one reason says in these words tells of none. */
const FORMULAS = [
  '经支部委员会会议研究决定',
  '经支部党员大会讨论通过并报镇党委批准',
  '经村民代表大会表决通过',
  '经镇党委会议研究决定给予党内警告处分',
  '经批评教育后及时改正',
  '参加支部组织的主题党日志愿服务活动',
  '按时足额缴纳党费',
  '组织生活会和民主评议党员',
  '人居环境整治乡村振兴',
  '因身体原因长期患病年老体弱行动不便',
  '党支部书记支部委员党小组组长',
  '中国共产党章程纪律处分条例',
  '第1季度第2季度第3季度第4季度上半年下半年',
]
  .map(comparable)
  .join('\n')

/** Nothing but what counts when it is read aloud: no signs, no widths, no particles, and a digit is the same in words. */
export function comparable(text: string): string {
  const plain = asRead(text)
    .plain.toLowerCase()
    .replace(/[^\p{L}\p{N}]|[的了]/gu, '')
  return plain.replace(/[〇零一二三四五六七八九]/gu, each =>
    String('〇一二三四五六七八九'.indexOf(each.replace('零', '〇'))),
  )
}

export interface PrivateNote {
  readonly text: string
  /** What was public before it was written, as `comparable` has it: titles and notes of items, names of activities. */
  readonly everyday: string
  /** How whom it is about may be named in public: in full and masked. */
  readonly names: readonly string[]
}

/** What of the private words a document may not say, as `comparable` has it. */
export interface Reasons {
  /** Nowhere. */
  readonly pieces: readonly string[]
  /** Not where one of these names stands. */
  readonly beside: readonly { readonly piece: string; readonly names: readonly string[] }[]
}

export const reasonsOf = (notes: readonly PrivateNote[]): Reasons => ({
  pieces: tellingPieces(notes),
  beside: notes.flatMap(note => shortPieces(note).map(piece => ({ piece, names: note.names }))),
})

/** The pieces of private words that would tell: long clauses, and any run of characters that is theirs alone. */
export function tellingPieces(notes: readonly Omit<PrivateNote, 'names'>[]): readonly string[] {
  return [...new Set(notes.flatMap(piecesOf))]
}

function piecesOf({ text, everyday }: Omit<PrivateNote, 'names'>): string[] {
  const known = `${everyday}\n${FORMULAS}`
  const clauses = clausesOf(text)
  const whole = comparable(text)
  const own = ownSigns(whole, known)
  const runs = Array.from({ length: Math.max(0, whole.length - RUN + 1) }, (_, at) => at)
    .filter(at => own.slice(at, at + RUN).filter(Boolean).length >= OWN)
    .map(at => whole.slice(at, at + RUN))
  return [...clauses.filter(piece => piece.length >= LEAST && !known.includes(piece)), ...runs]
}

const clausesOf = (text: string): string[] => text.split(/[，。；、！？：,;!?:\s]+/u).map(comparable)

function shortPieces({ text, everyday }: PrivateNote): string[] {
  const known = `${everyday}\n${FORMULAS}`
  return clausesOf(text).filter(
    piece => piece.length < LEAST && ownSigns(piece, known).filter(Boolean).length >= LEAST_BESIDE_NAME,
  )
}

/** Of each character, whether it is the note's own: not part of three that everybody says, and no digit or date. */
function ownSigns(note: string, everyday: string): boolean[] {
  const own = Array.from({ length: note.length }, (_, at) => !/[\d年月日时分]/u.test(note.charAt(at)))
  for (let at = 0; at + 3 <= note.length; at++) {
    if (everyday.includes(note.slice(at, at + 3))) own.fill(false, at, at + 3)
  }
  return own
}

export const reasonProblems = (
  document: Pick<BoardDocument, 'title' | 'correction' | 'body'>,
  reasons: Reasons,
): Problem[] => reasonsIn(writtenTexts(document), reasons)

/** The same for texts that go to the walls in another dress. A reason that is cut in two is found where it begins. */
export function reasonsIn(texts: readonly Written[], { pieces, beside }: Reasons): Problem[] {
  const plain = texts.map(({ where, text }) => ({ where, text: comparable(text) }))
  const found = plain.filter(({ text }) => pieces.some(piece => text.includes(piece))).map(({ where }) => where)
  const named = besideNames(texts, beside)
  if (found.length + named.length > 0) return [...new Set([...found, ...named])].map(told)
  const all = plain.map(({ text }) => text).join('')
  const first = Math.min(...pieces.map(piece => all.indexOf(piece)).filter(at => at >= 0))
  return Number.isFinite(first) ? [told(whereAt(plain, first))] : []
}

/** The places where a name and what was written about its bearer stand together, in one field or in one row. */
function besideNames(texts: readonly Written[], beside: Reasons['beside']): string[] {
  return [...Map.groupBy(texts, ({ where }) => where)].flatMap(([where, parts]) => {
    const seen = `${where}\n${parts.map(({ text }) => asRead(text).plain.replace(/\s/gu, '')).join('\n')}`
    const said = comparable(seen)
    const tells = beside.some(({ piece, names }) => said.includes(piece) && names.some(name => seen.includes(name)))
    return tells ? [where] : []
  })
}

/** Which text the character at `at` of all texts together belongs to. */
function whereAt(texts: readonly Written[], at: number): string {
  let end = 0
  return texts.find(({ text }) => (end += text.length) > at)?.where ?? ''
}

const told = (where: string): Problem =>
  problem(
    'PRIVATE_REASON',
    {
      zh: '这里用了扣分、否决或免于积分的依据里的话，不能写进去。请删去，或者换个不指向人的说法。',
      en: 'This repeats the private reason of a deduction, a veto or an exemption: take it out.',
    },
    where,
  )
