import type { Written } from '../../shared/passes/written.ts'
import { boundsOf, pathOf } from '../../shared/passes/strokes.ts'
import css from './written.module.css'

/** What somebody wrote: their letters, or their own hand. */
export function WrittenText({ written, label }: { written: Written; label: string }) {
  if (written.kind === 'typed') return <span class={css.typed}>{written.text}</span>
  const { left, top, width, height } = boundsOf(written.strokes)
  const edge = 14
  const box = [left - edge, top - edge, width + 2 * edge, height + 2 * edge].join(' ')
  return (
    <svg class={css.drawn} viewBox={box} preserveAspectRatio="xMinYMid meet" role="img" aria-label={label}>
      <path d={pathOf(written.strokes)} />
    </svg>
  )
}
