import { expect, test } from 'vitest'
import * as v from 'valibot'
import { ranksOpenly } from '../../../../hub/office/points/ranks-openly.ts'
import { registerEntries } from '../../../../hub/office/points/ledger.ts'
import { starterContent } from '../../../../hub/office/notices/starters.ts'
import { noticeDetail } from '../../../../hub/office/notices/views.ts'
import { startNotice } from '../../../../hub/office/notices/notices.ts'
import { ownContent, ownWorld } from '../../../../hub/office/own/page.ts'
import { publishScheme, saveSchemeDraft } from '../../../../hub/office/points/scheme.ts'
import { must } from '../../../../shared/base/check.ts'
import { points, type Hundredths } from '../../../../shared/base/hundredths.ts'
import type { MemberId, NoticeId } from '../../../../shared/base/ids.ts'
import type { Period } from '../../../../shared/base/plain-date.ts'
import { FACTS, JournalLineSchema, type FactBody, type FactKind } from '../../../../shared/journal/facts.ts'
import { itemsBody } from '../../../../shared/notices/build-items.ts'
import type { BoardDocument, BodyOf } from '../../../../shared/notices/document.ts'
import { publicRanking } from '../../../../shared/points/ranking.ts'
import { groupByMember } from '../../../../shared/points/standing.ts'
import { standingsTable, type TableMember } from '../../../../shared/points/standings-table.ts'
import { templateScheme } from '../../../../shared/points/template.ts'
import { aDoor, type Door } from '../../../fixtures/door.ts'
import { day } from '../../../fixtures/branch.ts'
import { rechain } from '../../../fixtures/chain.ts'
import { codesOf } from '../../../fixtures/refusals.ts'
import { settleAllUpTo } from '../../../fixtures/reviews.ts'
import { putUp } from '../../../fixtures/showing.ts'

/** Three quarters of a branch of fourteen: what hangs of their places, and what a member is told. */

const Q = (number: number) => `2026-Q${number}` as Period
const CATEGORIES = ['noPost', 'noPost', 'noPost', 'noPost', 'inPost']

async function aRankedBranch() {
  const office = await aDoor(
    Array.from({ length: 14 }, (_, at) => ({
      category: CATEGORIES[at % CATEGORIES.length] ?? 'noPost',
      consent: { date: day('2026-01-05'), paperRef: '同意书' },
    })),
  )
  const enter = (memberNo: number, itemCode: string, date: string, units: number) =>
    registerEntries(office, office.by, {
      itemCode,
      memberIds: [office.idOf(memberNo)],
      date: day(date),
      quantity: points(units),
      source: itemCode.startsWith('X') ? 'decision' : 'branchRecord',
      recordedBy: 'branch',
      activityId: null,
      basis: null,
      note: '',
    })
  for (const [quarter, date] of ['2026-02-10', '2026-05-10', '2026-08-10'].entries()) {
    for (let no = 1; no <= 14; no += 1) {
      for (let times = (no * (quarter + 3)) % 5; times > 0; times -= 1) await enter(no, 'C05', date, 1)
      if (no % 4 === quarter) await enter(no, 'C04', date, 1)
    }
  }
  await settleAllUpTo(office, office.by, Q(3))
  return office
}

async function post(office: Door, kind: 'items' | 'ranking', period = Q(3)): Promise<NoticeId> {
  const content = await starterContent(office, office.store.read, kind, { period })
  const noticeId = await startNotice(office, office.by, content)
  await putUp(office, noticeId)
  return noticeId
}

async function shown(office: Door, noticeId: NoticeId): Promise<BoardDocument> {
  const { document } = await noticeDetail(office, office.store.read, noticeId)
  if (document?.type !== 'document') throw new Error('a document of the board')
  return document
}

/** Every fact of a kind in these lines. */
function factsOf<K extends FactKind>(lines: readonly string[], kind: K): FactBody<K>[] {
  return lines.flatMap(text => {
    const line = v.parse(JournalLineSchema, JSON.parse(text))
    return line.kind === kind ? [v.parse(FACTS[kind] as v.GenericSchema<unknown, FactBody<K>>, line.body)] : []
  })
}

/** The ranking by the journal's own lines alone: no table of the hub, no name. */
function recomputed(lines: readonly string[], period: Period): Omit<BodyOf<'ranking'>, 'kind'>['categories'] {
  const { scheme } = must(factsOf(lines, 'scheme.published').at(-1), 'a scheme')
  const records = new Map(factsOf(lines, 'member.recorded').map(({ record }) => [record.memberId, record]))
  const members = [...records.values()].map((record): TableMember => ({
    ...record,
    name: String(record.memberNo),
    exempt: record.exemption !== null,
  }))
  const entries = groupByMember(factsOf(lines, 'entry.registered').map(each => each.entry))
  const rows = standingsTable(members, entries, scheme, period).filter(row => row.period === period)
  const reviews = factsOf(lines, 'review.compiled').filter(each => each.period < period)
  const before = new Map(must(reviews.at(-1), 'the period before').figures.map(each => [each.memberId, each]))
  return scheme.categories.flatMap(({ id, label }) => {
    const own = rows.filter(row => row.member.category === id)
    if (own.length === 0) return []
    const list = (sum: 'inPeriod' | 'toDate', of: (row: (typeof own)[number]) => Hundredths) =>
      publicRanking(
        own.map(row => ({
          name: `党员${row.member.name}`,
          points: of(row),
          before: before.get(row.member.memberId)?.[sum] ?? null,
        })),
        scheme.ranking.topN,
      )
    return [
      {
        id,
        label,
        period: list('inPeriod', row => row.standing.inPeriod.total),
        yearToDate: list('toDate', row => row.standing.total),
      },
    ]
  })
}

test('RK10 RK11 NT41 a ranking is worked out again from the journal up to the head printed on it', async () => {
  const office = await aRankedBranch()
  const items = await shown(office, await post(office, 'items'))
  const { asOfJournal, body } = await shown(office, await post(office, 'ranking'))
  if (body.kind !== 'ranking' || items.body.kind !== 'items') throw new Error('another kind')
  const { review } = must(await office.store.read.reviews.one(Q(3)), 'the settled review')
  expect(asOfJournal).toEqual(review.head)
  const rows = await office.store.read.journal.lines(1, asOfJournal.size)
  expect(rechain(rows)).toEqual(asOfJournal)
  const lines = rows.map(each => each.line)
  const categories = recomputed(lines, Q(3))
  const sorted = (all: typeof categories) =>
    JSON.parse(JSON.stringify(all), (key, value: unknown) =>
      key === 'rows' ? (value as { name: string }[]).toSorted((a, b) => (a.name < b.name ? -1 : 1)) : value,
    ) as unknown
  expect(sorted(categories)).toEqual(sorted(body.categories))
  expect(body.categories.some(each => each.period.rows.some(row => row.movement === 'up'))).toBe(true)
  // The items that hang are those that it was counted by.
  const scheme = must(factsOf(lines, 'scheme.published').at(-1), 'a scheme')
  expect(items.body).toEqual(itemsBody(scheme, items.publishedOn))
  // A planted bug is found: one entry fewer gives another ranking.
  const fewer = lines.filter((_, at) => at !== lines.findLastIndex(each => each.includes('"entry.registered"')))
  expect(sorted(recomputed(fewer, Q(3)))).not.toEqual(sorted(body.categories))
})

test('RK13 RK14 one switch: own place, notices and what hangs are gone at once, for earlier periods too', async () => {
  const office = await aRankedBranch()
  const { read } = office.store
  const hung = await post(office, 'ranking')
  const earlier = await post(office, 'ranking', Q(2))
  const memberId: MemberId = office.idOf(1)
  const ownPlace = async () => {
    const member = must(
      (await read.people.all()).find(each => each.memberId === memberId),
      'a member',
    )
    return (await ownContent(read, await ownWorld(read, office.clock.now()), member)).place
  }
  expect(await ownPlace()).toMatchObject({ of: 12 })
  await saveSchemeDraft(office, office.by, { ...templateScheme(2026), ranking: { public: false, topN: 5 } })
  await publishScheme(office, office.by, 2026, day('2026-11-22'))
  expect([await ranksOpenly(read, Q(3)), await ranksOpenly(read, Q(1))]).toEqual([false, false])
  expect(await ownPlace()).toBeNull()
  for (const noticeId of [hung, earlier]) {
    expect((await noticeDetail(office, read, noticeId)).stage).toBe('withdrawn')
    expect((await office.store.read.feeds.newest('board', noticeId))?.text).toContain('withdrawal')
  }
  const again = startNotice(office, office.by, await starterContent(office, read, 'ranking', { period: Q(1) }))
  expect(await codesOf(putUp(office, await again))).toEqual(['RANKING_NOT_PUBLIC'])
})
