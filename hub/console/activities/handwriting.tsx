import { pathOf, viewBoxOf } from '../../../shared/passes/strokes.ts'
import type { Written } from '../../../shared/passes/written.ts'
import { cx } from '../../pages/ui/cx.ts'
import css from './attendance.module.css'

/** What a guest wrote by finger, as a picture; what was typed, as text. */
export function WrittenText({ written, label, large = false }: { written: Written; label: string; large?: boolean }) {
  if (written.kind === 'typed') return <>{written.text}</>
  return (
    <svg
      class={cx(css.stroke, large && css.strokeLarge)}
      viewBox={viewBoxOf(written.strokes)}
      preserveAspectRatio="xMinYMid meet"
      role="img"
      aria-label={label}
    >
      <path d={pathOf(written.strokes)} />
    </svg>
  )
}
