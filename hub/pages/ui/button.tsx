import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { cx } from './cx.ts'
import { Icon, type IconName } from './icon.tsx'
import { kitWords } from './kit-words.ts'
import css from './button.module.css'

export interface ButtonProps {
  readonly children: ComponentChildren
  /** primary: the one red of the view · line: red outline (approvals) · outline: everything else · link: in running text */
  readonly kind?: 'primary' | 'line' | 'outline' | 'link' | undefined
  readonly size?: 'normal' | 'small' | undefined
  readonly icon?: IconName | undefined
  readonly type?: 'button' | 'submit' | undefined
  /** While true the button shows that it works and takes no further press. */
  readonly busy?: boolean | undefined
  /** The reason why it cannot be pressed now; shown on hover and focus, read aloud. Null or absent: it can. */
  readonly why?: string | null | undefined
  readonly onClick?: ((event: MouseEvent) => void) | undefined
  readonly class?: string | undefined
  readonly 'aria-label'?: string | undefined
  readonly 'aria-pressed'?: boolean | undefined
  readonly 'aria-expanded'?: boolean | undefined
  readonly autofocus?: boolean | undefined
}

/** A control with mark and word. A disabled one stays in the tab order so that its reason can be found by keyboard. */
export function Button(props: ButtonProps) {
  const { children, kind = 'outline', size = 'normal', icon, type = 'button', busy = false, why, onClick } = props
  const reasonId = useId()
  const blocked = busy || Boolean(why)
  const press = (event: MouseEvent) => {
    if (blocked) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <span class={cx(css.hold, props.class)}>
      <button
        type={type}
        class={cx(css.button, css[kind], size === 'small' && css.small, busy && css.busy)}
        aria-disabled={blocked}
        aria-busy={busy}
        aria-describedby={why ? reasonId : undefined}
        aria-label={props['aria-label']}
        aria-pressed={props['aria-pressed']}
        aria-expanded={props['aria-expanded']}
        autofocus={props.autofocus}
        onClick={press}
      >
        {icon && <Icon name={icon} />}
        {children}
        {busy && <span class={css.dots} role="status" aria-label={kitWords().busy} />}
      </button>
      {why && (
        <span id={reasonId} role="tooltip" class={css.why}>
          {why}
        </span>
      )}
    </span>
  )
}
