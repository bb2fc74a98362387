import { describe, expect, test, vi } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import type { MemberId, Millis } from '../../../shared/base/ids.ts'
import { canonical, type Json } from '../../../shared/base/canonical.ts'
import { cardText, proofKey } from '../../../shared/passes/card.ts'
import { isProven, SignInBodySchema } from '../../../shared/passes/sign-in.ts'
import { parseRecord } from '../../../shared/sync/record.ts'
import type { FeedName, StreamEpoch } from '../../../shared/sync/fields.ts'
import { startOf } from '../../../shared/sync/feed.ts'
import { createBoard } from '../../../kiosk/state/board.ts'
import { openMemory } from '../../../kiosk/state/remember.ts'
import { createSignInDesk } from '../../../kiosk/state/sign-in.ts'
import { createClock } from '../../../kiosk/state/time.ts'
import { OutboxFull, type Outbox } from '../../../kiosk/store/outbox.ts'
import { memoryOutbox } from '../../fixtures/memory-outbox.ts'
import { seededRandom, TEST_NOW } from '../../fixtures/office.ts'
import { aRosterPerson, BRANCH_TAG, idNo, secretNo } from '../../fixtures/passes.ts'
import { anOpenActivity } from '../../fixtures/wire.ts'
import * as v from 'valibot'

const SETTINGS = {
  type: 'settings',
  branchName: '云溪村党支部',
  fullName: '中共青禾镇云溪村支部委员会',
  placeName: '大厅',
  timeZone: 'Asia/Shanghai',
  branchTag: BRANCH_TAG,
  helpContact: { name: '', phone: '', place: '' },
  servicePin: null,
  voice: false,
} as const

const noStorage = { getItem: () => null, setItem: () => {} }

async function aDesk(change: (outbox: Outbox) => Partial<Outbox> = () => ({})) {
  let mono = 10_000
  const machine = { wall: () => TEST_NOW + mono, mono: () => mono, boot: 'b007b007', buildTime: 1 as Millis }
  const clock = createClock(openMemory(noStorage), machine)
  clock.noteHub(TEST_NOW, mono)
  const board = createBoard(clock)
  const show = (feed: FeedName, items: Record<string, Json>) => {
    const texts = Object.entries(items).map(([id, value]) => [id, { id, rev: 1, text: canonical(value) }] as const)
    board.show(feed, { cursor: startOf(1), asOf: TEST_NOW, items: new Map(texts) }, true)
  }
  show('settings', { branch: SETTINGS })
  show('roster', { a: aRosterPerson(1) as never, b: aRosterPerson(2) as never })
  show('activities', { x: anOpenActivity(1, [1, 2, 3]) as never })
  const memory = memoryOutbox('e0'.repeat(16) as StreamEpoch)
  const outbox = { ...memory, ...change(memory) }
  const onWritten = vi.fn<(seq: number) => void>()
  const onFault = vi.fn<(cause: unknown) => void>()
  const desk = await createSignInDesk({ outbox, board, clock, random: seededRandom(3), onWritten, onFault })
  return { desk, board, outbox, onWritten, onFault, pass: (ms: number) => (mono += ms) }
}

const card = (number: number): string => cardText(secretNo(number), BRANCH_TAG)

describe('the sign-in desk', () => {
  test('SY90 the answer comes after the record is on the disk, and the record proves the card', async () => {
    const order: string[] = []
    const { desk, outbox, onWritten } = await aDesk(plain => ({
      add: async row => {
        await new Promise(resolve => setTimeout(resolve, 20))
        order.push('on the disk')
        return await plain.add(row)
      },
    }))
    const taken = await desk.take(card(1), null)
    order.push('answer')
    expect(order).toEqual(['on the disk', 'answer'])
    expect(taken.outcome).toMatchObject({ code: 'ok', member: { memberId: idNo(1) } })
    expect(onWritten).toHaveBeenCalledWith(1)
    const [row] = await outbox.read(1, 1)
    const record = parseRecord(must(row?.text, 'text'))
    const body = v.parse(SignInBodySchema, record.ok && record.value.body)
    expect(record.ok && isProven(record.value, body, proofKey(secretNo(1)))).toBe(true)
    expect(row?.text).not.toContain(card(1))
  })

  test('SY91 when nothing can be kept there is no tick; the next scan works when it can again', async () => {
    let full = true
    const { desk, outbox, onFault, pass } = await aDesk(plain => ({
      add: row => (full ? Promise.reject(new OutboxFull('no room')) : plain.add(row)),
    }))
    expect((await desk.take(card(1), null)).outcome).toEqual({ code: 'failed' })
    expect((await desk.take(card(9), null)).outcome).toEqual({ code: 'failed' })
    expect((await desk.take('12345', null)).outcome.code).not.toBe('ok')
    expect(onFault).toHaveBeenCalled()
    full = false
    pass(100)
    expect((await desk.take(card(1), null)).outcome.code).toBe('ok')
    expect(await outbox.state()).toMatchObject({ last: 1 })
  })

  test('SG13 SY90 a scanner that fires twice gives one record; a later scan says since when', async () => {
    const { desk, outbox, pass } = await aDesk()
    const [first, second] = await Promise.all([desk.take(card(1), null), desk.take(card(1), null)])
    expect([first.outcome.code, second.outcome]).toMatchObject(['ok', { code: 'already', again: 'same' }])
    expect(await outbox.state()).toMatchObject({ last: 1 })
    pass(6_000)
    expect((await desk.take(card(1), null)).outcome).toMatchObject({ code: 'already', again: 'later' })
  })

  test('SY91 SY92 an unknown card beyond the limit is not told that its scan was kept', async () => {
    const { desk, outbox } = await aDesk()
    expect((await desk.take(card(9), null)).outcome.code).toBe('unknownCard')
    for (let at = 0; at < 40; at++) await desk.take('6901234567892', null)
    expect((await desk.take(card(9), null)).outcome).toEqual({ code: 'failed' })
    expect((await outbox.state()).last).toBe(30)
  })

  test('SY92 refusals are recorded too, but somebody who plays with the scanner does not fill the disk', async () => {
    const { desk, outbox, pass } = await aDesk()
    for (let at = 0; at < 50; at++) await desk.take('6901234567892', null)
    expect((await outbox.state()).last).toBe(30)
    expect((await desk.take(card(2), null)).outcome.code).toBe('ok')
    expect((await outbox.state()).last).toBe(31)
    pass(61_000)
    await desk.take('6901234567892', null)
    const rows = await outbox.read(1, 99)
    expect(rows).toHaveLength(32)
    // A stranger's code is never stored.
    expect(JSON.stringify(rows)).not.toContain('6901234567892')
  })

  test('SY93 the count is what the hub knows and what was recorded here, each person once', async () => {
    const { desk, board } = await aDesk()
    await desk.take(card(1), null)
    await desk.take(card(2), null)
    const activity = must(board.activities.value[0], 'activity')
    expect(desk.count(activity)).toEqual({ expected: 3, present: 2, onLeave: 0 })
    const withHub = { ...activity, presentIds: [idNo<MemberId>(1), idNo<MemberId>(3)], onLeaveIds: [idNo<MemberId>(3)] }
    expect(desk.count(withHub)).toEqual({ expected: 3, present: 3, onLeave: 0 })
    expect(desk.last(activity.activity.activityId)?.memberId).toBe(idNo(2))
  })

  test('SY93 what was recorded before a restart is remembered', async () => {
    const first = await aDesk()
    await first.desk.take(card(1), null)
    const again = await aDesk(() => first.outbox)
    again.pass(6_000)
    expect((await again.desk.take(card(1), null)).outcome.code).toBe('already')
  })
})
