import type { FeedActivity } from '../../../shared/activities/activity.ts'
import type { LeaveReason } from '../../../shared/activities/leave.ts'
import { dateOf } from '../../../shared/base/plain-date.ts'
import { posterTitle } from '../../board/poster-view.ts'
import { timeOf } from '../../text/dates.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Actions, Frame, Look, Touch } from '../../ui/frame.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Name } from '../../ui/name.tsx'
import { PickList } from '../../ui/pick-list.tsx'
import { Tag } from '../../ui/tag.tsx'
import { ReasonMark } from './reason-marks.tsx'
import css from './member.module.css'

/** Leave: which activity, then which kind of reason. */

export interface LeaveRow {
  readonly feed: FeedActivity
  readonly state: 'none' | 'asked' | 'granted'
}

export interface LeavesProps {
  readonly name: string
  readonly rows: readonly LeaveRow[]
  readonly onPick: (feed: FeedActivity) => void
  readonly onBack: () => void
}

/** The coming activities that expect this member; one touch picks. */
export function Leaves({ name, rows, onPick, onBack }: LeavesProps) {
  const t = useText()
  const back = <Button label={t.back} icon="back" onPress={onBack} />
  if (rows.length === 0) {
    return (
      <Frame where={t.member.leave} speech={`${t.member.leaves.none}。`} layout="center" help>
        <Empty icon="calendar" title={t.member.leaves.none} note={t.member.leaves.noneNote} />
        <div class={css.alone}>{back}</div>
      </Frame>
    )
  }
  const speech = rows.map(({ feed: { activity } }) => `${t.dayAndTime(activity.start)}，${activity.title}。`).join('')
  return (
    <Frame where={t.member.leave} speech={`${t.member.leaves.title}${speech}`} help>
      <Look>
        <Heading title={t.member.leaves.title} note={t.member.menu.private} />
        <p class={css.who}>
          <Name name={name} />
          <small>{t.comrade}</small>
        </p>
      </Look>
      <div class={css.below}>
        <PickList
          label={t.member.leaves.note}
          all={rows}
          keyOf={each => each.feed.activity.activityId}
          isPicked={() => false}
          onPick={each => onPick(each.feed)}
          render={each => <Row row={each} />}
        >
          {back}
        </PickList>
      </div>
    </Frame>
  )
}

function Row({ row: { feed, state } }: { row: LeaveRow }) {
  const t = useText()
  const { activity } = feed
  return (
    <>
      <span class={css.when}>
        <b>{t.day(dateOf(activity.start))}</b>
        <span>{timeOf(activity.start)}</span>
      </span>
      <span class={css.title}>
        <b class={[...activity.title].length > 16 ? css.long : undefined}>{activity.title}</b>
        {state === 'asked' && <Tag tone="gold" icon="clock" text={t.member.leaves.asked} />}
        {state === 'granted' && <Tag tone="ok" icon="tick" text={t.member.leaves.granted} />}
      </span>
    </>
  )
}

const REASONS: readonly LeaveReason[] = ['illness', 'away', 'work', 'family', 'other']

export interface WhyProps {
  readonly feed: FeedActivity
  readonly onPick: (reason: LeaveReason) => void
  readonly onBack: () => void
}

/** A kind of reason, by its picture; the particulars are nobody's business. */
export function Why({ feed: { activity }, onPick, onBack }: WhyProps) {
  const t = useText()
  const words = t.member.leaves
  const spoken = REASONS.map(each => words.reason[each]).join('，')
  return (
    <Frame where={t.member.leave} speech={`${words.why}${spoken}。${words.whyNote}`} help>
      <Look>
        <Heading title={words.why} note={words.whyNote} />
        <div class={css.what}>
          <p>
            {t.dayAndWeekday(dateOf(activity.start))}　{timeOf(activity.start)}
          </p>
          <h2>{posterTitle(activity.title, t.activityType[activity.type])}</h2>
        </div>
      </Look>
      <Touch>
        <ul class={css.reasons}>
          {REASONS.map(each => (
            <li key={each}>
              <button type="button" onClick={() => onPick(each)}>
                <ReasonMark reason={each} />
                <b>{words.reason[each]}</b>
              </button>
            </li>
          ))}
        </ul>
        <Actions>
          <Button label={t.back} icon="back" onPress={onBack} />
        </Actions>
      </Touch>
    </Frame>
  )
}
