import { withNote } from '../../../shared/people/names.ts'
import { Field, type FieldProps } from './field.tsx'
import { Finder, type Choice, type FinderProps } from './finder.tsx'
import { Icon } from './icon.tsx'
import { kitWords } from './kit-words.ts'
import { matchPeople, type Person } from './person-match.ts'
import css from './person-picker.module.css'

interface PickerProps extends FieldProps {
  readonly people: readonly Person[]
  readonly autofocus?: boolean | undefined
}

export interface PersonPickerProps extends PickerProps {
  readonly value: string | null
  readonly onChange: (memberId: string | null) => void
}

/** One person, found by name, pinyin initials or 序号; arrow keys and Enter choose. */
export function PersonPicker(props: PersonPickerProps) {
  const chosen = props.people.find(each => each.memberId === props.value)
  return (
    <Field {...props}>
      {attrs => (
        <PersonBox
          attrs={attrs}
          label={props.label}
          people={props.people}
          autofocus={props.autofocus}
          shown={chosen ? nameOf(chosen) : ''}
          onPick={person => props.onChange(person.memberId)}
          onTyping={() => props.value !== null && props.onChange(null)}
        />
      )}
    </Field>
  )
}

export interface PeoplePickerProps extends PickerProps {
  readonly values: readonly string[]
  readonly onChange: (memberIds: readonly string[]) => void
}

/** Several people, added one after the other; each can be taken out again. */
export function PeoplePicker(props: PeoplePickerProps) {
  const { people, values, onChange } = props
  const chosen = values.flatMap(id => people.find(each => each.memberId === id) ?? [])
  return (
    <div class={css.several}>
      <Field {...props}>
        {attrs => (
          <PersonBox
            attrs={attrs}
            label={props.label}
            people={people.filter(each => !values.includes(each.memberId))}
            autofocus={props.autofocus}
            shown=""
            onPick={person => onChange([...values, person.memberId])}
          />
        )}
      </Field>
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

export const nameOf = (person: Person): string => withNote(person.name, person.nameNote ?? '')

/** The box of one of the branch's people; also alone, in a cell of a grid. */
export function PersonBox(props: {
  readonly attrs: FinderProps<Person>['attrs']
  readonly label: string
  readonly people: readonly Person[]
  readonly shown: string
  readonly onPick: FinderProps<Person>['onPick']
  readonly onTyping?: (() => void) | undefined
  readonly autofocus?: boolean | undefined
  readonly placeholder?: string | undefined
  readonly class?: string | undefined
}) {
  const { findPerson, noPerson, morePeople } = kitWords()
  return (
    <Finder
      {...props}
      rows={props.people}
      match={matchPeople}
      choiceOf={choiceOf}
      placeholder={props.placeholder ?? findPerson}
      none={noPerson}
      more={morePeople}
    />
  )
}

const choiceOf = (person: Person): Choice => ({
  id: person.memberId,
  mark: String(person.memberNo),
  name: nameOf(person),
  note: person.note,
})
