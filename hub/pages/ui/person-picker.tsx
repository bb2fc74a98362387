import { useState } from 'preact/hooks'
import { Field, type FieldProps } from './field.tsx'
import { Icon } from './icon.tsx'
import { kitWords } from './kit-words.ts'
import { matchPeople, type Person } from './person-match.ts'
import fieldCss from './field.module.css'
import css from './person-picker.module.css'

/** The list shows so many; more would not be read but typed past. */
const SHOWN = 8

interface FinderProps extends FieldProps {
  readonly people: readonly Person[]
  readonly autofocus?: boolean | undefined
}

export interface PersonPickerProps extends FinderProps {
  readonly value: string | null
  readonly onChange: (memberId: string | null) => void
}

/** One person, found by name, pinyin initials or 序号; arrow keys and Enter choose. */
export function PersonPicker(props: PersonPickerProps) {
  const chosen = props.people.find(each => each.memberId === props.value)
  return (
    <Finder
      {...props}
      shown={chosen ? nameOf(chosen) : ''}
      onPick={person => props.onChange(person.memberId)}
      onTyping={() => props.value !== null && props.onChange(null)}
    />
  )
}

export interface PeoplePickerProps extends FinderProps {
  readonly values: readonly string[]
  readonly onChange: (memberIds: readonly string[]) => void
}

/** Several people, added one after the other; each can be taken out again. */
export function PeoplePicker(props: PeoplePickerProps) {
  const { people, values, onChange } = props
  const chosen = values.flatMap(id => people.find(each => each.memberId === id) ?? [])
  return (
    <div class={css.several}>
      <Finder
        {...props}
        people={people.filter(each => !values.includes(each.memberId))}
        shown=""
        onPick={person => onChange([...values, person.memberId])}
        onTyping={() => undefined}
      />
      {chosen.length > 0 && (
        <ul class={css.chips}>
          {chosen.map(person => (
            <li key={person.memberId}>
              {nameOf(person)}
              <button
                type="button"
                aria-label={kitWords().remove(nameOf(person))}
                onClick={() => onChange(values.filter(id => id !== person.memberId))}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const nameOf = (person: Person): string => `${person.name}${person.nameNote ? `（${person.nameNote}）` : ''}`

/** The text box with its list. `shown` is what stands in the box while nobody types. */
function Finder(props: FinderProps & { shown: string; onPick: (person: Person) => void; onTyping: () => void }) {
  const { people, shown, onPick, onTyping } = props
  const [typed, setTyped] = useState<string | null>(null)
  const [active, setActive] = useState(0)
  const matches = typed === null ? [] : matchPeople(people, typed)
  const listed = matches.slice(0, SHOWN)
  const pick = (person: Person | undefined) => {
    if (!person) return
    onPick(person)
    setTyped(null)
  }
  const type = (text: string) => {
    setTyped(text)
    setActive(0)
    onTyping()
  }
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return
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
            placeholder={kitWords().findPerson}
            value={typed ?? shown}
            onInput={event => type(event.currentTarget.value)}
            onKeyDown={press}
            onClick={() => typed === null && setTyped('')}
            onBlur={() => setTyped(null)}
          />
          {typed !== null && (
            <ul id={`${attrs.id}-list`} class={css.list} role="listbox" aria-label={props.label}>
              {listed.map((person, at) => (
                <PersonRow
                  key={person.memberId}
                  id={`${attrs.id}-${at}`}
                  person={person}
                  active={at === active}
                  onPick={pick}
                />
              ))}
              {matches.length === 0 && <li class={css.none}>{kitWords().noPerson}</li>}
              {matches.length > SHOWN && <li class={css.none}>{kitWords().morePeople(matches.length - SHOWN)}</li>}
            </ul>
          )}
        </div>
      )}
    </Field>
  )
}

function PersonRow(props: { id: string; person: Person; active: boolean; onPick: (person: Person) => void }) {
  const { id, person, active, onPick } = props
  return (
    <li
      id={id}
      role="option"
      aria-selected={active}
      class={css.person}
      // Before the box loses the focus and closes the list.
      onMouseDown={event => {
        event.preventDefault()
        onPick(person)
      }}
    >
      <span class={css.no}>{person.memberNo}</span>
      <b>{nameOf(person)}</b>
      <span class={css.note}>{person.note}</span>
    </li>
  )
}
