import { useState } from 'preact/hooks'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { Table, type Column } from '../../pages/ui/table.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import { AddStaffDialog, EditStaffDialog, RemovePinDialog, ResetPasswordDialog } from './staff-dialogs.tsx'
import type { StaffRow } from './staff-row.ts'
import css from './settings.module.css'

type Open = { readonly what: 'add' } | { readonly what: 'edit' | 'reset' | 'pin'; readonly row: StaffRow } | null

export function StaffTab({ me }: { me: string }) {
  const { staff } = words()
  const list = useQuery(['staff', 'list'], () => api.staff.list.query())
  const [open, setOpen] = useState<Open>(null)
  const close = () => {
    setOpen(null)
    list.refresh()
  }
  return (
    <div class={css.column}>
      <Card
        title={staff.card}
        padded={false}
        side={
          <Button size="small" icon="plus" onClick={() => setOpen({ what: 'add' })}>
            {staff.add}
          </Button>
        }
      >
        <Loading of={list}>
          {rows => (
            <StaffTable
              rows={rows}
              me={me}
              onEdit={row => setOpen({ what: 'edit', row })}
              onReset={row => setOpen({ what: 'reset', row })}
              onRemovePin={row => setOpen({ what: 'pin', row })}
            />
          )}
        </Loading>
      </Card>
      <p class={css.note}>{staff.note}</p>
      {open?.what === 'add' && <AddStaffDialog onClose={close} />}
      {open?.what === 'edit' && <EditStaffDialog row={open.row} onClose={close} />}
      {open?.what === 'pin' && <RemovePinDialog row={open.row} onClose={close} />}
      {open?.what === 'reset' && <ResetPasswordDialog row={open.row} onClose={close} />}
    </div>
  )
}

interface StaffTableProps {
  readonly rows: readonly StaffRow[]
  readonly me: string
  readonly onEdit: (row: StaffRow) => void
  readonly onReset: (row: StaffRow) => void
  readonly onRemovePin: (row: StaffRow) => void
}

export function StaffTable({ rows, me, onEdit, onReset, onRemovePin }: StaffTableProps) {
  const { staff, shell } = words()
  const columns: readonly Column<StaffRow>[] = [
    {
      id: 'name',
      head: staff.name,
      sortBy: row => row.displayName,
      cell: row => (
        <span class={css.inline}>
          <b>{row.displayName}</b>
          {row.staffId === me && <Tag tone="plain">{staff.you}</Tag>}
        </span>
      ),
    },
    { id: 'loginName', head: staff.loginName, sortBy: row => row.loginName, cell: row => row.loginName },
    { id: 'role', head: staff.role, sortBy: row => row.role, cell: row => shell.roles[row.role] },
    {
      id: 'state',
      head: staff.state,
      sortBy: row => Number(row.active),
      cell: row => <Tag tone={row.active ? 'ok' : 'plain'}>{row.active ? staff.active : staff.closed}</Tag>,
    },
    {
      id: 'kioskPin',
      head: staff.kioskPin,
      sortBy: row => Number(row.hasKioskPin),
      cell: row => (row.hasKioskPin ? staff.kioskPinSet : staff.kioskPinNone),
    },
    {
      id: 'acts',
      head: '',
      align: 'end',
      cell: row => (
        <span class={css.acts}>
          {row.hasKioskPin && (
            <Button size="small" onClick={() => onRemovePin(row)}>
              {staff.kioskPinRemove}
            </Button>
          )}
          {row.staffId !== me && (
            <Button size="small" onClick={() => onReset(row)}>
              {staff.reset}
            </Button>
          )}
          <Button size="small" onClick={() => onEdit(row)}>
            {staff.edit}
          </Button>
        </span>
      ),
    },
  ]
  return (
    <Table
      label={staff.card}
      columns={columns}
      rows={rows}
      keyOf={row => row.staffId}
      rowHeight={50}
      toneOf={row => (row.active ? null : 'quiet')}
    />
  )
}
