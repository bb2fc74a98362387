import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { useText } from '../text/use-text.ts'
import { Button } from './button.tsx'
import { Actions, Frame, Look } from './frame.tsx'
import { Heading } from './heading.tsx'
import { Icon, type IconName } from './icon.tsx'
import { Keypad } from './keypad.tsx'
import css from './pin-entry.module.css'

export interface PinEntryProps {
  readonly where: string
  readonly title: string
  readonly note: string
  readonly speech: string
  /** Whose PIN it is, above the dots. */
  readonly whose?: ComponentChildren
  readonly digits: { readonly min: number; readonly max: number }
  /** The line under the dots. */
  readonly says: { readonly icon?: IconName; readonly line: string } | null
  /** Nothing is taken now. */
  readonly shut: boolean
  readonly go: { readonly label: string; readonly icon: IconName }
  /** A further button between 返回 and the one that goes on. */
  readonly aside?: ComponentChildren
  readonly onSubmit: (pin: string) => void
  readonly onBack: () => void
}

/** A PIN typed on the glass: dots, never digits. It is emptied before it is judged. */
export function PinEntry(props: PinEntryProps) {
  const { digits, shut, says, go, onSubmit, onBack } = props
  const t = useText()
  const [pin, setPin] = useState('')
  const submit = () => {
    setPin('')
    onSubmit(pin)
  }
  return (
    <Frame where={props.where} speech={props.speech}>
      <Look>
        <Heading title={props.title} note={props.note} />
        {props.whose}
        <p class={css.dots} aria-label={t.keypad.typed(pin.length)}>
          {Array.from({ length: Math.max(digits.min, pin.length) }, (_, at) => (
            <i key={at} class={at < pin.length ? css.on : undefined} />
          ))}
        </p>
        <p class={css.says} role="status">
          {says?.icon && <Icon name={says.icon} />}
          {says?.line}
        </p>
      </Look>
      <div class={css.pad}>
        <Keypad
          disabled={shut}
          onDigit={digit => setPin(before => (before.length < digits.max ? before + digit : before))}
          onErase={() => setPin(before => before.slice(0, -1))}
          onClear={() => setPin('')}
        />
      </div>
      <Actions grow="wide">
        <Button label={t.back} icon="back" onPress={onBack} />
        {props.aside}
        <Button
          kind="primary"
          label={go.label}
          icon={go.icon}
          disabled={shut || pin.length < digits.min}
          onPress={submit}
        />
      </Actions>
    </Frame>
  )
}
