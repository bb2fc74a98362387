import { addDays, dateOf } from '../../../shared/base/plain-date.ts'
import { dayAndWeekday } from '../../pages/format.ts'
import { Card, MoreLink } from '../../pages/ui/card.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import css from './today.module.css'

type Planned = Awaited<ReturnType<typeof api.activities.between.query>>[number]
export type Coming = Pick<Planned, 'activity' | 'expected'>

/** So many fit below the wall. */
const SHOWN = 5
const AHEAD_DAYS = 45

/** What comes after today; nothing is drawn when nothing is planned, the wall's card says so already. */
export function UpcomingCard() {
  const day = today()
  const planned = useQuery(['activity', 'coming', day], () =>
    api.activities.between.query({ from: addDays(day, 1), to: addDays(day, AHEAD_DAYS) }),
  )
  return (
    <Loading of={planned}>
      {all => <UpcomingList coming={all.filter(each => each.state === 'planned').slice(0, SHOWN)} />}
    </Loading>
  )
}

export function UpcomingList({ coming }: { coming: readonly Coming[] }) {
  const { today } = words()
  if (coming.length === 0) return null
  return (
    <Card
      title={today.upcoming}
      side={<MoreLink href={hrefTo('activities')}>{today.upcomingAll}</MoreLink>}
      padded={false}
    >
      <ul class={css.coming}>
        {coming.map(({ activity, expected }) => (
          <li key={activity.activityId}>
            <span class={css.when}>
              {dayAndWeekday(dateOf(activity.start))}
              <small>{activity.start.slice(11)}</small>
            </span>
            <a href={hrefTo('activities', activity.activityId)}>{activity.title}</a>
            <span class={css.where}>{activity.place}</span>
            <span class={css.who}>{today.expectedPeople(expected)}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
