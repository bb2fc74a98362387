import { useState } from 'preact/hooks'
import type { MemberId } from '../../../shared/base/ids.ts'
import { yearOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import { withNote } from '../../../shared/people/names.ts'
import { dateText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { cx } from '../../pages/ui/cx.ts'
import { DateField } from '../../pages/ui/dates.tsx'
import { ConfirmDialog } from '../../pages/ui/dialog.tsx'
import { RadioGroup, TextField } from '../../pages/ui/inputs.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { labelOf } from '../items/wording.ts'
import { Loading } from '../loading.tsx'
import type { MemberRow } from '../members/member-row.ts'
import { offlineWhy } from '../offline.tsx'
import { PageHead } from '../page-head.tsx'
import { useMutation } from '../query.ts'
import { go, hrefTo, useUnsaved } from '../router.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { schemeOf, useBooks, type Books } from './books.ts'
import {
  cellKey,
  DIMENSION_COLUMNS,
  openingRows,
  TOTAL_COLUMNS,
  type OpeningCells,
  type OpeningColumn,
  type OpeningRow,
} from './openings.ts'
import css from './ledger.module.css'

/** Sums of the paper ledger for a branch that starts in mid-year, typed like a table. */
export function OpeningsPage() {
  const { ledger } = words()
  const books = useBooks()
  return (
    <>
      <PageHead title={ledger.openingForm.title} back={{ href: hrefTo('ledger'), label: ledger.form.back }} />
      <Loading of={books}>{data => <OpeningsForm books={data} />}</Loading>
    </>
  )
}

type Split = 'total' | 'dimensions'

function OpeningsForm({ books }: { books: Books }) {
  const text = words().ledger.openingForm
  const [date, setDate] = useState<PlainDate | null>(today())
  const [note, setNote] = useState(text.noteDefault)
  const [split, setSplit] = useState<Split>('total')
  const [cells, setCells] = useState<OpeningCells>(new Map())
  const [asking, setAsking] = useState(false)
  const members = books.members.filter(each => each.status === 'active')
  const columns = split === 'total' ? TOTAL_COLUMNS : DIMENSION_COLUMNS
  const { rows, wrong } = openingRows(
    cells,
    members.map(each => each.memberId),
    columns,
  )
  useUnsaved(rows.length > 0)
  const why = wrong.size > 0 ? text.wrong : rows.length === 0 || date === null ? text.nothing : null
  return (
    <>
      <Card title={text.title}>
        <div class={css.openingHead}>
          {text.intro.map(each => (
            <p key={each}>{each}</p>
          ))}
          <div class={css.openingFields}>
            <DateField required at="date" label={text.date} value={date} max={today()} onChange={setDate} />
            <TextField label={text.note} value={note} maxLength={200} onChange={setNote} />
            <RadioGroup
              label={text.split}
              value={split}
              options={(['total', 'dimensions'] as const).map(value => ({ value, label: text.splits[value] }))}
              onChange={setSplit}
            />
          </div>
        </div>
      </Card>
      <Card
        class={css.gridCard}
        title={text.filled(new Set(rows.map(row => row.memberId)).size, rows.length)}
        padded={false}
        side={
          <Button kind="primary" why={offlineWhy() ?? why} onClick={() => setAsking(true)}>
            {text.submit}
          </Button>
        }
      >
        <OpeningGrid
          books={books}
          members={members}
          columns={columns}
          cells={cells}
          wrong={wrong}
          onChange={(key, value) => setCells(new Map([...cells, [key, value]]))}
        />
      </Card>
      {asking && date && <ConfirmOpenings rows={rows} date={date} note={note} onCancel={() => setAsking(false)} />}
    </>
  )
}

interface ConfirmProps {
  readonly rows: readonly OpeningRow[]
  readonly date: PlainDate
  readonly note: string
  readonly onCancel: () => void
}

function ConfirmOpenings({ rows, date, note, onCancel }: ConfirmProps) {
  const text = words().ledger.openingForm
  const register = useMutation(
    () => api.ledger.openings.mutate({ date, note, rows: [...rows] }),
    done => text.done(done.entries.length),
  )
  const run = async () => {
    if ((await register.run()).ok) go('ledger')
  }
  return (
    <ConfirmDialog
      title={text.title}
      consequences={text.consequences(rows.length, dateText(date))}
      confirm={text.submit}
      busy={register.busy}
      why={offlineWhy()}
      onConfirm={() => void run()}
      onCancel={onCancel}
    >
      <ProblemList problems={register.problems} />
    </ConfirmDialog>
  )
}

interface GridProps {
  readonly books: Books
  readonly members: readonly MemberRow[]
  readonly columns: readonly OpeningColumn[]
  readonly cells: OpeningCells
  readonly wrong: ReadonlySet<string>
  readonly onChange: (key: string, value: string) => void
}

function OpeningGrid({ books, members, columns, cells, wrong, onChange }: GridProps) {
  const { ledger, items } = words()
  const text = ledger.openingForm
  const scheme = schemeOf(books, yearOf(today()))
  // Twelve columns leave no room for the category.
  const split = columns.length > TOTAL_COLUMNS.length
  const headOf = ({ component, dimension }: OpeningColumn) => (
    <>
      {items.components[component]}
      {dimension && <small>{items.dimensionsShort[dimension]}</small>}
      {component === 'deduction' && !split && <small>{text.deductionHint}</small>}
    </>
  )
  return (
    <div class={css.gridScroller} data-flow>
      <table class={cx(css.grid, split && css.dense)}>
        <thead>
          <tr>
            <th>{text.columns.no}</th>
            <th>{text.columns.name}</th>
            {!split && <th>{text.columns.category}</th>}
            {columns.map(column => (
              <th key={cellKey('' as MemberId, column)}>{headOf(column)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {members.map((member, row) => (
            <tr key={member.memberId}>
              <td>{member.memberNo}</td>
              <td>
                <b>{withNote(member.name, member.nameNote)}</b>
              </td>
              {!split && <td>{scheme ? labelOf(scheme, member.category) : ''}</td>}
              {columns.map((column, at) => {
                const key = cellKey(member.memberId, column)
                return (
                  <td key={key}>
                    <input
                      class={cx(css.gridCell, wrong.has(key) && css.gridWrong)}
                      inputMode="decimal"
                      autocomplete="off"
                      aria-label={`${member.name} ${items.components[column.component]} ${column.dimension ? items.dimensions[column.dimension] : ''}`}
                      aria-invalid={wrong.has(key)}
                      data-at={`${row} ${at}`}
                      value={cells.get(key) ?? ''}
                      onInput={event => onChange(key, event.currentTarget.value)}
                      onKeyDown={moveInGrid}
                    />
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Enter and the arrows go up and down a column, as in a spreadsheet. */
function moveInGrid(event: KeyboardEvent & { readonly currentTarget: HTMLInputElement }): void {
  const by = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (by === undefined || event.isComposing) return
  const [row = 0, column = 0] = (event.currentTarget.dataset['at'] ?? '').split(' ').map(Number)
  const table = event.currentTarget.closest('table')
  const next = table?.querySelector<HTMLInputElement>(`[data-at="${row + by} ${column}"]`)
  event.preventDefault()
  next?.focus()
  next?.select()
}
