import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  acceptDraft,
  actsOf,
  daysWaited,
  hintLines,
  inOrder,
  keyAct,
  missingIn,
  neighbour,
  shownOf,
  witnessesOf,
  type InboxRow,
} from '../../hub/console/declarations/model.ts'
import { declarationTodos } from '../../hub/console/declarations/todo.ts'
import { clock } from '../../hub/console/today.ts'
import { problem } from '../../shared/base/problem.ts'
import { points } from '../../shared/base/hundredths.ts'
import type { EntryId, MemberId, Millis, RecordId } from '../../shared/base/ids.ts'
import { day } from '../fixtures/branch.ts'

const NOW = Date.parse('2026-10-15T14:42:00+08:00') as Millis
const DAY = 86_400_000
const aRow = (no: number, change: Partial<InboxRow> = {}): InboxRow => ({
  declarationId: `d${no}` as RecordId,
  kind: 'declaration',
  no,
  memberId: 'm1' as MemberId,
  itemCode: 'C05',
  schemeVersion: 1,
  date: day('2026-10-11'),
  quantity: points(1),
  sentAt: (NOW - no * DAY) as Millis,
  way: 'kiosk',
  kioskId: null,
  kiosk: null,
  review: [],
  follows: null,
  resentBy: null,
  state: 'waiting',
  decided: null,
  entryId: null,
  sampled: false,
  member: { memberNo: 1, name: '丁桂芳', nameNote: '', category: 'noPost' },
  itemTitle: '参加人居环境整治',
  words: { text: '' },
  attested: null,
  answer: null,
  checked: null,
  attachments: [],
  hints: { duplicates: [], cap: null, problems: [], warnings: [] },
  ...change,
})
const vouched = (no: number, change: Partial<InboxRow> = {}) =>
  aRow(no, { kind: 'attestation', words: null, attested: { name: null, note: null }, ...change })
const ids = (rows: readonly InboxRow[]) => rows.map(row => row.declarationId)

describe('going through the inbox', () => {
  test('the longest waiting comes first, what waits for the member last', () => {
    const rows = [aRow(1), aRow(9, { state: 'askedBack' }), aRow(3), aRow(2)]
    expect(ids(inOrder(rows))).toEqual(['d3', 'd2', 'd1', 'd9'])
  })

  test('after one is decided, the one that moves up to its place is shown; keys stay within the list', () => {
    const rows = [aRow(1), aRow(2), aRow(3)]
    expect(shownOf(rows, 'd2', 0)?.declarationId).toBe('d2')
    expect(shownOf([aRow(1), aRow(3)], 'd2', 1)?.declarationId).toBe('d3')
    expect(shownOf([aRow(1), aRow(2)], 'd3', 2)?.declarationId).toBe('d2')
    expect(shownOf([], 'd3', 2)).toBeNull()
    expect(neighbour(rows, 'd3', 1)?.declarationId).toBe('d3')
    expect(neighbour(rows, 'd1', -1)?.declarationId).toBe('d1')
    expect(neighbour(rows, 'd2', -1)?.declarationId).toBe('d1')
  })

  /** Deciding each as it comes up, from any place and in any order of steps, sees every row once. */
  const seesAll = (next: typeof shownOf) =>
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.constantFrom(1, -1, 0), { maxLength: 40 }),
      (size, steps) => {
        let rows = Array.from({ length: size }, (_, at) => aRow(at + 1))
        let place = 0
        let id: string | null = null
        const decided: string[] = []
        for (const step of [...steps, ...rows.map(() => 0)]) {
          const row: InboxRow | null = next(rows, id, place)
          if (!row) break
          place = rows.indexOf(row)
          id = row.declarationId
          if (step === 0) {
            decided.push(row.declarationId)
            rows = rows.filter(each => each !== row)
            id = null
          } else id = neighbour(rows, id, step === 1 ? 1 : -1)?.declarationId ?? null
        }
        return decided.length === size && new Set(decided).size === size
      },
    )

  test('nobody is passed over, and a list that forgets its end would be caught', () => {
    fc.assert(seesAll(shownOf), { numRuns: 200, seed: 5 })
    const forgets: typeof shownOf = (rows, id, place) =>
      rows.find(row => row.declarationId === id) ?? rows[place] ?? null
    expect(() => fc.assert(seesAll(forgets), { numRuns: 200, seed: 5 })).toThrow()
  })

  test('keys are taken only while nobody types, and never with Ctrl', () => {
    const press = (key: string, busy = false, ctrlKey = false) =>
      keyAct({ key, ctrlKey, altKey: false, metaKey: false }, busy)
    expect(['j', 'k', 'a', 'b', 'r', 'x'].map(key => press(key))).toEqual([
      'next',
      'previous',
      'accept',
      'ask',
      'refuse',
      null,
    ])
    expect(press('a', true)).toBeNull()
    expect(press('a', false, true)).toBeNull()
  })

  test('a resident has no page to be asked on, and nobody is asked twice', () => {
    expect(actsOf(aRow(1))).toEqual(['accept', 'ask', 'refuse'])
    expect(actsOf(vouched(1))).toEqual(['accept', 'refuse'])
    expect(actsOf(aRow(1, { state: 'askedBack' }))).toEqual(['accept', 'refuse'])
  })
})

describe('what is offered', () => {
  test('PT88 attestations about the same member and item, or none, are offered as evidence and taken along', () => {
    const row = aRow(1)
    const rows = [
      row,
      vouched(2),
      vouched(3, { itemCode: null }),
      vouched(4, { itemCode: 'C03' }),
      vouched(5, { memberId: 'm2' as MemberId }),
      vouched(6, { state: 'refused' }),
      aRow(7),
    ]
    expect(ids(witnessesOf(row, rows))).toEqual(['d2', 'd3'])
    expect([...acceptDraft(row, rows).joins]).toEqual(['d2', 'd3'])
    expect(witnessesOf(vouched(2), rows)).toEqual([])
  })

  test('it is accepted as it was said, and not without item, day and quantity', () => {
    const draft = acceptDraft(aRow(1), [])
    expect(missingIn(draft)).toBeNull()
    expect(missingIn(acceptDraft(vouched(2, { itemCode: null }), []))).toBe('item')
    expect(missingIn({ ...draft, date: null })).toBe('date')
    expect(missingIn({ ...draft, quantity: points(0) })).toBe('quantity')
  })

  test('hints say the gravest first, each duplicate with its place', () => {
    const row = aRow(1, {
      review: ['clockUnsure'],
      hints: {
        duplicates: [
          { kind: 'entry', entryId: 'e1' as EntryId, points: points(1), source: 'branchRecord' },
          { kind: 'declaration', declarationId: 'd8' as RecordId, state: 'accepted' },
          { kind: 'declaration', declarationId: 'd9' as RecordId, state: 'waiting' },
          { kind: 'attestation', declarationId: 'd2' as RecordId, state: 'waiting' },
        ],
        cap: { points: points(1), counts: points(0.5), caps: [], titles: ['参加人居环境整治'] },
        problems: [problem('PERIOD_SETTLED', { zh: '已经审定。', en: 'Settled.' })],
        warnings: [problem('ENTRY_NOT_APPLICABLE', { zh: '类别不符。', en: 'Not meant.' })],
      },
    })
    const lines = hintLines(row)
    expect(lines.map(each => [each.tone, each.href])).toEqual([
      ['stop', null],
      ['wait', '#/ledger/of/m1'],
      ['wait', '#/declarations/done/d8'],
      ['wait', '#/declarations/waiting/d9'],
      ['wait', null],
      ['wait', null],
      ['wait', null],
    ])
    expect(lines[4]?.text).toBe('“参加人居环境整治”到封顶了：申请 1 分，只能算 0.5 分')
    expect(hintLines(aRow(2))).toEqual([])
    const both = [{ kind: 'declaration', declarationId: 'd1' as RecordId, state: 'waiting' } as const]
    const witness = vouched(2, { hints: { duplicates: both, cap: null, problems: [], warnings: [] } })
    expect(hintLines(witness).map(each => [each.text.slice(0, 9), each.href])).toEqual([
      ['本人也申报了这件事', '#/declarations/waiting/d1'],
    ])
  })
})

test('the first page says how many wait and since when', () => {
  clock.value = NOW
  const [todo] = declarationTodos([aRow(1), aRow(4), aRow(9, { state: 'askedBack' }), vouched(2)])
  expect(todo).toMatchObject({ title: '3 件申报等着看', note: '最早的 4 天了', href: '#/declarations' })
  expect(declarationTodos([aRow(9, { state: 'askedBack' })])).toEqual([])
  expect(daysWaited(Date.parse('2026-10-14T23:59:00+08:00'), NOW, 'Asia/Shanghai')).toBe(1)
})
