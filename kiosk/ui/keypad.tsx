import { useText } from '../text/use-text.ts'
import { Icon } from './icon.tsx'
import css from './keypad.module.css'

interface KeypadProps {
  readonly onDigit: (digit: string) => void
  readonly onErase: () => void
  readonly onClear: () => void
  readonly disabled?: boolean
}

/** Ten digits as on a telephone, with erase and clear. */
export function Keypad({ onDigit, onErase, onClear, disabled }: KeypadProps) {
  const t = useText()
  const digit = (value: string) => (
    <button type="button" key={value} disabled={disabled} onClick={() => onDigit(value)}>
      {value}
    </button>
  )
  return (
    <div class={css.keypad}>
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(digit)}
      <button type="button" class={css.word} disabled={disabled} onClick={onClear}>
        {t.keypad.clear}
      </button>
      {digit('0')}
      <button type="button" class={css.word} disabled={disabled} onClick={onErase}>
        <Icon name="erase" />
        {t.keypad.erase}
      </button>
    </div>
  )
}
