import type { Action } from '../../../shared/people/rights.ts'
import type { IconName } from '../../pages/ui/icon.tsx'
import type { Words } from '../text/words.ts'

/** One thing to do today. */
export interface Todo {
  readonly id: string
  readonly icon: IconName
  readonly title: string
  readonly note: string
  /** `YYYY-MM-DDTHH:MM` in the branch's zone; earlier comes first. Null: no deadline, comes last. */
  readonly due: string | null
  readonly href: string
  /** On the button. */
  readonly act: string
}

/** Where things to do come from; each desk that has some adds a line in `cards.ts`. */
export interface TodoSource {
  readonly id: string
  /** Said where the source cannot be read. */
  readonly label: (words: Words) => string
  readonly needs: Action | null
  /** Asked again when the hub says that one of these desks changed. */
  readonly desks: readonly string[]
  readonly ask: () => Promise<readonly Todo[]>
}

/** By deadline, then as the sources stand. */
export const inOrder = (todos: readonly Todo[]): Todo[] =>
  todos.toSorted((a, b) => {
    if (a.due === b.due) return 0
    if (a.due === null) return 1
    return b.due === null || a.due < b.due ? -1 : 1
  })
