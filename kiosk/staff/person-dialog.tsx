import { useText } from '../text/use-text.ts'
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
  const t = useText()
  const { asked, busy, onClose } = props
  if (asked.kind === 'told') {
    return (
      <Dialog title={asked.title} text={asked.text}>
        <Button kind="primary" label={t.staff.understood} onPress={onClose} />
      </Dialog>
    )
  }
  const { row, state } = asked
  const which = row.apart ? `${t.staff.apart(row.apart)}。` : ''
  if (state.kind !== 'present' || state.outAt !== null) {
    return (
      <Dialog
        title={t.staff.confirmTitle(row.name)}
        text={which + (state.kind === 'onLeave' ? t.staff.confirmLeave : t.staff.confirmText)}
      >
        <Button label={t.staff.cancel} onPress={onClose} />
        <Button kind="primary" icon="tick" label={t.staff.confirm} disabled={busy} onPress={props.onConfirm} />
      </Dialog>
    )
  }
  return (
    <Dialog
      title={t.staff.presentTitle(row.name)}
      text={which + t.staff.presentText + (state.undoes === null ? '' : t.staff.presentUndo)}
    >
      {state.undoes !== null && <Button label={t.staff.undo} icon="retry" disabled={busy} onPress={props.onUndo} />}
      <Button label={t.staff.signOut} icon="exit" disabled={busy} onPress={props.onSignOut} />
      <Button kind="primary" label={t.staff.close} onPress={onClose} />
    </Dialog>
  )
}
