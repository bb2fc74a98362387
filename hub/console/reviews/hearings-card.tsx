import { useState } from 'preact/hooks'
import { fitting, inStrokeOrderBy } from '../../../shared/people/matching.ts'
import { withNote } from '../../../shared/people/names.ts'
import { momentText, pointsText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { ConfirmDialog } from '../../pages/ui/dialog.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { FindBox } from '../../pages/ui/find-box.tsx'
import { Table, type Column } from '../../pages/ui/table.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { offlineWhy } from '../offline.tsx'
import { useFindKeys } from '../parts/find-keys.ts'
import { fileOf, saveFile } from '../parts/save-file.ts'
import { SmallSelect } from '../parts/small-select.tsx'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import { isToTell, toTell, type HearingRow, type Review } from './model.ts'
import { slipsPaper } from './slips-paper-page.tsx'
import css from './reviews.module.css'

const FILTERS = ['all', 'untold', 'told'] as const
type Filter = (typeof FILTERS)[number]

/** So many are marked as told without being asked again. */
const UNASKED = 3

/** Everybody's sums as they were compiled, and who knows them; told people are ticked off together. */
export function HearingsCard({ review, canTell }: { review: Review; canTell: boolean }) {
  const { reviews, papers } = words()
  const findPlaceholder = words().find.names
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [filter, setFilter] = useState<Filter>('all')
  const [typed, setTyped] = useState('')
  const keys = useFindKeys(review.hearings.map(each => each.name))
  const shown = review.hearings.filter(each => filter === 'all' || (each.told === null) === (filter === 'untold'))
  const inOrder = inStrokeOrderBy(shown, row => ({ strokeKey: keys(row.name).strokeKey, tie: 0 }))
  const rows = fitting(inOrder, typed, row => ({ name: row.name, initials: keys(row.name).initials }))
  const [asked, setAsked] = useState<'person' | 'slip' | null>(null)
  const { people, already } = toTell(review.hearings, chosen)
  const tell = useMutation(
    (how: 'person' | 'slip') => api.reviews.tell.mutate({ period: review.period, memberIds: people, how }),
    count => reviews.done.told(count),
  )
  const run = async (how: 'person' | 'slip') => {
    if ((await tell.run(how)).ok) setChosen(new Set())
    setAsked(null)
  }
  const mark = (how: 'person' | 'slip') => (people.length > UNASKED ? setAsked(how) : void run(how))
  const nobody = people.length > 0 ? null : already > 0 ? reviews.toldAlready : reviews.chooseFirst
  const why = offlineWhy() ?? nobody
  return (
    <Card
      title={reviews.hearings}
      padded={false}
      side={
        <>
          <FindBox value={typed} placeholder={findPlaceholder} onChange={setTyped} />
          <SmallSelect
            label={reviews.hearings}
            value={filter}
            options={FILTERS.map(value => ({ value, label: reviews.filters[value] }))}
            onChange={setFilter}
          />
          <SaveFeedback period={review.period} />
        </>
      }
    >
      {canTell && (
        <div class={css.bar}>
          <p>{reviews.hearingsNote}</p>
          <Button
            size="small"
            icon="printer"
            why={review.current ? null : papers.slips.stale}
            onClick={() => window.open(slipsPaper(review.period, [...chosen]))}
          >
            {chosen.size === 0 ? papers.slips.print : papers.slips.printChosen(chosen.size)}
          </Button>
          <Button size="small" busy={tell.busy} why={why} onClick={() => mark('person')}>
            {reviews.acts.toldPerson}
          </Button>
          <Button size="small" busy={tell.busy} why={why} onClick={() => mark('slip')}>
            {reviews.acts.toldSlip}
          </Button>
        </div>
      )}
      <ProblemList problems={tell.problems} />
      <Table
        label={reviews.hearings}
        columns={columns()}
        rows={rows}
        keyOf={row => row.memberId}
        chosen={canTell ? chosen : undefined}
        onChoose={canTell ? setChosen : undefined}
        takesAll={isToTell}
        toneOf={row => (row.changed ? 'marked' : null)}
        empty={reviews.nobody}
      />
      {asked && (
        <ConfirmDialog
          title={reviews.askTold[asked](people.length)}
          consequences={[reviews.askToldWhat, ...(already > 0 ? [reviews.askToldKept(already)] : [])]}
          confirm={reviews.askToldConfirm(people.length)}
          busy={tell.busy}
          why={why}
          onConfirm={() => void run(asked)}
          onCancel={() => setAsked(null)}
        />
      )}
    </Card>
  )
}

function SaveFeedback({ period }: { period: Review['period'] }) {
  const save = useMutation(() => api.exports.feedback.query({ period }))
  const run = async () => {
    const done = await save.run()
    if (done.ok) saveFile(fileOf(done.value))
  }
  return (
    <Button size="small" icon="download" busy={save.busy} why={offlineWhy()} onClick={() => void run()}>
      {words().find.xlsx}
    </Button>
  )
}

function columns(): Column<HearingRow>[] {
  const { reviews } = words()
  const head = reviews.columns
  const sum = (id: 'base' | 'contribution' | 'deduction' | 'inPeriod' | 'toDate'): Column<HearingRow> => ({
    id,
    head: head[id],
    width: '66px',
    align: 'end',
    sortBy: row => row.figures[id],
    cell: row => pointsText(row.figures[id]),
  })
  return [
    { id: 'name', head: head.name, cell: row => <b>{withNote(row.name, row.nameNote)}</b> },
    sum('base'),
    sum('contribution'),
    sum('deduction'),
    sum('inPeriod'),
    sum('toDate'),
    { id: 'told', head: head.told, width: '250px', cell: row => <Told row={row} />, sortBy: row => row.told?.at ?? 0 },
  ]
}

function Told({ row }: { row: HearingRow }) {
  const { reviews } = words()
  if (row.told === null) {
    return row.changed ? <Tag tone="wait">{reviews.changed}</Tag> : <Tag tone="plain">{reviews.untold}</Tag>
  }
  const when = momentText(row.acceptedAt ?? row.told.at, now(), hubState.value.timeZone)
  return (
    <span class={css.told} title={row.told.by}>
      {row.acceptedAt === null ? reviews.how[row.told.how] : reviews.accepted} ·{' '}
      {row.told.where !== '' && `${row.told.where} `}
      <time>{when}</time>
    </span>
  )
}
