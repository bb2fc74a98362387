import { Pad } from '../media/pad.tsx'
import type { Stroke } from '../../shared/passes/strokes.ts'
import { Icon } from './icon.tsx'
import css from './write-pad.module.css'

interface WritePadProps {
  readonly label: string
  /** Faint words on the empty page. */
  readonly aim: string
  readonly strokes: readonly Stroke[]
  readonly onStrokes: (strokes: readonly Stroke[]) => void
}

/** A page to write on with a finger. */
export const WritePad = ({ label, aim, strokes, onStrokes }: WritePadProps) => (
  <div class={css.pad}>
    {strokes.length === 0 && (
      <p class={css.aim} aria-hidden="true">
        <Icon name="down" />
        {aim}
      </p>
    )}
    <Pad label={label} class={css.canvas} strokes={strokes} onStrokes={onStrokes} />
  </div>
)
