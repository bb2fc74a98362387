import { useStaffText } from '../text/use-staff-text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import type { RollRow, RollState } from './roll-view.ts'

/** What is asked about somebody, or what had to be said instead of a yes. */
export type Asked =
  | { readonly kind: 'person'; readonly row: RollRow; readonly state: RollState }
  | { readonly kind: 'told'; readonly title: string; readonly text: string }

interface PersonDialogProps {
  readonly asked: Asked
  readonly busy: boolean
  readonly onConfirm: () => void
  readonly onSignOut: () => void
  readonly onUndo: () => void
  readonly onClose: () => void
}

export function PersonDialog(props: PersonDialogProps) {
  const words = useStaffText()
  const { asked, busy, onClose } = props
  if (asked.kind === 'told') {
    return (
      <Dialog title={asked.title} text={asked.text}>
        <Button kind="primary" label={words.staff.understood} onPress={onClose} />
      </Dialog>
    )
  }
  const { row, state } = asked
  const which = row.apart ? `${words.staff.apart(row.apart)}。` : ''
  if (state.kind !== 'present' || state.outAt !== null) {
    return (
      <Dialog
        title={words.staff.confirmTitle(row.name)}
        text={which + (state.kind === 'onLeave' ? words.staff.confirmLeave : words.staff.confirmText)}
      >
        <Button label={words.staff.cancel} onPress={onClose} />
        <Button kind="primary" icon="tick" label={words.staff.confirm} disabled={busy} onPress={props.onConfirm} />
      </Dialog>
    )
  }
  return (
    <Dialog
      title={words.staff.presentTitle(row.name)}
      text={which + words.staff.presentText + (state.undoes === null ? '' : words.staff.presentUndo)}
    >
      {state.undoes !== null && <Button label={words.staff.undo} icon="retry" disabled={busy} onPress={props.onUndo} />}
      <Button label={words.staff.signOut} icon="exit" disabled={busy} onPress={props.onSignOut} />
      <Button kind="primary" label={words.staff.close} onPress={onClose} />
    </Dialog>
  )
}
