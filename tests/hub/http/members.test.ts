import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MemberId } from '../../../shared/base/ids.ts'
import { must } from '../../../shared/base/check.ts'
import { aMemberInput, day } from '../../fixtures/branch.ts'
import { aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'
import { codesOf } from '../../fixtures/api.ts'

/** The roster and the cards as the console asks for them, over real HTTP. */

const folder = aFolder()
const sample = (file: string) => readFileSync(resolve(import.meta.dirname, '../../../hub/demo/data', file))
const upload = (fileName: string, bytes: Uint8Array | string) => ({
  fileName,
  base64: Buffer.from(bytes).toString('base64'),
})

let hub: Awaited<ReturnType<typeof aRunningHub>>
let api: Awaited<ReturnType<typeof aSecretary>>['api']

beforeAll(async () => {
  hub = await aRunningHub(folder.path)
  api = (await aSecretary(hub)).api
}, 30_000)

afterAll(async () => {
  await hub.stop()
  folder[Symbol.dispose]()
})

const listed = async (memberNo: number) =>
  must(
    (await api.members.list.query()).find(each => each.memberNo === memberNo),
    `number ${memberNo}`,
  )

async function takeIn(file: ReturnType<typeof upload>) {
  const preview = await api.members.previewImport.mutate(file)
  return await api.members.confirmImport.mutate({ token: must(preview.token, 'a token') })
}

describe('import', { timeout: 30_000 }, () => {
  test('PL5 PL6 PL50 the preview says what each column is, which rows are left out and why, and changes nothing', async () => {
    const preview = await api.members.previewImport.mutate(upload('roster.xlsx', sample('roster-qingxi.xlsx')))
    expect(preview).toMatchObject({ blocked: false, unchanged: 0, updated: [], missing: [] })
    expect(preview.columns).toMatchObject({ memberNo: '序号', name: '姓名', idNumber: '身份证号' })
    expect(preview.skipped.map(each => [each.row, each.reason])).toEqual([
      [1, 'beforeHeader'],
      [2, 'beforeHeader'],
      [27, 'blank'],
      [51, 'total'],
    ])
    expect([preview.added.length, preview.problems.filter(each => each.severity === 'error')]).toEqual([46, []])
    expect(await api.members.list.query()).toEqual([])
  })

  test('PL11 PL50 a list with errors says each by row and column and cannot be confirmed', async () => {
    const bad = '序号,姓名,党员类别,出生年月\n1,张三,正式,1968.13\n1,李四,外国,1970.06\n'
    const preview = await api.members.previewImport.mutate(upload('bad.csv', bad))
    expect([preview.token, preview.blocked]).toEqual([null, true])
    expect(preview.problems.filter(each => each.severity === 'error').map(each => [each.row, each.column])).toEqual(
      expect.arrayContaining([
        [2, '出生年月'],
        [3, '党员类别'],
      ]),
    )
    expect(await codesOf(api.members.confirmImport.mutate({ token: 'nothing' }))).toEqual(['PREVIEW_GONE'])
    expect(await codesOf(api.members.previewImport.mutate(upload('x.xlsx', 'not a workbook\u0000')))).not.toEqual([])
  })

  test('PL51 PL52 PL54 a second list updates field by field, its numbers stay hidden; only the last import is undone', async () => {
    const first = await takeIn(upload('roster.xlsx', sample('roster-qingxi.xlsx')))
    expect(first).toMatchObject({ added: 46, updated: 0 })
    const change =
      '序号,姓名,党员类别,出生年月,在职情况,党小组,联系电话\n38,丁一,正式,1999.01,无职,第二党小组,19900009999\n'
    const preview = await api.members.previewImport.mutate(upload('change.csv', change))
    expect([preview.added, preview.unchanged, preview.missing.length]).toEqual([[], 0, 45])
    expect(preview.updated[0]?.differences).toEqual(
      expect.arrayContaining([
        { field: 'phone', before: '', after: '' },
        { field: 'group', before: '第三党小组', after: '第二党小组' },
      ]),
    )
    expect(JSON.stringify(preview)).not.toContain('19900009999')
    const second = await api.members.confirmImport.mutate({ token: must(preview.token, 'a token') })
    expect((await listed(38)).group).toBe('第二党小组')
    expect(await codesOf(api.members.undoImport.mutate({ batchId: first.batchId }))).toEqual(['IMPORT_NOT_LAST'])
    await api.members.undoImport.mutate({ batchId: second.batchId })
    expect((await listed(38)).group).toBe('第三党小组')
    expect((await api.members.imports.query()).map(each => each.undone)).toEqual([true, false])
  })
})

describe('one member', { timeout: 30_000 }, () => {
  test('PL54 PL55 numbers are in no list; a form that never asked for them leaves them as they are', async () => {
    const member = await listed(1)
    const { memberId } = member
    const before = await api.members.identifiers.query({ memberId })
    expect(before.idNumber).toMatch(/^\d{17}[\dX]$/)
    expect(JSON.stringify(await api.members.list.query())).not.toContain(before.idNumber)
    const { record, words } = aMemberInput(1, { category: member.category, committee: true })
    const input = { record, words: { ...words, name: ' 王  建国 ', nameNote: '大' }, identifiers: null }
    await api.members.record.mutate({ memberId, input })
    expect(await listed(1)).toMatchObject({ name: '王建国', nameNote: '大', committee: true })
    expect(await api.members.identifiers.query({ memberId })).toEqual(before)
    await api.members.record.mutate({
      memberId,
      input: { ...input, identifiers: { phone: '19900001234', idNumber: '' } },
    })
    expect(await api.members.identifiers.query({ memberId })).toEqual({ phone: '19900001234', idNumber: '' })
  })

  test('PL9 PL11 a taken number, no name, and signs that no name holds are refused at their field', async () => {
    const { record, words } = aMemberInput(2)
    const input = { record, words: { ...words, name: '张三' }, identifiers: null }
    const asNew = (change: object) => api.members.record.mutate({ memberId: null, input: { ...input, ...change } })
    expect(await codesOf(asNew({}))).toEqual(['MEMBER_NO_TAKEN'])
    const free = { ...record, memberNo: 900 }
    for (const name of ['   ', '<b>王</b>', '王1']) {
      expect(await codesOf(asNew({ record: free, words: { ...words, name } }))).toEqual(['MEMBER_NAME'])
    }
    expect((await api.members.list.query()).some(each => each.memberNo === 900)).toBe(false)
  })

  test('PL18 PL19 the list carries what the page sorts and searches by', async () => {
    const rows = await api.members.list.query()
    const sorted = [...rows].sort((a, b) => (a.strokeKey < b.strokeKey ? -1 : 1)).map(each => each.name)
    expect(sorted.slice(0, 3)).toEqual(['丁一', '上官明月', '马占魁'])
    expect(rows.find(each => each.name === '欧阳德顺')?.pinyin).toBe('oyds')
  })
})

describe('cards', { timeout: 30_000 }, () => {
  test('SG40 SG41 SG42 issued, confirmed printed, lost, and given up by who leaves', async () => {
    const ids = (await api.members.list.query()).slice(0, 3).map(each => each.memberId)
    const [first, second, third] = [0, 1, 2].map(at => must(ids[at], 'an id')) as [MemberId, MemberId, MemberId]
    await api.members.issueCards.mutate({ memberIds: [first, second, third] })
    const waiting = await api.members.cardsToPrint.query()
    expect(waiting.map(each => each.text.length)).toEqual([49, 49, 49])
    await api.members.confirmPrinted.mutate({ serials: waiting.slice(0, 2).map(each => each.serial) })
    expect((await api.members.cardsToPrint.query()).map(each => each.serial)).toEqual([waiting[2]?.serial])
    await api.members.cardLost.mutate({ memberId: first })
    expect(await codesOf(api.members.cardLost.mutate({ memberId: first }))).toEqual(['CARD_NONE'])
    const member = await listed(2)
    const { record, words } = aMemberInput(2, { status: 'left' })
    await api.members.record.mutate({
      memberId: second,
      input: { record, words: { ...words, name: member.name }, identifiers: null },
    })
    expect([(await listed(1)).card, (await listed(2)).card]).toEqual([null, null])
    expect(member.card).toMatchObject({ state: 'printed' })
    expect(await codesOf(api.members.issueCards.mutate({ memberIds: [second] }))).toEqual(['MEMBER_LEFT'])
  })

  test('PL53 consent is recorded for many at once, and withdrawn', async () => {
    const rows = await api.members.list.query()
    const memberIds = rows.slice(4, 9).map(each => each.memberId)
    const consent = { date: day('2026-01-04'), paperRef: '同意书第3页' }
    await api.members.setConsent.mutate({ memberIds, consent })
    const with4 = (await api.members.list.query()).filter(each => each.consent?.paperRef === consent.paperRef)
    expect(with4.map(each => each.memberId).sort()).toEqual([...memberIds].sort())
    await api.members.setConsent.mutate({ memberIds, consent: null })
    expect((await api.members.list.query()).some(each => each.consent?.paperRef === consent.paperRef)).toBe(false)
  })
})
