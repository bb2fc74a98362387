import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { kitWords } from './kit-words.ts'
import { terms, type TermId } from './terms.ts'
import css from './term.module.css'

export interface TermProps {
  readonly id: TermId
  /** As it stands in the sentence; else the term's own name. */
  readonly children?: string
}

/**
 * A term of the procedure with its plain sentence: shown while the mouse is on it or the keyboard is, kept by a press,
 * closed by Esc. It covers nothing but what is below it, asks for nothing, and prints as the word alone.
 */
function Term({ id, children }: TermProps) {
  const [shown, setShown] = useState(false)
  const [kept, setKept] = useState(false)
  const noteId = useId()
  const hold = useRef<HTMLSpanElement>(null)
  const { name, says } = terms()[id]
  const open = shown || kept
  useEffect(() => {
    if (!kept) return
    const away = (event: Event) => {
      if (!(event.target instanceof Node && hold.current?.contains(event.target))) setKept(false)
    }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [kept])
  const close = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return
    event.stopPropagation()
    setShown(false)
    setKept(false)
  }
  return (
    <span ref={hold} class={css.hold} onMouseEnter={() => setShown(true)} onMouseLeave={() => setShown(false)}>
      <button
        type="button"
        class={css.term}
        aria-label={kitWords().explain(name)}
        aria-expanded={open}
        aria-describedby={open ? noteId : undefined}
        onClick={() => setKept(!kept)}
        onFocus={() => setShown(true)}
        onBlur={() => {
          setShown(false)
          setKept(false)
        }}
        onKeyDown={close}
      >
        {children ?? name}
      </button>
      <span id={noteId} role="note" class={css.note} hidden={!open}>
        <b>{name}</b>
        {says}
      </span>
    </span>
  )
}

/** 用语: the terms that a page is the first to use, on one quiet line. */
export function TermLine({ ids }: { ids: readonly TermId[] }) {
  return (
    <p class={css.line}>
      {kitWords().terms}
      {ids.map(id => (
        <Term key={id} id={id} />
      ))}
    </p>
  )
}
