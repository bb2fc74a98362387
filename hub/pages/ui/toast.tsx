import { signal } from '@preact/signals'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'
import { kitWords } from './kit-words.ts'
import css from './toast.module.css'

/** A sentence that goes away by itself. `undo` stays open longer, because it is the only place to take it back. */
export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'ok' | 'stop'
  readonly undo?: (() => void) | undefined
}

const STAYS_MS = 5_000
const STAYS_WITH_UNDO_MS = 12_000

const toasts = signal<readonly Toast[]>([])
let lastId = 0

/** Says what was done (`ok`) or what did not work (`stop`), at the bottom of the page, read aloud. */
export function toast(text: string, options: { tone?: 'ok' | 'stop'; undo?: () => void } = {}): void {
  const id = ++lastId
  const { tone = 'ok', undo } = options
  toasts.value = [...toasts.value.slice(-2), undo ? { id, text, tone, undo } : { id, text, tone }]
  setTimeout(() => dismiss(id), undo ? STAYS_WITH_UNDO_MS : STAYS_MS)
}

const dismiss = (id: number): void => {
  toasts.value = toasts.value.filter(each => each.id !== id)
}

/** Where toasts appear; once per page. */
export function Toasts() {
  return (
    <div class={css.toasts} role="status" aria-live="polite">
      {toasts.value.map(each => (
        <div key={each.id} class={cx(css.toast, css[each.tone])}>
          <Icon name={each.tone === 'ok' ? 'tick' : 'alert'} />
          <span>{each.text}</span>
          {each.undo && (
            <button
              type="button"
              class={css.undo}
              onClick={() => {
                dismiss(each.id)
                each.undo?.()
              }}
            >
              {kitWords().undo}
            </button>
          )}
          <button type="button" class={css.cross} aria-label={kitWords().close} onClick={() => dismiss(each.id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  )
}
