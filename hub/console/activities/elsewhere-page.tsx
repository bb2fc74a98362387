import { useState } from 'preact/hooks'
import { points, type Hundredths } from '../../../shared/base/hundredths.ts'
import type { MemberId } from '../../../shared/base/ids.ts'
import { yearOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import { withNote } from '../../../shared/people/names.ts'
import { dayText, pointsText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { cx } from '../../pages/ui/cx.ts'
import { DateField } from '../../pages/ui/dates.tsx'
import { PointsField, Select, TextField } from '../../pages/ui/inputs.tsx'
import { PersonPicker } from '../../pages/ui/person-picker.tsx'
import { ProblemList, problemAt, problemsElsewhere } from '../../pages/ui/problems.tsx'
import { Table, type Column } from '../../pages/ui/table.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { personOf, type MemberRow } from '../members/member-row.ts'
import { offlineWhy } from '../offline.tsx'
import { PageHead } from '../page-head.tsx'
import { useMutation, useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { useItems } from './items-of-day.ts'
import css from './attendance.module.css'

export type ElsewhereRow = Awaited<ReturnType<typeof api.elsewhere.ofCycle.query>>[number]

/** 外出参加活动登记: `#/activities/elsewhere`. */
export function ElsewherePage() {
  const { elsewhere: text } = words().attendance
  const cycle = yearOf(today())
  const members = useQuery(['member', 'list'], () => api.members.list.query())
  const rows = useQuery(['elsewhere', 'list', cycle], () => api.elsewhere.ofCycle.query({ cycle }), ['entry'])
  return (
    <>
      <PageHead title={text.title} back={{ href: hrefTo('activities'), label: text.back }} />
      <div class={css.elsewhere}>
        <Card title={text.add}>
          <Loading of={members}>{all => <SlipForm members={all} onDone={rows.refresh} />}</Loading>
        </Card>
        <Card title={text.list(cycle)} padded={false} fill>
          <Loading of={rows}>{data => <ElsewhereTable rows={data} members={members.data ?? []} />}</Loading>
        </Card>
      </div>
    </>
  )
}

interface Draft {
  readonly memberId: MemberId | null
  readonly date: PlainDate | null
  readonly hostBranch: string
  readonly what: string
  readonly slipNo: string
  readonly itemCode: string | null
  readonly quantity: Hundredths | null
}

const EMPTY: Draft = {
  memberId: null,
  date: null,
  hostBranch: '',
  what: '',
  slipNo: '',
  itemCode: null,
  quantity: points(1),
}

const AT_FIELDS = ['slipNo']

export function SlipForm({ members, onDone }: { members: readonly MemberRow[]; onDone: () => void }) {
  const { elsewhere: text } = words().attendance
  const [draft, setDraft] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const items = useItems(draft.date ?? today())
  const people = members.filter(each => each.status === 'active')
  const name = people.find(each => each.memberId === draft.memberId)?.name ?? ''
  const input = inputOf(draft)
  const save = useMutation(
    (slip: NonNullable<typeof input>) => api.elsewhere.record.mutate(slip),
    () => text.saved(name),
  )
  const change = (part: Partial<Draft>) => setDraft(before => ({ ...before, ...part }))
  const run = async () => {
    setTried(true)
    if (!input || !(await save.run(input)).ok) return
    // The same host comes again more often than not.
    setDraft({ ...EMPTY, hostBranch: draft.hostBranch, itemCode: draft.itemCode })
    setTried(false)
    onDone()
  }
  const needed = (value: string | null) => (tried && !value?.trim() ? text.needed : null)
  return (
    <div class={css.slipForm}>
      <p class={cx(css.note, css.whole)}>{text.note}</p>
      <PersonPicker
        label={text.member}
        required
        people={people.map(personOf)}
        value={draft.memberId}
        onChange={id => change({ memberId: people.find(each => each.memberId === id)?.memberId ?? null })}
        error={needed(draft.memberId)}
      />
      <DateField
        label={text.date}
        required
        value={draft.date}
        onChange={date => change({ date })}
        error={needed(draft.date)}
      />
      <TextField
        class={css.whole}
        label={text.hostBranch}
        required
        maxLength={60}
        hint={text.hostBranchHint}
        value={draft.hostBranch}
        onChange={hostBranch => change({ hostBranch })}
        error={needed(draft.hostBranch)}
      />
      <TextField
        label={text.what}
        required
        maxLength={80}
        hint={text.whatHint}
        value={draft.what}
        onChange={what => change({ what })}
        error={needed(draft.what)}
      />
      <TextField
        label={text.slipNo}
        required
        maxLength={24}
        hint={text.slipNoHint}
        value={draft.slipNo}
        onChange={slipNo => change({ slipNo })}
        error={needed(draft.slipNo) ?? problemAt(save.problems, 'slipNo')}
      />
      <Select
        class={css.whole}
        label={text.item}
        required
        hint={items?.length === 0 ? text.noScheme : null}
        value={draft.itemCode}
        options={items ?? []}
        onChange={itemCode => change({ itemCode })}
        error={needed(draft.itemCode)}
      />
      <PointsField
        label={text.quantity}
        unit=""
        value={draft.quantity}
        onChange={quantity => change({ quantity })}
        error={tried && draft.quantity === null ? text.needed : null}
      />
      <div class={css.whole}>
        <ProblemList problems={problemsElsewhere(save.problems, AT_FIELDS)} />
      </div>
      <Button kind="primary" busy={save.busy} why={offlineWhy()} onClick={() => void run()}>
        {text.save}
      </Button>
    </div>
  )
}

/** Null while something is missing. */
function inputOf(draft: Draft) {
  const { memberId, date, itemCode, quantity } = draft
  const [hostBranch, what, slipNo] = [draft.hostBranch.trim(), draft.what.trim(), draft.slipNo.trim()]
  if (!memberId || !date || !itemCode || !quantity || !hostBranch || !what || !slipNo) return null
  return { memberId, date, itemCode, quantity, hostBranch, what, slipNo }
}

export function ElsewhereTable(props: { rows: readonly ElsewhereRow[]; members: readonly MemberRow[] }) {
  const { elsewhere: text } = words().attendance
  const byId = new Map(props.members.map(each => [each.memberId, each]))
  const nameOf = ({ memberId }: ElsewhereRow) => {
    const member = byId.get(memberId)
    return member ? withNote(member.name, member.nameNote) : '—'
  }
  const columns: readonly Column<ElsewhereRow>[] = [
    { id: 'date', head: text.date, width: '100px', sortBy: row => row.date, cell: row => dayText(row.date) },
    { id: 'member', head: text.member, width: '110px', cell: row => <b>{nameOf(row)}</b> },
    {
      id: 'what',
      head: text.what,
      cell: row => (
        <div class={css.what}>
          {row.words?.what ?? text.erased}
          <small>{row.words?.hostBranch}</small>
        </div>
      ),
    },
    { id: 'slip', head: text.slipNo, width: '120px', cell: row => row.words?.slipNo ?? '' },
    {
      id: 'points',
      head: text.points,
      width: '150px',
      align: 'end',
      cell: row => (
        <span class={css.worth}>
          {row.reversed && <Tag tone="plain">{text.reversed}</Tag>}
          <span>
            {row.itemCode} {pointsText(row.points, true)}
          </span>
        </span>
      ),
    },
  ]
  return (
    <Table
      fill
      rowHeight={66}
      label={text.title}
      columns={columns}
      rows={props.rows}
      keyOf={row => row.elsewhereId}
      toneOf={row => (row.reversed ? 'struck' : null)}
      empty={text.empty}
      foot={text.toLedger}
    />
  )
}
