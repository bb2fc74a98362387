import { useState } from 'preact/hooks'
import type { Activity, FeedActivity } from '../../shared/activities/activity.ts'
import { dateOf } from '../../shared/base/plain-date.ts'
import { timeOf } from '../text/dates.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { useChrome } from '../ui/chrome.tsx'
import { Empty } from '../ui/empty.tsx'
import { Frame, Look } from '../ui/frame.tsx'
import { Icon } from '../ui/icon.tsx'
import { PickList } from '../ui/pick-list.tsx'
import { Tag } from '../ui/tag.tsx'
import { mayAskLeave, maySignOut } from '../state/offers.ts'
import { posterTitle, signInOpen } from './poster-view.ts'
import css from './activities.module.css'

export interface ActivitiesProps {
  readonly activities: readonly FeedActivity[]
  readonly onSignIn: (activity: Activity) => void
  readonly onLeave: (activity: Activity) => void
}

/** 活动安排: one activity in full above, today's and the coming ones to pick below. */
export function Activities({ activities, onSignIn, onLeave }: ActivitiesProps) {
  const t = useText()
  const { now } = useChrome()
  const [pickedId, setPickedId] = useState<string | null>(null)
  const all = activities
    .filter(each => dateOf(each.activity.end) >= dateOf(now))
    .sort((a, b) => (a.activity.start < b.activity.start ? -1 : 1))
  const picked = all.find(each => each.activity.activityId === pickedId) ?? all.find(isAhead(now)) ?? all[0]
  if (!picked) {
    return (
      <Frame where={t.activities.title} speech={`${t.activities.none}。`} layout="center">
        <Empty icon="calendar" title={t.activities.none} note={t.activities.noneNote} />
      </Frame>
    )
  }
  const { activity } = picked
  const open = picked.state === 'planned' && signInOpen(activity, now)
  const mayLeave = mayAskLeave(picked, now) && activity.expected.kind !== 'volunteers'
  return (
    <Frame where={t.activities.title} speech={speechOf(all, t.dayAndTime)}>
      <Look>
        <Detail each={picked} />
      </Look>
      <div class={css.below}>
        <PickList
          label={t.activities.pick}
          all={all}
          keyOf={each => each.activity.activityId}
          isPicked={each => each === picked}
          onPick={each => setPickedId(each.activity.activityId)}
          render={each => <Row each={each} />}
        >
          {mayLeave && <Button label={t.activities.askLeave} icon="calendar" onPress={() => onLeave(activity)} />}
          {open && (
            <Button kind="primary" label={t.activities.goSignIn} icon="card" onPress={() => onSignIn(activity)} />
          )}
          {!open && maySignOut(picked, now) && (
            <Button label={t.activities.goSignOut} icon="exit" onPress={() => onSignIn(activity)} />
          )}
        </PickList>
      </div>
    </Frame>
  )
}

const isAhead = (now: string) => (each: FeedActivity) => each.state === 'planned' && each.activity.end > now

const speechOf = (all: readonly FeedActivity[], dayAndTime: (at: Activity['start']) => string): string =>
  all
    .slice(0, 5)
    .map(each => `${dayAndTime(each.activity.start)}，${each.activity.title}，${each.activity.place}。`)
    .join('')

function Row({ each }: { each: FeedActivity }) {
  const t = useText()
  const { now } = useChrome()
  const date = dateOf(each.activity.start)
  return (
    <>
      <span class={css.when}>
        <b>{date === dateOf(now) ? t.activities.today : t.day(date)}</b>
        <span>{timeOf(each.activity.start)}</span>
      </span>
      <span class={css.title}>{each.activity.title}</span>
      {each.state === 'cancelled' && <Tag tone="stop" icon="cross" text={t.activities.cancelled} />}
      {each.state === 'closed' && <Tag tone="ok" icon="tick" text={t.activities.closed} />}
    </>
  )
}

function Detail({ each }: { each: FeedActivity }) {
  const t = useText()
  const { now } = useChrome()
  const { activity, state } = each
  const { expected } = activity
  const who =
    expected.kind === 'groups'
      ? t.activities.expected.groups(expected.groups.join('、'))
      : expected.kind === 'named'
        ? t.activities.expected.named(expected.memberIds.length)
        : t.activities.expected[expected.kind]
  return (
    <article class={css.detail}>
      <p class={css.type}>
        <Tag tone="red" text={t.activityType[activity.type]} />
        {state === 'cancelled' && <Tag tone="stop" icon="cross" text={t.activities.cancelled} />}
        {state === 'planned' && signInOpen(activity, now) && <Tag tone="ok" icon="tick" text={t.activities.open} />}
      </p>
      <h1>{posterTitle(activity.title, t.activityType[activity.type])}</h1>
      <ul>
        <li>
          <Icon name="clock" />
          <span>
            <b>{t.dayAndWeekday(dateOf(activity.start))}</b>
            <span>{t.activities.runsFrom(timeOf(activity.start), timeOf(activity.end))}</span>
          </span>
        </li>
        {activity.place && (
          <li>
            <Icon name="pin" />
            <span>{activity.place}</span>
          </li>
        )}
        <li>
          <Icon name="people" />
          <span>{who}</span>
        </li>
        <li>
          <Icon name="card" />
          <span>{t.activities.signInFrom(timeOf(activity.opens), timeOf(activity.closes))}</span>
        </li>
      </ul>
    </article>
  )
}
