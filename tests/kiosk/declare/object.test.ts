import * as fc from 'fast-check'
import * as v from 'valibot'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { bytesToHex } from '../../../shared/base/bytes.ts'
import type { PlainDateTime } from '../../../shared/base/plain-date.ts'
import { sealPublicKey } from '../../../shared/base/seal.ts'
import { ObjectionBodySchema } from '../../../shared/declarations/declaration.ts'
import { cardText } from '../../../shared/passes/card.ts'
import { parseRecord } from '../../../shared/sync/record.ts'
import { isOpenToObjections } from '../../../kiosk/board/notice-view.ts'
import { touchObject, type ObjectScreen } from '../../../kiosk/declare/acts.ts'
import type { NoteTouch } from '../../../kiosk/declare/note-flow.ts'
import { objected } from '../../../kiosk/declare/object-flow.ts'
import { startObjecting, type ObjectDraft } from '../../../kiosk/state/object-draft.ts'
import { keptScreen, objectScreen } from '../../../kiosk/state/screens.ts'
import { pointsNotice } from '../../../kiosk/gallery/fixtures.ts'
import { aVoice } from '../../fixtures/declaring.ts'
import { aKioskApp } from '../../fixtures/kiosk-app.ts'
import { seededRandom } from '../../fixtures/office.ts'
import { BRANCH_TAG, secretNo } from '../../fixtures/passes.ts'

/** 异议: one note and send, by anybody, while the notice is in its period. */

const SEAL_KEY = bytesToHex(sealPublicKey(seededRandom(77)(32)))
const written = { kind: 'note', note: [[[1, 2, 3, 4]]] } as const
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

async function aKiosk() {
  const kiosk = await aKioskApp({ settings: { sealKey: SEAL_KEY } })
  const open = (): ObjectScreen => {
    const screen = objectScreen(pointsNotice, 'notices')
    kiosk.app.go(screen)
    if (screen.kind !== 'object') throw new Error('another screen')
    return screen
  }
  const objections = async () =>
    (await kiosk.outbox.read(1, 999)).flatMap(({ text }) => {
      const record = parseRecord(text)
      return record.ok && record.value.kind === 'objection' ? [v.parse(ObjectionBodySchema, record.value.body)] : []
    })
  return { ...kiosk, open, objections }
}

test('KS80 a notice is open to objections as soon as it hangs, and until its period ends', () => {
  const at = (text: string) => isOpenToObjections(pointsNotice, text as PlainDateTime)
  // Published in the evening: its first working day is the next one.
  expect(at('2026-10-13T23:59')).toBe(true)
  expect(at('2026-10-14T00:00')).toBe(true)
  expect(at('2026-10-20T17:29')).toBe(true)
  expect(at('2026-10-20T17:30')).toBe(false)
  expect(isOpenToObjections({ ...pointsNotice, noticePeriod: null }, '2026-10-15T10:00' as PlainDateTime)).toBe(false)
})

test('KS80 KS81 one note, written or spoken, and send; touched twice it is kept once, sealed', async () => {
  const { app, open, objections } = await aKiosk()
  const screen = open()
  const go = (touch: NoteTouch) => touchObject(app, screen, touch)
  await go({ kind: 'send' })
  expect(screen.draft.value.step).toBe('what')
  for (const each of [{ kind: 'open', step: 'note' }, written, { kind: 'done' }] as const) await go(each)
  await Promise.all([go({ kind: 'send' }), go({ kind: 'send' })])
  expect(app.screen.value).toMatchObject({ kind: 'kept', what: 'objected' })
  const second = open()
  for (const each of [
    { kind: 'open', step: 'voice' },
    { kind: 'voice', voice: aVoice(1, 4_000) },
    { kind: 'done' },
    { kind: 'send' },
  ] as const) {
    await touchObject(app, second, each)
  }
  const kept = await objections()
  expect(kept).toMatchObject([
    { docId: pointsNotice.docId, rev: 1, parts: [] },
    { docId: pointsNotice.docId, rev: 1, parts: [{ type: 'voice' }] },
  ])
})

test('KS81 a card in between takes nothing away, and more than a few at once wait their turn', async () => {
  const { app, open, objections } = await aKiosk()
  const send = [{ kind: 'open', step: 'note' }, written, { kind: 'done' }, { kind: 'send' }] as const
  for (let at = 0; at < 7; at++) {
    const screen = open()
    expect(keptScreen(screen)).toBe(screen)
    for (const each of send) void touchObject(app, screen, each)
    await pass(1)
  }
  expect(await objections()).toHaveLength(6)
  const waiting = app.screen.value
  app.scan(cardText(secretNo(1), BRANCH_TAG), 'card')
  await vi.waitFor(() => expect(app.screen.value.kind).toBe('result'), { timeout: 30_000, interval: 1 })
  expect(app.screen.value).toMatchObject({ back: waiting })
  await pass(31_000)
  expect(await objections()).toHaveLength(7)
})

const touches = fc.oneof(
  fc.constantFrom('note', 'voice', 'name').map(step => ({ kind: 'open', step }) as const),
  fc.constantFrom<NoteTouch>(
    written,
    { kind: 'note', note: [] },
    { kind: 'voice', voice: aVoice(2, 3_000) },
    { kind: 'voice', voice: null },
    { kind: 'name', name: [[[9, 9, 8, 8]]] },
    { kind: 'done' },
    { kind: 'back' },
    { kind: 'send' },
    { kind: 'refused', fault: 'noRoom' },
  ),
)

/** Whatever is touched, nothing is sent that says nothing, and never both a written and a spoken note. */
const neverEmpty = (flow: (draft: ObjectDraft, touch: NoteTouch) => ObjectDraft): void =>
  fc.assert(
    fc.property(fc.array(touches, { maxLength: 40 }), walk => {
      let draft = startObjecting(pointsNotice, 'home')
      for (const touch of walk) {
        draft = flow(draft, touch)
        const isWritten = draft.note.some(each => each.length > 0)
        if (isWritten && draft.voice !== null) return false
        if (draft.step === 'sending' && !isWritten && draft.voice === null) return false
      }
      return true
    }),
    { seed: 5 },
  )

test('KS80 whatever is touched, what is sent says something; a twin that sends an empty page is found', () => {
  neverEmpty(objected)
  const hasty = (draft: ObjectDraft, touch: NoteTouch): ObjectDraft =>
    touch.kind === 'send' && draft.step === 'what' ? { ...draft, step: 'sending' } : objected(draft, touch)
  expect(() => neverEmpty(hasty)).toThrow()
})
