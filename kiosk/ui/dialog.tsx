import type { ComponentChildren } from 'preact'
import css from './dialog.module.css'

interface DialogProps {
  readonly title: string
  readonly text: string
  readonly children: ComponentChildren
  readonly mark?: ComponentChildren
  /** A touch anywhere does this; used where the whole screen is the answer. */
  readonly onAnywhere?: () => void
}

/** A question over the page, its answers within reach. */
export const Dialog = ({ title, text, children, mark, onAnywhere }: DialogProps) => (
  <div class={css.scrim} onPointerDown={onAnywhere}>
    <section class={css.sheet} role="alertdialog" aria-modal="true" aria-label={title}>
      {mark}
      <h2>{title}</h2>
      <p>{text}</p>
      <div class={css.actions}>{children}</div>
    </section>
  </div>
)
