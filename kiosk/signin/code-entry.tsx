import { useState } from 'preact/hooks'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { useChrome } from '../ui/chrome.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { Keypad } from '../ui/keypad.tsx'
import { addDigit, CODE_DIGITS, groupsOf } from './code-groups.ts'
import css from './code-entry.module.css'

export interface CodeEntryProps {
  readonly where: string
  /** The last submitted digits did not check out. */
  readonly wrong: boolean
  readonly busy: boolean
  /** Digits already there; for coming back after a wrong check. */
  readonly initial?: string
  readonly onSubmit: (digits: string) => void
  readonly onBack: () => void
}

/** Typing the digits from the card, group by group: for a camera that will not, or a card that cannot. */
export function CodeEntry({ where, wrong, busy, initial = '', onSubmit, onBack }: CodeEntryProps) {
  const t = useText()
  const { onHelp } = useChrome()
  const [digits, setDigits] = useState(initial)
  const full = digits.length === CODE_DIGITS
  return (
    <Frame where={where} speech={t.code.note}>
      <Look>
        <Heading title={t.code.title} note={t.code.note} />
        <ol class={css.groups} aria-live="polite">
          {groupsOf(digits).map((group, at) => (
            <li key={at} class={group.active ? css.active : group.done ? css.done : undefined}>
              <small>{t.code.group(at + 1)}</small>
              <span>
                {group.text}
                <u>{'-'.repeat(group.missing)}</u>
              </span>
            </li>
          ))}
          <li class={css.progress}>{t.code.progress(digits.length, CODE_DIGITS)}</li>
        </ol>
        {wrong && (
          <p class={css.wrong}>
            <Icon name="alert" />
            {t.code.wrong}
          </p>
        )}
      </Look>
      <div class={css.pad}>
        <Keypad
          disabled={busy}
          onDigit={digit => setDigits(before => addDigit(before, digit))}
          onErase={() => setDigits(before => before.slice(0, -1))}
          onClear={() => setDigits('')}
        />
      </div>
      <Actions grow="wide">
        <Button label={t.dock.help} icon="help" onPress={onHelp} />
        <Button label={t.code.backToCard} icon="card" onPress={onBack} />
        <Button
          kind="primary"
          label={busy ? t.code.waiting : t.code.done}
          icon="tick"
          disabled={!full || busy}
          onPress={() => onSubmit(digits)}
        />
      </Actions>
    </Frame>
  )
}
