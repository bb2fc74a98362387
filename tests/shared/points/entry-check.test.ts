import { expect, test } from 'vitest'
import * as v from 'valibot'
import { must } from '../../../shared/base/check.ts'
import { points, type Hundredths } from '../../../shared/base/hundredths.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { EntrySchema, type Entry } from '../../../shared/points/entry.ts'
import {
  checkEntry,
  type EntryContext,
  type EntryDraft,
  type ItemDraft,
  type OpeningDraft,
  type ReversalDraft,
} from '../../../shared/points/entry-check.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { anEntry } from '../../fixtures/entries.ts'
import { dateIn, entryId, memberId, sampleEntries, sampleMembers } from '../../fixtures/sample.ts'

const scheme = templateScheme(2026)
const context: EntryContext = {
  scheme,
  member: { memberId: memberId(1), category: 'noPost', status: 'active' },
  today: dateIn('2026-09-30'),
}
const draft: ItemDraft = {
  kind: 'item',
  entryId: entryId(1),
  itemCode: 'B06',
  date: dateIn('2026-03-31'),
  quantity: points(3),
  source: 'branchRecord',
  recordedBy: 'branch',
  activityId: null,
  basis: null,
}
const original = anEntry(scheme, 'C14', '2026-04-01', { entryId: entryId(7) })
const reversal: ReversalDraft = {
  kind: 'reversal',
  entryId: entryId(8),
  reverses: original.entryId,
  date: dateIn('2026-05-01'),
  source: 'decision',
  recordedBy: 'branch',
  reason: '重复登记',
}
const opening: OpeningDraft = {
  kind: 'opening',
  entryId: entryId(9),
  itemCode: null,
  component: 'contribution',
  dimension: null,
  date: dateIn('2026-06-30'),
  points: points(7.5),
}
const inLedger = { ...context, original: { entry: original, alreadyReversed: false } }

function codes(entry: EntryDraft, within: EntryContext = context): string[] {
  const result = checkEntry(entry, within)
  if (result.ok) return []
  for (const each of result.error) expect(each.zh).toMatch(/[\u4e00-\u9fff].*。$/)
  return result.error.map(each => each.code)
}

test('PT17 points, component and dimension are taken from the scheme and freeze', () => {
  const result = checkEntry(draft, context)
  expect(result).toMatchObject({ ok: true, value: { warnings: [] } })
  const entry = result.ok ? result.value.entry : null
  expect(v.parse(EntrySchema, entry)).toEqual(entry)
  expect(entry).toMatchObject({
    memberId: memberId(1),
    points: points(1.5),
    component: 'base',
    dimension: 'discipline',
  })
  expect(codes({ ...draft, statedPoints: points(1.5) })).toEqual([])
  expect(codes({ ...draft, statedPoints: points(3) })).toEqual(['ENTRY_POINTS_DIFFER'])
  expect(codes({ ...draft, itemCode: 'B99' })).toEqual(['ENTRY_ITEM_UNKNOWN'])
})

test('PT17 the quantity is above 0, inside the range of the item, and gives exact points', () => {
  const units = (quantity: number) => codes({ ...draft, quantity: quantity as Hundredths })
  expect(units(0)).toEqual(['ENTRY_QUANTITY'])
  expect(units(-100)).toEqual(['ENTRY_QUANTITY'])
  expect(units(33)).toEqual(['ENTRY_POINTS_INEXACT'])
  expect(units(50)).toEqual([])
  const dear = { ...draft, itemCode: 'C15', quantity: 900_000_000 as Hundredths }
  expect(codes(dear)).toEqual(['ENTRY_POINTS_INEXACT'])
  const quantity = { least: points(5), most: points(10) }
  const ranged = { ...context, scheme: { ...scheme, items: scheme.items.map(item => ({ ...item, quantity })) } }
  expect(codes({ ...draft, quantity: points(4) }, ranged)).toEqual(['ENTRY_QUANTITY_RANGE'])
  expect(codes({ ...draft, quantity: points(11) }, ranged)).toEqual(['ENTRY_QUANTITY_RANGE'])
  expect(codes({ ...draft, quantity: points(10) }, ranged)).toEqual([])
})

test('PT18 the date is in the cycle, not in the future, and before the item was retired', () => {
  const on = (date: string, within = context) => codes({ ...draft, date: dateIn(date) }, within)
  expect(on('2025-12-31')).toEqual(['ENTRY_OUTSIDE_CYCLE'])
  expect(on('2027-01-01')).toEqual(['ENTRY_OUTSIDE_CYCLE', 'ENTRY_IN_FUTURE'])
  expect(on('2026-10-01')).toEqual(['ENTRY_IN_FUTURE'])
  expect(on('2026-09-30')).toEqual([])
  const items = scheme.items.map(item => ({ ...item, retiredFrom: dateIn('2026-07-01') }))
  const retired = { ...context, scheme: { ...scheme, items } }
  expect(on('2026-06-30', retired)).toEqual([])
  expect(on('2026-07-01', retired)).toEqual(['ENTRY_ITEM_RETIRED'])
})

test('PT19 deductions, vetoes and reversals are the branch’s alone; residents vouch only for what is left to them', () => {
  const by = (itemCode: string, recordedBy: Entry['recordedBy']) => codes({ ...draft, itemCode, recordedBy })
  expect(by('X02', 'attendance')).toEqual(['ENTRY_BRANCH_ONLY'])
  expect(by('X02', 'branch')).toEqual([])
  expect(by('C14', 'resident')).toEqual([])
  expect(by('C14', 'branch')).toEqual([])
  expect(by('B05', 'member')).toEqual([])
  expect(by('C05', 'attendance')).toEqual([])
  expect(by('C05', 'resident')).toEqual(['ENTRY_RECORDER'])
  expect(codes({ ...reversal, recordedBy: 'member' }, inLedger)).toEqual(['ENTRY_BRANCH_ONLY'])
})

test('PT20 a veto needs a document number and the date of a held meeting, and carries no points', () => {
  const basis = { documentNo: '青溪支〔2026〕3号', meetingDate: dateIn('2026-03-30') }
  const veto = { ...draft, itemCode: 'V01', quantity: points(1), basis }
  const result = checkEntry(veto, context)
  expect(result).toMatchObject({ ok: true, value: { entry: { points: 0, component: 'veto', basis } } })
  expect(codes({ ...veto, basis: null })).toEqual(['ENTRY_BASIS_MISSING'])
  expect(codes({ ...veto, basis: { ...basis, documentNo: ' ' } })).toEqual(['ENTRY_BASIS_MISSING'])
  expect(codes({ ...veto, basis: { ...basis, meetingDate: dateIn('2026-10-01') } })).toEqual(['ENTRY_BASIS_MISSING'])
  expect(codes({ ...veto, quantity: points(2) })).toEqual(['ENTRY_QUANTITY'])
  expect(codes({ ...veto, recordedBy: 'resident' })).toEqual(['ENTRY_BRANCH_ONLY'])
  expect(codes({ ...draft, basis })).toEqual(['ENTRY_BASIS_UNWANTED'])
})

test('PT21 a reversal negates its entry on its own date; once, with a reason, never a reversal', () => {
  const result = checkEntry(reversal, inLedger)
  const entry = result.ok ? result.value.entry : null
  expect(entry).toEqual({
    ...original,
    entryId: reversal.entryId,
    date: '2026-05-01',
    source: 'decision',
    quantity: points(-1),
    points: points(-5),
    reverses: original.entryId,
  })
  expect(v.parse(EntrySchema, entry)).toEqual(entry)
  const on = (date: string) => codes({ ...reversal, date: dateIn(date) }, inLedger)
  expect(on('2026-04-01')).toEqual([])
  expect(on('2026-03-31')).toEqual(['REVERSAL_BEFORE_ENTRY'])
  expect(on('2026-10-01')).toEqual(['ENTRY_IN_FUTURE'])
  expect(codes({ ...reversal, reason: ' ' }, inLedger)).toEqual(['REVERSAL_REASON_MISSING'])
  expect(codes(reversal)).toEqual(['REVERSAL_OF_NOTHING'])
  expect(codes({ ...reversal, reverses: entryId(99) }, inLedger)).toEqual(['REVERSAL_OF_NOTHING'])
  const found = (change: Partial<Entry>, alreadyReversed = false) => ({
    ...context,
    original: { entry: { ...original, ...change }, alreadyReversed },
  })
  expect(codes(reversal, found({}, true))).toEqual(['REVERSAL_TWICE'])
  expect(codes(reversal, found({ reverses: entryId(3) }))).toEqual(['REVERSAL_OF_REVERSAL'])
  expect(codes(reversal, found({ memberId: memberId(2) }))).toEqual(['REVERSAL_OTHER_MEMBER'])
  expect(codes(reversal, found({ date: '2025-04-01' as PlainDate }))).toEqual(['REVERSAL_OTHER_CYCLE'])
  const stated = { quantity: points(-1), points: points(-4) }
  expect(codes({ ...reversal, stated }, inLedger)).toEqual(['REVERSAL_FIGURES'])
  expect(codes({ ...reversal, stated: { ...stated, points: points(-5) } }, inLedger)).toEqual([])
})

test('PT22 an opening balance is marked as such, signed like its component, and agrees with its item', () => {
  const result = checkEntry(opening, context)
  expect(result).toMatchObject({
    ok: true,
    value: { entry: { source: 'opening', itemCode: null, points: points(7.5) } },
  })
  expect(v.parse(EntrySchema, result.ok ? result.value.entry : null).recordedBy).toBe('branch')
  expect(codes({ ...opening, points: points(-1) })).toEqual(['OPENING_POINTS_SIGN'])
  expect(codes({ ...opening, points: points(0) })).toEqual(['OPENING_POINTS_SIGN'])
  expect(codes({ ...opening, component: 'deduction', points: points(-3) })).toEqual([])
  expect(codes({ ...opening, itemCode: 'C15', dimension: 'character' })).toEqual([])
  expect(codes({ ...opening, itemCode: 'C15', dimension: 'role' })).toEqual(['OPENING_ITEM_MISMATCH'])
  expect(codes({ ...opening, itemCode: 'C99' })).toEqual(['ENTRY_ITEM_UNKNOWN'])
  expect(codes({ ...opening, date: dateIn('2025-06-30') })).toEqual(['ENTRY_OUTSIDE_CYCLE'])
})

test('PT23 an item not meant for the category, or a person who left, is a warning and no refusal', () => {
  const warnings = (within: Partial<EntryContext['member']>) => {
    const result = checkEntry({ ...draft, itemCode: 'B09' }, { ...context, member: { ...context.member, ...within } })
    return result.ok ? result.value.warnings.map(each => each.code) : result.error
  }
  expect(warnings({})).toEqual([])
  expect(warnings({ category: 'floating' })).toEqual(['ENTRY_NOT_APPLICABLE'])
  expect(warnings({ status: 'left' })).toEqual(['ENTRY_MEMBER_LEFT'])
})

test('PT17 PT21 PT23 the sample ledger passes line by line, with one warning, and comes out as it went in', () => {
  const entries = sampleEntries()
  const byId = new Map(entries.map(each => [each.entryId, each]))
  const category = new Map(sampleMembers().map(each => [each.memberId, each.category]))
  const warned = entries.flatMap(entry => {
    const { entryId, date, quantity, source, recordedBy, activityId, reverses } = entry
    const member = {
      memberId: entry.memberId,
      category: must(category.get(entry.memberId), 'category'),
      status: 'active',
    } as const
    const evidence = source === 'opening' ? 'decision' : source
    const kept = { entryId, date, source: evidence, recordedBy }
    const itemCode = must(entry.itemCode, 'item')
    const line: EntryDraft =
      reverses === null
        ? { kind: 'item', ...kept, itemCode, quantity, activityId, basis: null, statedPoints: entry.points }
        : { kind: 'reversal', ...kept, reverses, reason: '冲销', stated: { quantity, points: entry.points } }
    const found = reverses === null ? null : { entry: must(byId.get(reverses), 'original'), alreadyReversed: false }
    const result = checkEntry(line, { ...context, member, original: found })
    // A reversal keeps the activity of its entry; the file leaves that cell empty.
    expect(result).toMatchObject({
      ok: true,
      value: { entry: { ...entry, activityId: found?.entry.activityId ?? activityId } },
    })
    return result.ok ? result.value.warnings.map(each => [each.code, entryId]) : []
  })
  expect(entries).toHaveLength(975)
  expect(warned).toEqual([['ENTRY_NOT_APPLICABLE', entryId(677)]])
})
