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
  /** So many things wait in it, where it is more than one. */
  readonly waits?: number
  /** The step that the quarter waits for: its solid red button stands in the rail across the page. */
  readonly inRail?: true
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

/** How many things wait on each page of the menu, by the page's id. */
export function waitingByPage(todos: readonly Todo[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { href, waits = 1 } of todos) {
    const page = pageOf(href)
    counts.set(page, (counts.get(page) ?? 0) + waits)
  }
  return counts
}

const pageOf = (href: string): string => href.replace(/^#\/?/, '').split('/')[0] ?? ''
