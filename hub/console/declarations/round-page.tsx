import { useRef, useState } from 'preact/hooks'
import { sumHundredths } from '../../../shared/base/hundredths.ts'
import { yearOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import type { Problem } from '../../../shared/base/problem.ts'
import { pointsText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { EmptyState } from '../../pages/ui/card.tsx'
import { DateField } from '../../pages/ui/dates.tsx'
import { RadioGroup, TextField } from '../../pages/ui/inputs.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { toast } from '../../pages/ui/toast.tsx'
import { api } from '../api.ts'
import { schemeOf, useBooks, type Books } from '../ledger/books.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { PageHead } from '../page-head.tsx'
import { noteDone, UndoLine } from '../parts/undo-line.tsx'
import { useMutation } from '../query.ts'
import { hrefTo, useUnsaved } from '../router.ts'
import { words } from '../text/words.ts'
import { worthOf } from './model.ts'
import { today } from '../today.ts'
import { RoundGrid } from './round-grid.tsx'
import {
  isBlank,
  newRow,
  ownFaults,
  readRows,
  rowsToSend,
  saidFaults,
  type Faults,
  type ReadRow,
  type RoundRow,
} from './round.ts'
import css from './round.module.css'

/** Slips of a meeting, typed in one after the other and written all at once or not at all (PT84, PT85). */
export function RoundPage() {
  const { declarations } = words()
  const books = useBooks()
  return (
    <>
      <PageHead title={declarations.round.title} back={{ href: hrefTo('declarations'), label: declarations.back }} />
      <Loading of={books}>{data => <RoundForm books={data} />}</Loading>
    </>
  )
}

type Decision = 'inbox' | 'approved'

export interface RoundStart {
  readonly rows: readonly RoundRow[]
  readonly decision: Decision
  /** Shows what is wrong from the beginning. */
  readonly tried: boolean
}

const EMPTY: RoundStart = { rows: [newRow(1)], decision: 'inbox', tried: false }

export function RoundForm({ books, start = EMPTY }: { books: Books; start?: RoundStart }) {
  const { round } = words().declarations
  const [rows, setRows] = useState(start.rows)
  const [meetingDate, setMeetingDate] = useState<PlainDate | null>(today())
  const [decision, setDecision] = useState<Decision>(start.decision)
  const [basis, setBasis] = useState(round.basisDefault)
  const [tried, setTried] = useState(start.tried)
  const [warnings, setWarnings] = useState<readonly Problem[]>([])
  const page = useRef<HTMLDivElement>(null)
  const enter = useMutation((input: Parameters<typeof api.rounds.enter.mutate>[0]) => api.rounds.enter.mutate(input))
  const day = meetingDate ?? today()
  const scheme = schemeOf(books, yearOf(day))
  useUnsaved(rows.some(row => !isBlank(row)))
  if (!scheme) return <EmptyState icon="items" text={words().ledger.noScheme} />
  const world = { items: scheme.items, meetingDate: day, today: today() }
  const read = readRows(rows, world)
  const own = ownFaults(read, world)
  const said = saidFaults(read, enter.problems ?? [])
  const faults = own.size > 0 && tried ? own : said.byRow
  const change = (next: readonly RoundRow[]) => {
    enter.clear()
    setRows(next)
  }
  const showFirst = () => {
    setTried(true)
    requestAnimationFrame(() => page.current?.querySelector<HTMLElement>('tbody [aria-invalid="true"]')?.focus())
  }
  const submit = async () => {
    if (enter.busy || read.length === 0) return
    const toSend = own.size > 0 ? null : rowsToSend(read)
    if (!toSend) return showFirst()
    const result = await enter.run({ decision, meetingDate: day, basis: basis.trim(), rows: toSend })
    if (!result.ok) return showFirst()
    const { entries } = result.value
    noteDone(entries)
    setWarnings(result.value.warnings)
    toast((decision === 'approved' ? round.savedApproved : round.savedInbox)(toSend.length))
    setTried(false)
    setRows([newRow(Math.max(...rows.map(row => row.key)) + 1)])
    requestAnimationFrame(() => page.current?.querySelector<HTMLElement>('tbody input')?.focus())
  }
  return (
    <div
      ref={page}
      class={css.page}
      onKeyDown={event => {
        if (event.key === 'Enter' && event.ctrlKey) void submit()
      }}
    >
      <div class={css.head}>
        <DateField required label={round.meeting} value={meetingDate} max={today()} onChange={setMeetingDate} />
        <RadioGroup<Decision>
          label={round.decision}
          value={decision}
          stacked
          options={(['inbox', 'approved'] as const).map(value => ({ value, label: round.decisions[value] }))}
          onChange={setDecision}
        />
        {decision === 'approved' && (
          <TextField label={round.basis} hint={round.basisHint} value={basis} maxLength={100} onChange={setBasis} />
        )}
      </div>
      <UndoLine />
      {warnings.length > 0 && <ProblemList title={round.warnings(warnings.length)} problems={warnings} />}
      <div class={css.sheet}>
        <RoundGrid
          rows={rows}
          read={read}
          faults={faults}
          members={books.members}
          items={scheme.items.filter(item => item.retiredFrom === undefined)}
          onChange={change}
        />
      </div>
      <ProblemList problems={said.others} />
      <Bar
        read={read}
        faults={faults}
        decision={decision}
        busy={enter.busy}
        noDay={meetingDate === null}
        onSubmit={() => void submit()}
      />
    </div>
  )
}

interface BarProps {
  readonly read: readonly ReadRow[]
  readonly faults: ReadonlyMap<number, Faults>
  readonly decision: Decision
  readonly busy: boolean
  readonly noDay: boolean
  readonly onSubmit: () => void
}

function Bar({ read, faults, decision, busy, noDay, onSubmit }: BarProps) {
  const { round } = words().declarations
  const sum = sumHundredths(read.flatMap(row => worthOf(row.item, row.quantity) ?? []))
  return (
    <div class={css.bar}>
      <b>
        {round.total(read.length)}，{round.totalPoints(pointsText(sum))}
      </b>
      {faults.size > 0 ? (
        <span class={css.fault} role="alert">
          {round.toMend(faults.size)}
        </span>
      ) : (
        <small>{round.keys}</small>
      )}
      <Button
        kind="primary"
        busy={busy}
        why={offlineWhy() ?? (read.length === 0 ? round.nothing : noDay ? words().ledger.form.missing.date : null)}
        onClick={onSubmit}
      >
        {round.submit[decision](read.length)}
      </Button>
    </div>
  )
}
