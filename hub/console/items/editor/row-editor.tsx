import type { ComponentChildren } from 'preact'
import { Button } from '../../../pages/ui/button.tsx'
import { Card } from '../../../pages/ui/card.tsx'
import { words } from '../../text/words.ts'
import css from '../items.module.css'

/** A short list that is edited in place: one line of fields each, with a way to take it out and one to add another. */
export function RowEditor(props: {
  readonly title: string
  readonly note?: string
  readonly rows: readonly ComponentChildren[]
  readonly add: string
  readonly onAdd: () => void
  readonly onRemove: (at: number) => void
  /** Says why a row cannot be taken out; null: it can. */
  readonly keepWhy?: (at: number) => string | null
  readonly children?: ComponentChildren
}) {
  const { title, note, rows, add, onAdd, onRemove, keepWhy, children } = props
  const { editor } = words().items
  return (
    <Card
      title={title}
      side={
        <Button size="small" icon="plus" onClick={onAdd}>
          {add}
        </Button>
      }
    >
      {note && <p class={css.quiet}>{note}</p>}
      {children}
      <ul class={css.rows}>
        {rows.map((row, at) => (
          <li key={at}>
            <div>{row}</div>
            <Button size="small" icon="close" why={keepWhy?.(at)} onClick={() => onRemove(at)}>
              {editor.remove}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  )
}
