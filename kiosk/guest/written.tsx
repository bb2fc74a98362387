import type { Written } from '../../shared/passes/written.ts'
import { pathOf, viewBoxOf } from '../../shared/passes/strokes.ts'
import css from './written.module.css'

/** What somebody wrote: their letters, or their own hand. */
export function WrittenText({ written, label }: { written: Written; label: string }) {
  if (written.kind === 'typed') return <span class={css.typed}>{written.text}</span>
  return (
    <svg
      class={css.drawn}
      viewBox={viewBoxOf(written.strokes)}
      preserveAspectRatio="xMinYMid meet"
      role="img"
      aria-label={label}
    >
      <path d={pathOf(written.strokes)} />
    </svg>
  )
}
