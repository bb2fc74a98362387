import type { ComponentChildren } from 'preact'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'
import css from './rail.module.css'

export interface RailStep {
  readonly id: string
  readonly label: string
  readonly note?: string | undefined
  readonly state: 'done' | 'now' | 'next'
  /** Lines below the label. */
  readonly lines?: ComponentChildren | undefined
  /** The one button of the procedure, at the step in hand. */
  readonly act?: ComponentChildren | undefined
}

/** Steps of one procedure on a line: done = solid + tick, now = gold ring, next = outline + dotted. */
export function Rail({ steps, label }: { steps: readonly RailStep[]; label: string }) {
  return (
    <ol class={css.rail} style={{ gridTemplateColumns: steps.map(widthOf).join(' ') }} aria-label={label}>
      {steps.map((step, at) => (
        <li
          key={step.id}
          class={cx(css.step, css[step.state])}
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          <div class={css.node}>{step.state === 'done' ? <Icon name="tick" /> : at + 1}</div>
          <div class={css.body}>
            <div>
              <h3>
                {step.label}
                {step.note && <small>{step.note}</small>}
              </h3>
              {step.lines}
            </div>
            {step.act}
          </div>
        </li>
      ))}
    </ol>
  )
}

/** The step with the button needs room for it; the last one has no line behind it. */
const widthOf = (step: RailStep, at: number, all: readonly RailStep[]): string =>
  step.act ? 'minmax(max-content, 1.72fr)' : at === all.length - 1 ? 'auto' : '1fr'
