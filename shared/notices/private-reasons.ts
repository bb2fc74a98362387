import { problem, type Problem } from '../base/problem.ts'
import type { BoardDocument } from './document.ts'
import { plainWidth } from './plain-width.ts'
import { writtenTexts } from './privacy-lint.ts'

/**
 * Why somebody lost points, was vetoed or is exempt is told to them and to nobody else (PR35). The words of these reasons
 * are known to the hub: what a document borrows from them is found by comparing, however it is set.
 */

/** Shorter pieces are anybody's words: 没有参加, 经查实. */
const LEAST = 6

const squeezed = (text: string): string => plainWidth(text).replace(/[^\p{L}\p{N}]/gu, '')

/**
 * The pieces of private words that would tell: each clause that is long enough and no everyday wording of the branch.
 * @param notes  as staff wrote them beside a deduction, a veto, an exemption
 * @param everyday  public texts that may be repeated: titles and notes of items, the names of activities
 */
export function tellingPieces(notes: readonly string[], everyday: readonly string[]): readonly string[] {
  const known = everyday.map(squeezed)
  const pieces = notes.flatMap(note => note.split(/[，。；、！？：,;!?:\s]+/u)).map(squeezed)
  return [...new Set(pieces)].filter(piece => piece.length >= LEAST && !known.some(text => text.includes(piece)))
}

/** @param pieces of `tellingPieces`, and numbers of documents behind a veto */
export function reasonProblems(
  document: Pick<BoardDocument, 'title' | 'correction' | 'body'>,
  pieces: readonly string[],
): Problem[] {
  const known = pieces.map(squeezed)
  return writtenTexts(document).flatMap(({ where, text }) => {
    const plain = squeezed(text)
    return known.some(piece => plain.includes(piece)) ? [told(where)] : []
  })
}

const told = (where: string): Problem =>
  problem(
    'PRIVATE_REASON',
    {
      zh: '这里用了扣分、否决或免于积分的依据里的话，不能公开。请删去，或者换个不指向人的说法。',
      en: 'This repeats the private reason of a deduction, a veto or an exemption: take it out.',
    },
    where,
  )
