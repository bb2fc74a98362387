import { expect, test } from 'vitest'
import type { Activity, ActivityState, FeedActivity } from '../../../shared/activities/activity.ts'
import type { ActivityId } from '../../../shared/base/ids.ts'
import type { PlainDateTime } from '../../../shared/base/plain-date.ts'
import { nextSignIn, openForSignIn, posterOf, posterTitle } from '../../../kiosk/board/poster-view.ts'

const at = (text: string) => text as PlainDateTime

function activity(title: string, start: string, end: string, state: ActivityState = 'planned'): FeedActivity {
  const day = start.slice(0, 10)
  const of: Activity = {
    activityId: `id ${title}` as ActivityId,
    code: '',
    type: 'themePartyDay',
    title,
    start: at(start),
    end: at(end),
    place: '',
    expected: { kind: 'allMembers' },
    itemCode: null,
    opens: at(`${day}T14:00`),
    lateAfter: at(start),
    closes: at(`${day}T15:15`),
  }
  return { type: 'activity', activity: of, state, expectedIds: [], onLeaveIds: [], presentIds: [] }
}

const today = activity('今天', '2026-10-15T15:00', '2026-10-15T17:00')
const later = activity('以后', '2026-10-20T14:30', '2026-10-20T16:30')

test('KS2 the poster counts minutes to today’s activity', () => {
  const poster = posterOf([later, today], at('2026-10-15T14:12'))
  expect(poster).toMatchObject({
    kind: 'coming',
    activity: { title: '今天' },
    countdown: { count: 48, unit: 'minutes' },
  })
})

test('KS2 far off it counts hours, then days; while it runs, minutes to its end', () => {
  expect(posterOf([today], at('2026-10-15T06:30'))).toMatchObject({ countdown: { count: 9, unit: 'hours' } })
  expect(posterOf([later], at('2026-10-15T14:12'))).toMatchObject({
    kind: 'later',
    countdown: { count: 5, unit: 'days' },
  })
  expect(posterOf([today], at('2026-10-15T16:30'))).toMatchObject({
    kind: 'running',
    countdown: { count: 30, left: 0.25 },
  })
})

test('KS2 what is over, closed or cancelled is not announced', () => {
  expect(posterOf([today], at('2026-10-15T17:00')).kind).toBe('none')
  expect(
    posterOf(
      [
        { ...today, state: 'cancelled' },
        { ...later, state: 'closed' },
      ],
      at('2026-10-15T09:00'),
    ).kind,
  ).toBe('none')
})

test('KS3 sign-in is offered in its window only, both minutes included', () => {
  for (const [now, open] of [
    ['2026-10-15T13:59', false],
    ['2026-10-15T14:00', true],
    ['2026-10-15T15:15', true],
    ['2026-10-15T15:16', false],
  ] as const) {
    expect(openForSignIn([today, later], at(now)) !== undefined).toBe(open)
  }
})

test('KS3 after the window the next one is announced, not the one that is over', () => {
  expect(nextSignIn([today, later], at('2026-10-15T15:20'))?.title).toBe('以后')
  expect(nextSignIn([today], at('2026-10-15T15:20'))).toBeUndefined()
})

test('KS2 a title does not repeat its type', () => {
  expect(posterTitle('10月主题党日：重阳敬老服务', '主题党日')).toBe('重阳敬老服务')
  expect(posterTitle('通知：主题党日改期', '主题党日')).toBe('通知：主题党日改期')
  expect(posterTitle('10月党小组会（各组分头召开）', '党小组会')).toBe('10月党小组会（各组分头召开）')
})

test('KS2 a day whose activity is over is not called a day without one', () => {
  const closed = activity('今天', '2026-10-15T15:00', '2026-10-15T17:00', 'closed')
  const calledOff = activity('今天', '2026-10-15T15:00', '2026-10-15T17:00', 'cancelled')
  const evening = at('2026-10-15T18:00')
  expect(posterOf([closed, later], evening)).toMatchObject({ kind: 'later', heldToday: true })
  expect(posterOf([closed], evening)).toEqual({ kind: 'none', heldToday: true })
  expect(posterOf([calledOff], evening)).toEqual({ kind: 'none', heldToday: false })
})
