import { Button } from '../../pages/ui/button.tsx'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { words } from '../text/words.ts'
import type { Todo } from './todo.ts'
import css from './today.module.css'

export interface TodoCardProps {
  /** Null while the first answer is on its way. */
  readonly todos: readonly Todo[] | null
  /** Names of sources that could not be read. */
  readonly failed: readonly string[]
  readonly onRetry: () => void
}

export function TodoCard({ todos, failed, onRetry }: TodoCardProps) {
  const { today, shell } = words()
  const first = todos?.some(each => each.inRail) ? null : todos?.[0]
  return (
    <Card title={today.todoCard} side={today.todoOrder} padded={false}>
      <ul class={css.todos}>
        {todos?.map(todo => (
          <li key={todo.id}>
            <Icon name={todo.icon} />
            <div>
              <b>{todo.title}</b>
              <span>{todo.note}</span>
            </div>
            <a class={todo === first ? css.first : css.go} href={todo.href}>
              {todo.act}
            </a>
          </li>
        ))}
        {failed.map(what => (
          <li key={what}>
            <Icon name="alert" />
            <div>
              <b>{today.partFailed(what)}</b>
            </div>
            <Button size="small" onClick={onRetry}>
              {shell.retry}
            </Button>
          </li>
        ))}
      </ul>
      {!todos && <EmptyState text={shell.loading} />}
      {todos?.length === 0 && failed.length === 0 && <EmptyState icon="tick" text={today.allDone} />}
    </Card>
  )
}
