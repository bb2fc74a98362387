import { dateOf, type PlainDateTime } from '../../../shared/base/plain-date.ts'
import { dayAndWeekday } from '../../pages/format.ts'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { cx } from '../../pages/ui/cx.ts'
import { Tag } from '../../pages/ui/tag.tsx'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { hoursText, situationOf, TONES, type ActivityRow } from './activity-row.ts'
import css from './activities.module.css'

/** The month's activities in order, with what they came to. */
export function MonthList(props: { rows: readonly ActivityRow[]; now: PlainDateTime; title?: string }) {
  const { rows, now, title } = props
  const { activities: text } = words()
  const toClose = rows.filter(row => situationOf(row, now) === 'over').length
  return (
    <Card
      class={css.listCard}
      padded={false}
      title={title ?? text.calendar.listTitle}
      side={
        toClose > 0 ? <Tag tone="wait">{text.calendar.toClose(toClose)}</Tag> : text.calendar.listCount(rows.length)
      }
    >
      {rows.length === 0 ? (
        <EmptyState icon="calendar" text={title ? words().find.none : text.calendar.empty} />
      ) : (
        <ol class={css.list} data-flow>
          {rows.map(row => (
            <ListRow key={row.activity.activityId} row={row} now={now} />
          ))}
        </ol>
      )}
    </Card>
  )
}

function ListRow({ row, now }: { row: ActivityRow; now: PlainDateTime }) {
  const { activities: text } = words()
  const { activity, expected, present } = row
  const situation = situationOf(row, now)
  const counted = situation !== 'planned' && situation !== 'cancelled'
  return (
    <li>
      <a
        class={cx(css.listRow, situation === 'cancelled' && css.listCancelled)}
        href={hrefTo('activities', activity.activityId)}
      >
        <span class={css.listWhen}>
          {dayAndWeekday(dateOf(activity.start))} {hoursText(activity.start, activity.end)}
        </span>
        <b>{activity.title}</b>
        <span class={css.listFoot}>
          <span>{text.types[activity.type]}</span>
          {counted && (
            <span>
              {expected > 0 ? text.calendar.expectedPresent(present, expected) : text.calendar.present(present)}
            </span>
          )}
          {situation !== 'planned' && (
            <Tag tone={TONES[situation].tone} icon={TONES[situation].icon}>
              {text.states[situation]}
            </Tag>
          )}
        </span>
      </a>
    </li>
  )
}
