import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { useChrome } from '../../ui/chrome.tsx'
import { Name } from '../../ui/name.tsx'
import { PinEntry, type PinEntryProps } from '../../ui/pin-entry.tsx'
import css from './member.module.css'

const DIGITS = { min: 4, max: 6 }

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

/** A member's own PIN. Staff can always confirm by hand instead. */
export function MemberPin({ where, name, title, note, go, state, onSubmit, onBack }: MemberPinProps) {
  const t = useText()
  const { onHelp } = useChrome()
  const says = (): PinEntryProps['says'] => {
    if (state.kind === 'look') return { icon: 'alert', line: state.say }
    if (state.kind === 'shut') return { icon: 'lock', line: state.say }
    return state.kind === 'checking' ? { line: t.member.pin.checking } : null
  }
  return (
    <PinEntry
      where={where}
      title={title}
      note={note}
      speech={`${title}。${note}`}
      whose={
        <p class={css.small}>
          <Name name={name} />
          <small>{t.comrade}</small>
        </p>
      }
      digits={DIGITS}
      says={says()}
      shut={state.kind === 'checking' || state.kind === 'shut'}
      go={{ label: state.kind === 'checking' ? t.member.pin.checking : go, icon: 'tick' }}
      aside={<Button label={t.dock.help} icon="help" onPress={onHelp} />}
      onSubmit={onSubmit}
      onBack={onBack}
    />
  )
}
