import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { withdrawNotice } from '../../../../hub/office/notices/notices.ts'
import { revokeKiosk } from '../../../../hub/office/kiosks/kiosks.ts'
import { showingOf, type Showing } from '../../../../hub/office/notices/showing.ts'
import { verifyDatabase } from '../../../../hub/store/verify.ts'
import type { NoticeId } from '../../../../shared/base/ids.ts'
import type { Door } from '../../../fixtures/door.ts'
import { TEST_NOW } from '../../../fixtures/office.ts'
import { codesOf } from '../../../fixtures/refusals.ts'
import {
  aShowingOffice,
  aShownRecord,
  correct,
  DAY,
  docOf,
  HOUR,
  offline,
  publishAnnouncement,
  span,
  takeOver,
} from '../../../fixtures/showing.ts'

const showing = (office: Door, noticeId: NoticeId, rev: number | null = null): Promise<Showing> =>
  showingOf(office, office.store.read, offline, noticeId, rev)

const statesOf = ({ required }: Showing) => required.map(each => each.state)
const screenOf = (of: Showing, place: string) => of.screens.find(each => each.place === place)

/** Monday of the week in which a period of five days runs, 00:00 in Shanghai. */
const MONDAY = TEST_NOW + 14 * HOUR

test('NT30 NT36 having the document is one thing, showing it another: first, last and opened come from the glass', async () => {
  const office = await aShowingOffice()
  const noticeId = await publishAnnouncement(office)
  const [one, two] = [await office.kiosk(1), await office.kiosk(2)]
  await takeOver(office, one)
  await takeOver(office, two)
  const before = await showing(office, noticeId)
  expect(before).toMatchObject({ state: 'up', first: null, last: null, daysShown: 0 })
  expect(before.screens.map(each => [each.hasNewest, each.first])).toEqual([
    [true, null],
    [true, null],
  ])
  const doc = docOf(noticeId)
  office.clock.advance(HOUR)
  await one.push(
    aShownRecord({ posted: [span([doc], TEST_NOW + 180_000, TEST_NOW + 240_000)] }, { at: TEST_NOW + 240_000 }),
    aShownRecord(
      { posted: [span([doc], TEST_NOW + HOUR)], opened: [span([doc], TEST_NOW + 1_000_000)] },
      {
        at: TEST_NOW + HOUR,
      },
    ),
  )
  const after = await showing(office, noticeId)
  expect(after.first).toEqual({ at: TEST_NOW + 180_000, place: '大厅1' })
  expect(after.last).toEqual({ at: TEST_NOW + HOUR, place: '大厅1' })
  expect(screenOf(after, '大厅1')).toMatchObject({ opened: TEST_NOW + 1_000_000, days: 1, hasNewest: true })
  expect(screenOf(after, '大厅2')).toMatchObject({ first: null, days: 0, hasNewest: true })
})

test('NT31 a working day of the period on which no screen had it is a gap, and none while a screen may still tell', async () => {
  const office = await aShowingOffice()
  const noticeId = await publishAnnouncement(office, { noticeDays: 5 })
  const [one, two] = [await office.kiosk(1), await office.kiosk(2)]
  const doc = docOf(noticeId)
  expect(statesOf(await showing(office, noticeId))).toEqual(['coming', 'coming', 'coming', 'coming', 'coming'])
  // Thursday noon: screen 1 tells of Monday and Wednesday, screen 2 has been silent since Monday.
  office.clock.set((MONDAY + HOUR) as never)
  await two.push(aShownRecord({}, { at: MONDAY + HOUR }))
  office.clock.set((MONDAY + 3 * DAY + 12 * HOUR) as never)
  const at = MONDAY + 3 * DAY + 12 * HOUR
  await one.push(aShownRecord({ posted: [span([doc], MONDAY + HOUR), span([doc], MONDAY + 2 * DAY + HOUR)] }, { at }))
  const waiting = await showing(office, noticeId)
  expect(statesOf(waiting)).toEqual(['shown', 'waiting', 'shown', 'today', 'coming'])
  expect(waiting.required[1]).toMatchObject({ waitingFor: ['大厅2'] })
  expect(waiting.required[0]).toMatchObject({ on: ['大厅1'] })
  // It comes back and has nothing of Tuesday.
  await two.push(aShownRecord({}, { at }))
  expect(statesOf(await showing(office, noticeId))).toEqual(['shown', 'gap', 'shown', 'today', 'coming'])
})

test('NT31 a report that comes late fills its gap; a screen that was taken out of service is not waited for', async () => {
  const office = await aShowingOffice()
  const noticeId = await publishAnnouncement(office, { noticeDays: 5 })
  const [one, two] = [await office.kiosk(1), await office.kiosk(2)]
  office.clock.set((MONDAY + 2 * DAY) as never)
  await one.push(aShownRecord({}, { at: MONDAY + 2 * DAY }))
  expect(statesOf(await showing(office, noticeId)).slice(0, 2)).toEqual(['waiting', 'waiting'])
  await two.push(aShownRecord({ posted: [span([docOf(noticeId)], MONDAY + HOUR)] }, { at: MONDAY + 2 * DAY }))
  office.clock.advance(HOUR)
  await revokeKiosk(office, office.by, two.kioskId, 'lost')
  await one.push(aShownRecord({}, { at: MONDAY + 2 * DAY + HOUR }))
  expect(statesOf(await showing(office, noticeId)).slice(0, 2)).toEqual(['shown', 'gap'])
})

test('NT32 SY143 a look whose time nobody can be sure of proves no day, and is named', async () => {
  const office = await aShowingOffice()
  const noticeId = await publishAnnouncement(office, { noticeDays: 5 })
  const one = await office.kiosk(1)
  const doc = docOf(noticeId)
  const at = MONDAY + 2 * DAY + HOUR
  office.clock.set(at as never)
  await one.push(
    aShownRecord({ posted: [span([doc], MONDAY + HOUR, MONDAY + HOUR, { trust: 'unknown' })] }, { at }),
    // A clock that says it is synced, and tells of tomorrow.
    aShownRecord({ posted: [span([doc], MONDAY + 3 * DAY)] }, { at }),
  )
  const of = await showing(office, noticeId)
  expect(statesOf(of).slice(0, 2)).toEqual(['unsure', 'gap'])
  expect(of).toMatchObject({ first: null, daysShown: 0 })
  expect(screenOf(of, '大厅1')).toMatchObject({ days: 0, unsureDays: 2 })
})

test('SY143 without a good clock the steady one places what was seen in the same run', async () => {
  const office = await aShowingOffice()
  const noticeId = await publishAnnouncement(office)
  const one = await office.kiosk(1)
  const mono = 40_000_000
  office.clock.set((MONDAY + 12 * HOUR) as never)
  one.hello({ mono, boot: 'b007b007' })
  // It believed to be in 1971 when it looked an hour ago.
  const looked = span([docOf(noticeId)], 40 * DAY * 10, 40 * DAY * 10, {
    trust: 'unknown',
    mono: { first: mono - HOUR, last: mono - HOUR },
  })
  await one.push(aShownRecord({ clockTrust: 'unknown', posted: [looked] }, { at: 40 * DAY * 10, mono }))
  expect((await showing(office, noticeId)).first).toEqual({ at: MONDAY + 11 * HOUR, place: '大厅1' })
})

test('NT33 after a withdrawal a screen has dropped it when it took over the board without it, and may show it till then', async () => {
  const office = await aShowingOffice()
  const noticeId = await publishAnnouncement(office)
  const [one, two, three] = [await office.kiosk(1), await office.kiosk(2), await office.kiosk(3)]
  for (const kiosk of [one, two, three]) await takeOver(office, kiosk)
  office.clock.advance(HOUR)
  await withdrawNotice(office, office.by, { noticeId, reason: '内容有误' })
  const drops = async () => (await showing(office, noticeId)).screens.map(each => each.drop)
  expect(await drops()).toEqual(['maybe', 'maybe', 'maybe'])
  await takeOver(office, one)
  const doc = docOf(noticeId)
  await three.push(aShownRecord({ gone: [span([doc], TEST_NOW + HOUR)] }, { at: TEST_NOW + HOUR }))
  const of = await showing(office, noticeId)
  expect(of).toMatchObject({ state: 'withdrawn', offAt: TEST_NOW + HOUR })
  expect(of.screens.map(each => each.drop)).toEqual(['gone', 'maybe', 'gone'])
  // No time that passes makes it known: only a contact does.
  office.clock.advance(400 * DAY)
  expect(await drops()).toEqual(['gone', 'maybe', 'gone'])
})

test('NT34 what expired is off by each screen’s own clock, where that clock met the hub not long ago', async () => {
  const office = await aShowingOffice()
  const noticeId = await publishAnnouncement(office, { shownUntil: '2026-11-24' })
  const [one, two, three] = [await office.kiosk(1), await office.kiosk(2), await office.kiosk(3)]
  const over = MONDAY + 2 * DAY
  await takeOver(office, one)
  await takeOver(office, two)
  expect(await showing(office, noticeId)).toMatchObject({ state: 'up', offAt: null })
  office.clock.set((over + HOUR) as never)
  await takeOver(office, two)
  const of = await showing(office, noticeId)
  expect(of).toMatchObject({ state: 'expired', offAt: over })
  expect(of.screens.map(each => [each.place, each.drop])).toEqual([
    ['大厅1', 'byClock'],
    ['大厅2', 'gone'],
    // Never heard of since it was paired: nobody knows what its clock says.
    ['大厅3', 'maybe'],
  ])
  await three.push(aShownRecord({ gone: [span([docOf(noticeId)], over + 60_000)] }, { at: over + HOUR }))
  expect((await showing(office, noticeId)).screens.map(each => each.drop)).toEqual(['byClock', 'gone', 'gone'])
})

test('NT36 each revision has its own days; a screen that still shows the old one is named', async () => {
  const office = await aShowingOffice()
  const noticeId = await publishAnnouncement(office)
  const [one, two] = [await office.kiosk(1), await office.kiosk(2)]
  await takeOver(office, one)
  await takeOver(office, two)
  await one.push(aShownRecord({ posted: [span([docOf(noticeId, 1)], TEST_NOW)] }))
  office.clock.advance(HOUR)
  await correct(office, noticeId)
  await takeOver(office, one)
  expect(await showing(office, noticeId)).toMatchObject({ rev: 2, state: 'up', daysShown: 0 })
  const old = await showing(office, noticeId, 1)
  expect(old).toMatchObject({ rev: 1, state: 'replaced', daysShown: 1, offAt: TEST_NOW + HOUR })
  expect(old.screens.map(each => each.drop)).toEqual(['gone', 'maybe'])
  expect(await codesOf(showing(office, noticeId, 7))).toEqual(['NOTICE_NEVER_UP'])
})

test('SY144 telling twice, late or in another order ends in the same rows, and a rebuild from the journal too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'showing-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'branch.db')
  const office = await aShowingOffice({ path })
  const noticeId = await publishAnnouncement(office)
  const [one, two] = [await office.kiosk(1), await office.kiosk(2)]
  const doc = docOf(noticeId)
  office.clock.set((MONDAY + 12 * HOUR) as never)
  const at = MONDAY + 12 * HOUR
  const bodies = [
    { posted: [span([doc], MONDAY + 2 * HOUR, MONDAY + 3 * HOUR)], gone: [span([doc], MONDAY + 3 * HOUR)] },
    { posted: [span([doc], TEST_NOW, MONDAY + HOUR)], opened: [span([doc], MONDAY + HOUR)] },
    { posted: [span([doc], MONDAY + 5 * HOUR)], lost: 2 },
  ]
  await one.push(...bodies.map(body => aShownRecord(body, { at })))
  const record = aShownRecord({}, { at })
  await two.push(...[...bodies, ...bodies].toReversed().map(body => aShownRecord(body, { at })), record)
  await two.repeat(7, record)
  const rows = await office.store.read.showing.days(noticeId, 1)
  const without = (number: number) =>
    rows.filter(each => each.kioskId === (number === 1 ? one : two).kioskId).map(each => ({ ...each, kioskId: '' }))
  expect(without(1)).toHaveLength(2)
  expect(without(2)).toEqual(without(1))
  // Over midnight: one look on either day, and nothing reckoned between.
  expect(without(1)[0]).toMatchObject({ day: '2026-11-22', first: TEST_NOW, last: TEST_NOW })
  expect(without(1)[1]).toMatchObject({ first: MONDAY + HOUR, last: MONDAY + 5 * HOUR, openedFirst: MONDAY + HOUR })
  const lost = new Map((await office.store.read.showing.told()).map(each => [each.kioskId, each.lost]))
  expect([lost.get(one.kioskId), lost.get(two.kioskId)]).toEqual([2, 4])
  await office.store.close()
  expect(await verifyDatabase(path, { rebuild: true })).toMatchObject({ ok: true, rebuilt: true })
})

test('SY145 what cannot be read is held, and a document that this hub does not know is kept as said', async () => {
  const office = await aShowingOffice()
  const one = await office.kiosk(1)
  const stranger = docOf('0199e3a0-0000-7000-8000-000000000999' as NoticeId, 3)
  const reply = await one.push(
    aShownRecord({ posted: [{ ...span([stranger], TEST_NOW), docs: ['x/1'] }] } as never),
    aShownRecord({ lost: -1 }),
    aShownRecord({ posted: [span([stranger], TEST_NOW)] }),
  )
  expect(reply.ok && reply.res.map(each => each.st)).toEqual(['held', 'held', 'new'])
  expect(await office.store.read.showing.days('0199e3a0-0000-7000-8000-000000000999' as NoticeId, 3)).toHaveLength(1)
})
