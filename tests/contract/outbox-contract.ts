import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ActivityId, MemberId, Millis, RecordId } from '../../shared/base/ids.ts'
import type { PhoneRef } from '../../shared/people/roster.ts'
import type { StreamEpoch } from '../../shared/sync/fields.ts'
import type { NewRow, Outbox, RowMark } from '../../kiosk/store/outbox.ts'
import { memoryOutbox } from '../fixtures/memory-outbox.ts'
import { idNo } from '../fixtures/passes.ts'

export interface OutboxUnderTest {
  readonly outbox: Outbox
  /** Closes and opens again what is on the disk; a store without one returns itself. */
  reopen(): Promise<Outbox>
  close(): Promise<void>
}

export const EPOCH = 'e0'.repeat(16) as StreamEpoch
const NEXT_EPOCH = 'e1'.repeat(16) as StreamEpoch

export const aRow = (number: number, change: Partial<NewRow> = {}): NewRow => ({
  id: idNo<RecordId>(number),
  text: `{"number":${number}}`,
  at: (1_000 * number) as Millis,
  mark: { memberId: idNo<MemberId>(number), activityId: idNo<ActivityId>(1), at: (1_000 * number) as Millis },
  ...change,
})

/** What every outbox must do, whatever it is made of. */
export function registerOutboxContract(name: string, make: () => Promise<OutboxUnderTest>): void {
  const withOutbox = async (work: (under: OutboxUnderTest) => Promise<void>): Promise<void> => {
    const under = await make()
    try {
      await work(under)
    } finally {
      await under.close()
    }
  }

  describe(`outbox contract: ${name}`, () => {
    test('SY40 places are 1, 2, 3 … in the order of recording, also when many are written at once', () =>
      withOutbox(async ({ outbox }) => {
        const places = await Promise.all([1, 2, 3, 4, 5].map(each => outbox.add(aRow(each))))
        expect(places).toEqual([1, 2, 3, 4, 5])
        expect((await outbox.read(2, 2)).map(row => [row.seq, row.text])).toEqual([
          [2, '{"number":2}'],
          [3, '{"number":3}'],
        ])
        expect(await outbox.state()).toMatchObject({ first: 1, last: 5, acked: 0, oldestUnsent: 1_000 })
      }))

    test('SY40 KS64 several at once get places one behind the other, with nothing between them', () =>
      withOutbox(async under => {
        const lasts = await Promise.all([
          under.outbox.addAll([1, 2, 3].map(each => aRow(each, { mark: null }))),
          under.outbox.add(aRow(4)),
          under.outbox.addAll([5, 6].map(each => aRow(each, { mark: null }))),
        ])
        expect(lasts).toEqual([3, 4, 6])
        const again = await under.reopen()
        expect((await again.read(1, 9)).map(row => row.text)).toEqual([1, 2, 3, 4, 5, 6].map(each => aRow(each).text))
        expect((await again.state()).size).toBe(6 * aRow(1).text.length)
      }))

    test('SY40 what was added is there after closing and opening', () =>
      withOutbox(async under => {
        await under.outbox.add(aRow(1))
        const before = await under.outbox.state()
        const again = await under.reopen()
        expect(await again.state()).toEqual(before)
        expect(await again.add(aRow(2))).toBe(2)
        expect(await again.marks(0 as Millis)).toHaveLength(2)
      }))

    test('SY40 marks come back as they were written, in the order of recording', () =>
      withOutbox(async under => {
        const plain = { memberId: idNo<MemberId>(1), activityId: null, at: 1_000 as Millis }
        const phone = { ref: '0011223344' as PhoneRef, step: 9 }
        const marks: RowMark[] = [
          { ...plain, recordId: idNo<RecordId>(1), pass: phone.ref, phone },
          { ...plain, recordId: idNo<RecordId>(2), act: 'out', pass: 'aa' },
          { ...plain, recordId: idNo<RecordId>(3), act: 'undo', undoes: idNo<RecordId>(1) },
          plain,
        ]
        for (const [at, mark] of marks.entries()) await under.outbox.add(aRow(at + 1, { mark }))
        await under.outbox.add(aRow(9, { mark: null }))
        expect(await (await under.reopen()).marks(0 as Millis)).toEqual(marks)
      }))

    test('SY41 acknowledged rows stay; a hub that lost them gets them offered again', () =>
      withOutbox(async ({ outbox }) => {
        for (const each of [1, 2, 3]) await outbox.add(aRow(each))
        await outbox.confirm(2, [
          { seq: 1, st: 'new', no: 11 },
          { seq: 2, st: 'held', no: 12 },
        ])
        expect(await outbox.state()).toMatchObject({ acked: 2, oldestUnsent: 3_000 })
        expect((await outbox.read(1, 9)).map(row => [row.outcome, row.no])).toEqual([
          ['new', 11],
          ['held', 12],
          [null, null],
        ])
        await outbox.confirm(1, [])
        expect(await outbox.state()).toMatchObject({ acked: 2 })
        await outbox.reopen(1)
        expect(await outbox.state()).toMatchObject({ acked: 1, first: 1, oldestUnsent: 2_000 })
      }))

    test('SY42 a row is let go only when acknowledged, old enough and backed up, and never out of the middle', () =>
      withOutbox(async ({ outbox }) => {
        for (const each of [1, 2, 3, 4]) await outbox.add(aRow(each))
        const outcome = (seq: number, no: number) => ({ seq, st: 'new' as const, no })
        await outbox.confirm(3, [outcome(1, 5), outcome(2, 90), outcome(3, 6)])
        await outbox.prune(9_000 as Millis, 50)
        expect((await outbox.read(1, 9)).map(row => row.seq)).toEqual([2, 3, 4])
        await outbox.prune(2_000 as Millis, 100)
        expect(await outbox.state()).toMatchObject({ first: 2 })
        await outbox.prune(9_000 as Millis, 100)
        expect(await outbox.state()).toMatchObject({ first: 4, last: 4, acked: 3 })
        await outbox.confirm(4, [{ seq: 4, st: 'dup' }])
        await outbox.prune(9_000 as Millis, 100)
        // Its journal number is not known: not known to be backed up.
        expect(await outbox.state()).toMatchObject({ first: 4 })
      }))

    test('SY43 a new stream offers every kept row again in order, with its id and its bytes', () =>
      withOutbox(async ({ outbox }) => {
        for (const each of [1, 2, 3]) await outbox.add(aRow(each))
        await outbox.confirm(2, [{ seq: 1, st: 'new', no: 1 }])
        await outbox.prune(1_500 as Millis, 10)
        expect(await outbox.renew(NEXT_EPOCH)).toBe(2)
        expect(await outbox.state()).toMatchObject({ epoch: NEXT_EPOCH, first: 1, last: 2, acked: 0 })
        expect((await outbox.read(1, 9)).map(row => [row.seq, row.id, row.text, row.outcome])).toEqual([
          [1, idNo(2), '{"number":2}', null],
          [2, idNo(3), '{"number":3}', null],
        ])
        expect(await outbox.add(aRow(4))).toBe(3)
      }))

    test('SY44 any mixture of steps ends as in the simplest outbox', () => sameAsModel(make, 30))
  })
}

type Step =
  | { readonly kind: 'add' | 'renew' }
  | { readonly kind: 'addAll'; readonly count: number }
  | { readonly kind: 'confirm' | 'reopen'; readonly at: number }
  | { readonly kind: 'prune'; readonly at: number; readonly backedUp: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ kind: 'add' as const }) },
  fc.record({ kind: fc.constant('addAll' as const), count: fc.integer({ min: 1, max: 3 }) }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('confirm' as const), at: fc.nat(8) }) },
  fc.record({ kind: fc.constant('reopen' as const), at: fc.nat(8) }),
  fc.record({ kind: fc.constant('prune' as const), at: fc.nat(8), backedUp: fc.nat(8) }),
  { weight: 1, arbitrary: fc.constant({ kind: 'renew' as const }) },
)

const manyRows = (from: number, count: number): readonly NewRow[] =>
  Array.from({ length: count }, (_, at) => aRow(from + at, { mark: null }))

async function take(outbox: Outbox, each: Step, number: number): Promise<void> {
  switch (each.kind) {
    case 'add':
      return void (await outbox.add(aRow(number)))
    case 'addAll':
      return void (await outbox.addAll(manyRows(100 * number, each.count)))
    case 'confirm':
      return await outbox.confirm(
        each.at,
        Array.from({ length: each.at }, (_, at) => ({ seq: at + 1, st: 'new', no: at + 5 })),
      )
    case 'reopen':
      return await outbox.reopen(each.at)
    case 'prune':
      return await outbox.prune((each.at * 1_000) as Millis, each.backedUp)
    case 'renew':
      return void (await outbox.renew(NEXT_EPOCH))
  }
}

/** Runs the same steps against the outbox and the model; also what a broken twin must fail. A real database is slow. */
export async function sameAsModel(make: () => Promise<OutboxUnderTest>, numRuns = 200): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async steps => {
      const under = await make()
      const { epoch } = await under.outbox.state()
      const model = memoryOutbox(epoch)
      try {
        for (const [at, each] of steps.entries()) {
          await take(under.outbox, each, at + 1)
          await take(model, each, at + 1)
          expect(await under.outbox.state()).toEqual(await model.state())
        }
        expect(await under.outbox.read(0, 99)).toEqual(await model.read(0, 99))
        expect(await under.outbox.marks(3_000 as Millis)).toEqual(await model.marks(3_000 as Millis))
      } finally {
        await under.close()
      }
    }),
    { numRuns, seed: 7 },
  )
}
