import { expect, test } from 'vitest'
import { points } from '../../../../shared/base/hundredths.ts'
import type { Period } from '../../../../shared/base/plain-date.ts'
import { exportFeedback } from '../../../../hub/exports/feedback.ts'
import { exportOversight } from '../../../../hub/exports/oversight.ts'
import { exportStandingsTable } from '../../../../hub/exports/standings.ts'
import { feedbackSlips, type FeedbackSlips } from '../../../../hub/office/reviews/feedback-slips.ts'
import { registerEntries, reverseEntry } from '../../../../hub/office/points/ledger.ts'
import { compileReview, tellMembers } from '../../../../hub/office/reviews/reviews.ts'
import { pagesOf, type FeedbackSlipPaper } from '../../../../hub/pages/papers/feedback-slip.tsx'
import { sheetOf } from '../../../../hub/http/api/uploads.ts'
import { aWorkingOffice, day } from '../../../fixtures/branch.ts'
import { codesOf } from '../../../fixtures/refusals.ts'

const Q1 = '2026-Q1' as Period
type Working = Awaited<ReturnType<typeof aWorkingOffice>>

async function enter(office: Working, memberNo: number, date: string, itemCode: string, note = '') {
  const { entries } = await registerEntries(office, office.by, {
    itemCode,
    memberIds: [office.idOf(memberNo)],
    date: day(date),
    quantity: points(1),
    source: 'branchRecord',
    recordedBy: 'branch',
    activityId: null,
    basis: null,
    note,
  })
  return entries[0]
}

const slips = (office: Working, ...numbers: number[]) => feedbackSlips(office.store.read, Q1, numbers.map(office.idOf))
const linesOf = ({ slips: [slip] }: FeedbackSlips) => slip?.items.map(each => [each.code, each.dates, each.points])

async function aQuarter() {
  const office = await aWorkingOffice([{}, {}, {}])
  await enter(office, 1, '2026-02-10', 'B05')
  await enter(office, 1, '2026-01-10', 'B05')
  await enter(office, 1, '2026-03-01', 'X04', '迟到二十分钟')
  const wrong = await enter(office, 1, '2026-03-02', 'C04')
  if (wrong) {
    const input = { entryId: wrong.entryId, date: day('2026-03-20'), reason: '登错了人' }
    await reverseEntry(office, office.by, input)
  }
  await enter(office, 2, '2026-03-03', 'C04', '调解王家和李家的地界')
  await enter(office, 1, '2026-04-03', 'B05')
  await compileReview(office, office.by, Q1)
  return office
}

test('RT25 a slip holds its own member’s figures and entries of the period, by item, what was undone left out', async () => {
  const office = await aQuarter()
  const found = await slips(office, 1)
  expect(found.slips).toHaveLength(1)
  expect(found.slips[0]?.figures).toMatchObject({ base: 200, contribution: 0, deduction: -50, inPeriod: 150 })
  expect(linesOf(found)).toEqual([
    ['B05', ['2026-01-10', '2026-02-10'], 200],
    ['X04', ['2026-03-01'], -50],
  ])
  expect(found.slips[0]?.items[1]?.notes).toEqual(['迟到二十分钟'])
  expect(JSON.stringify(found)).not.toContain('地界')
})

test('RT25 nobody is left out when all are asked for; before the figures, or for a stranger, there is no slip', async () => {
  const office = await aQuarter()
  const all = await slips(office)
  expect(all.slips.map(each => each.memberNo)).toEqual([1, 2, 3])
  expect(all.slips[2]?.items).toEqual([])
  const { read } = office.store
  expect(await codesOf(feedbackSlips(read, '2026-Q2' as Period, []))).toEqual(['REVIEW_NOT_COMPILED'])
  const bare = await aWorkingOffice([{}, {}, {}, { exemption: { appliedOn: null, decidedOn: day('2026-01-04') } }])
  await compileReview(bare, bare.by, Q1)
  expect(await codesOf(slips(bare, 4))).toEqual(['REVIEW_NOT_OF_MEMBER'])
})

test('RT25 printing tells nobody; a slip said to be handed over counts as told, by slip', async () => {
  const office = await aQuarter()
  await slips(office)
  const told = async () =>
    (await office.store.read.reviews.one(Q1))?.review.hearings.map(each => each.told?.how ?? null)
  expect(await told()).toEqual([null, null, null])
  await tellMembers(office, office.by, { period: Q1, memberIds: [office.idOf(1)], how: 'slip' })
  expect(await told()).toEqual(['slip', null, null])
})

const aSlip = (key: string, count: number): FeedbackSlipPaper => ({
  key,
  heading: '',
  facts: [],
  figures: [],
  columns: [],
  lines: Array.from({ length: count }, (_, at) => ({
    key: String(at),
    title: '主题党日',
    dates: '7月6日',
    source: '',
    points: '',
  })),
  nothing: '',
  ask: '',
  choices: [],
  wordsLabel: '',
  signatures: [],
  foot: [],
})

test('RT25 two short slips fill a page, a long one has its own, and the order of names stays', () => {
  const pages = pagesOf([aSlip('a', 3), aSlip('b', 9), aSlip('c', 2), aSlip('d', 10), aSlip('e', 0), aSlip('f', 1)])
  expect(pages.map(page => page.map(each => each.key).join(''))).toEqual(['ab', 'c', 'd', 'ef'])
})

/** The rows of a workbook's first tab, as this hub reads spreadsheets. */
async function rowsOf(file: { name: string; bytes: Uint8Array }) {
  const { sheet } = await sheetOf({ fileName: file.name, base64: Buffer.from(file.bytes).toString('base64') })
  return sheet.rows
}

test('RT25 the tables people calculate with open again with the figures of the pages', async () => {
  const office = await aQuarter()
  const feedback = JSON.stringify(await rowsOf(await exportFeedback(office, Q1)))
  for (const text of ['本期合计', '党员1', '1.5', '还没告知']) expect(feedback).toContain(text)
  const table = JSON.stringify(await rowsOf(await exportStandingsTable(office.store.read, Q1)))
  for (const text of ['年度累计', '党员2', '-0.5']) expect(table).toContain(text)
  const year = JSON.stringify(await rowsOf(await exportOversight(office, 2026)))
  expect(year).toContain('应到人次')
})
