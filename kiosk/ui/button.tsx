import { Icon, type IconName } from './icon.tsx'
import css from './button.module.css'

interface ButtonProps {
  readonly label: string
  readonly onPress: () => void
  /** `primary`: the one red action of a screen. `line`: red outline. Absent: plain outline. */
  readonly kind?: 'primary' | 'line'
  readonly icon?: IconName
  readonly iconAfter?: IconName
  /** Only the pictogram shows; the label is spoken. For paging arrows alone. */
  readonly square?: boolean
  readonly disabled?: boolean
  /** A toggle or choice: set or not set. */
  readonly pressed?: boolean
  /** Smaller second line. */
  readonly note?: string
  /** Acts when the finger lands: for a button on something that the first touch anywhere takes away. */
  readonly early?: boolean
}

/** Something to press: mark + word, never less than a finger's width. */
export function Button({ label, onPress, kind, icon, iconAfter, square, disabled, pressed, note, early }: ButtonProps) {
  return (
    <button
      type="button"
      class={[css.btn, kind && css[kind], square && css.square].filter(Boolean).join(' ')}
      data-primary={kind === 'primary' || undefined}
      disabled={disabled}
      aria-pressed={pressed}
      aria-label={square ? label : undefined}
      onPointerDown={early ? onPress : undefined}
      onClick={onPress}
    >
      {icon && <Icon name={pressed ? 'tick' : icon} />}
      {!icon && pressed && <Icon name="tick" />}
      {!square && (
        <span class={css.label}>
          {label}
          {note && <small>{note}</small>}
        </span>
      )}
      {iconAfter && <Icon name={iconAfter} />}
    </button>
  )
}
