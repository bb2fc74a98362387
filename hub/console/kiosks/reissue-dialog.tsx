import { useState } from 'preact/hooks'
import { plainDateAt, type PlainDate } from '../../../shared/base/plain-date.ts'
import type { MemberId, Millis } from '../../../shared/base/ids.ts'
import { momentText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { DateField } from '../../pages/ui/dates.tsx'
import { Dialog } from '../../pages/ui/dialog.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Table, type Column } from '../../pages/ui/table.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { useMutation, useQuery } from '../query.ts'
import { go } from '../router.ts'
import { now } from '../today.ts'
import { words } from '../text/words.ts'
import type { KioskRow } from './health.ts'

export type SeenCard = Awaited<ReturnType<typeof api.conflicts.cardsSeen.query>>[number]

/** 建议换发的卡: scanned at a screen that may have been in strange hands (SG49). */
export function ReissueDialog({ row, onClose }: { row: KioskRow; onClose: () => void }) {
  const { timeZone } = hubState.value
  // The last time it answered is the best guess for the last day it was ours.
  const [since, setSince] = useState<PlainDate | null>(
    plainDateAt(row.status?.lastSeen ?? ((row.revokedAt ?? now()) as Millis), timeZone),
  )
  const seen = useQuery(['signIn', 'cardsSeen', row.kioskId, since], async () =>
    since === null ? [] : await api.conflicts.cardsSeen.query({ kioskId: row.kioskId, since }),
  )
  const issue = useMutation(
    (memberIds: MemberId[]) => api.members.issueCards.mutate({ memberIds }),
    () => words().kiosks.reissue.done,
  )
  const run = async (memberIds: MemberId[]) => {
    if (!(await issue.run(memberIds)).ok) return
    onClose()
    go('members', 'cards')
  }
  return (
    <ReissueView
      place={row.place}
      since={since}
      onSince={setSince}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{kitWords().close}</Button>
          <Button
            kind="primary"
            icon="card"
            busy={issue.busy}
            why={offlineWhy() ?? (seen.data?.length ? null : words().kiosks.reissue.none)}
            onClick={() => void run(seen.data?.map(each => each.memberId) ?? [])}
          >
            {words().kiosks.reissue.act(seen.data?.length ?? 0)}
          </Button>
        </>
      }
    >
      <Loading of={seen}>{cards => <SeenCards cards={cards} />}</Loading>
      <ProblemList problems={issue.problems} />
    </ReissueView>
  )
}

interface ReissueViewProps {
  readonly place: string
  readonly since: PlainDate | null
  readonly onSince: (day: PlainDate | null) => void
  readonly onClose: () => void
  readonly actions: preact.ComponentChildren
  readonly children: preact.ComponentChildren
}

export function ReissueView({ place, since, onSince, onClose, actions, children }: ReissueViewProps) {
  const { reissue } = words().kiosks
  return (
    <Dialog title={reissue.title(place)} onClose={onClose} actions={actions}>
      <p>{reissue.why}</p>
      <DateField label={reissue.since} hint={reissue.sinceHint} value={since} onChange={onSince} />
      {children}
    </Dialog>
  )
}

export function SeenCards({ cards }: { cards: readonly SeenCard[] }) {
  const { reissue } = words().kiosks
  const columns: readonly Column<SeenCard>[] = [
    { id: 'name', head: reissue.name, cell: each => <b>{each.name}</b> },
    { id: 'serial', head: reissue.serial, width: '110px', cell: each => each.serial },
    {
      id: 'last',
      head: reissue.last,
      width: '170px',
      cell: each => momentText(each.lastAt, now(), hubState.value.timeZone),
    },
  ]
  return (
    <Table
      label={reissue.listed}
      columns={columns}
      rows={cards}
      keyOf={each => each.memberId}
      empty={reissue.none}
      rowHeight={40}
    />
  )
}
