import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { Button, type ButtonProps } from './button.tsx'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'
import { kitWords } from './kit-words.ts'
import css from './dialog.module.css'

export interface DialogProps {
  readonly title: string
  readonly children: ComponentChildren
  /** The row of buttons at the bottom. */
  readonly actions?: ComponentChildren | undefined
  /** Esc, the cross, or a press outside. Absent: the dialog cannot be put away (login over a page). */
  readonly onClose?: (() => void) | undefined
  readonly width?: 'narrow' | 'normal' | 'wide' | undefined
  /** Hides the page behind it altogether. */
  readonly veil?: boolean | undefined
}

/** A window over the page: the browser keeps the focus inside and gives it back to where it was. */
export function Dialog({ title, children, actions, onClose, width = 'normal', veil = false }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    const dialog = element.current
    const before = document.activeElement
    dialog?.showModal()
    return () => {
      dialog?.close()
      // The browser gives the focus back only while the window is still there, which it may no longer be.
      queueMicrotask(() => before instanceof HTMLElement && before.focus())
    }
  }, [])
  const cancel = (event: Event) => {
    event.preventDefault()
    onClose?.()
  }
  return (
    <dialog
      ref={element}
      class={cx(css.dialog, css[width], veil && css.veil)}
      aria-modal="true"
      aria-labelledby={titleId}
      onCancel={cancel}
      // Chromium closes on a second Esc whatever `cancel` says; the key itself is stopped too.
      onKeyDown={event => event.key === 'Escape' && cancel(event)}
      onClick={event => event.target === element.current && onClose?.()}
    >
      <div class={css.sheet}>
        <header class={css.head}>
          <h2 id={titleId}>{title}</h2>
          {onClose && (
            <button type="button" class={css.cross} aria-label={kitWords().close} onClick={onClose}>
              <Icon name="close" />
            </button>
          )}
        </header>
        <div class={css.body} data-flow>
          {children}
        </div>
        {actions && <footer class={css.foot}>{actions}</footer>}
      </div>
    </dialog>
  )
}

export interface ConfirmDialogProps {
  readonly title: string
  /** What will happen, one sentence each: who sees it, what changes, what can and cannot be taken back. */
  readonly consequences: readonly string[]
  readonly confirm: string
  readonly kind?: ButtonProps['kind'] | undefined
  readonly busy?: boolean | undefined
  readonly why?: string | null | undefined
  /** Further fields, such as the reason that will be kept. */
  readonly children?: ComponentChildren | undefined
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

/** Asks before something that others will see or that cannot be taken back, and spells out what that is. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, consequences, confirm, kind = 'primary', busy = false, why, children, onConfirm, onCancel } = props
  return (
    <Dialog
      title={title}
      onClose={onCancel}
      width="narrow"
      actions={
        <>
          <Button onClick={onCancel} autofocus>
            {kitWords().cancel}
          </Button>
          <Button kind={kind} busy={busy} why={why} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      <ul class={css.consequences}>
        {consequences.map(each => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {children}
    </Dialog>
  )
}
