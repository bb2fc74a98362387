import { expect, test } from 'vitest'
import type { Millis, NoticeId } from '../../../shared/base/ids.ts'
import type { ShownDoc } from '../../../shared/notices/shown-doc.ts'
import { startOf } from '../../../shared/sync/feed.ts'
import type { StreamEpoch } from '../../../shared/sync/fields.ts'
import { parseRecord } from '../../../shared/sync/record.ts'
import type { ShownBody } from '../../../shared/sync/shown.ts'
import { createBoard } from '../../../kiosk/state/board.ts'
import { openMemory } from '../../../kiosk/state/remember.ts'
import { LOOK_MS, openShowing } from '../../../kiosk/state/showing.ts'
import { createClock } from '../../../kiosk/state/time.ts'
import { OutboxFull, type Outbox } from '../../../kiosk/store/outbox.ts'
import { aDocumentText } from '../../fixtures/document-text.ts'
import { memoryDevice, memoryOutbox } from '../../fixtures/memory-outbox.ts'
import { seededRandom, TEST_NOW } from '../../fixtures/office.ts'
import { idNo } from '../../fixtures/passes.ts'

const MINUTE = 60_000
const DAY = 86_400_000

const docNo = (number: number, rev = 1) => `${idNo<NoticeId>(number)}/${rev}` as ShownDoc

/** A kiosk's watch over a glass that the test draws, with stores that outlive its restarts. */
async function aWatch(options: { outbox?: Partial<Outbox>; synced?: boolean } = {}) {
  let [now, boot, bootAt, off] = [TEST_NOW as number, 0, TEST_NOW as number, 0]
  const memory = openMemory({ getItem: () => null, setItem: () => {} })
  const plain = memoryOutbox('e0'.repeat(16) as StreamEpoch)
  const outbox = { ...plain, ...options.outbox }
  const device = memoryDevice()
  const glass = { posted: [] as ShownDoc[], opened: [] as ShownDoc[] }
  const faults: unknown[] = []
  const start = async () => {
    const clock = createClock(memory, {
      wall: () => now + off,
      mono: () => now - bootAt,
      boot: `b007b00${boot}`,
      buildTime: 1 as Millis,
    })
    if (options.synced !== false) clock.noteHub(now, clock.mono())
    const board = createBoard(clock)
    const deps = { outbox, device, board, clock, random: seededRandom(3 + boot), readGlass: () => glass }
    const showing = await openShowing({ ...deps, onWritten: () => {}, onFault: cause => faults.push(cause) })
    return { board, clock, showing }
  }
  let run = await start()
  return {
    outbox,
    glass,
    faults,
    get run() {
      return run
    },
    hang(...texts: string[]) {
      const items = new Map(texts.map((text, at) => [`${at}`, { id: `${at}`, rev: 1, text }]))
      run.board.show('board', { cursor: startOf(1), asOf: TEST_NOW, items }, true)
    },
    clockOff: (ms: number) => void (off = ms),
    async pass(ms: number) {
      for (const end = now + ms; now < end;) {
        now = Math.min(end, now + LOOK_MS)
        await run.showing.look()
      }
    },
    sleep: (ms: number) => void (now += ms),
    async restart() {
      boot += 1
      bootAt = now
      run = await start()
    },
    async bodies(): Promise<ShownBody[]> {
      return (await outbox.read(1, 999)).map(row => {
        const parsed = parseRecord(row.text)
        if (!parsed.ok) throw new Error(parsed.error)
        return parsed.value.body as unknown as ShownBody
      })
    },
  }
}

test('NT30 told is what the glass says and the board still has; an older ranking is on the disk and not on the board', async () => {
  const watch = await aWatch()
  const period = { kind: 'ranking', period: '2026-Q3', categories: [] }
  watch.hang(
    aDocumentText(1),
    aDocumentText(2, { body: period, publishedAt: TEST_NOW - DAY }),
    aDocumentText(3, { body: period }),
  )
  // The page lags behind: it still draws something that has just been taken off.
  watch.glass.posted = [docNo(1), docNo(2), docNo(3), docNo(9)]
  watch.glass.opened = [docNo(1)]
  await watch.pass(MINUTE)
  const [body] = await watch.bodies()
  expect(body?.posted.flatMap(each => each.docs)).toEqual([docNo(1), docNo(3)])
  expect(body?.posted[0]).toMatchObject({ first: TEST_NOW + LOOK_MS, trust: 'synced' })
  expect(body).toMatchObject({ clockTrust: 'synced', gone: [], lost: 0 })
})

test('NT33 a document that is taken off the board is told as gone, with the time', async () => {
  const watch = await aWatch()
  watch.hang(aDocumentText(1), aDocumentText(2))
  watch.glass.posted = [docNo(1), docNo(2)]
  await watch.pass(MINUTE)
  await watch.outbox.confirm(9, [])
  watch.hang(aDocumentText(2))
  await watch.pass(MINUTE)
  const bodies = await watch.bodies()
  expect(bodies.at(-1)?.gone.map(each => [each.docs, each.first])).toEqual([[[docNo(1)], TEST_NOW + MINUTE + LOOK_MS]])
})

test('NT34 KS32 what expires is off the glass by the kiosk’s own clock, connected or not, and told as gone', async () => {
  const watch = await aWatch()
  watch.hang(aDocumentText(1, { shownUntil: '2026-11-22' }))
  watch.glass.posted = [docNo(1)]
  await watch.pass(MINUTE)
  await watch.outbox.confirm(9, [])
  expect(watch.run.board.documents.value).toHaveLength(1)
  // 00:00 of the 23rd in Shanghai is fourteen hours away.
  watch.sleep(14 * 60 * MINUTE)
  await watch.pass(MINUTE)
  expect(watch.run.board.documents.value).toHaveLength(0)
  const bodies = await watch.bodies()
  expect(bodies.at(-1)?.gone.flatMap(each => each.docs)).toEqual([docNo(1)])
})

test('NT34 KS32 a wrong clock hides nothing early: neither one never checked, nor one set ahead while it runs', async () => {
  const never = await aWatch({ synced: false })
  never.clockOff(400 * DAY)
  never.hang(aDocumentText(1, { shownUntil: '2026-11-22' }))
  never.glass.posted = [docNo(1)]
  await never.pass(MINUTE)
  expect(never.run.clock.trust.value).toBe('unknown')
  expect(never.run.board.documents.value).toHaveLength(1)
  expect((await never.bodies())[0]?.posted[0]?.trust).toBe('unknown')

  const ahead = await aWatch()
  ahead.hang(aDocumentText(1, { shownUntil: '2026-11-22' }))
  ahead.clockOff(100 * DAY)
  await ahead.pass(MINUTE)
  expect(ahead.run.clock.trust.value).toBe('unknown')
  expect(ahead.run.board.documents.value).toHaveLength(1)
})

test('SY141 nothing is given up for it: without spare room it waits, asks seldom, and goes on counting', async () => {
  let asked = 0
  const rooms: unknown[] = []
  const watch = await aWatch({
    outbox: {
      async add(_record, room) {
        asked += 1
        rooms.push(room)
        throw new OutboxFull('no spare room')
      },
    },
  })
  watch.hang(aDocumentText(1))
  watch.glass.posted = [docNo(1)]
  await watch.pass(30 * MINUTE)
  expect(rooms.every(room => room === 'spare')).toBe(true)
  expect(asked).toBeLessThanOrEqual(4)
  expect(watch.faults).toEqual([])
})

test('SY141 with two thousand records waiting none is added', async () => {
  const state = {
    epoch: 'e0'.repeat(16) as StreamEpoch,
    first: 1,
    last: 2_000,
    acked: 0,
    carries: [],
    oldestUnsent: null,
    size: 0,
  }
  const watch = await aWatch({ outbox: { state: async () => state } })
  watch.hang(aDocumentText(1))
  watch.glass.posted = [docNo(1)]
  await watch.pass(30 * MINUTE)
  expect(await watch.bodies()).toEqual([])
})

test('SY142 what was seen and not told is told after a restart; a power cut takes a minute of it at most', async () => {
  const watch = await aWatch()
  watch.hang(aDocumentText(1))
  watch.glass.posted = [docNo(1)]
  await watch.pass(5 * MINUTE)
  expect(await watch.bodies()).toHaveLength(1)
  await watch.outbox.confirm(9, [])
  // Off for the night, without a word.
  watch.sleep(DAY)
  watch.glass.posted = []
  await watch.restart()
  watch.hang(aDocumentText(1))
  await watch.pass(MINUTE)
  const bodies = await watch.bodies()
  expect(bodies).toHaveLength(2)
  const [span] = bodies.at(-1)?.posted ?? []
  expect(span).toMatchObject({ docs: [docNo(1)], first: TEST_NOW + LOOK_MS, mono: null })
  expect(span?.last).toBeGreaterThanOrEqual(TEST_NOW + 4 * MINUTE)
})
