import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { yearOf, type DateRange, type PlainDate } from '../../../shared/base/plain-date.ts'
import { dayRangeText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { DateField } from '../../pages/ui/dates.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { actionsClass } from '../../pages/ui/inputs.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Tabs } from '../../pages/ui/tabs.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { useMutation, useQuery } from '../query.ts'
import { useUnsaved } from '../router.ts'
import { today } from '../today.ts'
import { words } from '../text/words.ts'
import { daysIn, isWeekend, rangesOf } from './day-ranges.ts'
import css from './settings.module.css'

export interface WorkCalendar {
  readonly holidays: readonly PlainDate[]
  readonly makeUpDays: readonly PlainDate[]
}

/** The table of days off and weekend days worked, as announced each year. */
export function CalendarCard({ canChange }: { canChange: boolean }) {
  const { settings } = words()
  const stored = useQuery(['branch', 'calendar'], () => api.settings.calendar.query())
  const [typed, setTyped] = useState<WorkCalendar | null>(null)
  const save = useMutation(
    (calendar: WorkCalendar) =>
      api.settings.changeCalendar.mutate({
        holidays: [...calendar.holidays],
        makeUpDays: [...calendar.makeUpDays],
      }),
    () => settings.calendarSaved,
  )
  useUnsaved(typed !== null)
  const keep = async () => {
    if (!typed || !(await save.run(typed)).ok) return
    stored.refresh()
    setTyped(null)
  }
  return (
    <Card title={settings.calendarCard}>
      <div class={css.stack}>
        <p class={css.note}>{settings.calendarNote}</p>
        <Loading of={stored}>
          {calendar => (
            <CalendarEditor
              calendar={typed ?? calendar}
              thisYear={yearOf(today())}
              onChange={canChange ? setTyped : null}
            />
          )}
        </Loading>
        <ProblemList problems={save.problems} />
        {!canChange && <p class={css.note}>{settings.readOnly}</p>}
        {typed && (
          <div class={actionsClass}>
            <Button kind="primary" busy={save.busy} why={offlineWhy()} onClick={() => void keep()}>
              {settings.save}
            </Button>
            <Button onClick={() => setTyped(null)}>{settings.discard}</Button>
          </div>
        )}
      </div>
    </Card>
  )
}

interface EditorProps {
  readonly calendar: WorkCalendar
  readonly thisYear: number
  /** Null: may look, not change. */
  readonly onChange: ((calendar: WorkCalendar) => void) | null
}

/** One year at a time; days in rows of ranges, each with its cross. */
function CalendarEditor({ calendar, thisYear, onChange }: EditorProps) {
  const { settings } = words()
  const [year, setYear] = useState(String(thisYear))
  const years = [thisYear - 1, thisYear, thisYear + 1].map(String)
  const inYear = (days: readonly PlainDate[]) => days.filter(day => day.startsWith(year))
  return (
    <>
      <Tabs
        label={settings.calendarCard}
        tabs={years.map(id => ({ id, label: settings.year(Number(id)) }))}
        current={year}
        onChange={setYear}
      />
      {inYear(calendar.holidays).length === 0 && <p class={css.note}>{settings.yearMissing(Number(year))}</p>}
      <div class={css.halves}>
        <DayRows
          title={settings.holidays}
          ranges={rangesOf(inYear(calendar.holidays))}
          onRemove={onChange && (range => onChange({ ...calendar, holidays: without(calendar.holidays, range) }))}
        >
          {onChange && (
            <AddHolidays onAdd={days => onChange({ ...calendar, holidays: [...calendar.holidays, ...days] })} />
          )}
        </DayRows>
        <DayRows
          title={settings.makeUpDays}
          ranges={inYear(calendar.makeUpDays).map(day => ({ from: day, to: day }))}
          onRemove={onChange && (range => onChange({ ...calendar, makeUpDays: without(calendar.makeUpDays, range) }))}
        >
          {onChange && (
            <AddMakeUpDay onAdd={day => onChange({ ...calendar, makeUpDays: [...calendar.makeUpDays, day] })} />
          )}
        </DayRows>
      </div>
    </>
  )
}

const without = (days: readonly PlainDate[], range: DateRange): PlainDate[] =>
  days.filter(day => day < range.from || day > range.to)

function DayRows(props: {
  title: string
  ranges: readonly DateRange[]
  onRemove: ((range: DateRange) => void) | null
  children: ComponentChildren
}) {
  const { settings } = words()
  return (
    <section>
      <h3 class={css.rowsTitle}>{props.title}</h3>
      <ul class={css.days}>
        {props.ranges.map(range => (
          <li key={range.from}>
            {dayRangeText(range)}
            {props.onRemove && (
              <button
                type="button"
                aria-label={settings.removeDays(dayRangeText(range))}
                onClick={() => props.onRemove?.(range)}
              >
                <Icon name="close" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {props.children}
    </section>
  )
}

function AddHolidays({ onAdd }: { onAdd: (days: readonly PlainDate[]) => void }) {
  const { settings } = words()
  const [from, setFrom] = useState<PlainDate | null>(null)
  const [to, setTo] = useState<PlainDate | null>(null)
  const days = from && daysIn({ from, to: to ?? from })
  const add = () => {
    if (!days) return
    onAdd(days)
    setFrom(null)
    setTo(null)
  }
  return (
    <div class={css.addDays}>
      <DateField label={settings.from} value={from} onChange={setFrom} />
      <DateField
        label={settings.to}
        value={to}
        onChange={setTo}
        error={from && to && !days ? settings.rangeWrong : null}
      />
      <Button icon="plus" why={days ? null : settings.rangeWrong} onClick={add}>
        {settings.addDays}
      </Button>
    </div>
  )
}

function AddMakeUpDay({ onAdd }: { onAdd: (day: PlainDate) => void }) {
  const { settings } = words()
  const [day, setDay] = useState<PlainDate | null>(null)
  const good = day !== null && isWeekend(day)
  const add = () => {
    if (!day || !good) return
    onAdd(day)
    setDay(null)
  }
  return (
    <div class={css.addDays}>
      <DateField
        label={settings.day}
        value={day}
        onChange={setDay}
        error={day && !good ? settings.mustBeWeekend : null}
      />
      <Button icon="plus" why={good ? null : settings.mustBeWeekend} onClick={add}>
        {settings.addDays}
      </Button>
    </div>
  )
}
