import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'
import css from './empty.module.css'

/** What a page says when it has nothing to show: the fact, then what will come. Paper may stay empty. */
export const Empty = ({
  icon,
  title,
  note,
  children,
}: {
  icon: IconName
  title: string
  note: string
  children?: ComponentChildren
}) => (
  <div class={css.empty} role="status">
    <Icon name={icon} />
    <h1>{title}</h1>
    <p>{note}</p>
    {children}
  </div>
)
