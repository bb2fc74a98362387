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
}

/** The pieces of private words that would tell: long clauses, and any run of characters that is theirs alone. */
export function tellingPieces(notes: readonly PrivateNote[]): readonly string[] {
  return [...new Set(notes.flatMap(piecesOf))]
}

function piecesOf({ text, everyday }: PrivateNote): string[] {
  const known = `${everyday}\n${FORMULAS}`
  const clauses = text.split(/[，。；、！？：,;!?:\s]+/u).map(comparable)
  const whole = comparable(text)
  const own = ownSigns(whole, known)
  const runs = Array.from({ length: Math.max(0, whole.length - RUN + 1) }, (_, at) => at)
    .filter(at => own.slice(at, at + RUN).filter(Boolean).length >= OWN)
    .map(at => whole.slice(at, at + RUN))
  return [...clauses.filter(piece => piece.length >= LEAST && !known.includes(piece)), ...runs]
}

/** Of each character, whether it is the note's own: not part of three that everybody says, and no digit or date. */
function ownSigns(note: string, everyday: string): boolean[] {
  const own = Array.from({ length: note.length }, (_, at) => !/[\d年月日时分]/u.test(note.charAt(at)))
  for (let at = 0; at + 3 <= note.length; at++) {
    if (everyday.includes(note.slice(at, at + 3))) own.fill(false, at, at + 3)
  }
  return own
}

/** @param pieces of `tellingPieces`, and numbers of documents behind a veto */
export const reasonProblems = (
  document: Pick<BoardDocument, 'title' | 'correction' | 'body'>,
  pieces: readonly string[],
): Problem[] => reasonsIn(writtenTexts(document), pieces)

/** The same for texts that go to the walls in another dress. A reason that is cut in two is found where it begins. */
export function reasonsIn(texts: readonly Written[], pieces: readonly string[]): Problem[] {
  const known = pieces.map(comparable).filter(piece => piece !== '')
  const plain = texts.map(({ where, text }) => ({ where, text: comparable(text) }))
  const found = plain.filter(({ text }) => known.some(piece => text.includes(piece))).map(({ where }) => where)
  if (found.length > 0) return [...new Set(found)].map(told)
  const all = plain.map(({ text }) => text).join('')
  const first = Math.min(...known.map(piece => all.indexOf(piece)).filter(at => at >= 0))
  return Number.isFinite(first) ? [told(whereAt(plain, first))] : []
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
