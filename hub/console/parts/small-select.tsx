import css from './small-select.module.css'

/** A choice in the line above a page: its label stands beside it, not above. */
export function SmallSelect<T extends string>(props: {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly onChange: (value: T) => void
}) {
  const { label, value, options, onChange } = props
  const pick = (text: string) => {
    const option = options.find(each => each.value === text)
    if (option) onChange(option.value)
  }
  return (
    <label class={css.hold}>
      <span>{label}</span>
      <select value={value} onChange={event => pick(event.currentTarget.value)}>
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}
