import { useState } from 'preact/hooks'
import { ROLES, type Role } from '../../../shared/people/rights.ts'
import { passwordProblems } from '../../../shared/people/password-rules.ts'
import { Dialog, DialogActs } from '../../pages/ui/dialog.tsx'
import { Checkbox, formClass, RadioGroup, TextField, wideClass } from '../../pages/ui/inputs.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { problemAt, ProblemList, problemsElsewhere } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { NewPasswordField } from '../door/password-field.tsx'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import type { StaffRow } from './staff-row.ts'

const FIELDS = ['loginName', 'displayName']

function RoleField({ role, onChange }: { role: Role; onChange: (role: Role) => void }) {
  const { staff, shell } = words()
  return (
    <RadioGroup
      class={wideClass}
      stacked
      label={staff.role}
      value={role}
      options={ROLES.map(value => ({ value, label: shell.roles[value], note: staff.roleNotes[value] }))}
      onChange={onChange}
    />
  )
}

export function AddStaffDialog({ onClose }: { onClose: () => void }) {
  const { staff } = words()
  const [displayName, setDisplayName] = useState('')
  const [loginName, setLoginName] = useState('')
  const [role, setRole] = useState<Role>('registrar')
  const [password, setPassword] = useState('')
  const add = useMutation(
    () => api.staff.add.mutate({ displayName, loginName, role, password }),
    () => staff.added,
  )
  const ready = displayName !== '' && loginName !== '' && passwordProblems(password, loginName).length === 0
  const submit = async () => {
    if ((await add.run()).ok) onClose()
  }
  return (
    <Dialog
      title={staff.addTitle}
      onClose={onClose}
      actions={
        <DialogActs
          label={staff.add}
          busy={add.busy}
          why={offlineWhy() ?? (ready ? null : kitWords().required)}
          onAct={() => void submit()}
          onCancel={onClose}
        />
      }
    >
      <div class={formClass}>
        <TextField
          required
          autofocus
          label={staff.name}
          value={displayName}
          maxLength={20}
          onChange={setDisplayName}
          error={problemAt(add.problems, 'displayName')}
        />
        <TextField
          required
          label={staff.loginName}
          hint={staff.loginNameHint}
          value={loginName}
          maxLength={20}
          onChange={setLoginName}
          error={problemAt(add.problems, 'loginName')}
        />
        <RoleField role={role} onChange={setRole} />
        <NewPasswordField label={staff.firstPassword} value={password} loginName={loginName} onChange={setPassword} />
      </div>
      <p>{staff.addPasswordNote}</p>
      <ProblemList problems={problemsElsewhere(add.problems, FIELDS)} />
    </Dialog>
  )
}

export function EditStaffDialog({ row, onClose }: { row: StaffRow; onClose: () => void }) {
  const { staff, settings } = words()
  const [displayName, setDisplayName] = useState(row.displayName)
  const [role, setRole] = useState<Role>(row.role)
  const [active, setActive] = useState(row.active)
  const change = useMutation(
    () => api.staff.change.mutate({ staffId: row.staffId, displayName, role, active }),
    () => staff.saved,
  )
  const submit = async () => {
    if ((await change.run()).ok) onClose()
  }
  return (
    <Dialog
      title={staff.editTitle(row.displayName)}
      onClose={onClose}
      actions={
        <DialogActs
          label={settings.save}
          busy={change.busy}
          why={offlineWhy()}
          onAct={() => void submit()}
          onCancel={onClose}
        />
      }
    >
      <div class={formClass}>
        <TextField
          required
          label={staff.name}
          value={displayName}
          maxLength={20}
          onChange={setDisplayName}
          error={problemAt(change.problems, 'displayName')}
        />
        <TextField readOnly label={staff.loginName} value={row.loginName} onChange={() => undefined} />
        <RoleField role={role} onChange={setRole} />
      </div>
      <Checkbox label={staff.activeLabel} note={staff.activeNote} checked={active} onChange={setActive} />
      <ProblemList problems={problemsElsewhere(change.problems, FIELDS)} />
    </Dialog>
  )
}

/** Takes away the PIN with which somebody confirms people at the kiosks. */
export function RemovePinDialog({ row, onClose }: { row: StaffRow; onClose: () => void }) {
  const { staff } = words()
  const remove = useMutation(
    () => api.staff.clearKioskPin.mutate({ staffId: row.staffId }),
    () => staff.kioskPinRemoved,
  )
  const submit = async () => {
    if ((await remove.run()).ok) onClose()
  }
  return (
    <Dialog
      title={staff.kioskPinRemoveTitle(row.displayName)}
      width="narrow"
      onClose={onClose}
      actions={
        <DialogActs
          label={staff.kioskPinRemove}
          busy={remove.busy}
          why={offlineWhy()}
          onAct={() => void submit()}
          onCancel={onClose}
        />
      }
    >
      {staff.kioskPinRemoveConsequences.map(each => (
        <p key={each}>{each}</p>
      ))}
      <ProblemList problems={remove.problems} />
    </Dialog>
  )
}

export function ResetPasswordDialog({ row, onClose }: { row: StaffRow; onClose: () => void }) {
  const { staff } = words()
  const [password, setPassword] = useState('')
  const reset = useMutation(
    () => api.staff.resetPassword.mutate({ staffId: row.staffId, password }),
    () => staff.resetDone,
  )
  const good = passwordProblems(password, row.loginName).length === 0
  const submit = async () => {
    if ((await reset.run()).ok) onClose()
  }
  return (
    <Dialog
      title={staff.resetTitle(row.displayName)}
      width="narrow"
      onClose={onClose}
      actions={
        <DialogActs
          label={staff.reset}
          busy={reset.busy}
          why={offlineWhy() ?? (good ? null : kitWords().required)}
          onAct={() => void submit()}
          onCancel={onClose}
        />
      }
    >
      {staff.resetConsequences.map(each => (
        <p key={each}>{each}</p>
      ))}
      <NewPasswordField label={staff.firstPassword} value={password} loginName={row.loginName} onChange={setPassword} />
      <ProblemList problems={reset.problems} />
    </Dialog>
  )
}
