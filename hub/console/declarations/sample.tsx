import { useState } from 'preact/hooks'
import type { Period } from '../../../shared/base/plain-date.ts'
import { dateText, pointsText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { ConfirmDialog } from '../../pages/ui/dialog.tsx'
import { NumberField, TextField } from '../../pages/ui/inputs.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { periodText } from '../parts/periods.ts'
import { SmallSelect } from '../parts/small-select.tsx'
import { useMutation, useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import { nameOf, titleOf, type DecidedRow } from './model.ts'
import css from './declarations.module.css'

export interface SampleProps {
  readonly periods: readonly Period[]
  readonly period: Period
  readonly onPeriod: (period: Period) => void
}

/** 抽查: draws from what was accepted in a period, and notes what each check found. */
export function SampleTab(props: SampleProps) {
  const accepted = useQuery(
    ['declaration', 'accepted', props.period],
    () => api.declarations.accepted.query({ period: props.period }),
    ['entry'],
  )
  return <Loading of={accepted}>{rows => <SampleView {...props} rows={rows} />}</Loading>
}

type Found = 'true' | 'false'

/** How many are drawn where nobody says otherwise. */
const USUAL = 3

export function SampleView({
  periods,
  period,
  onPeriod,
  rows,
}: SampleProps & { readonly rows: readonly DecidedRow[] }) {
  const { declarations } = words()
  const { sample } = declarations
  const [count, setCount] = useState<number | null>(USUAL)
  const [noting, setNoting] = useState<{ readonly row: DecidedRow; readonly found: Found } | null>(null)
  const drawn = rows.filter(each => each.sampled || each.checked)
  const left = rows.length - drawn.length
  const draw = useMutation(
    (take: number) => api.declarations.drawSample.mutate({ period, take: { count: take } }),
    value => sample.drawn(value.declarationIds.length),
  )
  return (
    <div class={css.sample}>
      <p class={css.quiet}>{sample.intro}</p>
      <div class={css.drawBar}>
        <SmallSelect
          label={sample.period}
          value={period}
          options={periods.map(value => ({ value, label: periodText(value) }))}
          onChange={onPeriod}
        />
        <span>{sample.pool(rows.length, left)}</span>
        <NumberField label={sample.count} min={1} max={500} value={count} onChange={setCount} />
        <Button
          icon="retry"
          busy={draw.busy}
          why={offlineWhy() ?? (left === 0 || count === null ? sample.pool(rows.length, left) : null)}
          onClick={() => count !== null && void draw.run(count)}
        >
          {sample.draw}
        </Button>
      </div>
      <ProblemList problems={draw.problems} />
      {drawn.length === 0 ? (
        <EmptyState icon="verify" text={sample.none} />
      ) : (
        <Card title={declarations.tabs.sample} padded={false}>
          <ul class={css.samples}>
            {drawn
              .toSorted((a, b) => Number(a.checked !== null) - Number(b.checked !== null))
              .map(row => (
                <SampleLine key={row.declarationId} row={row} onNote={found => setNoting({ row, found })} />
              ))}
          </ul>
        </Card>
      )}
      {noting?.found === 'true' && <TrueDialog row={noting.row} onClose={() => setNoting(null)} />}
      {noting?.found === 'false' && <FalseDialog row={noting.row} onClose={() => setNoting(null)} />}
    </div>
  )
}

function SampleLine({ row, onNote }: { row: DecidedRow; onNote: (found: Found) => void }) {
  const { sample } = words().declarations
  return (
    <li>
      <div>
        <b>{nameOf(row)}</b> {row.itemCode} {titleOf(row)}
        <small>
          {dateText(row.date)}
          {row.words?.text && `，${row.words.text}`}
        </small>
      </div>
      {row.checked ? (
        <p class={css.outcome}>
          <Tag tone={row.checked.found === 'true' ? 'ok' : 'stop'}>{sample.found[row.checked.found]}</Tag>
          <span class={css.quiet}>{row.checked.words}</span>
        </p>
      ) : (
        <p class={css.outcome}>
          <Tag tone="wait">{sample.toCheck}</Tag>
          <Button size="small" onClick={() => onNote('true')}>
            {sample.isTrue}
          </Button>
          <Button size="small" onClick={() => onNote('false')}>
            {sample.isFalse}
          </Button>
        </p>
      )}
    </li>
  )
}

interface CheckProps {
  readonly row: DecidedRow
  readonly onClose: () => void
}

function TrueDialog({ row, onClose }: CheckProps) {
  const { sample } = words().declarations
  const [said, setSaid] = useState('')
  const note = useMutation(
    () => api.declarations.noteTrue.mutate({ declarationId: row.declarationId, words: said.trim() }),
    () => sample.recorded,
  )
  const lacking = said.trim().length < 2
  const run = async () => {
    if (!lacking && (await note.run()).ok) onClose()
  }
  return (
    <ConfirmDialog
      title={`${sample.isTrue}：${nameOf(row)}`}
      consequences={[]}
      confirm={sample.record}
      busy={note.busy}
      why={offlineWhy() ?? (lacking ? words().declarations.needWords : null)}
      onConfirm={() => void run()}
      onCancel={onClose}
    >
      <TextField required label={sample.note} hint={sample.noteHint} maxLength={200} value={said} onChange={setSaid} />
      <ProblemList problems={note.problems} />
    </ConfirmDialog>
  )
}

/** A false declaration: says what follows, by the scheme's own item, before it is done. */
function FalseDialog({ row, onClose }: CheckProps) {
  const { declarationId } = row
  const one = useQuery(['declaration', 'one', declarationId], () => api.declarations.one.query({ declarationId }))
  return <Loading of={one}>{detail => <FalseForm row={row} item={itemText(detail)} onClose={onClose} />}</Loading>
}

type Detail = Awaited<ReturnType<typeof api.declarations.one.query>>

/** What a resident said wrongly is not laid to the member's charge. */
const itemText = (detail: Detail): string | null => {
  const item = detail?.kind === 'declaration' ? detail.falseItem : null
  return item ? `${item.code} ${item.title} ${item.points === null ? '' : pointsText(item.points, true)}`.trim() : null
}

export function FalseForm({ row, item, onClose }: CheckProps & { readonly item: string | null }) {
  const { declarations } = words()
  const { falsehood } = declarations
  const [said, setSaid] = useState('')
  const reverse = useMutation(
    () => api.declarations.reverseFalse.mutate({ declarationId: row.declarationId, words: said.trim() }),
    () => falsehood.done,
  )
  const lacking = said.trim().length < 2
  const run = async () => {
    if (!lacking && (await reverse.run()).ok) onClose()
  }
  return (
    <ConfirmDialog
      title={`${falsehood.title}：${nameOf(row)}`}
      consequences={falsehood.consequences(item, row.kind === 'declaration')}
      confirm={item === null ? falsehood.confirmOnly : falsehood.confirm}
      busy={reverse.busy}
      why={offlineWhy() ?? (lacking ? declarations.needWords : null)}
      onConfirm={() => void run()}
      onCancel={onClose}
    >
      <p class={css.words}>
        {row.itemCode} {titleOf(row)}，{dateText(row.date)}
      </p>
      <TextField
        required
        label={falsehood.words}
        hint={falsehood.hint}
        maxLength={200}
        value={said}
        onChange={setSaid}
      />
      <ProblemList problems={reverse.problems} />
    </ConfirmDialog>
  )
}
