import { Icon } from './icon.tsx'
import { kitWords } from './kit-words.ts'
import css from './search-box.module.css'

/** Filters what is below it while typing; Esc clears. */
export function SearchBox(props: { value: string; onChange: (value: string) => void; placeholder?: string }) {
  const { value, onChange, placeholder = kitWords().search } = props
  return (
    <span class={css.hold}>
      <Icon name="search" class={css.mark} />
      <input
        class={css.box}
        role="searchbox"
        aria-label={placeholder}
        placeholder={placeholder}
        autocomplete="off"
        value={value}
        onInput={event => onChange(event.currentTarget.value)}
        onKeyDown={event => event.key === 'Escape' && onChange('')}
      />
      {value !== '' && (
        <button type="button" class={css.clear} aria-label={kitWords().clear} onClick={() => onChange('')}>
          <Icon name="close" />
        </button>
      )}
    </span>
  )
}
