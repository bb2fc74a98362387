import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ActivityId, MemberId, Millis, RecordId } from '../../../shared/base/ids.ts'
import type { PhoneRef } from '../../../shared/people/roster.ts'
import { decide } from '../../../shared/passes/decide.ts'
import { foldMarks, markKey } from '../../../kiosk/state/marks.ts'
import type { RowMark } from '../../../kiosk/store/outbox.ts'
import { aFeedActivity, anAttempt, idNo } from '../../fixtures/passes.ts'

const ACTIVITY = idNo<ActivityId>(0xa001)
const OTHER = idNo<ActivityId>(0xa002)
const memberId = idNo<MemberId>(1)
const key = markKey(memberId, ACTIVITY)

const mark = (minute: number, more: Partial<RowMark> = {}): RowMark => ({
  memberId,
  activityId: ACTIVITY,
  at: (minute * 60_000) as Millis,
  recordId: idNo<RecordId>(minute),
  pass: 'card',
  ...more,
})
const undo = (minute: number, of: number, more: Partial<RowMark> = {}) =>
  mark(minute, { act: 'undo', undoes: idNo<RecordId>(of), ...more })

describe('what marks come to', () => {
  test('SG60 in, out and out again: one sign-in stands, and the last sign-out counts', () => {
    const { open, outs } = foldMarks([mark(1), mark(5, { act: 'out' }), mark(9, { act: 'out' })])
    expect(open).toMatchObject([{ memberId, at: 60_000, outAt: 540_000, recordId: idNo(1), pass: 'card' }])
    expect(outs.get(key)).toBe(540_000)
  })

  test('SG60 each activity has its own sign-out', () => {
    const { open } = foldMarks([mark(1), mark(2, { activityId: OTHER }), mark(3, { act: 'out' })])
    expect(open.map(each => [each.activityId, each.outAt])).toEqual([
      [ACTIVITY, 180_000],
      [OTHER, null],
    ])
  })

  test('SG61 an undo takes away that sign-in and its sign-out; signing in again starts afresh', () => {
    const before = [mark(1), mark(2, { act: 'out' }), undo(3, 1)]
    expect(foldMarks(before)).toMatchObject({ open: [], outs: new Map(), undone: new Set([key]) })
    const after = foldMarks([...before, mark(4)])
    expect(after.open).toMatchObject([{ at: 240_000, outAt: null }])
    expect(after.undone.size).toBe(0)
  })

  test('SG61 an undo of another record, or of one that nobody knows, takes nothing away', () => {
    expect(foldMarks([mark(1), undo(2, 77)]).open).toHaveLength(1)
    const { recordId: _none, ...early } = mark(1)
    expect(foldMarks([early, undo(2, 1)]).open).toHaveLength(1)
  })

  test('SG61 the code of an undone sign-in stays used up, and stands for nothing else', () => {
    const phone = { ref: '0011223344' as PhoneRef, step: 7 }
    const { open, log } = foldMarks([mark(1, { pass: phone.ref, phone }), undo(2, 1)])
    expect(open).toEqual([])
    expect(log.map(each => each.phone)).toEqual([phone])
    // Also where a sign-in without a known activity would be taken for presence.
    const farOff = aFeedActivity(1, { opens: '2030-01-01T08:00' as never, closes: '2030-01-01T09:00' as never })
    for (const activities of [[aFeedActivity(1)], [farOff]]) {
      expect(decide(anAttempt({ log, activities, clockTrust: 'unknown' }))).toMatchObject({ code: 'ok' })
    }
  })

  test('SG62 leave that was asked stands until it is dropped', () => {
    const asked = [mark(1, { act: 'leave' }), mark(2, { act: 'leave', activityId: OTHER })]
    expect([...foldMarks(asked).asked]).toEqual([key, markKey(memberId, OTHER)])
    expect([...foldMarks([...asked, mark(3, { act: 'noLeave' })]).asked]).toEqual([markKey(memberId, OTHER)])
    expect(foldMarks(asked)).toMatchObject({ open: [], dropped: new Set() })
    const droppedOne = [...asked, mark(3, { act: 'noLeave' })]
    expect([...foldMarks(droppedOne).dropped]).toEqual([key])
    expect([...foldMarks([...droppedOne, mark(4, { act: 'leave' })]).dropped]).toEqual([])
  })

  test('SG60 SG61 whatever the order, what stands is each sign-in without an undo after it', () => {
    const step = fc.record({ kind: fc.constantFrom('in', 'out', 'undo'), of: fc.nat(9) })
    const marksOf = (steps: readonly { kind: string; of: number }[]): RowMark[] =>
      steps.map(({ kind, of }, at) =>
        kind === 'in' ? mark(at + 1) : kind === 'out' ? mark(at + 1, { act: 'out' }) : undo(at + 1, of),
      )
    const expected = (marks: readonly RowMark[]) =>
      marks
        .filter((each, at) => !each.act && !marks.slice(at).some(later => later.undoes === each.recordId))
        .map(each => each.recordId)
    const holds = (fold: typeof foldMarks) =>
      fc.check(
        fc.property(fc.array(step, { maxLength: 12 }), steps => {
          const marks = marksOf(steps)
          expect(fold(marks).open.map(each => each.recordId)).toEqual(expected(marks))
        }),
        { numRuns: 300, seed: 3 },
      )
    expect(holds(foldMarks).failed).toBe(false)
    // A fold that forgets undo is caught.
    expect(holds(marks => foldMarks(marks.filter(each => each.act !== 'undo'))).failed).toBe(true)
  })
})
