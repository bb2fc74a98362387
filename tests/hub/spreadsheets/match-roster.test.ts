import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchRoster } from '../../../hub/spreadsheets/match-roster.ts'
import { readRoster, type RosterDraft } from '../../../hub/spreadsheets/roster.ts'
import type { Member } from '../../../shared/people/member.ts'
import { AS_OF, membersFrom, rosterWith, samplePeople, sampleSheet } from '../../fixtures/sheets.ts'

type Matcher = typeof matchRoster

const drafts = (...people: readonly Record<string, string>[]) =>
  readRoster(rosterWith(...people), { asOf: AS_OF }).people

const one = (person: Record<string, string>): RosterDraft => {
  const [draft] = drafts(person)
  if (!draft) throw new Error('no draft')
  return draft
}

const memberOf = (person: Record<string, string>, change: Partial<Member> = {}): Member => {
  const [member] = membersFrom([one(person)])
  if (!member) throw new Error('no member')
  return { ...member, ...change }
}

test('PL12 the same file again changes nothing', async () => {
  const people = await samplePeople()
  const match = matchRoster(people, membersFrom(people))
  expect([match.added, match.updated, match.missing, match.problems]).toEqual([[], [], [], []])
  expect(match.unchanged).toHaveLength(46)
})

test('PL12 the program’s own list, without identity numbers, finds everybody again and wipes nothing', async () => {
  const people = await samplePeople()
  const own = readRoster(await sampleSheet('roster-qingxi-clean.csv'), { asOf: AS_OF }).people
  const match = matchRoster(own, membersFrom(people))
  expect([match.added, match.updated, match.missing, match.problems]).toEqual([[], [], [], []])
})

/** Whatever the order, and whatever numbers the list gives its people this time, each one is found again. */
async function renumberedProperty(matcher: Matcher): Promise<void> {
  const people = await samplePeople()
  const members = membersFrom(people)
  const idOf = new Map(people.map((person, index) => [person, members[index]?.memberId]))
  fc.assert(
    fc.property(fc.shuffledSubarray([...people], { minLength: people.length }), shuffled => {
      const renumbered = shuffled.map((person, index) => ({ ...person, memberNo: index + 1 }))
      const match = matcher(renumbered, members)
      const found = new Map(match.updated.map(({ draft, member }) => [draft, member.memberId]))
      for (const [index, draft] of renumbered.entries()) {
        const same = shuffled[index]
        const expected = same && same.memberNo !== draft.memberNo ? idOf.get(same) : undefined
        expect(found.get(draft)).toBe(expected)
      }
      expect([match.added, match.missing, match.problems]).toEqual([[], [], []])
    }),
    { numRuns: 30 },
  )
}

test('PL12 a renumbered list in another order finds each person', async () => {
  await renumberedProperty(matchRoster)
})

test('PL12 the property catches a matcher that goes by the number alone', async () => {
  const byNumber: Matcher = (drafts, existing) => ({
    added: [],
    unchanged: [],
    missing: [],
    problems: [],
    updated: drafts.flatMap(draft => {
      const member = existing.find(each => each.memberNo === draft.memberNo)
      return member ? [{ draft, member, differences: [] }] : []
    }),
  })
  await expect(renumberedProperty(byNumber)).rejects.toThrow()
})

test('PL12 two sound identity numbers that differ are two people; a corrected name is one', () => {
  const id = { 性别: '男', 出生年月: '1968.6', 身份证号: '99999919680603103X' }
  const member = memberOf({ 姓名: '张伟', ...id })
  const renamed = matchRoster(drafts({ 姓名: '张炜', ...id }), [member])
  expect(renamed.updated.map(each => each.differences)).toEqual([[{ field: 'name', before: '张伟', after: '张炜' }]])
  const other = matchRoster(
    drafts({ 序号: '2', 姓名: '张伟', 性别: '男', 出生年月: '1968.6', 身份证号: '999999460515182' }),
    [member],
  )
  expect([other.added.length, other.updated.length, other.missing.length]).toEqual([1, 0, 1])
})

test('PL12 differences are listed field by field', () => {
  const member = memberOf({ 姓名: '张伟', 党小组: '一组', 联系电话: '19900001001' })
  const { updated } = matchRoster(drafts({ 姓名: '张伟', 党小组: '二组', 联系电话: '19900001002', 备注: '（大）' }), [
    member,
  ])
  expect(updated[0]?.differences).toEqual([
    { field: 'nameNote', before: '', after: '大' },
    { field: 'group', before: '第一党小组', after: '第二党小组' },
    { field: 'phone', before: '19900001001', after: '19900001002' },
  ])
})

test('PL13 blank cells, missing columns, consent, exemption and category survive an import', () => {
  const consent = { date: AS_OF, paperRef: '同意书3号' }
  const exemption = { appliedOn: AS_OF, decidedOn: AS_OF }
  const filled = {
    姓名: '张伟',
    联系电话: '19900001001',
    民族: '汉',
    入党时间: '2001.7',
    职务: '支部书记',
    在职情况: '在职',
    备注: '流动党员，流入地：浙江省义乌市',
  }
  const member = memberOf(filled, { consent, exemption, category: '老年组' })
  const match = matchRoster(drafts({ 姓名: '张伟', 联系电话: '', 在职情况: '' }), [member])
  expect([match.updated, match.unchanged]).toEqual([[], [member]])
})

test('PL13 a new exemption takes a person out of the ranking; a category is changed only by naming it', () => {
  const member = memberOf({ 姓名: '张伟', 在职情况: '在职' })
  const changed = (person: Record<string, string>) =>
    matchRoster(drafts({ 姓名: '张伟', 在职情况: '在职', ...person }), [member]).updated[0]?.member.category
  expect(changed({ 备注: '本人申请、支部同意，不参加积分' })).toBe('exempt')
  expect(changed({ 在职情况: '无职' })).toBe('inPost')
  expect(changed({ 积分类别: '无职党员' })).toBe('noPost')
})

test('PL13 who is not in the file is listed, never removed; a number still held is an error', () => {
  const [a, b] = [memberOf({ 姓名: '张伟' }), memberOf({ 序号: '2', 姓名: '王芳' })]
  const gone = memberOf({ 序号: '3', 姓名: '钱贵' }, { status: 'left' })
  const match = matchRoster(drafts({ 姓名: '张伟' }), [a, b, gone])
  expect([match.missing, match.problems]).toEqual([[b], []])
  const clash = matchRoster(drafts({ 姓名: '张伟' }, { 序号: '2', 姓名: '新来' }), [a, b, gone])
  expect(clash.problems).toMatchObject([{ code: 'NUMBER_TAKEN', severity: 'error', row: 3 }])
})
