import { useState } from 'preact/hooks'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { useChrome } from '../../ui/chrome.tsx'
import { Actions, Frame, Look } from '../../ui/frame.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Keypad } from '../../ui/keypad.tsx'
import { Name } from '../../ui/name.tsx'
import css from './member.module.css'

export const PIN_DIGITS_MIN = 4
export const PIN_DIGITS_MAX = 6

export interface MemberPinProps {
  readonly where: string
  readonly name: string
  readonly title: string
  readonly note: string
  /** What the one button says. */
  readonly go: string
  readonly state:
    | { readonly kind: 'ready' | 'checking' }
    /** Wrong, too simple, or not the same twice: in words. */
    | { readonly kind: 'look'; readonly say: string }
    /** Nothing more is taken for a while. */
    | { readonly kind: 'shut'; readonly say: string }
  readonly onSubmit: (pin: string) => void
  readonly onBack: () => void
}

/** A member's own PIN: dots, never digits. Staff can always confirm by hand instead. */
export function MemberPin({ where, name, title, note, go, state, onSubmit, onBack }: MemberPinProps) {
  const t = useText()
  const { onHelp } = useChrome()
  const [pin, setPin] = useState('')
  const shut = state.kind === 'checking' || state.kind === 'shut'
  const submit = () => {
    setPin('')
    onSubmit(pin)
  }
  return (
    <Frame where={where} speech={`${title}。${note}`}>
      <Look>
        <Heading title={title} note={note} />
        <p class={css.small}>
          <Name name={name} />
          <small>{t.comrade}</small>
        </p>
        <p class={css.dots} aria-label={t.member.pin.digits(pin.length)}>
          {Array.from({ length: Math.max(PIN_DIGITS_MIN, pin.length) }, (_, at) => (
            <i key={at} class={at < pin.length ? css.on : undefined} />
          ))}
        </p>
        <p class={css.state} role="status">
          {(state.kind === 'look' || state.kind === 'shut') && (
            <>
              <Icon name={state.kind === 'shut' ? 'lock' : 'alert'} />
              {state.say}
            </>
          )}
          {state.kind === 'checking' && t.member.pin.checking}
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
        <Button label={t.dock.help} icon="help" onPress={onHelp} />
        <Button
          kind="primary"
          label={state.kind === 'checking' ? t.member.pin.checking : go}
          icon="tick"
          disabled={shut || pin.length < PIN_DIGITS_MIN}
          onPress={submit}
        />
      </Actions>
    </Frame>
  )
}
