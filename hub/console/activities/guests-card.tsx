import { useState } from 'preact/hooks'
import type { ActivityId } from '../../../shared/base/ids.ts'
import type { Written } from '../../../shared/passes/written.ts'
import { timeText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { toast } from '../../pages/ui/toast.tsx'
import { api, call } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { AddGuest, ReadGuest, StrikeGuest } from './guest-dialogs.tsx'
import { WrittenText } from './handwriting.tsx'
import css from './attendance.module.css'

export type GuestRow = Awaited<ReturnType<typeof api.guests.ofActivity.query>>[number]

type Open = { readonly what: 'add' } | { readonly what: 'read' | 'strike'; readonly guest: GuestRow }

/** 来宾: listed apart from the wall. */
export function GuestsCard({ activityId, open: isOpen }: { activityId: ActivityId; open: boolean }) {
  const { guests: text } = words().attendance
  const [open, setOpen] = useState<Open | null>(null)
  const guests = useQuery(['guest', 'list', activityId], () => api.guests.ofActivity.query({ activityId }))
  const close = () => {
    setOpen(null)
    guests.refresh()
  }
  return (
    <Card
      title={text.title}
      side={
        isOpen && (
          <Button size="small" icon="plus" onClick={() => setOpen({ what: 'add' })}>
            {text.add}
          </Button>
        )
      }
    >
      <Loading of={guests}>
        {rows =>
          rows.length === 0 ? (
            <p class={css.note}>
              {text.empty}
              {text.note}
            </p>
          ) : (
            <GuestTable activityId={activityId} rows={rows} onOpen={setOpen} />
          )
        }
      </Loading>
      {open?.what === 'add' && <AddGuest activityId={activityId} onClose={close} />}
      {open?.what === 'read' && <ReadGuest guest={open.guest} onClose={close} />}
      {open?.what === 'strike' && <StrikeGuest guest={open.guest} onClose={close} />}
    </Card>
  )
}

interface GuestTableProps {
  readonly activityId: ActivityId
  readonly rows: readonly GuestRow[]
  readonly onOpen: (open: Open) => void
}

export function GuestTable({ activityId, rows, onOpen }: GuestTableProps) {
  const { guests: text } = words().attendance
  if (rows.length === 0) return <EmptyState icon="people" text={text.empty} />
  return (
    <table class={css.guests}>
      <thead>
        <tr>
          <th>{text.name}</th>
          <th>{text.homeBranch}</th>
          <th>{text.at}</th>
          <th>{text.slipNo}</th>
          <th>{text.actions}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(guest => (
          <GuestLine key={guest.guestId} activityId={activityId} guest={guest} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  )
}

/** Something is handwritten that nobody has read yet. */
export const isToRead = (guest: GuestRow): boolean =>
  guest.read === null && (guest.name?.kind === 'drawn' || guest.homeBranch?.kind === 'drawn')

function GuestLine({ activityId, guest, onOpen }: { guest: GuestRow } & Omit<GuestTableProps, 'rows'>) {
  const { guests: text } = words().attendance
  const { timeZone } = hubState.value
  const isDrawn = guest.name?.kind === 'drawn' || guest.homeBranch?.kind === 'drawn'
  const showPhone = async () => {
    const found = await call(() => api.guests.phone.query({ guestId: guest.guestId }))
    if (found.ok) toast(found.value.phone ?? text.noPhone)
  }
  return (
    <tr>
      <td>
        <b>
          <Said written={guest.name} read={guest.read?.name} label={text.drawnName} />
        </b>
        {isToRead(guest) && <Tag tone="wait">{text.toRead}</Tag>}
      </td>
      <td>
        <Said written={guest.homeBranch} read={guest.read?.homeBranch} label={text.drawnBranch} />
      </td>
      <td>
        {timeText(guest.at, timeZone)}
        <small>{guest.way === 'kiosk' ? text.byKiosk : text.byConsole}</small>
      </td>
      <td>{guest.slipNo}</td>
      <td>
        {guest.hasPhone && (
          <Button kind="link" onClick={() => void showPhone()}>
            {text.showPhone}
          </Button>
        )}
        {isDrawn && (
          <Button kind="link" onClick={() => onOpen({ what: 'read', guest })}>
            {text.read}
          </Button>
        )}
        <a href={hrefTo('slip-paper', activityId, guest.guestId)} target="_blank" rel="noreferrer">
          {text.slip}
        </a>
        <Button kind="link" onClick={() => onOpen({ what: 'strike', guest })}>
          {text.strike}
        </Button>
      </td>
    </tr>
  )
}

interface SaidProps {
  readonly written: Written | null
  readonly read: string | undefined
  readonly label: string
}

function Said({ written, read, label }: SaidProps) {
  if (read !== undefined) return <>{read}</>
  if (written === null) return <>{words().attendance.guests.erased}</>
  return <WrittenText written={written} label={label} />
}
