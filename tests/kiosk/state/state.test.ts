import type { PlainDateTime } from '../../../shared/base/plain-date.ts'
import { describe, expect, test } from 'vitest'
import type { Millis, NoticeId } from '../../../shared/base/ids.ts'
import { envelopeText } from '../../../shared/sync/envelope.ts'
import { startOf } from '../../../shared/sync/feed.ts'
import { createBoard } from '../../../kiosk/state/board.ts'
import { afterIdle, idleAt } from '../../../kiosk/state/idle.ts'
import { isReloadDue } from '../../../kiosk/state/nightly.ts'
import { openMemory } from '../../../kiosk/state/remember.ts'
import { rosterOf } from '../../../kiosk/state/roster.ts'
import { createRotation } from '../../../kiosk/state/rotation.ts'
import { createClock } from '../../../kiosk/state/time.ts'
import { aDocumentText } from '../../fixtures/document-text.ts'
import { TEST_NOW } from '../../fixtures/office.ts'
import { aRosterPerson, idNo } from '../../fixtures/passes.ts'

const storage = (text: string | null = null) => {
  let kept = text
  return { getItem: () => kept, setItem: (_key: string, value: string) => void (kept = value) }
}

function aClock(start: { wall: number } = { wall: TEST_NOW }, memory = openMemory(storage())) {
  let mono = 0
  const machine = { wall: () => start.wall + mono, mono: () => mono, boot: 'b', buildTime: 1 as Millis }
  return { clock: createClock(memory, machine), pass: (ms: number) => (mono += ms) }
}

const copyOf = (texts: readonly string[]) => ({
  cursor: startOf(1),
  asOf: TEST_NOW,
  items: new Map(texts.map((text, at) => [`${at}`, { id: `${at}`, rev: 1, text }])),
})

describe('idle', () => {
  test('KS30 sixty seconds of quiet, then twenty that one touch extends, then the board, then the turning board', () => {
    const document = { kind: 'document', docId: idNo<NoticeId>(1), from: 'home' } as const
    expect(idleAt(document, 0, 59_999)).toEqual({ kind: 'busy' })
    expect(idleAt(document, 0, 60_000)).toEqual({ kind: 'asking', secondsLeft: 20, secondsOf: 20 })
    expect(idleAt(document, 0, 79_000)).toMatchObject({ kind: 'asking', secondsLeft: 1 })
    expect(idleAt(document, 70_000, 79_000)).toEqual({ kind: 'busy' })
    expect(idleAt(document, 0, 80_000)).toEqual({ kind: 'over' })
    expect(afterIdle(document)).toEqual({ kind: 'home' })
    expect(idleAt({ kind: 'home' }, 0, 60_000)).toEqual({ kind: 'over' })
    expect(afterIdle({ kind: 'home' })).toEqual({ kind: 'attract' })
    expect(idleAt({ kind: 'attract' }, 0, 9e9)).toEqual({ kind: 'busy' })
  })
})

describe('the rotation', () => {
  test('KS31 turns every twelve seconds, stands still when told to, and after two minutes turns again', () => {
    let now = 0
    const rotation = createRotation(() => now)
    const at = (ms: number) => {
      now = ms
      rotation.turn()
      return rotation.feature.value
    }
    expect(at(11_999).index).toBe(0)
    expect(at(12_000).index).toBe(1)
    rotation.pause(true)
    expect(at(60_000)).toEqual({ index: 1, paused: true })
    rotation.step(-1)
    expect(rotation.feature.value).toEqual({ index: 0, paused: true })
    expect(at(179_999).paused).toBe(true)
    expect(at(180_000)).toEqual({ index: 1, paused: false })
  })
})

describe('the board', () => {
  test('KS32 what is withdrawn is gone at once; what has expired is gone where the clock can be believed', () => {
    const { clock, pass } = aClock()
    const board = createBoard(clock)
    const withdrawn = envelopeText(
      JSON.stringify({ type: 'withdrawal', docId: idNo<NoticeId>(3), rev: 2, withdrawnAt: TEST_NOW }),
      '0'.repeat(16) as never,
      '0'.repeat(128) as never,
    )
    board.show('board', copyOf([aDocumentText(1), aDocumentText(2, { shownUntil: '2026-11-22' }), withdrawn]), true)
    clock.noteHub(TEST_NOW, clock.mono())
    const titles = () => board.documents.value.map(each => each.title)
    expect(titles()).toEqual(['公告1', '公告2'])
    pass(24 * 3_600_000)
    clock.tick()
    expect(titles()).toEqual(['公告1'])
  })

  test('KS32 a machine that does not know the time takes nothing off the wall', () => {
    const { clock } = aClock({ wall: Date.parse('2031-01-01') })
    const board = createBoard(clock)
    board.show('board', copyOf([aDocumentText(2, { shownUntil: '2026-11-22' })]), true)
    expect(clock.trust.value).toBe('unknown')
    expect(board.documents.value).toHaveLength(1)
  })

  test('KS35 a kiosk that was revoked shows nothing of the branch but its name', () => {
    const board = createBoard(aClock().clock)
    board.show('board', copyOf([aDocumentText(1)]), true)
    board.show('roster', copyOf([JSON.stringify(aRosterPerson(1))]), true)
    expect(rosterOf(board).personById.size).toBe(1)
    board.clear()
    expect([board.documents.value.length, rosterOf(board).personById.size, board.asOf.value]).toEqual([0, 0, null])
  })

  test('KS33 what this version does not understand is left out, and the rest is shown', () => {
    const board = createBoard(aClock().clock)
    const newer = aDocumentText(4, { body: { kind: 'hologram', light: 3 } })
    board.show('board', copyOf([aDocumentText(1), newer]), true)
    board.show('activities', copyOf(['{"type":"party"}']), true)
    expect(board.documents.value.map(each => each.title)).toEqual(['公告1'])
    expect(board.activities.value).toEqual([])
  })
})

describe('what a kiosk remembers', () => {
  test('KS34 time does not go back over a restart, and damaged memories are no reason not to start', () => {
    const kept = storage()
    const first = aClock({ wall: TEST_NOW }, openMemory(kept))
    first.clock.noteHub(TEST_NOW, 0)
    const second = aClock({ wall: TEST_NOW - 9 * 3_600_000 }, openMemory(kept))
    expect(second.clock.read().time).toBeGreaterThanOrEqual(TEST_NOW)
    for (const text of ['', '{', '7', '{"clock":7}', null]) expect(openMemory(storage(text)).facts.place).toBe('')
    const refusing = {
      getItem: (): string => {
        throw new DOMException('no', 'SecurityError')
      },
      setItem: (): void => {
        throw new DOMException('no', 'QuotaExceededError')
      },
    }
    const memory = openMemory(refusing)
    memory.note({ place: '大厅' })
    expect(memory.facts.place).toBe('大厅')
  })

  test('KS34 what an older program kept is still known, and no scanner is spoken of before one was seen', () => {
    const kept = storage()
    openMemory(kept).note({ place: '大厅', lastContact: 7, wedgeSeen: true })
    const { wedgeSeen: _new, ...older } = JSON.parse(kept.getItem() ?? '{}') as Record<string, unknown>
    const { facts } = openMemory(storage(JSON.stringify(older)))
    expect(facts).toMatchObject({ place: '大厅', lastContact: 7, wedgeSeen: false })
    expect(openMemory(kept).facts.wedgeSeen).toBe(true)
  })
})

describe('the night', () => {
  const HOUR = 3_600_000
  const night = { now: '2026-11-23T03:20' as PlainDateTime, upMs: 24 * HOUR, isQuiet: true, isLive: true }

  test('KS36 the page is loaded anew once a night, never before a person, and without the hub once a week', () => {
    expect(isReloadDue(night)).toBe(true)
    const others = [
      { now: '2026-11-23T04:00' as PlainDateTime },
      { now: '2026-11-23T14:20' as PlainDateTime },
      { isQuiet: false },
      { isLive: false },
      // Loaded anew ten minutes ago.
      { upMs: HOUR / 6 },
    ]
    for (const change of others) expect([change, isReloadDue({ ...night, ...change })]).toEqual([change, false])
    expect(isReloadDue({ ...night, isLive: false, upMs: 8 * 24 * HOUR })).toBe(true)
  })
})
