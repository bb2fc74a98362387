import type { FeedActivity } from '../../shared/activities/activity.ts'
import { posterTitle } from '../board/poster-view.ts'
import { timeOf } from '../text/dates.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { PickList } from '../ui/pick-list.tsx'
import css from './pick.module.css'

interface PickActivityProps {
  readonly where: string
  readonly title: string
  readonly all: readonly FeedActivity[]
  /** What is said where there is none. */
  readonly none: string
  readonly noneNote: string
  readonly onPick: (activity: FeedActivity) => void
  readonly onBack: () => void
}

/** Which of today's activities is meant. */
export function PickActivity({ where, title, all, none, noneNote, onPick, onBack }: PickActivityProps) {
  const t = useText()
  if (all.length === 0) {
    return (
      <Frame where={where} speech={`${none}。${noneNote}`} layout="center">
        <Empty icon="clock" title={none} note={noneNote} />
        <div class={css.alone}>
          <Button kind="primary" icon="back" label={t.back} onPress={onBack} />
        </div>
      </Frame>
    )
  }
  return (
    <Frame where={where} speech={title}>
      <Look>
        <Heading title={title} />
      </Look>
      <div class={css.below}>
        <PickList
          label={title}
          all={all}
          keyOf={each => each.activity.activityId}
          isPicked={() => false}
          onPick={onPick}
          render={({ activity }) => (
            <span class={css.row}>
              <b class={css.time}>{timeOf(activity.start)}</b>
              <span>{posterTitle(activity.title, t.activityType[activity.type])}</span>
            </span>
          )}
        />
        <Actions>
          <Button label={t.back} icon="back" onPress={onBack} />
        </Actions>
      </div>
    </Frame>
  )
}
