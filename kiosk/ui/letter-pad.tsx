import { Icon } from './icon.tsx'
import css from './letter-pad.module.css'

interface LetterPadProps {
  readonly keys: readonly string[]
  /** Keys that would leave nobody: dashed, so that nothing jumps. */
  readonly isOff?: (key: string) => boolean
  readonly pressed?: string | null
  readonly onKey: (key: string) => void
  readonly clear: string
  readonly onClear: () => void
  /** Absent: there is nothing to take back singly. */
  readonly erase?: string
  readonly onErase?: () => void
}

/** Large keys to find a name by: letters, or surnames. The keyboard stays the scanner's. */
export function LetterPad({ keys, isOff, pressed, onKey, clear, onClear, erase, onErase }: LetterPadProps) {
  return (
    <div class={css.pad} role="group">
      {keys.map(key => (
        <button
          type="button"
          key={key}
          disabled={isOff?.(key)}
          aria-pressed={pressed === key || undefined}
          onClick={() => onKey(key)}
        >
          {key}
        </button>
      ))}
      {erase !== undefined && (
        <button type="button" class={css.word} aria-label={erase} onClick={onErase}>
          <Icon name="erase" />
        </button>
      )}
      <button type="button" class={css.word} onClick={onClear}>
        {clear}
      </button>
    </div>
  )
}
