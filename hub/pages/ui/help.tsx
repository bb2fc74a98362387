import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { kitWords } from './kit-words.ts'
import css from './help.module.css'

/** A small “?” that explains one term where it first appears; opens on press, closes on Esc, blur or a second press. */
export function Help({ word, children }: { word: string; children: ComponentChildren }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const hold = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (!open) return
    const away = (event: Event) => {
      if (!(event.target instanceof Node && hold.current?.contains(event.target))) setOpen(false)
    }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [open])
  return (
    <span ref={hold} class={css.hold}>
      <button
        type="button"
        class={css.mark}
        aria-label={kitWords().explain(word)}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        onBlur={() => setOpen(false)}
        onKeyDown={event => event.key === 'Escape' && setOpen(false)}
      >
        <span>?</span>
      </button>
      <span id={id} role="note" class={css.note} hidden={!open}>
        <b>{word}</b>
        {children}
      </span>
    </span>
  )
}
