import { addDays, dateOf } from '../../../shared/base/plain-date.ts'
import { dayAndWeekday } from '../../pages/format.ts'
import { Card, EmptyState, MoreLink } from '../../pages/ui/card.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { nowInBranch, today } from '../today.ts'
import { isPresent, wallCells, WallCounts, WallGrid, type WallCell } from '../parts/sign-in-wall.tsx'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import css from './today.module.css'

type Planned = Pick<Awaited<ReturnType<typeof api.activities.between.query>>[number], 'activity' | 'state'>
export type Focus = Planned['activity']

/** So many days ahead the next activity is looked for. */
const AHEAD_DAYS = 30

/** The activity people are signing in to, or the next one. */
export function WallCard() {
  const day = today()
  const at = nowInBranch()
  const planned = useQuery(['activity', 'near', day], () =>
    api.activities.between.query({ from: day, to: addDays(day, AHEAD_DAYS) }),
  )
  return (
    <Loading of={planned}>
      {all => {
        const focus = focusOf(all, at)
        if (!focus) return <NoActivity />
        return focus.opens <= at ? <LiveWall focus={focus} /> : <NextActivity focus={focus} />
      }}
    </Loading>
  )
}

/** What is going on comes before what comes next; today's last one stays until its day is over. */
export function focusOf(all: readonly Planned[], at: string): Focus | null {
  const open = all.filter(each => each.state !== 'cancelled').map(each => each.activity)
  const going = open.filter(each => each.opens <= at && each.end >= at)
  const coming = open.filter(each => each.opens > at)
  const past = open.filter(each => each.end < at && each.start.slice(0, 10) === at.slice(0, 10))
  return (
    going[0] ?? coming.find(each => each.start.slice(0, 10) === at.slice(0, 10)) ?? past.at(-1) ?? coming[0] ?? null
  )
}

function NoActivity() {
  const { today } = words()
  return (
    <Card title={today.nextActivity}>
      <EmptyState
        icon="calendar"
        text={today.noActivity}
        action={<MoreLink href={hrefTo('activities')}>{today.planOne}</MoreLink>}
      />
    </Card>
  )
}

export function NextActivity({ focus }: { focus: Focus }) {
  const { today } = words()
  return (
    <Card
      title={today.nextActivity}
      side={<MoreLink href={hrefTo('activities', focus.activityId)}>{today.open}</MoreLink>}
    >
      <div class={css.next}>
        <h3>{focus.title}</h3>
        <p>
          <Icon name="clock" />
          {today.startsAt(dayAndWeekday(dateOf(focus.start)), focus.start.slice(11))}
          <span>{today.opensAt(focus.opens.slice(11))}</span>
        </p>
        <p>
          <Icon name="pin" />
          {focus.place}
        </p>
      </div>
    </Card>
  )
}

function LiveWall({ focus }: { focus: Focus }) {
  const wall = useQuery(
    ['activity', 'wall', focus.activityId],
    async () => {
      const [wall, members] = await Promise.all([
        api.activities.wall.query({ activityId: focus.activityId }),
        api.members.list.query(),
      ])
      return { wall, members }
    },
    ['attendance', 'leave', 'signIn', 'member'],
  )
  return (
    <Loading of={wall}>
      {({ wall, members }) => (
        <WallSummary
          focus={focus}
          cells={wallCells(wall, members, hubState.value.timeZone)}
          expected={wall.expectedIds.length}
        />
      )}
    </Loading>
  )
}

/** Four rows of eight fit beside 今天要办; the rest is one press away. */
const CELLS = 40

export function WallSummary({
  focus,
  cells,
  expected,
}: {
  focus: Focus
  cells: readonly WallCell[]
  expected: number
}) {
  const { today } = words()
  const present = cells.filter(isPresent).length
  return (
    <Card title={today.wall(focus.title)} side={<WallCounts expected={expected} present={present} />}>
      {cells.length === 0 ? (
        <EmptyState icon="camp" text={today.nobodyYet} />
      ) : (
        <WallGrid cells={cells.slice(0, CELLS)} />
      )}
      {cells.length > CELLS && (
        <div class={css.moreCells}>
          <MoreLink href={hrefTo('activities', focus.activityId)}>{today.more(cells.length - CELLS)}</MoreLink>
        </div>
      )}
    </Card>
  )
}
