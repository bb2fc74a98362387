import { expect, test } from 'vitest'
import { contentInHand } from '../../../../hub/office/notices/content.ts'
import { noticeDetail } from '../../../../hub/office/notices/views.ts'
import { extendNotice, mustNotice, withdrawNotice } from '../../../../hub/office/notices/notices.ts'
import { changeCalendar } from '../../../../hub/office/branch.ts'
import { showingOf } from '../../../../hub/office/notices/showing.ts'
import { must } from '../../../../shared/base/check.ts'
import type { NoticeId } from '../../../../shared/base/ids.ts'
import type { ShownDoc } from '../../../../shared/notices/shown-doc.ts'
import { daysOwed, type DayState } from '../../../../shared/notices/shown-days.ts'
import { extendedPeriod, isWorkingDay } from '../../../../shared/notices/working-days.ts'
import { day } from '../../../fixtures/branch.ts'
import type { Door } from '../../../fixtures/door.ts'
import { TEST_NOW } from '../../../fixtures/office.ts'
import { codesOf } from '../../../fixtures/refusals.ts'
import {
  aShowingOffice,
  aShownRecord,
  DAY,
  docOf,
  HOUR,
  offline,
  publishAnnouncement,
  putUp,
  span,
  type Kiosk,
} from '../../../fixtures/showing.ts'

/** Monday of the week in which a period of five days runs, 00:00 in Shanghai. */
const MONDAY = TEST_NOW + 14 * HOUR
const at = (days: number, hours = 9) => MONDAY + days * DAY + hours * HOUR

const showing = (office: Door, noticeId: NoticeId) => showingOf(office, office.store.read, offline, noticeId)

const extend = (office: Door, noticeId: NoticeId, more: number, reason = '星期二停电，没有屏显示。') =>
  extendNotice(office, office.by, { noticeId, more, reason }, async read => {
    const { extension } = await showingOf(office, read, offline, noticeId)
    return extension
  })

/** Each of these days the screen says at the end of it what it had on its glass. */
async function lookOn(office: Door, kiosk: Kiosk, doc: ShownDoc, days: readonly number[]) {
  for (const number of days) {
    office.clock.set(at(number, 16) as never)
    await kiosk.push(aShownRecord({ posted: [span([doc], at(number, 9), at(number, 15))] }, { at: at(number, 16) }))
  }
}

/** Published on Sunday for five working days; Tuesday is missing; it is Thursday morning. */
async function aGap() {
  const office = await aShowingOffice()
  const noticeId = await publishAnnouncement(office, { noticeDays: 5, shownUntil: '2026-11-27' })
  const kiosk = await office.kiosk(1)
  await lookOn(office, kiosk, docOf(noticeId), [0, 2])
  office.clock.set(at(3) as never)
  await kiosk.push(aShownRecord({}, { at: at(3) }))
  return { office, noticeId, kiosk }
}

test('NT45 a day without any screen is offered to be made up; extended, the period goes on and says why', async () => {
  const { office, noticeId, kiosk } = await aGap()
  expect((await showing(office, noticeId)).extension).toEqual({ missing: ['2026-11-24'], more: 1 })
  await extend(office, noticeId, 1)
  expect((await noticeDetail(office, office.store.read, noticeId)).problems).toEqual([])
  await putUp(office, noticeId)
  const { document, extension, required } = await showing(office, noticeId)
  expect(document).toMatchObject({ rev: 2, correction: '星期二停电，没有屏显示。' })
  expect(document.noticePeriod?.days).toEqual([
    '2026-11-23',
    '2026-11-24',
    '2026-11-25',
    '2026-11-26',
    '2026-11-27',
    '2026-11-30',
  ])
  expect(must(document.shownUntil, 'a last day') >= '2026-11-30').toBe(true)
  // What screens showed of the first revision counts; the day that is missing is made up for.
  expect(required.map(each => each.state)).toEqual(['shown', 'gap', 'shown', 'today', 'coming', 'coming'])
  expect(extension).toBeNull()
  expect(await codesOf(extend(office, noticeId, 1))).toEqual(['NOTICE_NO_GAP'])
  // Friday is missed as well: once more.
  await lookOn(office, kiosk, docOf(noticeId, 2), [3])
  office.clock.set(at(5) as never)
  await kiosk.push(aShownRecord({}, { at: at(5) }))
  expect((await showing(office, noticeId)).extension).toEqual({ missing: ['2026-11-24', '2026-11-27'], more: 1 })
})

test('NT45 refused when nothing is missing, when a screen may still tell, when it is too short, or over', async () => {
  const office = await aShowingOffice()
  const noticeId = await publishAnnouncement(office, { noticeDays: 5 })
  const [one, two] = [await office.kiosk(1), await office.kiosk(2)]
  const nothing = async () => {
    const before = await office.store.read.journal.head()
    expect(await codesOf(extend(office, noticeId, 2))).toEqual(['NOTICE_NO_GAP'])
    expect(await office.store.read.journal.head()).toEqual(before)
  }
  await nothing()
  await lookOn(office, one, docOf(noticeId), [0, 2])
  office.clock.set(at(3) as never)
  await one.push(aShownRecord({}, { at: at(3) }))
  // The other screen has not told of Tuesday.
  await nothing()
  await two.push(aShownRecord({}, { at: at(3) }))
  expect(await codesOf(extend(office, noticeId, 2, ' '))).toEqual(['NOTICE_REASON_MISSING'])
  await extend(office, noticeId, 2)
  expect(await codesOf(extend(office, noticeId, 2))).toEqual(['NOTICE_NOT_PUBLISHED'])
  const content = await contentInHand(office.store.read, await mustNotice(office.store.read, noticeId))
  expect(content?.extension?.more).toBe(2)
  await withdrawNotice(office, office.by, { noticeId, reason: '重做' })
  expect(await codesOf(extend(office, noticeId, 1))).toEqual(['NOTICE_OVER'])
})

test('NT45 two missing days are not made up by one', async () => {
  const office = await aShowingOffice()
  const noticeId = await publishAnnouncement(office, { noticeDays: 5 })
  const kiosk = await office.kiosk(1)
  await lookOn(office, kiosk, docOf(noticeId), [0])
  office.clock.set(at(3) as never)
  await kiosk.push(aShownRecord({}, { at: at(3) }))
  expect(await codesOf(extend(office, noticeId, 1))).toEqual(['NOTICE_EXTENSION_SHORT'])
})

test('NT45 NT8 the added days are working days by the branch’s table: holidays are skipped, make-up days count', async () => {
  const { office, noticeId } = await aGap()
  await changeCalendar(office, office.by, { holidays: [day('2026-11-30')], makeUpDays: [day('2026-11-28')] })
  await extend(office, noticeId, 2)
  const { document } = await noticeDetail(office, office.store.read, noticeId)
  expect(document?.noticePeriod?.days.slice(5)).toEqual(['2026-11-28', '2026-12-01'])
})

const CALENDAR = { holidays: [day('2026-10-01'), day('2026-10-02')], makeUpDays: [day('2026-10-10')] }

test('NT8 a make-up day is worked, a day in both lists is not, beyond the table Monday to Friday are', () => {
  expect(isWorkingDay(day('2026-10-10'), CALENDAR)).toBe(true)
  expect(isWorkingDay(day('2026-10-11'), CALENDAR)).toBe(false)
  expect(isWorkingDay(day('2026-10-01'), CALENDAR)).toBe(false)
  const both = { holidays: [day('2026-10-10')], makeUpDays: [day('2026-10-10')] }
  expect(isWorkingDay(day('2026-10-10'), both)).toBe(false)
  expect(isWorkingDay(day('2031-10-10'), CALENDAR)).toBe(true)
})

test('NT45 days that have passed already are none of those that are added', () => {
  const rules = { floor: 3, endsAt: '17:30', calendar: { holidays: [], makeUpDays: [] } }
  const days = ['2026-11-23', '2026-11-24', '2026-11-25'].map(day)
  const late = extendedPeriod({ days, more: 2 }, day('2026-12-04'), rules)
  expect(late.ok && late.value.days.slice(3)).toEqual(['2026-12-04', '2026-12-07'])
  expect(extendedPeriod({ days, more: 0 }, day('2026-11-26'), rules).ok).toBe(false)
  expect(extendedPeriod({ days, more: 58 }, day('2026-11-26'), rules).ok).toBe(false)
})

const judged = (...states: DayState[]) => states.map((state, at) => ({ day: day(`2026-11-${23 + at}`), state }))

test('NT45 a planted bug is found: counting a day that a screen may still tell of as missing', () => {
  const waiting = judged('shown', 'waiting', 'shown')
  expect(daysOwed(waiting, 3).more).toBe(0)
  const eager = (days: typeof waiting, promised: number) =>
    promised - days.filter(each => each.state === 'shown').length
  expect(eager(waiting, 3)).not.toBe(daysOwed(waiting, 3).more)
  expect(daysOwed(judged('gap', 'unsure', 'coming'), 3)).toEqual({ missing: ['2026-11-23', '2026-11-24'], more: 2 })
})
