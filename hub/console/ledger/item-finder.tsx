import { useState } from 'preact/hooks'
import type { Item } from '../../../shared/points/item.ts'
import { Field, type FieldProps } from '../../pages/ui/field.tsx'
import { worthText } from '../items/wording.ts'
import { words } from '../text/words.ts'
import { matchItems } from './match-items.ts'
import fieldCss from '../../pages/ui/field.module.css'
import css from '../../pages/ui/person-picker.module.css'

/** The list shows so many; more would not be read but typed past. */
const SHOWN = 10

export interface ItemFinderProps extends FieldProps {
  readonly items: readonly Item[]
  readonly value: string | null
  readonly onChange: (code: string | null) => void
  readonly autofocus?: boolean
}

/** One item, found by its code or by any part of its name; arrow keys and Enter choose. */
export function ItemFinder(props: ItemFinderProps) {
  const { items, value, onChange } = props
  const { form } = words().ledger
  const [typed, setTyped] = useState<string | null>(null)
  const [active, setActive] = useState(0)
  const chosen = items.find(each => each.code === value)
  const matches = typed === null ? [] : matchItems(items, typed)
  const listed = matches.slice(0, SHOWN)
  const pick = (item: Item | undefined) => {
    if (!item) return
    onChange(item.code)
    setTyped(null)
  }
  const type = (text: string) => {
    setTyped(text)
    setActive(0)
    if (value !== null) onChange(null)
  }
  const press = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey) return
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
    <Field {...props}>
      {attrs => (
        <div class={css.hold}>
          <input
            {...attrs}
            class={fieldCss.control}
            role="combobox"
            aria-expanded={typed !== null}
            aria-controls={`${attrs.id}-list`}
            aria-activedescendant={listed[active] ? `${attrs.id}-${active}` : undefined}
            autocomplete="off"
            autofocus={props.autofocus}
            placeholder={form.itemHint}
            value={typed ?? (chosen ? `${chosen.code} ${chosen.title}` : '')}
            onInput={event => type(event.currentTarget.value)}
            onKeyDown={press}
            onClick={() => typed === null && setTyped('')}
            onBlur={() => setTyped(null)}
          />
          {typed !== null && (
            <ul id={`${attrs.id}-list`} class={css.list} role="listbox" aria-label={props.label}>
              {listed.map((item, at) => (
                <li
                  key={item.code}
                  id={`${attrs.id}-${at}`}
                  role="option"
                  aria-selected={at === active}
                  class={css.person}
                  // Before the box loses the focus and closes the list.
                  onMouseDown={event => {
                    event.preventDefault()
                    pick(item)
                  }}
                >
                  <span class={css.no}>{item.code}</span>
                  <b>{item.title}</b>
                  <span class={css.note}>{worthText(item)}</span>
                </li>
              ))}
              {matches.length === 0 && <li class={css.none}>{form.noItem}</li>}
              {matches.length > SHOWN && <li class={css.none}>{form.moreItems(matches.length - SHOWN)}</li>}
            </ul>
          )}
        </div>
      )}
    </Field>
  )
}
