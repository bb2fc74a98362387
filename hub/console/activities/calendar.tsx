import { dateOf, type PlainDate, type PlainDateTime } from '../../../shared/base/plain-date.ts'
import { dayText } from '../../pages/format.ts'
import { cx } from '../../pages/ui/cx.ts'
import { Icon } from '../../pages/ui/icon.tsx'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { situationOf, type ActivityRow } from './activity-row.ts'
import { weeksOf, type Month } from './month.ts'
import css from './activities.module.css'

/** So many fit into a day's field; where there are more, one and their number. The list beside it has them all. */
const FIT = 2

export interface CalendarProps {
  readonly month: Month
  readonly rows: readonly ActivityRow[]
  readonly now: PlainDateTime
  readonly onAdd: (day: PlainDate) => void
}

export function Calendar({ month, rows, now, onAdd }: CalendarProps) {
  const { calendar } = words().activities
  const byDay = Map.groupBy(rows, row => dateOf(row.activity.start))
  return (
    <section class={css.calendar} aria-label={calendar.label}>
      <div class={css.weekdays}>
        {calendar.weekdays.map(day => (
          <span key={day}>{day}</span>
        ))}
      </div>
      <div class={css.weeks}>
        {weeksOf(month).map(week =>
          week.map(day => (
            <Day
              key={day}
              day={day}
              rows={byDay.get(day) ?? []}
              now={now}
              outside={!day.startsWith(month)}
              onAdd={onAdd}
            />
          )),
        )}
      </div>
    </section>
  )
}

function Day(props: {
  day: PlainDate
  rows: readonly ActivityRow[]
  now: PlainDateTime
  outside: boolean
  onAdd: (day: PlainDate) => void
}) {
  const { day, rows, now, outside, onAdd } = props
  const { calendar } = words().activities
  const isToday = dateOf(now) === day
  const shown = rows.length > FIT ? rows.slice(0, 1) : rows
  return (
    <div class={cx(css.day, outside && css.outside, isToday && css.today)}>
      <header>
        <b>{Number(day.slice(8))}</b>
        {isToday && <span>{calendar.todayMark}</span>}
        <button type="button" aria-label={calendar.addOn(dayText(day))} onClick={() => onAdd(day)}>
          <Icon name="plus" />
        </button>
      </header>
      {shown.map(row => (
        <Entry key={row.activity.activityId} row={row} now={now} alone={rows.length === 1} />
      ))}
      {rows.length > shown.length && <p>{calendar.more(rows.length - shown.length)}</p>}
    </div>
  )
}

function Entry({ row, now, alone }: { row: ActivityRow; now: PlainDateTime; alone: boolean }) {
  const { states } = words().activities
  const { activity } = row
  const situation = situationOf(row, now)
  return (
    <a
      class={cx(css.entry, alone && css.entryAlone, css[situation])}
      data-excerpt
      href={hrefTo('activities', activity.activityId)}
      title={`${activity.start.slice(11)} ${activity.title} · ${states[situation]}`}
    >
      {alone && <span>{activity.start.slice(11)}</span>}
      {activity.title}
    </a>
  )
}
