import { useEffect, useRef } from 'preact/hooks'
import type { SurnameMark } from '../../../shared/people/matching.ts'
import { Icon } from './icon.tsx'
import { kitWords } from './kit-words.ts'
import css from './find-box.module.css'

export interface FindBoxProps {
  readonly value: string
  readonly onChange: (value: string) => void
  /** What can be typed; said aloud too. */
  readonly placeholder?: string | undefined
  /** Wide where it stands alone. */
  readonly wide?: boolean | undefined
}

/**
 * The one find box: narrows the list below it while typing. `/` goes into it from anywhere on the page, Esc clears it and
 * a second Esc leaves it, arrow down goes on into the list. What fits is decided by shared/people/matching.ts.
 */
export function FindBox({ value, onChange, placeholder = kitWords().search, wide }: FindBoxProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('dialog[open]') && !box.current?.closest('dialog[open]')) return
      event.preventDefault()
      box.current?.focus()
      box.current?.select()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (event.key === 'Escape' && value !== '') {
      // Inside a dialog or drawer the first Esc is the box's own.
      event.stopPropagation()
      event.preventDefault()
      onChange('')
    } else if (event.key === 'Escape') box.current?.blur()
    else if (event.key === 'ArrowDown') intoList(event)
  }
  /** The mark lies on the box; a press on it is a press on the box. */
  const intoBox = (event: MouseEvent) => {
    event.preventDefault()
    box.current?.focus()
  }
  return (
    <span class={wide ? css.wide : css.hold}>
      <Icon name="search" class={css.mark} />
      <input
        ref={box}
        class={css.box}
        role="searchbox"
        aria-label={placeholder}
        aria-keyshortcuts="/"
        placeholder={placeholder}
        autocomplete="off"
        spellcheck={false}
        value={value}
        onInput={event => onChange(event.currentTarget.value)}
        onKeyDown={press}
      />
      {value === '' ? (
        <kbd class={css.key} title={kitWords().findKey} onMouseDown={intoBox}>
          /
        </kbd>
      ) : (
        <button type="button" class={css.clear} aria-label={kitWords().clear} onClick={() => onChange('')}>
          <Icon name="close" />
        </button>
      )}
    </span>
  )
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

/** The next list of rows after the box takes the arrows from here (ui/table.tsx). */
function intoList(event: KeyboardEvent): void {
  const from = event.target
  if (!(from instanceof HTMLElement)) return
  const list = [...document.querySelectorAll<HTMLElement>('[data-rows]')].find(
    each => from.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING,
  )
  if (!list) return
  event.preventDefault()
  list.focus()
}

/** 姓氏笔画: the surnames of a list in that order, each a press away. */
export function SurnameJump({ marks, onJump }: { marks: readonly SurnameMark[]; onJump: (at: number) => void }) {
  if (marks.length < 2) return null
  return (
    <nav class={css.jump} aria-label={kitWords().jumpTo}>
      {marks.map(({ surname, at, count }) => (
        <button key={surname} type="button" aria-label={kitWords().surname(surname, count)} onClick={() => onJump(at)}>
          {surname}
        </button>
      ))}
    </nav>
  )
}
