import type { ComponentChildren } from 'preact'
import { EmptyState } from '../../pages/ui/card.tsx'
import { FindBox } from '../../pages/ui/find-box.tsx'
import { words } from '../text/words.ts'
import css from './declarations.module.css'

interface FoundListProps {
  readonly typed: string
  readonly onTyped: (typed: string) => void
  /** How many fit what is typed. */
  readonly count: number
  readonly children: ComponentChildren
}

/** The left side of the inbox and of what is done: what is there, and the box that finds one of them. */
export function FoundList({ typed, onTyped, count, children }: FoundListProps) {
  const { declarations, find } = words()
  return (
    <div class={css.found}>
      <FindBox wide value={typed} placeholder={find.people} onChange={onTyped} />
      <ul class={css.list} aria-label={declarations.list} data-flow>
        {count === 0 && (
          <li>
            <EmptyState text={find.none} />
          </li>
        )}
        {children}
      </ul>
    </div>
  )
}
