import readXlsx from 'read-excel-file/node'
import { expect, test } from 'vitest'
import { exportSignInSheet } from '../../../hub/exports/sign-in-sheet.ts'
import { planActivity, setLeave } from '../../../hub/office/activities/activities.ts'
import { closeActivity } from '../../../hub/office/activities/closing.ts'
import { listGuest } from '../../../hub/office/activities/guests.ts'
import { recordMember } from '../../../hub/office/people/people.ts'
import { openZip, unpack } from '../../../hub/spreadsheets/zip.ts'
import { must } from '../../../shared/base/check.ts'
import type { Result } from '../../../shared/base/result.ts'
import { aMemberInput, anActivityInput, aWorkingOffice, moment } from '../../fixtures/branch.ts'
import { aGuest, at, signIn, signOut } from '../../fixtures/kiosk-facts.ts'

const unwrapped = <T>(result: Result<T, unknown>): T | null => (result.ok ? result.value : null)

async function sheets(bytes: Uint8Array) {
  const read = await readXlsx(Buffer.from(bytes))
  return new Map(read.map(each => [each.sheet, each.data]))
}

test('AT65 AT68 the sheet as a workbook says who came how and when, guests apart, and the counts', async () => {
  const office = await aWorkingOffice([{}, {}, {}, { type: 'activist', category: 'activist' }])
  const activityId = await planActivity(office, office.by, anActivityInput({ stayUntil: moment('2026-11-20T10:30') }))
  await signIn(office, activityId, office.idOf(1), at('2026-11-20T09:20'))
  await signOut(office, activityId, office.idOf(1), at('2026-11-20T10:05'))
  await signIn(office, activityId, office.idOf(4), at('2026-11-20T08:50'))
  await setLeave(office, office.by, activityId, office.idOf(2), 'illness')
  await closeActivity(office, office.by, activityId, { absentIds: [office.idOf(3)] })
  const words = {
    name: { kind: 'drawn', strokes: [[1, 1, 9, 9]] },
    homeBranch: { kind: 'typed', text: '柳湾村党支部' },
  }
  await aGuest(office, activityId, { ...words, slipNo: '000123' } as never, at('2026-11-20T08:58'))
  const file = await exportSignInSheet(office.store.read, office.names, activityId)
  expect(file.name).toBe('签到表-2026-11-20-十一月主题党日.xlsx')
  const read = await sheets(file.bytes)
  const people = (read.get('签到表') ?? []).slice(1)
  expect(people.map(row => [row[1], row[4], row[6], row[8], row[9]])).toEqual([
    ['党员1', '09:20', '10:05', '迟到、早退', null],
    ['党员2', null, null, '请假', '病假'],
    ['党员3', null, null, '缺席', '无故缺席（已核实）'],
    ['党员4', '08:50', null, '应到以外', null],
  ])
  expect((read.get('来宾') ?? []).slice(1)).toEqual([[1, '（手写）', '柳湾村党支部', '08:58', '000123']])
  const counts = new Map((read.get('活动') ?? []).map(([what, value]) => [what, value]))
  expect(['应到', '实到', '请假', '缺席', '来宾'].map(each => counts.get(each))).toEqual([3, 2, 1, 1, 1])
})

test('AT68 PL17 text that a spreadsheet would run stays text, whoever wrote it', async () => {
  const office = await aWorkingOffice([{}])
  const evil = '=HYPERLINK("http://evil","党员")'
  const { record, words, identifiers } = aMemberInput(1)
  const input = { record, identifiers, words: { ...words, name: evil } }
  await recordMember(office, office.by, { memberId: office.idOf(1), input })
  const activityId = await planActivity(office, office.by, anActivityInput({ title: '=cmd|A0', place: '@SUM(1)' }))
  await listGuest(office, office.by, activityId, { name: '+1+1', homeBranch: '-2', phone: '' })
  const file = await exportSignInSheet(office.store.read, office.names, activityId)
  expect(file.name).not.toMatch(/[|/\\]/)
  const read = await sheets(file.bytes)
  expect(read.get('签到表')?.[1]?.[1]).toBe(evil)
  expect(read.get('来宾')?.[1]?.slice(1, 3)).toEqual(['+1+1', '-2'])
  // In the file itself there is not one formula.
  const zip = must(unwrapped(openZip(file.bytes)), 'a workbook')
  const tabs = [...zip.entries].filter(([name]) => /worksheets\/sheet\d+\.xml$/.test(name))
  expect(tabs).toHaveLength(3)
  for (const [, tab] of tabs) {
    const xml = new TextDecoder().decode(unwrapped(unpack(zip, tab, 1_000_000)) ?? undefined)
    expect([xml.includes('<sheetData>'), xml.includes('<f>')]).toEqual([true, false])
  }
})
