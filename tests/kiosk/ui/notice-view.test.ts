import { expect, test } from 'vitest'
import { points } from '../../../shared/base/hundredths.ts'
import type { PlainDate, PlainDateTime } from '../../../shared/base/plain-date.ts'
import type { RankedList } from '../../../shared/notices/document.ts'
import { groupTies } from '../../../kiosk/board/ranking-view.ts'
import { featuresOf, noticesOf, progressOf, stateOf } from '../../../kiosk/board/notice-view.ts'
import {
  announcement,
  endedNotice,
  itemsDocument,
  longAnnouncement,
  pointsNotice,
  rankingDocument,
} from '../../../kiosk/gallery/fixtures.ts'

const at = (text: string) => text as PlainDateTime

test('KS4 the strip counts working days: second of five', () => {
  const progress = progressOf(pointsNotice, at('2026-10-15T14:12'))
  expect(progress).toMatchObject({ state: 'open', at: 2, rest: false })
  expect(progress?.days.map(each => each.mark)).toEqual(['past', 'today', 'future', 'future', 'future'])
})

test('KS4 on a day of rest it says how many days are done', () => {
  expect(progressOf(pointsNotice, at('2026-10-17T10:00'))).toMatchObject({ state: 'open', at: 3, rest: true })
})

test('KS4 before it begins it is coming; on the last day it ends at its hour', () => {
  expect(stateOf(pointsNotice, at('2026-10-13T23:59'))).toBe('coming')
  expect(stateOf(pointsNotice, at('2026-10-20T17:29'))).toBe('open')
  expect(stateOf(pointsNotice, at('2026-10-20T17:30'))).toBe('ended')
  expect(stateOf(pointsNotice, at('2026-10-21T08:00'))).toBe('ended')
})

test('KS4 a document without a period merely stands', () => {
  expect(progressOf(longAnnouncement, at('2026-10-15T14:12'))).toBeNull()
  expect(
    progressOf({ ...pointsNotice, noticePeriod: { days: [] as PlainDate[], endsAt: '17:30' } }, at('2026-10-15T14:12')),
  ).toBeNull()
})

test('KS4 notices in their period come first; items and ranking have their own pages', () => {
  const all = [endedNotice, itemsDocument, longAnnouncement, rankingDocument, announcement, pointsNotice]
  const listed = noticesOf(all, at('2026-10-15T14:12'))
  expect(listed).toEqual([pointsNotice, announcement, longAnnouncement, endedNotice])
  expect(featuresOf(all, at('2026-10-15T14:12'))).toEqual([pointsNotice, announcement])
  expect(featuresOf([endedNotice], at('2026-10-15T14:12'))).toEqual([endedNotice])
})

const rows = ([...places]: number[]): RankedList['rows'] =>
  places.map(place => ({
    place,
    tied: places.filter(each => each === place).length > 1,
    name: '',
    points: points(9 - place),
    movement: null,
  }))

test('KS6 equal places stand in one bracket, in order, and nobody is lost', () => {
  const groups = groupTies(rows([1, 2, 2, 4, 5, 5, 5]))
  expect(groups.map(each => [each.place, each.tied, each.rows.length])).toEqual([
    [1, false, 1],
    [2, true, 2],
    [4, false, 1],
    [5, true, 3],
  ])
  expect(groups.flatMap(each => each.rows)).toEqual(rows([1, 2, 2, 4, 5, 5, 5]))
})
