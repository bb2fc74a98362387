import { useText } from '../text/use-text.ts'
import { PinEntry, type PinEntryProps } from '../ui/pin-entry.tsx'

const DIGITS = { min: 6, max: 12 }

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
  const { service } = useText()
  const {
    where = service.title,
    title = service.pinTitle,
    note = service.pinNote,
    unset = service.pinUnset,
  } = words ?? {}
  const says = (): PinEntryProps['says'] => {
    if (state.kind === 'wrong') return { icon: 'alert', line: service.pinWrong(state.triesLeft) }
    if (state.kind === 'locked') return { icon: 'lock', line: service.pinLocked(state.minutesLeft) }
    if (state.kind === 'unset') return { icon: 'lock', line: unset }
    return state.kind === 'checking' ? { line: service.pinChecking } : null
  }
  return (
    <PinEntry
      where={where}
      title={title}
      note={note}
      speech={title}
      digits={DIGITS}
      says={says()}
      shut={state.kind === 'locked' || state.kind === 'checking' || state.kind === 'unset'}
      go={{ label: service.enter, icon: 'lock' }}
      onSubmit={onSubmit}
      onBack={onBack}
    />
  )
}
