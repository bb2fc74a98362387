import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOfWeek, daysBetween, plainDateAt, type PlainDateTime } from '../../shared/base/plain-date.ts'
import type { Hundredths } from '../../shared/base/hundredths.ts'
import type { EntryId, MemberId, Millis, RecordId } from '../../shared/base/ids.ts'
import { situationOf } from '../../hub/console/activities/activity-row.ts'
import { closingInput, EMPTY_CLOSING, pointsOf, type Preview } from '../../hub/console/activities/closing-draft.ts'
import {
  draftOf,
  emptyDraft,
  errorsOf,
  inputOf,
  usualItem,
  usualWindow,
  withStart,
  withType,
} from '../../hub/console/activities/form-draft.ts'
import { firstDay, lastDay, monthOf, shiftMonth, weeksOf } from '../../hub/console/activities/month.ts'
import { pathOf, viewBoxOf } from '../../shared/passes/strokes.ts'
import { changedCount } from '../../hub/console/activities/settings-draft.ts'
import { leaveTodos } from '../../hub/console/activities/todo.ts'
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

test('AT69 the wall shows who left early and when, who made up for it, and whose leave waits; the first page asks', () => {
  const wall = aWall()
  const [first, second, third] = wall.people.map(each => each.memberId)
  const tiles = tilesOf(
    {
      ...wall,
      planned: { ...wall.planned, activity: { ...ACTIVITY, stayUntil: moment('2026-10-15T16:30') } },
      attendance: wall.attendance.map(each => ({ ...each, outAt: shanghai('16:29') as Millis })),
      leaves: [],
      leaveAsked: [{ memberId: second, reason: 'illness', at: 0 as Millis, recordId: 'r' as RecordId, state: 'asked' }],
      madeUpIds: [third].flatMap(id => id ?? []),
    } as Wall,
    'Asia/Shanghai',
  )
  expect(tiles.map(each => [each.state, each.leftEarly, each.outAt !== null, each.leaveAsked])).toEqual([
    ['present', true, true, null],
    ['absent', false, false, 'illness'],
    ['madeUp', false, false, null],
    ['present', true, true, null],
  ])
  expect(first).toBeDefined()
  const asked = { memberId: second, reason: 'work', at: 0, recordId: 'r', state: 'asked', name: '李秀英' }
  const of = { activityId: ACTIVITY.activityId, title: '主题党日', start: moment('2026-10-15T15:00') }
  const todos = leaveTodos([{ ...asked, ...of } as never, { ...asked, ...of, name: '丁一' } as never])
  expect(todos.map(each => [each.title, each.note])).toEqual([
    ['2 人请假，等您答复', '主题党日，10月15日 星期四 15:00'],
  ])
})

describe('closing', () => {
  const id = (no: number) => `m${no}` as MemberId
  const line = (no: number, hours: number | null): Preview['lineup'][number] => ({
    memberId: id(no),
    credit: hours === null ? { kind: 'hoursMissing' } : { kind: 'units', quantity: hours as Hundredths },
    hours: hours as Hundredths | null,
  })
  const preview: Preview = {
    lineup: [line(1, 150), line(2, null), { ...line(3, 200), credit: { kind: 'credited' } }],
    attended: [
      { memberId: id(4), attended: { state: 'absent', confirmed: false } },
      { memberId: id(5), attended: { state: 'absent', confirmed: false } },
      { memberId: id(1), attended: { state: 'present', late: true, leftEarly: false, expected: true } },
    ],
    leaveAsked: [],
    item: { code: 'C02', title: '志愿服务', points: 100 as Hundredths, unit: '小时' },
    deductionItems: [{ code: 'X02', title: '缺席', points: -300 as Hundredths, unit: '次' }],
    lastItems: { late: null, leftEarly: null, absent: 'X02' },
    deducted: [],
    stale: [],
  }

  test('AT14 AT16 nobody is named absent and nothing is deducted unless somebody ticks it', () => {
    expect(closingInput(EMPTY_CLOSING, preview)).toEqual({ hours: [], absentIds: [], deductions: [] })
    const ticked = { ...EMPTY_CLOSING, absent: new Set([id(4)]), late: new Set([id(1)]) }
    // The last item for absence is offered again; for lateness nobody has chosen one.
    expect(closingInput(ticked, preview)).toEqual({
      hours: [],
      absentIds: [id(4)],
      deductions: [{ why: 'absent', itemCode: 'X02', memberIds: [id(4)] }],
    })
    const spared = { ...ticked, items: { absent: null } }
    expect(closingInput(spared, preview)).toMatchObject({ absentIds: [id(4)], deductions: [] })
    const done = { ...preview, deducted: [{ memberId: id(4), entryId: 'e' as EntryId, why: 'absent' as const }] }
    expect(closingInput(ticked, done)).toMatchObject({ deductions: [] })
  })

  test('AT13 AT15 hours are what the clock says until somebody types others; what is no half hour stops the closing', () => {
    const with2 = (typed: string) => ({ ...EMPTY_CLOSING, hours: new Map([[id(2), typed]]) })
    expect(closingInput(with2('２.5'), preview)?.hours).toEqual([{ memberId: id(2), hours: 250 }])
    expect(closingInput(with2(' '), preview)?.hours).toEqual([])
    expect(closingInput(with2('2.3'), preview)).toBeNull()
    expect(closingInput(with2('abc'), preview)).toBeNull()
    const activity = { ...ACTIVITY, byHour: true }
    const worth = preview.lineup.map(each => pointsOf(with2('2.5'), each, preview, activity))
    expect(worth).toEqual([150, 250, null])
  })
})

describe('more settings', () => {
  test('AT63 what is as usual is not said; what is not, is counted on the fold and told to the hub', () => {
    const draft = emptyDraft(day('2026-11-22'))
    expect(changedCount(draft.settings)).toBe(0)
    expect(Object.keys(inputOf(draft) ?? {})).not.toContain('signIn')
    const settings = { ...draft.settings, byHour: true, rules: { ...draft.settings.rules, card: 'pin' as const } }
    const filled = { ...draft, itemCode: 'C02', settings }
    expect(changedCount(settings)).toBe(2)
    expect(inputOf(filled)).toMatchObject({ byHour: true, signIn: { card: 'pin', phone: true } })
    const activity = { ...ACTIVITY, ...inputOf(filled), activityId: ACTIVITY.activityId }
    expect(draftOf(activity).settings).toEqual(settings)
  })

  test('AT63 each setting that does not fit says so under its field; moving the start moves early leaving too', () => {
    const draft = { ...emptyDraft(day('2026-11-22')), title: '主题党日' }
    const wrong = { ...draft.settings, byHour: true, leavesEarly: true, isMakeUp: true }
    expect(Object.keys(errorsOf({ ...draft, settings: wrong }, zh)).sort()).toEqual([
      'byHour',
      'makesUpFor',
      'stayUntil',
    ])
    const early = {
      ...draft,
      settings: { ...draft.settings, leavesEarly: true, stayUntil: moment('2026-11-22T10:30') },
    }
    expect(errorsOf(early, zh)).toEqual({})
    expect(withStart(early, moment('2026-11-22T14:00')).settings.stayUntil).toBe('2026-11-22T15:30')
  })
})

test('handwriting is drawn within its own bounds, a dot included', () => {
  const strokes = [
    [10, 20, 30, 60],
    [50, 50],
  ]
  expect([pathOf(strokes), viewBoxOf(strokes)]).toEqual(['M10 20L30 60M50 50h1', '-4 6 68 68'])
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
