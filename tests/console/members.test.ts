import { describe, expect, test } from 'vitest'
import type { MemberId } from '../../shared/base/ids.ts'
import { batchesOf, CARDS_PER_BATCH } from '../../hub/console/members/batches.ts'
import {
  draftOf,
  emptyDraft,
  errorsOf,
  inputOf,
  parseMonth,
  ruledCategory,
} from '../../hub/console/members/form-draft.ts'
import { filtered, groupsOf, inStrokeOrder, NO_FILTER, type MemberRow } from '../../hub/console/members/member-row.ts'
import { zh } from '../../hub/console/text/zh.ts'
import { aMemberInput, day } from '../fixtures/branch.ts'

const aRow = (memberNo: number, name: string, change: Partial<MemberRow> = {}): MemberRow => {
  const { record, words } = aMemberInput(memberNo)
  const memberId = `m${memberNo}` as MemberId
  return { ...record, ...words, memberId, name, strokeKey: name, pinyin: '', card: null, pin: false, ...change }
}

describe('the list', () => {
  const rows = [
    aRow(1, '王建国', { strokeKey: '0004', pinyin: 'wjg' }),
    aRow(2, '丁一', { strokeKey: '0002', pinyin: 'dy', group: '第二党小组', type: 'activist' }),
    aRow(3, '王建国', { strokeKey: '0004', pinyin: 'wjg', status: 'left' }),
  ]
  const listed = inStrokeOrder(rows)
  const numbers = (change: object) => filtered(listed, { ...NO_FILTER, ...change }).map(each => each.member.memberNo)

  test('PL18 stands in stroke order by the hub’s keys, namesakes by number', () => {
    expect(listed.map(each => each.member.memberNo)).toEqual([2, 1, 3])
    expect(listed.map(each => each.place)).toEqual([0, 1, 2])
  })

  test('PL19 is searched by name, initials and number, and filtered; who left is shown when asked for', () => {
    expect(numbers({})).toEqual([2, 1])
    expect(numbers({ withLeft: true })).toEqual([2, 1, 3])
    expect([numbers({ text: 'wj' }), numbers({ text: '王' }), numbers({ text: '２' })]).toEqual([[1], [1], [2]])
    expect([numbers({ group: '第二党小组' }), numbers({ type: 'full' }), numbers({ card: 'printed' })]).toEqual([
      [2],
      [1],
      [],
    ])
  })

  test('groups stand in the order of their numbers', () => {
    const groups = ['第十党小组', '第二党小组', '3组', '', '第一党小组', '老年组']
    expect(groupsOf(groups.map((group, at) => aRow(at + 1, '丁一', { group })))).toEqual([
      '第一党小组',
      '第二党小组',
      '3组',
      '第十党小组',
      '老年组',
    ])
  })
})

describe('the form', () => {
  const { form } = zh.members

  test('PL8 a month is read in every usual form, and what is none is said', () => {
    const texts = ['1968.06', '１９６８年６月', '196806', '1968-6', '', '1968.13', '68.06', '1968', '六月']
    expect(texts.map(parseMonth)).toEqual(['1968-06', '1968-06', '1968-06', '1968-06', '', null, null, null, null])
  })

  test('a member opened and saved again is the same member, and numbers nobody looked at stay untouched', () => {
    const row = aRow(8, '陈𬸪', {
      nameNote: '大',
      birth: '1968-06',
      joined: '1991-07',
      floating: true,
      floatingPlace: '广东省东莞市',
      exemption: { appliedOn: null, decidedOn: day('2026-01-04') },
      consent: { date: day('2026-01-04'), paperRef: '同意书第1页' },
    })
    const { record, words, identifiers } = inputOf(draftOf(row))
    const { memberId: _id, strokeKey: _key, pinyin: _pinyin, card: _card, pin: _pin, ...known } = row
    expect({ ...record, ...words }).toEqual(known)
    expect(identifiers).toBeNull()
  })

  test('PL7 the category that the rules give follows what is ticked', () => {
    const draft = emptyDraft([])
    const today = day('2026-11-22')
    const ruled = (change: object) => ruledCategory({ ...draft, ...change }, today)
    expect([
      ruled({}),
      ruled({ inPost: true }),
      ruled({ birth: '1965.12' }),
      ruled({ birth: '1966.01' }),
      ruled({ floating: true, inPost: true }),
      ruled({ type: 'activist', floating: true }),
      ruled({ exempt: true, type: 'activist' }),
    ]).toEqual(['noPost', 'inPost', 'olderNoPost', 'noPost', 'floating', 'activist', 'exempt'])
  })

  test('PL11 PL53 a taken number, a consent without paper and an unreadable month are said at their field', () => {
    const others = [aRow(1, '丁一')]
    const draft = { ...emptyDraft(others), name: '张三', group: '第一党小组' }
    expect([draft.memberNo, errorsOf(draft, others, form)]).toEqual([2, {}])
    const wrong = { ...draft, memberNo: 1, name: ' ', birth: '1968', consent: true, group: '' }
    expect(Object.keys(errorsOf(wrong, others, form)).sort()).toEqual(
      ['birth', 'consentDate', 'group', 'memberNo', 'name', 'paperRef'].sort(),
    )
  })
})

test('SG44 cards go to the printer in batches that lose and double none', () => {
  const cards = Array.from({ length: 2 * CARDS_PER_BATCH + 1 }, (_, at) => at)
  expect(batchesOf(cards).map(batch => batch.length)).toEqual([CARDS_PER_BATCH, CARDS_PER_BATCH, 1])
  expect(batchesOf(cards).flat()).toEqual(cards)
  expect(batchesOf([])).toEqual([])
})
