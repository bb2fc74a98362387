import { expect, test } from 'vitest'
import { points } from '../../../../shared/base/hundredths.ts'
import { Refusal, type Problem } from '../../../../shared/base/problem.ts'
import type { Period } from '../../../../shared/base/plain-date.ts'
import { declarationInbox, decidedDeclarations } from '../../../../hub/office/declarations/views.ts'
import { enterRound, itemsUsed, type Round, type RoundRow } from '../../../../hub/office/declarations/round.ts'
import { compileReview, settleReview, tellMembers } from '../../../../hub/office/reviews/reviews.ts'
import { reverseEntry } from '../../../../hub/office/points/ledger.ts'
import { must } from '../../../../shared/base/check.ts'
import sharp from 'sharp'
import { attachmentContent, type Redraw } from '../../../../hub/office/declarations/attachments.ts'
import { attachScan } from '../../../../hub/office/declarations/slip-scans.ts'
import { redraw } from '../../../../hub/pictures.ts'
import { codesOf } from '../../../fixtures/refusals.ts'
import { aWorkingOffice, day } from '../../../fixtures/branch.ts'

/** Sunday 2026-11-22. */

type Working = Awaited<ReturnType<typeof aWorkingOffice>>

const slip = (office: Working, memberNo: number, change: Partial<RoundRow> = {}): RoundRow => ({
  memberId: office.idOf(memberNo),
  itemCode: 'C05',
  date: day('2026-11-10'),
  quantity: points(1),
  words: '清理村口水渠',
  ...change,
})
const round = (decision: Round['decision'], rows: readonly RoundRow[], change: Partial<Round> = {}): Round => ({
  decision,
  meetingDate: day('2026-11-20'),
  basis: '支部会议通过',
  rows,
  ...change,
})
const enter = (office: Working, input: Round) => enterRound(office, office.by, input)
const size = async (office: Working) => (await office.store.read.journal.head()).size

async function problemsOf(work: Promise<unknown>): Promise<(readonly [string, string | undefined])[]> {
  const refused = await work.then(
    () => null,
    (cause: unknown) => cause,
  )
  if (!(refused instanceof Refusal)) throw refused
  return refused.problems.map((each: Problem) => [each.code, each.where] as const)
}

test('PT84 the slips of a meeting wait in the inbox, or are entries at once where the meeting approved them', async () => {
  const office = await aWorkingOffice()
  const waiting = await enter(office, round('inbox', [slip(office, 1), slip(office, 2)]))
  expect(waiting.entries).toEqual([])
  const inbox = await declarationInbox(office, office.store.read)
  expect(inbox.map(each => [each.member?.memberNo, each.itemCode, each.way, each.words?.text])).toEqual([
    [1, 'C05', 'slip', '清理村口水渠'],
    [2, 'C05', 'slip', '清理村口水渠'],
  ])
  const approved = await enter(office, round('approved', [slip(office, 3), slip(office, 3, { itemCode: 'C03' })]))
  const decided = await decidedDeclarations(office.store.read)
  expect(decided.map(each => [each.state, each.itemCode, each.entryId])).toEqual([
    ['accepted', 'C03', approved.entries[1]?.entryId],
    ['accepted', 'C05', approved.entries[0]?.entryId],
  ])
  const { lines } = await office.store.read.ledger.page({ cycle: 2026, offset: 0, limit: 10 })
  expect(lines.map(line => [line.source, line.recordedBy, line.note])).toEqual([
    ['declaration', 'member', '2026-11-20 支部会议通过；清理村口水渠'],
    ['declaration', 'member', '2026-11-20 支部会议通过；清理村口水渠'],
  ])
})

test.each(['inbox', 'approved'] as const)(
  'PT85 one bad slip keeps all of them out, and everything wrong is said at its row (%s)',
  async decision => {
    const office = await aWorkingOffice()
    const before = await size(office)
    const rows = [
      slip(office, 1),
      slip(office, 2, { itemCode: 'C99' }),
      slip(office, 2, { itemCode: 'X01' }),
      slip(office, 3, { date: day('2026-12-01') }),
      slip(office, 3, { quantity: points(0) }),
      slip(office, 3, { quantity: points(-1) }),
      { ...slip(office, 1), memberId: '0199e3a0-0000-7000-8000-00000000dead' as never },
    ]
    expect(await problemsOf(enter(office, round(decision, rows)))).toEqual([
      ['ENTRY_ITEM_UNKNOWN', 'rows.1'],
      ['DECLARATION_BRANCH_ONLY', 'rows.2'],
      ['DECLARATION_IN_FUTURE', 'rows.3'],
      ['MEMBER_UNKNOWN', 'rows.6'],
      ['ENTRY_QUANTITY', 'rows.4·quantity'],
      ['ENTRY_QUANTITY', 'rows.5·quantity'],
    ])
    const later = round(decision, [slip(office, 1)], { meetingDate: day('2026-11-23') })
    expect(await problemsOf(enter(office, later))).toEqual([['ROUND_MEETING_FUTURE', 'meetingDate']])
    expect(await size(office)).toBe(before)
  },
)

test('PT85 a slip about a settled period may wait, but is not registered into it', async () => {
  const office = await aWorkingOffice()
  const period = '2026-Q1' as Period
  const memberIds = (await office.store.read.people.all()).map(each => each.memberId)
  await compileReview(office, office.by, period)
  await tellMembers(office, office.by, { period, memberIds, how: 'person' })
  await settleReview(office, office.by, period)
  const rows = [slip(office, 1), slip(office, 2, { date: day('2026-02-10') })]
  expect(await problemsOf(enter(office, round('approved', rows)))).toEqual([['PERIOD_SETTLED', 'rows.1·date']])
  await enter(office, round('inbox', rows))
  const [, second] = await declarationInbox(office, office.store.read)
  expect(second?.hints.problems.map(each => each.code)).toEqual(['PERIOD_SETTLED'])
})

test('PT86 a slip prints what was registered most, without what was reversed', async () => {
  const office = await aWorkingOffice()
  const { entries } = await enter(
    office,
    round('approved', [
      slip(office, 1, { itemCode: 'C03' }),
      slip(office, 2, { itemCode: 'C03' }),
      slip(office, 1),
      slip(office, 2),
      slip(office, 3),
    ]),
  )
  const used = () => itemsUsed(office.store.read, 2026)
  expect(await used()).toEqual([
    { itemCode: 'C05', count: 3 },
    { itemCode: 'C03', count: 2 },
  ])
  const { entryId } = must(entries[0], 'entry')
  await reverseEntry(office, office.by, { entryId, date: day('2026-11-22'), reason: '重复' })
  expect(await used()).toContainEqual({ itemCode: 'C03', count: 1 })
})

/** A photo with a place in it and a script behind it, as a phone or somebody else might make one. */
async function aPhoto(): Promise<Uint8Array> {
  const picture = sharp({ create: { width: 2_400, height: 1_200, channels: 3, background: '#fdfdf5' } })
  const jpeg = await picture
    .withExif({ IFD0: { ImageDescription: 'GPS 31.2,121.5' } })
    .jpeg()
    .toBuffer()
  return new Uint8Array(Buffer.concat([jpeg, Buffer.from('<script>alert(1)</script>')]))
}

test('PT99 a picture of the slip stands beside its declaration: drawn anew, and nothing that is no picture', async () => {
  const office = await aWorkingOffice()
  const { declarationIds } = await enter(office, round('approved', [slip(office, 1)]))
  const declarationId = must(declarationIds[0], 'a declaration')
  const attach = (bytes: Uint8Array, id = declarationId, draw: Redraw = redraw) =>
    attachScan(office, office.by, draw, { declarationId: id, bytes })
  const before = await size(office)
  for (const bad of ['%PDF-1.7', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'MZ', '']) {
    expect(await codesOf(attach(new TextEncoder().encode(bad)))).toEqual(['SCAN_NO_PICTURE'])
  }
  const strange = '019a0000-0000-7000-8000-000000000000' as typeof declarationId
  expect(await codesOf(attach(await aPhoto(), strange))).toEqual(['DECLARATION_UNKNOWN'])
  expect(await size(office)).toBe(before)
  const shown = async (id: Awaited<ReturnType<typeof attach>>) =>
    must(await attachmentContent(office.store.read, id), 'a picture')
  const says = (bytes: Uint8Array) => /GPS|script/.test(Buffer.from(bytes).toString('latin1'))
  const kept = await shown(await attach(await aPhoto()))
  expect([kept.mime, says(kept.bytes)]).toEqual(['image/jpeg', false])
  expect((await sharp(kept.bytes).metadata()).width).toBe(1_600)
  // A desk that keeps what it is handed would be seen.
  const careless = await shown(await attach(await aPhoto(), declarationId, async bytes => bytes))
  expect(says(careless.bytes)).toBe(true)
  const [row] = await decidedDeclarations(office.store.read)
  expect(row?.attachments.map(each => [each.type, each.state])).toEqual([
    ['photo', 'kept'],
    ['photo', 'kept'],
  ])
  for (let more = 2; more < 6; more++) await attach(await aPhoto())
  expect(await codesOf(attach(await aPhoto()))).toEqual(['SCAN_TOO_MANY'])
})
