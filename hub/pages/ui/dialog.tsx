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

/**
 * A window over the page: the browser keeps the focus inside and gives it back to where it was. It begins in the first
 * field, not on the cross; Enter in a field of one line, and Ctrl+Enter in any, is a press on the button that acts.
 */
export function Dialog({ title, children, actions, onClose, width = 'normal', veil = false }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    const dialog = element.current
    const before = document.activeElement
    dialog?.showModal()
    const at = document.activeElement
    const chosen = dialog?.contains(at) && at?.closest(`footer, [${CROSS}]`) === null
    const stop = dialog && !chosen ? beginInFirstField(dialog) : undefined
    return () => {
      stop?.()
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
      onKeyDown={event => {
        if (event.key === 'Escape') cancel(event)
        else if (isEnter(event)) act(event)
      }}
      onClick={event => event.target === element.current && onClose?.()}
    >
      <div class={css.sheet}>
        <header class={css.head}>
          <h2 id={titleId}>{title}</h2>
          {onClose && (
            <button
              type="button"
              class={css.cross}
              {...{ [CROSS]: '' }}
              aria-label={kitWords().close}
              onClick={onClose}
            >
              <Icon name="close" />
            </button>
          )}
        </header>
        <div class={css.body} data-flow data-dialog-body>
          {children}
        </div>
        {actions && <footer class={css.foot}>{actions}</footer>}
      </div>
    </dialog>
  )
}

const CROSS = 'data-cross'
const ACTS = 'data-acts'

/** A field that comes later, with the list it offers, takes the focus while nobody has done anything yet. */
function beginInFirstField(dialog: HTMLElement): () => void {
  const begin = () => {
    const first = firstField(dialog)
    if (first && first !== document.activeElement) first.focus()
  }
  const watch = new MutationObserver(begin)
  const stop = () => watch.disconnect()
  watch.observe(dialog, { childList: true, subtree: true })
  begin()
  for (const done of ['keydown', 'input', 'pointerdown']) dialog.addEventListener(done, stop, { once: true })
  dialog.addEventListener('focusin', event => event.target !== firstField(dialog) && stop())
  return stop
}

/** Where writing begins; without a field, the button that was meant, else the first one at the bottom. */
function firstField(dialog: HTMLElement): HTMLElement | null {
  const fields = 'input:not([readonly], [type="radio"]:not(:checked)), select, textarea'
  const body = dialog.querySelector('[data-dialog-body]')
  const buttons = dialog.querySelector('footer')
  return (
    body?.querySelector<HTMLElement>(fields) ??
    buttons?.querySelector<HTMLElement>('[autofocus]') ??
    buttons?.querySelector<HTMLElement>('button') ??
    null
  )
}

/** Lists, grids and forms inside take their own Enter; a box to tick has none. */
function isEnter(event: KeyboardEvent): boolean {
  const { target } = event
  if (event.key !== 'Enter' || event.isComposing || event.defaultPrevented) return false
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) || target.form) return false
  return event.ctrlKey || (target instanceof HTMLInputElement && !['checkbox', 'radio', 'file'].includes(target.type))
}

/** Where something is missing the button says what, so it gets the focus instead of the press. */
function act(event: KeyboardEvent): void {
  const { target } = event
  if (!(target instanceof HTMLElement)) return
  const button = target.closest('dialog')?.querySelector<HTMLElement>(`[${ACTS}] button`)
  if (!button) return
  event.preventDefault()
  if (button.getAttribute('aria-disabled') === 'true') button.focus()
  else button.click()
}

export interface DialogActsProps extends Pick<ButtonProps, 'kind' | 'icon' | 'busy' | 'why'> {
  /** What the button that acts says. */
  readonly label: string
  readonly onAct: () => void
  readonly onCancel: () => void
  /** Before something that others will see: the focus begins on 取消 or in a field, and Enter in a field does nothing. */
  readonly careful?: boolean | undefined
  /** What stands before the two. */
  readonly children?: ComponentChildren | undefined
}

/** The row at the bottom of nearly every dialog: 取消, and the one button that acts. */
export function DialogActs(props: DialogActsProps) {
  const { label, kind = 'primary', icon, busy, why, onAct, onCancel, careful, children } = props
  return (
    <>
      {children}
      <Button onClick={onCancel} autofocus={careful}>
        {kitWords().cancel}
      </Button>
      <span {...(careful ? {} : { [ACTS]: '' })}>
        <Button kind={kind} icon={icon} busy={busy} why={why} onClick={onAct}>
          {label}
        </Button>
      </span>
    </>
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
        <DialogActs careful label={confirm} kind={kind} busy={busy} why={why} onAct={onConfirm} onCancel={onCancel} />
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
