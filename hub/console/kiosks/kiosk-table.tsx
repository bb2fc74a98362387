import type { Millis } from '../../../shared/base/ids.ts'
import { momentText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { Table, type Column } from '../../pages/ui/table.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import type { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { now } from '../today.ts'
import { words } from '../text/words.ts'
import type { KioskRow, KioskWithHealth } from './health.ts'
import css from './kiosks.module.css'

/** When a screen last told what was on its glass, which is more than what it has on its disk. */
export type Glass = Awaited<ReturnType<typeof api.showing.glass.query>>

interface KioskTableProps {
  readonly kiosks: readonly KioskWithHealth[]
  readonly glass: Glass
  readonly onRename: (row: KioskRow) => void
  readonly onRevoke: (row: KioskRow) => void
  readonly onReissue: (row: KioskRow) => void
  readonly onSettle: (row: KioskRow) => void
}

export function KioskTable({ kiosks, glass, onRename, onRevoke, onReissue, onSettle }: KioskTableProps) {
  const { kiosks: say } = words()
  const columns: readonly Column<KioskWithHealth>[] = [
    {
      id: 'place',
      head: say.columns.place,
      sortBy: each => each.row.place,
      cell: ({ row, health }) => (
        <span class={css.place}>
          <Icon name={health.icon} />
          <span>
            <b>{row.place}</b>
            <small>{health.note}</small>
          </span>
        </span>
      ),
    },
    {
      id: 'state',
      head: say.columns.state,
      width: '140px',
      cell: ({ health }) => <Tag tone={health.tone}>{health.word}</Tag>,
    },
    { id: 'board', head: say.columns.board, width: '150px', cell: ({ row }) => <BoardCell row={row} glass={glass} /> },
    {
      id: 'unsent',
      head: say.columns.unsent,
      width: '80px',
      align: 'end',
      cell: ({ row }) => row.owed?.count ?? row.status?.unsent ?? '—',
    },
    { id: 'seen', head: say.columns.seen, width: '120px', cell: ({ row }) => seenText(row) },
    { id: 'app', head: say.columns.app, width: '70px', cell: ({ row }) => row.status?.app ?? '—' },
    {
      id: 'acts',
      head: '',
      width: '170px',
      align: 'end',
      cell: ({ row }) =>
        row.missing > 0 ? (
          <Button size="small" onClick={() => onSettle(row)}>
            {say.settle}
          </Button>
        ) : row.revokedAt !== null ? (
          <Button size="small" onClick={() => onReissue(row)}>
            {say.reissue.button}
          </Button>
        ) : (
          <span class={css.acts}>
            <Button size="small" onClick={() => onRename(row)}>
              {say.rename}
            </Button>
            <Button size="small" onClick={() => onRevoke(row)}>
              {say.revoke}
            </Button>
          </span>
        ),
    },
  ]
  return (
    <Table
      label={say.listCard}
      columns={columns}
      rows={kiosks}
      keyOf={each => each.row.kioskId}
      rowHeight={68}
      toneOf={each => (each.health.state === 'revoked' ? 'quiet' : null)}
    />
  )
}

function BoardCell({ row, glass }: { row: KioskRow; glass: Glass }) {
  const { kiosk: say } = words().showing
  const told = glass.find(each => each.kioskId === row.kioskId)
  return (
    <span class={css.board}>
      <span>{boardText(row)}</span>
      {row.revokedAt === null && (
        <small>{told?.at ? say.seen(momentText(told.at, now(), hubState.value.timeZone)) : say.never}</small>
      )}
    </span>
  )
}

function boardText(row: KioskRow): string {
  const { kiosks } = words()
  const board = row.shows.find(each => each.feed === 'board')
  if (row.revokedAt !== null || !board?.at) return '—'
  return board.newest ? kiosks.newest : momentText(board.at as Millis, now(), hubState.value.timeZone)
}

function seenText(row: KioskRow): string {
  if (!row.status) return words().kiosks.unknown
  return momentText(row.status.online ? now() : row.status.lastSeen, now(), hubState.value.timeZone)
}
