import { useState } from 'preact/hooks'
import { fitting, type Findable } from '../../../shared/people/matching.ts'
import { Button } from '../../pages/ui/button.tsx'
import { EmptyState } from '../../pages/ui/card.tsx'
import { FindBox } from '../../pages/ui/find-box.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Tabs } from '../../pages/ui/tabs.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { PageHead } from '../page-head.tsx'
import type { PageProps } from '../pages.ts'
import { useFindKeys } from '../parts/find-keys.ts'
import { useMutation, useQuery } from '../query.ts'
import { go } from '../router.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import { ConflictCard, ConflictSheet } from './conflict-card.tsx'
import { PlaceDialog, SettleDialog, StrikeDialog } from './dialogs.tsx'
import {
  isPlainByHand,
  KINDS,
  kindsOf,
  whenText,
  type Act,
  type ConflictRow,
  type Kind,
  type Settled,
} from './model.ts'
import css from './conflicts.module.css'

/** Facts that change the list. */
const DESKS = ['signIn', 'memberAct', 'attendance', 'record', 'activity', 'member', 'card', 'phone']

/** 签到核对: `#/conflicts` and `#/conflicts/settled`. */
export function ConflictsPage({ rest }: PageProps) {
  const { conflicts } = words()
  const tab = rest[0] === 'settled' ? 'settled' : 'open'
  const open = useQuery(['conflict', 'open'], () => api.conflicts.open.query(), DESKS)
  return (
    <>
      <PageHead title={conflicts.title} />
      <Tabs
        label={conflicts.title}
        tabs={[
          { id: 'open', label: conflicts.tabs.open, count: open.data?.count },
          { id: 'settled', label: conflicts.tabs.settled },
        ]}
        current={tab}
        onChange={id => (id === 'settled' ? go('conflicts', 'settled') : go('conflicts'))}
      />
      {tab === 'open' ? (
        <Loading of={open}>{data => <OpenList {...data} onChanged={open.refresh} />}</Loading>
      ) : (
        <SettledTab />
      )}
    </>
  )
}

interface OpenListProps {
  readonly rows: readonly ConflictRow[]
  /** How many there are; the newest of them are the rows. */
  readonly count: number
  readonly onChanged: () => void
}

/** By the person it is about, and by the activity. */
function useFindable(rows: readonly ConflictRow[]): (row: ConflictRow) => Findable {
  const keys = useFindKeys(rows.flatMap(row => [row.who ?? '', row.activity?.title ?? '']))
  return ({ who, activity }) => ({
    name: who ?? '',
    initials: [who ?? '', activity?.title ?? ''].map(text => keys(text).initials).join(' '),
    notes: [activity?.title ?? ''],
  })
}

export function OpenList({ rows, count, onChanged }: OpenListProps) {
  const { conflicts, find } = words()
  const [kind, setKind] = useState<Kind | 'all'>('all')
  const [open, setOpen] = useState<{ readonly act: Act; readonly row: ConflictRow } | null>(null)
  const again = useMutation(
    (row: ConflictRow) => api.conflicts.judgeAgain.mutate({ conflictId: row.conflictId, upTo: row.no }),
    () => conflicts.done.again,
  )
  const [typed, setTyped] = useState('')
  const findable = useFindable(rows)
  if (rows.length === 0) return <EmptyState icon="tick" text={conflicts.none} />
  const ofKind = rows.filter(row => kind === 'all' || kindsOf(row).has(kind))
  const shown = fitting(ofKind, typed, findable)
  const act = async (next: Act, row: ConflictRow) => {
    if (next !== 'again') return setOpen({ act: next, row })
    if ((await again.run(row)).ok) onChanged()
  }
  const close = () => {
    setOpen(null)
    onChanged()
  }
  return (
    <>
      <p class={css.note}>{conflicts.note}</p>
      <div class={css.bar}>
        <FindBox value={typed} placeholder={find.names} onChange={setTyped} />
        <Filters rows={rows} kind={kind} onKind={setKind} />
        {kind === 'hand' && <AllSeen rows={shown.filter(isPlainByHand)} onDone={onChanged} />}
      </div>
      <ProblemList problems={again.problems} />
      {shown.length === 0 && <EmptyState text={typed === '' ? conflicts.noneOfKind : find.none} />}
      <ul class={css.list}>
        {shown.map(row => (
          <ConflictCard key={row.conflictId} row={row} busy={again.busy} onAct={next => void act(next, row)} />
        ))}
      </ul>
      {count > rows.length && <p class={css.more}>{conflicts.more(rows.length, count)}</p>}
      {open?.act === 'strike' && <StrikeDialog row={open.row} onClose={close} />}
      {open?.act === 'place' && <PlaceDialog row={open.row} onClose={close} />}
      {(open?.act === 'seen' || open?.act === 'samePerson') && (
        <SettleDialog row={open.row} how={open.act} onClose={close} />
      )}
    </>
  )
}

function Filters(props: { rows: readonly ConflictRow[]; kind: Kind | 'all'; onKind: (kind: Kind | 'all') => void }) {
  const { rows, kind, onKind } = props
  const { filters } = words().conflicts
  const counts = KINDS.map(each => [each, rows.filter(row => kindsOf(row).has(each)).length] as const)
  const all = [['all', rows.length] as const, ...counts.filter(([each, count]) => count > 0 || each === kind)]
  return (
    <div class={css.filters}>
      {all.map(([each, count]) => (
        <button key={each} type="button" class={css.filter} aria-pressed={each === kind} onClick={() => onKind(each)}>
          {filters[each]}
          <em>{count}</em>
        </button>
      ))}
    </div>
  )
}

/** People confirmed by hand are read through as a list, and ticked off together. */
function AllSeen({ rows, onDone }: { rows: readonly ConflictRow[]; onDone: () => void }) {
  const { conflicts } = words()
  const settle = useMutation(
    () => api.conflicts.settleMany.mutate({ all: rows.map(({ conflictId, no }) => ({ conflictId, upTo: no })) }),
    count => conflicts.allSeenDone(count),
  )
  const run = async () => {
    if ((await settle.run()).ok) onDone()
  }
  if (rows.length === 0) return null
  return (
    <>
      <Button icon="tick" busy={settle.busy} why={offlineWhy()} onClick={() => void run()}>
        {conflicts.allSeen(rows.length)}
      </Button>
      <ProblemList problems={settle.problems} />
    </>
  )
}

function SettledTab() {
  const settled = useQuery(['conflict', 'settled'], () => api.conflicts.settled.query(), DESKS)
  return <Loading of={settled}>{rows => <SettledList rows={rows} />}</Loading>
}

export function SettledList({ rows }: { rows: readonly Settled[] }) {
  const { conflicts, journal } = words()
  if (rows.length === 0) return <EmptyState text={conflicts.noneSettled} />
  const when = (row: Settled) => whenText(row.at, now(), hubState.value.timeZone)
  return (
    <ul class={css.list} style={{ paddingTop: '14px' }}>
      {rows.map(row => (
        <ConflictSheet key={row.no} row={row.conflict}>
          <p class={css.settled}>
            <Tag tone="ok">{conflicts.how[row.how]}</Tag>
            {conflicts.settledBy(row.staff ?? journal.unknownStaff, when(row))}
            {row.note !== null && <q>{row.note}</q>}
          </p>
        </ConflictSheet>
      ))}
    </ul>
  )
}
