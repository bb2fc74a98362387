import { expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import type { Millis } from '../../../shared/base/ids.ts'
import { plainDateTimeAt, yearOf, type Period, type PlainDate } from '../../../shared/base/plain-date.ts'
import { standingsCsv } from '../../../shared/points/standings-table.ts'
import { makeChance } from '../../../hub/demo/chance.ts'
import { seedDemo } from '../../../hub/demo/seed.ts'
import { DEMO_ZONE } from '../../../hub/demo/stage.ts'
import { declarationInbox } from '../../../hub/office/declarations/views.ts'
import { standingsOf } from '../../../hub/office/points/standings.ts'
import { publishedDocument } from '../../../hub/office/notices/board.ts'
import { pinyinInitials, strokeKey } from '../../../hub/names.ts'
import { anOffice, TEST_NOW } from '../../fixtures/office.ts'
import { csvText } from '../../fixtures/sample.ts'

async function aDemo(now: Millis, seed = 'demo') {
  const office = Object.assign(await anOffice({ now }), { names: { strokeKey, pinyinInitials } })
  return { office, seeded: await seedDemo(office, office.clock, makeChance(seed), now) }
}

const demo = await aDemo(TEST_NOW)

test('YR1 the demo is a branch of 46 with two cycles behind it and a theme day open now', async () => {
  const { read } = demo.office.store
  expect(await read.people.all()).toHaveLength(46)
  for (const year of [2025, 2026]) {
    const activities = await read.activities.between(`${year}-01-01` as PlainDate, `${year}-12-31` as PlainDate)
    expect(activities.length).toBeGreaterThanOrEqual(60)
  }
  const { activity, state } = must(await read.activities.one(demo.seeded.openActivity), 'the open theme day')
  const now = plainDateTimeAt(TEST_NOW, DEMO_ZONE)
  expect(state).toBe('planned')
  expect(activity.opens <= now && now <= activity.closes).toBe(true)
})

test('YR2 every quarter of the demo that has ended is published, and one notice is in its period', async () => {
  const { read } = demo.office.store
  const notices = (await read.notices.all()).filter(each => each.notice.is === 'published')
  const documents = await Promise.all(notices.map(each => publishedDocument(read, each.noticeId, 1)))
  const published = documents.flatMap(each => (each.body.kind === 'periodPoints' ? [each.body.period] : [])).sort()
  expect(published).toEqual(['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2', '2026-Q3'])
  const today = plainDateTimeAt(TEST_NOW, DEMO_ZONE).slice(0, 10)
  const running = documents.filter(each => {
    const days = each.noticePeriod?.days ?? []
    return (days[0] ?? '9') <= today && today <= (days.at(-1) ?? '')
  })
  expect(running.length).toBeGreaterThanOrEqual(1)
})

test("YR3 the demo's figures are the sample's own, through every desk they went", async () => {
  const { rows } = await standingsOf(demo.office.store.read, '2026-Q3' as Period)
  // The order of the caps reached carries no meaning.
  const withoutOrder = (csv: string) =>
    csv.split('\r\n').map(line => line.replace(/[^,]*$/, caps => caps.split('|').sort().join('|')))
  expect(withoutOrder(standingsCsv(rows))).toEqual(withoutOrder(csvText('expected-standings-2026Q3.csv')))
})

test('in the inbox of the demo three declarations wait and one attestation beside the one it is about', async () => {
  const { office } = demo
  const inbox = await declarationInbox(office, office.store.read)
  const kindsOf = (state: string) => inbox.filter(each => each.state === state).map(each => each.kind)
  expect(kindsOf('waiting').sort()).toEqual(['attestation', 'declaration', 'declaration', 'declaration'])
  expect(kindsOf('askedBack')).toEqual(['declaration'])
  const own = inbox.filter(each => each.kind === 'declaration')
  expect(own.flatMap(each => each.hints.problems)).toEqual([])
  const vouched = inbox.find(each => each.kind === 'attestation')
  expect(vouched?.hints.duplicates.map(each => each.kind)).toContain('declaration')
})

test('YR4 the same seed and moment give the same branch; the sample year moves with the calendar', async () => {
  const again = await aDemo(TEST_NOW)
  const lines = async (each: typeof demo) =>
    (await each.office.store.read.journal.lines(1, 10_000)).map(row => row.line)
  expect(await lines(again)).toEqual(await lines(demo))
  const later = await aDemo(Date.parse('2028-02-29T15:59:00Z') as Millis)
  const { activity } = must(await later.office.store.read.activities.one(later.seeded.openActivity), 'theme day')
  expect(yearOf(activity.start as never)).toBe(2028)
  expect((await later.office.store.read.scheme.published()).map(each => each.scheme.cycle)).toEqual([2027, 2028])
})
