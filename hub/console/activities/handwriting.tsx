import type { Written } from '../../../shared/passes/written.ts'
import { cx } from '../../pages/ui/cx.ts'
import css from './attendance.module.css'

/** What a guest wrote by finger, as a picture; what was typed, as text. */
export function WrittenText({ written, label, large = false }: { written: Written; label: string; large?: boolean }) {
  if (written.kind === 'typed') return <>{written.text}</>
  const { path, box } = strokesPicture(written.strokes)
  return (
    <svg
      class={cx(css.stroke, large && css.strokeLarge)}
      viewBox={box}
      preserveAspectRatio="xMinYMid meet"
      role="img"
      aria-label={label}
    >
      <path d={path} />
    </svg>
  )
}

/** Room for the width of the pen, in thousandths of the pad. */
const EDGE = 16

/** Lines through the points; a single point is a dot. */
export function strokesPicture(strokes: readonly (readonly number[])[]): { path: string; box: string } {
  const points = strokes.map(stroke =>
    Array.from({ length: stroke.length >> 1 }, (_, at) => [stroke[at * 2] ?? 0, stroke[at * 2 + 1] ?? 0] as const),
  )
  const [xs, ys] = [points.flat().map(each => each[0]), points.flat().map(each => each[1])]
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top]
  const path = points
    .map(([first, ...rest]) => {
      if (!first) return ''
      const lines = rest.length === 0 ? 'h1' : rest.map(([x, y]) => `L${x} ${y}`).join('')
      return `M${first[0]} ${first[1]}${lines}`
    })
    .join('')
  return { path, box: [left - EDGE, top - EDGE, width + 2 * EDGE, height + 2 * EDGE].join(' ') }
}
