import { useState } from 'preact/hooks'
import type { ControlAttrs } from './field.tsx'
import { cx } from './cx.ts'
import fieldCss from './field.module.css'
import css from './finder.module.css'

/** One row of the list under the box. */
export interface Choice {
  readonly id: string
  /** 序号 or code. */
  readonly mark: string
  readonly name: string
  readonly note?: string | undefined
}

export interface FinderProps<Row> {
  /** Id and what belongs to it, from the field or cell around. */
  readonly attrs: Pick<ControlAttrs, 'id'> & Partial<ControlAttrs>
  readonly label: string
  readonly rows: readonly Row[]
  /** Rows that the text may mean, likeliest first; all for an empty text. */
  readonly match: (rows: readonly Row[], typed: string) => readonly Row[]
  readonly choiceOf: (row: Row) => Choice
  /** What stands in the box while nobody types. */
  readonly shown: string
  readonly placeholder: string
  /** Said where nothing fits, and where more fits than is listed. */
  readonly none: string
  readonly more: (count: number) => string
  /** `stays`: the focus is still in the box; after Tab it goes on by itself. */
  readonly onPick: (row: Row, stays: boolean) => void
  /** Something was typed: what was chosen before no longer is. */
  readonly onTyping?: (() => void) | undefined
  readonly autofocus?: boolean | undefined
  readonly class?: string | undefined
}

/** The list shows so many; more would not be read but typed past. */
const SHOWN = 8

/**
 * Find as you type, for people, items and whatever else has a list: the arrows choose, Enter and Tab take the marked one,
 * Esc gives up. With the list closed Enter belongs to whoever stands around the box (a form, a grid).
 */
export function Finder<Row>(props: FinderProps<Row>) {
  const { attrs, rows, match, choiceOf, shown, onPick, onTyping } = props
  const [typed, setTyped] = useState<string | null>(null)
  const [active, setActive] = useState(0)
  const matches = typed === null ? [] : match(rows, typed)
  const listed = matches.slice(0, SHOWN)
  const pick = (row: Row | undefined, stays = true) => {
    if (row === undefined) return
    setTyped(null)
    onPick(row, stays)
  }
  const type = (text: string) => {
    setTyped(text)
    setActive(0)
    onTyping?.()
  }
  const press = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === 'Tab') {
      // The focus moves on by itself.
      if (typed !== null && typed.trim() !== '') pick(listed[active], false)
      return
    }
    if (event.key === 'ArrowDown' && typed === null) setTyped('')
    else if (event.key === 'ArrowDown') setActive(Math.min(active + 1, listed.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0))
    else if (event.key === 'Enter' && typed !== null) pick(listed[active])
    else if (event.key === 'Escape' && typed !== null) setTyped(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div class={css.hold}>
      <input
        {...attrs}
        class={cx(fieldCss.control, props.class)}
        role="combobox"
        aria-label={props.label}
        aria-expanded={typed !== null}
        aria-controls={`${attrs.id}-list`}
        aria-activedescendant={typed !== null && listed[active] ? `${attrs.id}-${active}` : undefined}
        autocomplete="off"
        spellcheck={false}
        autofocus={props.autofocus}
        placeholder={props.placeholder}
        value={typed ?? shown}
        onInput={event => type(event.currentTarget.value)}
        onKeyDown={press}
        onClick={() => typed === null && setTyped('')}
        onFocus={event => event.currentTarget.select()}
        onBlur={() => setTyped(null)}
      />
      {typed !== null && (
        <ul id={`${attrs.id}-list`} class={css.list} role="listbox" aria-label={props.label}>
          {listed.map((row, at) => (
            <Option
              key={choiceOf(row).id}
              id={`${attrs.id}-${at}`}
              choice={choiceOf(row)}
              active={at === active}
              onPick={() => pick(row)}
            />
          ))}
          {matches.length === 0 && <li class={css.none}>{props.none}</li>}
          {matches.length > SHOWN && <li class={css.none}>{props.more(matches.length - SHOWN)}</li>}
        </ul>
      )}
    </div>
  )
}

function Option(props: { id: string; choice: Choice; active: boolean; onPick: () => void }) {
  const { id, choice, active, onPick } = props
  return (
    <li
      id={id}
      role="option"
      aria-selected={active}
      class={css.option}
      // Before the box loses the focus and closes the list.
      onMouseDown={event => {
        event.preventDefault()
        onPick()
      }}
    >
      <span class={css.mark}>{choice.mark}</span>
      <b>{choice.name}</b>
      <span class={css.note}>{choice.note}</span>
    </li>
  )
}
