import type { ComponentChildren } from 'preact'
import css from './today.module.css'

/** The first page's two columns: narrow and wide. */
export function TodayColumns({ left, right }: { left: ComponentChildren; right: ComponentChildren }) {
  return (
    <div class={css.columns}>
      <div class={css.stack}>{left}</div>
      <div class={css.stack}>{right}</div>
    </div>
  )
}
