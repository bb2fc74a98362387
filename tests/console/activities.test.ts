import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOfWeek, daysBetween, plainDateAt, type PlainDateTime } from '../../shared/base/plain-date.ts'
import type { Millis } from '../../shared/base/ids.ts'
import { situationOf } from '../../hub/console/activities/activity-row.ts'
import {
  emptyDraft,
  errorsOf,
  inputOf,
  usualItem,
  usualWindow,
  withStart,
  withType,
} from '../../hub/console/activities/form-draft.ts'
import { firstDay, lastDay, monthOf, shiftMonth, weeksOf } from '../../hub/console/activities/month.ts'
import { countsOf, tileName, tilesOf, type Wall } from '../../hub/console/activities/wall-model.ts'
import { en } from '../../hub/console/text/en.ts'
import { zh } from '../../hub/console/text/zh.ts'
import { day, moment } from '../fixtures/branch.ts'
import { anActivity } from './fixtures.ts'

const days = fc
  .integer({ min: Date.parse('2000-01-01'), max: Date.parse('2099-12-31') })
  .map(at => plainDateAt(at as Millis, 'UTC'))

describe('the month', () => {
  const isACalendar = (weeksOfMonth: typeof weeksOf) =>
    fc.property(days, date => {
      const month = monthOf(date)
      const all = weeksOfMonth(month).flat()
      const inside = all.filter(each => each.startsWith(month))
      return (
        all.length % 7 === 0 &&
        dayOfWeek(all[0] ?? date) === 1 &&
        all.every((each, at) => at === 0 || daysBetween(all[at - 1] ?? each, each) === 1) &&
        inside[0] === firstDay(month) &&
        inside.at(-1) === lastDay(month) &&
        inside.includes(date)
      )
    })

  test('its weeks begin on Monday, follow each other, and hold every day of it once', () => {
    fc.assert(isACalendar(weeksOf))
  })

  test('the property catches weeks that end before the month does', () => {
    const short: typeof weeksOf = month => weeksOf(month).slice(0, 5)
    expect(fc.check(isACalendar(short), { seed: 20_261_122 }).failed).toBe(true)
  })

  test('turning forth and back comes home, over the year’s end too', () => {
    expect([shiftMonth('2026-12', 1), shiftMonth('2026-01', -1), shiftMonth('2026-05', -17)]).toEqual([
      '2027-01',
      '2025-12',
      '2024-12',
    ])
  })
})

describe('the form', () => {
  test('PL15 the usual window opens an hour before, counts late from the start, closes at the end; over midnight too', () => {
    expect(usualWindow(moment('2026-01-01T00:30'), moment('2026-01-01T02:00'))).toEqual({
      opens: '2025-12-31T23:30',
      lateAfter: '2026-01-01T00:30',
      closes: '2026-01-01T02:00',
    })
  })

  test('what nobody chose follows the type; what somebody chose stays', () => {
    const codes = ['B04', 'B05', 'C01']
    const fresh = emptyDraft(day('2026-11-22'))
    expect([usualItem('themePartyDay', codes), usualItem('groupMeeting', codes)]).toEqual(['B05', null])
    const service = withType({ ...fresh, itemCode: 'B05' }, 'volunteerService', codes)
    expect([service.expectedKind, service.itemCode]).toEqual(['volunteers', 'C01'])
    const chosen = withType({ ...fresh, expectedKind: 'groups', itemCode: null }, 'partyLecture', codes)
    expect([chosen.expectedKind, chosen.itemCode]).toEqual(['groups', null])
    expect(withType({ ...fresh, itemCode: 'B05' }, 'partyLecture', ['B05']).itemCode).toBeNull()
  })

  test('moving the start keeps the length; an emptied start moves nothing', () => {
    const draft = emptyDraft(day('2026-11-22'))
    expect(withStart(draft, moment('2026-11-25T19:30')).end).toBe('2026-11-25T21:30')
    expect(withStart(draft, null)).toEqual({ ...draft, start: null })
  })

  test('AT6 each mistake is said under its field, and a draft without mistakes is what the hub takes', () => {
    const draft = { ...emptyDraft(day('2026-11-22')), title: ' 主题党日 ', place: ' 礼堂 ' }
    expect(errorsOf(draft, zh)).toEqual({})
    expect(inputOf(draft)).toMatchObject({
      title: '主题党日',
      place: '礼堂',
      expected: { kind: 'allMembers' },
      opens: '2026-11-22T08:00',
      closes: '2026-11-22T11:00',
    })
    const wrong = {
      ...draft,
      title: ' ',
      end: moment('2026-11-22T08:00'),
      expectedKind: 'named' as const,
      window: { opens: moment('2026-11-22T09:00'), lateAfter: moment('2026-11-22T08:00'), closes: null },
    }
    expect(Object.keys(errorsOf(wrong, zh)).sort()).toEqual(['closes', 'end', 'memberIds', 'title'])
    expect(inputOf({ ...draft, end: null })).toBeNull()
  })
})

const ACTIVITY = anActivity('2026-10-15', '15:00', '17:00')

test('SG15 an activity is open, then late, then over; the minutes themselves belong to the window', () => {
  const at = (time: string) =>
    situationOf({ activity: ACTIVITY, state: 'planned' }, `2026-10-15T${time}` as PlainDateTime)
  expect(['14:29', '14:30', '15:00', '15:01', '17:00', '17:01'].map(at)).toEqual([
    'planned',
    'open',
    'open',
    'late',
    'late',
    'over',
  ])
})

const shanghai = (time: string) => Date.parse(`2026-10-15T${time}:00+08:00`)
const person = (memberNo: number, name: string, consent = true) => ({
  memberId: `m${memberNo}` as Wall['people'][number]['memberId'],
  memberNo,
  name,
  nameNote: '',
  group: '第一党小组',
  type: 'full' as const,
  category: 'noPost',
  consent,
})

const aWall = (): Wall => {
  const people = [person(4, '丁一'), person(2, '李秀英'), person(21, '李秀英', false), person(7, '张建国', false)]
  const there = (at: number, time: string) => ({
    memberId: people[at]?.memberId as Wall['people'][number]['memberId'],
    at: shanghai(time) as Millis,
    outAt: null,
    way: 'card' as const,
    kioskId: null,
    recordId: null,
  })
  return {
    planned: { activity: ACTIVITY, state: 'planned', closedAt: null },
    expectedIds: people.slice(0, 3).map(each => each.memberId),
    attendance: [there(0, '15:00'), there(3, '15:01')],
    leaves: [{ memberId: person(2, '').memberId, reason: 'illness' }],
    leaveAsked: [],
    madeUpIds: [],
    absenceIds: [],
    sessions: [],
    uncreditedIds: [],
    people,
    item: null,
  }
}

describe('the wall', () => {
  test('AT61 AT8 SG15 one tile per person in the hub’s order: there, late, on leave, absent, and who came unexpected', () => {
    const tiles = tilesOf(aWall(), 'Asia/Shanghai')
    expect(tiles.map(each => [each.person.memberNo, each.state, each.late, each.expected, each.newest])).toEqual([
      [4, 'present', false, true, false],
      [2, 'onLeave', false, true, false],
      [21, 'absent', false, true, false],
      [7, 'present', true, false, true],
    ])
    expect(countsOf(tiles)).toEqual({ expected: 3, present: 2, onLeave: 1, absent: 1, madeUp: 0, guests: 1 })
  })

  test('AT61 PR1 PR4 on a projector who has not agreed is masked, and namesakes are told apart by their number', () => {
    const tiles = tilesOf(aWall(), 'Asia/Shanghai')
    const names = (inPublic: boolean) =>
      tiles.map(tile => tileName(tile, inPublic, zh.activities.wall.numbered)).map(({ name, note }) => name + note)
    expect(names(false)).toEqual(['丁一', '李秀英2号', '李秀英21号', '张建国'])
    expect(names(true)).toEqual(['丁一', '李秀英2号', '李*英21号', '张*国'])
  })
})

test('the English catalogue says nothing in Chinese', () => {
  const said = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : typeof value === 'object' && value ? Object.values(value).flatMap(said) : []
  const allowed = /第一党小组|大, 小/
  expect(
    said([en.activities, en.attendance, en.members]).filter(
      each => /\p{Script=Han}/u.test(each) && !allowed.test(each),
    ),
  ).toEqual([])
})
