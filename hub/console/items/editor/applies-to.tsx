import type { Scheme } from '../../../../shared/points/scheme.ts'
import { Field } from '../../../pages/ui/field.tsx'
import { Checkbox } from '../../../pages/ui/inputs.tsx'
import { words } from '../../text/words.ts'
import css from '../items.module.css'

/** All people, or a choice of categories. */
export function AppliesTo(props: {
  readonly label: string
  readonly scheme: Pick<Scheme, 'categories'>
  readonly value: 'all' | readonly string[]
  readonly onChange: (value: 'all' | string[]) => void
  readonly error?: string | null
}) {
  const { label, scheme, value, onChange, error } = props
  const { itemFields } = words().items.editor
  const ids = value === 'all' ? [] : value
  const toggle = (id: string, on: boolean) => onChange(on ? [...ids, id] : ids.filter(each => each !== id))
  return (
    <Field class={css.four} label={label} error={error}>
      {attrs => (
        <div class={css.checks} role="group" aria-label={label} aria-describedby={attrs['aria-describedby']}>
          <Checkbox
            label={itemFields.allPeople}
            checked={value === 'all'}
            onChange={all => onChange(all ? 'all' : scheme.categories.filter(each => each.ranked).map(each => each.id))}
          />
          {value !== 'all' &&
            scheme.categories.map(each => (
              <Checkbox
                key={each.id}
                label={each.label}
                checked={ids.includes(each.id)}
                onChange={on => toggle(each.id, on)}
              />
            ))}
        </div>
      )}
    </Field>
  )
}
