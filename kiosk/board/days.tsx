import { useText } from '../text/use-text.ts'
import type { Progress } from './notice-view.ts'
import css from './days.module.css'

/** 公示第2天／共5个工作日, with the day itself in red. */
export function ProgressWords({ progress }: { progress: Progress }) {
  const t = useText()
  const { state, days, at, rest } = progress
  const first = days[0]
  const words =
    state === 'coming' && first
      ? t.notice.startsOn(t.day(first.date))
      : state === 'ended'
        ? t.notice.over
        : rest
          ? t.notice.restDay(at, days.length)
          : t.notice.progress(at, days.length)
  return (
    <span class={css.words}>
      {state !== 'coming' && t.notice.publishing}
      {words}
    </span>
  )
}

/** Small bars, one for each working day: done, today, to come. */
export const DayBars = ({ progress }: { progress: Progress }) => (
  <span class={css.bars} aria-hidden="true">
    {progress.days.map(each => (
      <i key={each.date} class={css[each.mark]} />
    ))}
  </span>
)

const columnsFor = (days: number): number => (days <= 5 ? Math.max(1, days) : Math.ceil(days / 2))

/** The strip of days under a notice: past ticked, today solid with the word, future outlined. */
export function DayStrip({ progress }: { progress: Progress }) {
  const t = useText()
  return (
    <ol class={css.strip} style={{ '--days': columnsFor(progress.days.length) }}>
      {progress.days.map(each => {
        const [day = '', weekday = ''] = t.dayShort(each.date).split(' ')
        return (
          <li key={each.date} class={css[each.mark]}>
            <span>{each.mark === 'today' ? t.activities.today : `${each.mark === 'past' ? '✓ ' : ''}${day}`}</span>
            <span>{each.mark === 'today' ? day : weekday}</span>
          </li>
        )
      })}
    </ol>
  )
}
