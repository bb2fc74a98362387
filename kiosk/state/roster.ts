import { indexRoster, type RosterIndex } from '../../shared/passes/decide.ts'
import { RosterItemSchema } from '../../shared/people/roster.ts'
import { textReader, type Board } from './board.ts'

/** The roster of a board, apart from it: the first picture waits neither for the people nor for the rules about them. */

const indexes = new WeakMap<Board, (texts: readonly string[]) => RosterIndex>()

/** Everybody the kiosk was told of. Made when first asked for, and anew when another roster came. */
export function rosterOf(board: Board): RosterIndex {
  const index = indexes.get(board) ?? createIndex()
  indexes.set(board, index)
  return index(board.rosterTexts())
}

function createIndex(): (texts: readonly string[]) => RosterIndex {
  const read = textReader(RosterItemSchema)
  let made: { readonly of: readonly string[]; readonly index: RosterIndex } | null = null
  return texts => {
    if (made?.of !== texts) made = { of: texts, index: indexRoster(read(texts)) }
    return made.index
  }
}
