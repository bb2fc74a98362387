import { describe, expect, test, vi } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import type { MemberId, Millis } from '../../../shared/base/ids.ts'
import { canonical, type Json } from '../../../shared/base/canonical.ts'
import { cardText, proofKey } from '../../../shared/passes/card.ts'
import { isProven, SignInBodySchema } from '../../../shared/passes/sign-in.ts'
import { parseRecord } from '../../../shared/sync/record.ts'
import type { FeedName, StreamEpoch } from '../../../shared/sync/fields.ts'
import { startOf } from '../../../shared/sync/feed.ts'
import { createBoard, type Board } from '../../../kiosk/state/board.ts'
import { openMemory } from '../../../kiosk/state/remember.ts'
import { createSignInDesk } from '../../../kiosk/state/sign-in.ts'
import { createClock } from '../../../kiosk/state/time.ts'
import { OutboxFull, type Outbox } from '../../../kiosk/store/outbox.ts'
import { memoryDevice, memoryOutbox } from '../../fixtures/memory-outbox.ts'
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

function show(board: Board, feed: FeedName, items: Record<string, object>): void {
  const text = (value: object) => canonical(value as Json)
  const texts = Object.entries(items).map(([id, value]) => [id, { id, rev: 1, text: text(value) }] as const)
  board.show(feed, { cursor: startOf(1), asOf: TEST_NOW, items: new Map(texts) }, true)
}

async function aDesk(change: (outbox: Outbox) => Partial<Outbox> = () => ({})) {
  let mono = 10_000
  const machine = { wall: () => TEST_NOW + mono, mono: () => mono, boot: 'b007b007', buildTime: 1 as Millis }
  const clock = createClock(openMemory(noStorage), machine)
  clock.noteHub(TEST_NOW, mono)
  const board = createBoard(clock)
  show(board, 'settings', { branch: SETTINGS })
  show(board, 'roster', { a: aRosterPerson(1), b: aRosterPerson(2) })
  show(board, 'activities', { x: anOpenActivity(1, [1, 2, 3]) })
  const memory = memoryOutbox('e0'.repeat(16) as StreamEpoch)
  const outbox = { ...memory, ...change(memory) }
  const onWritten = vi.fn<(seq: number) => void>()
  const onFault = vi.fn<(cause: unknown) => void>()
  const desk = await createSignInDesk({
    outbox,
    device: memoryDevice(),
    board,
    clock,
    random: seededRandom(3),
    later: () => () => {},
    onWritten,
    onFault,
  })
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

  test('SY91 SY92 an unknown card is recorded once a minute; one beyond the limit is not told that it was kept', async () => {
    const { desk, outbox, pass } = await aDesk()
    for (let at = 0; at < 3; at++) expect((await desk.take(card(9), null)).outcome.code).toBe('unknownCard')
    expect((await outbox.state()).last).toBe(1)
    for (let at = 0; at < 40; at++) await desk.take('6901234567892', null)
    expect((await outbox.state()).last).toBe(31)
    for (let at = 0; at < 59; at++) await desk.take(card(100 + at), null)
    expect((await outbox.state()).last).toBe(90)
    expect((await desk.take(card(200), null)).outcome).toEqual({ code: 'failed' })
    expect((await desk.take(card(9), null)).outcome.code).toBe('unknownCard')
    expect((await outbox.state()).last).toBe(90)
    pass(61_000)
    expect((await desk.take(card(200), null)).outcome.code).toBe('unknownCard')
  })

  test('SY92 strange codes are recorded thirty times a minute; a stranger’s code is never stored', async () => {
    const { desk, outbox, pass } = await aDesk()
    for (let at = 0; at < 50; at++) await desk.take('6901234567892', null)
    expect((await outbox.state()).last).toBe(30)
    pass(61_000)
    await desk.take('6901234567892', null)
    const rows = await outbox.read(1, 99)
    expect(rows).toHaveLength(31)
    expect(JSON.stringify(rows)).not.toContain('6901234567892')
  })

  test('SY92 a queue of sixty with their cards is recorded whole, however much nonsense was scanned before', async () => {
    const { desk, board, outbox, pass } = await aDesk()
    show(board, 'roster', Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`p${at}`, aRosterPerson(at)])))
    for (let at = 0; at < 50; at++) await desk.take('6901234567892', null)
    const before = (await outbox.state()).last
    for (let at = 0; at < 60; at++) expect((await desk.take(card(at), null)).outcome.code).toBe('ok')
    // Everybody again, at once: each answer names somebody, so each is recorded.
    pass(6_000)
    for (let at = 0; at < 60; at++) expect((await desk.take(card(at), null)).outcome.code).toBe('already')
    expect((await outbox.state()).last).toBe(before + 120)
    // The last one holds the card a moment longer: the same attempt.
    await desk.take(card(59), null)
    expect((await outbox.state()).last).toBe(before + 120)
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
