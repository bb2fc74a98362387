import { useState } from 'preact/hooks'
import { signInRulesOf } from '../../../shared/activities/activity.ts'
import type { ActivityId, MemberId, Millis } from '../../../shared/base/ids.ts'
import { dateOf } from '../../../shared/base/plain-date.ts'
import { dayAndWeekday, momentText, pointsText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { PageHead } from '../page-head.tsx'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { now, nowInBranch } from '../today.ts'
import { hoursText, situationOf, TONES } from './activity-row.ts'
import { ClosingDialog } from './closing-dialog.tsx'
import { ActivityForm } from './form.tsx'
import { GuestsCard } from './guests-card.tsx'
import { timeOn } from './form-draft.ts'
import { monthOf } from './month.ts'
import { OthersDialog, PersonDialog } from './person-dialogs.tsx'
import { CancelDialog, ReopenDialog } from './reason-dialogs.tsx'
import { WallCard } from './wall-card.tsx'
import type { Wall } from './wall-model.ts'
import css from './activities.module.css'

type Open =
  | { readonly what: 'edit' | 'close' | 'reopen' | 'cancel' | 'others' }
  | { readonly what: 'person'; readonly memberId: MemberId }

/** One activity: what it is, who is there, and what is done about it. */
export function DetailPage({ activityId }: { activityId: string }) {
  const wall = useQuery(
    ['attendance', 'wall', activityId],
    // The address is only text; the hub says whether it names an activity.
    () => api.activities.wall.query({ activityId: activityId as ActivityId }),
    ['activity', 'absence', 'leave', 'memberAct', 'signIn', 'entry', 'member'],
  )
  return <Loading of={wall}>{data => <Detail wall={data} refresh={wall.refresh} />}</Loading>
}

function Detail({ wall, refresh }: { wall: Wall; refresh: () => void }) {
  const { activities: text } = words()
  const [open, setOpen] = useState<Open | null>(null)
  const { activity, state } = wall.planned
  const { activityId } = activity
  const close = () => {
    setOpen(null)
    refresh()
  }
  const person = open?.what === 'person' ? open.memberId : null
  return (
    <>
      <PageHead
        title={activity.title}
        back={{ href: hrefTo('activities', monthOf(dateOf(activity.start))), label: text.detail.back }}
        tools={<Tools wall={wall} onOpen={what => setOpen({ what })} />}
      />
      <FactsLine wall={wall} />
      <LateArrivals wall={wall} onClose={() => setOpen({ what: 'close' })} />
      <WallCard
        wall={wall}
        onPick={memberId => setOpen({ what: 'person', memberId })}
        onOthers={state === 'planned' ? () => setOpen({ what: 'others' }) : null}
      />
      <GuestsCard activityId={activityId} open={state !== 'cancelled'} />
      {open?.what === 'edit' && <ActivityForm activity={activity} day={null} onClose={close} />}
      {open?.what === 'close' && <ClosingDialog wall={wall} onClose={close} />}
      {open?.what === 'reopen' && <ReopenDialog activityId={activityId} onClose={close} />}
      {open?.what === 'cancel' && <CancelDialog activityId={activityId} onClose={close} />}
      {open?.what === 'others' && <OthersDialog wall={wall} onClose={close} />}
      {person && <PersonDialog wall={wall} memberId={person} onClose={close} />}
    </>
  )
}

function Tools({ wall, onOpen }: { wall: Wall; onOpen: (what: 'edit' | 'close' | 'reopen' | 'cancel') => void }) {
  const { detail } = words().activities
  const { activity, state } = wall.planned
  const situation = situationOf(wall.planned, nowInBranch())
  const begun = activity.start <= nowInBranch()
  return (
    <>
      <Tag tone={TONES[situation].tone} icon={TONES[situation].icon}>
        {words().activities.states[situation]}
      </Tag>
      <span class={css.push} />
      <a
        class={css.toolLink}
        href={hrefTo('sheet-paper', activity.activityId, 'blank')}
        target="_blank"
        rel="noreferrer"
      >
        <Icon name="printer" />
        {detail.sheetBlank}
      </a>
      {begun && (
        <a
          class={css.toolLink}
          href={hrefTo('sheet-paper', activity.activityId, 'filled')}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="printer" />
          {detail.sheetFilled}
        </a>
      )}
      {state === 'planned' && (
        <>
          <Button onClick={() => onOpen('cancel')}>{detail.cancel}</Button>
          <Button icon="edit" onClick={() => onOpen('edit')}>
            {detail.edit}
          </Button>
          <Button kind="primary" why={offlineWhy() ?? (begun ? null : detail.tooEarly)} onClick={() => onOpen('close')}>
            {activity.itemCode === null ? detail.closeNoItem : detail.close}
          </Button>
        </>
      )}
      {state === 'closed' && (
        <Button icon="undo" why={offlineWhy()} onClick={() => onOpen('reopen')}>
          {detail.reopen}
        </Button>
      )}
    </>
  )
}

function FactsLine({ wall }: { wall: Wall }) {
  const { activities: text } = words()
  const { activity, closedAt, state } = wall.planned
  const { item } = wall
  const day = dateOf(activity.start)
  const expected =
    activity.expected.kind === 'groups' ? activity.expected.groups.join('、') : text.expected[activity.expected.kind]
  const points = item?.points ? text.detail.perTime(pointsText(item.points, true)) : ''
  const { timeZone } = hubState.value
  const facts: readonly (readonly [string, string])[] = [
    [text.form.type, text.types[activity.type]],
    ...(activity.code === '' ? [] : [[text.detail.code, activity.code] as const]),
    [text.detail.when, `${dayAndWeekday(day)} ${hoursText(activity.start, activity.end)}`],
    [text.detail.where, activity.place || text.detail.noPlace],
    [text.detail.who, expected],
    [
      text.detail.item,
      activity.itemCode === null
        ? text.detail.noItem
        : [activity.itemCode, item?.title, points].filter(Boolean).join(' '),
    ],
    [
      text.detail.window,
      text.wall.windowLine(timeOn(activity.opens, day), timeOn(activity.lateAfter, day), timeOn(activity.closes, day)),
    ],
    ...settingFacts(wall),
  ]
  return (
    <dl class={css.factsLine}>
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {state === 'closed' && closedAt !== null && (
        <div>
          <dt>{text.states.closed}</dt>
          <dd>{text.detail.closedAt(momentText(closedAt as Millis, now(), timeZone))}</dd>
        </div>
      )}
      {state === 'cancelled' && (
        <div>
          <dt>{text.states.cancelled}</dt>
          <dd>{text.detail.cancelledNote}</dd>
        </div>
      )}
    </dl>
  )
}

/** What is not as usual about signing in. */
function settingFacts({ planned: { activity }, sessions }: Wall): (readonly [string, string])[] {
  const { facts: text } = words().attendance
  const rules = signInRulesOf(activity)
  const ways = [
    rules.card === 'pin' ? text.pin : rules.card === 'staff' ? text.staff : text.wayWords.card,
    rules.phone && text.wayWords.phone,
    rules.kioskCode && text.wayWords.kioskCode,
    rules.notExpected === 'refuse' && text.refuse,
    rules.capacity !== null && text.capacity(rules.capacity),
    activity.byHour && text.byHour,
  ]
  const titles = sessions.map(each => each.title).join('、')
  return [
    ...(activity.signIn || activity.byHour ? [[text.ways, ways.filter(Boolean).join('、')] as const] : []),
    ...(activity.stayUntil ? [[text.stayUntil, timeOn(activity.stayUntil, dateOf(activity.start))] as const] : []),
    ...(titles === ''
      ? []
      : activity.makesUpFor
        ? [[text.makesUpFor, text.makesUp(titles)] as const]
        : [[text.sessions, titles] as const]),
  ]
}

/** Sign-ins of a kiosk that was offline arrive after the closing: closing again gives them their credit. */
function LateArrivals({ wall, onClose }: { wall: Wall; onClose: () => void }) {
  const { wall: text } = words().activities
  const count = wall.uncreditedIds.length
  if (count === 0) return null
  return (
    <div class={css.lateArrivals} role="status">
      <Icon name="clock" />
      <p>
        {text.uncredited(count)}
        <span>
          {wall.people
            .filter(each => wall.uncreditedIds.includes(each.memberId))
            .map(each => each.name)
            .join('、')}
        </span>
      </p>
      <Button kind="primary" why={offlineWhy()} onClick={onClose}>
        {text.makeUpNow(count)}
      </Button>
    </div>
  )
}
