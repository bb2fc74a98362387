import { useState } from 'preact/hooks'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { Keypad } from '../ui/keypad.tsx'
import css from './pin.module.css'

const PIN_DIGITS_MIN = 6
const PIN_DIGITS_MAX = 12

export interface PinProps {
  readonly state:
    | { readonly kind: 'ready' | 'checking' }
    /** The branch has not set one: the door stays shut. */
    | { readonly kind: 'unset' }
    | { readonly kind: 'wrong'; readonly triesLeft: number }
    | { readonly kind: 'locked'; readonly minutesLeft: number }
  /** What it is a door to; the service page where left out. */
  readonly words?: { readonly where: string; readonly title: string; readonly note: string; readonly unset: string }
  readonly onSubmit: (pin: string) => void
  readonly onBack: () => void
}

/** The door of the service page, and of staff who confirm people. */
export function Pin({ state, words, onSubmit, onBack }: PinProps) {
  const t = useText()
  const service = t.service
  const {
    where = service.title,
    title = service.pinTitle,
    note = service.pinNote,
    unset = service.pinUnset,
  } = words ?? {}
  const [pin, setPin] = useState('')
  const shut = state.kind === 'locked' || state.kind === 'checking' || state.kind === 'unset'
  const submit = () => {
    setPin('')
    onSubmit(pin)
  }
  return (
    <Frame where={where} speech={title}>
      <Look>
        <Heading title={title} note={note} />
        <p class={css.dots} aria-label={`${pin.length}`}>
          {Array.from({ length: Math.max(PIN_DIGITS_MIN, pin.length) }, (_, at) => (
            <i key={at} class={at < pin.length ? css.on : undefined} />
          ))}
        </p>
        <p class={css.state} role="status">
          {(state.kind === 'wrong' || state.kind === 'locked' || state.kind === 'unset') && (
            <Icon name={shut ? 'lock' : 'alert'} />
          )}
          {state.kind === 'wrong' && t.service.pinWrong(state.triesLeft)}
          {state.kind === 'locked' && t.service.pinLocked(state.minutesLeft)}
          {state.kind === 'unset' && unset}
          {state.kind === 'checking' && t.service.pinChecking}
        </p>
      </Look>
      <div class={css.pad}>
        <Keypad
          disabled={shut}
          onDigit={digit => setPin(before => (before.length < PIN_DIGITS_MAX ? before + digit : before))}
          onErase={() => setPin(before => before.slice(0, -1))}
          onClear={() => setPin('')}
        />
      </div>
      <Actions grow="wide">
        <Button label={t.back} icon="back" onPress={onBack} />
        <Button
          kind="primary"
          label={t.service.enter}
          icon="lock"
          disabled={shut || pin.length < PIN_DIGITS_MIN}
          onPress={submit}
        />
      </Actions>
    </Frame>
  )
}
