import * as fc from 'fast-check'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { bytesToHex } from '../../../shared/base/bytes.ts'
import { must } from '../../../shared/base/check.ts'
import type { MemberId } from '../../../shared/base/ids.ts'
import { sealPublicKey } from '../../../shared/base/seal.ts'
import { AttestationBodySchema } from '../../../shared/declarations/declaration.ts'
import { cardText } from '../../../shared/passes/card.ts'
import { parseRecord } from '../../../shared/sync/record.ts'
import { touchAttest, type AttestScreen } from '../../../kiosk/declare/acts.ts'
import { isReady, type AttestTouch } from '../../../kiosk/declare/attest-flow.ts'
import { deedsOf, type Helper } from '../../../kiosk/declare/deeds.ts'
import type { GuestPace } from '../../../kiosk/state/guest-pace.ts'
import { attestScreen } from '../../../kiosk/state/screens.ts'
import { aVoice, itemsOnBoard } from '../../fixtures/declaring.ts'
import { aKioskApp } from '../../fixtures/kiosk-app.ts'
import { seededRandom } from '../../fixtures/office.ts'
import { BRANCH_TAG, idNo, secretNo } from '../../fixtures/passes.ts'

/** 证实: whom, what, send; by one resident or by a hall of them. */

const SEAL_KEY = bytesToHex(sealPublicKey(seededRandom(77)(32)))
const deeds = deedsOf([itemsOnBoard])
const helper: Helper = { memberId: idNo<MemberId>(2), name: '张*国', apart: null }
const card = (number: number): string => cardText(secretNo(number), BRANCH_TAG)
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

async function aKiosk() {
  const kiosk = await aKioskApp({ settings: { sealKey: SEAL_KEY } })
  const { app, outbox } = kiosk
  const open = (): AttestScreen => {
    const screen = attestScreen()
    app.go(screen)
    if (screen.kind !== 'attest') throw new Error('another screen')
    return screen
  }
  const attestations = async () =>
    (await outbox.read(1, 999)).flatMap(({ text }) => {
      const record = parseRecord(text)
      return record.ok && record.value.kind === 'attestation' ? [v.parse(AttestationBodySchema, record.value.body)] : []
    })
  return { ...kiosk, open, attestations }
}

describe('three touches', () => {
  test('KS60 name, deed, send: three touches on the opened page, and it is kept', async () => {
    const { app, open, attestations } = await aKiosk()
    for (const deed of deeds.filter(each => each.itemCode !== null)) {
      const screen = open()
      const touches: readonly AttestTouch[] = [{ kind: 'who', helper }, { kind: 'what', deed }, { kind: 'send' }]
      for (const each of touches) await touchAttest(app, screen, each)
      expect(touches).toHaveLength(3)
      expect(app.screen.value).toMatchObject({ kind: 'kept', what: 'attested' })
      await pass(31_000)
    }
    expect((await attestations()).map(each => each.itemCode)).toEqual(['C04', 'C11', 'C14', 'C25', 'C26'])
  })

  test('KS60 something else wants the one note, written or spoken, and no name', async () => {
    const { app, open, attestations } = await aKiosk()
    const screen = open()
    const go = (touch: AttestTouch) => touchAttest(app, screen, touch)
    const step = () => screen.draft.value.step
    await go({ kind: 'who', helper })
    await go({ kind: 'what', deed: must(deeds.at(-1), 'something else') })
    await go({ kind: 'send' })
    expect(step()).toBe('what')
    await go({ kind: 'open', step: 'note' })
    await go({ kind: 'note', note: [[[1, 2, 3, 4]]] })
    await go({ kind: 'done' })
    await go({ kind: 'open', step: 'voice' })
    await go({ kind: 'voice', voice: aVoice(1, 4_000) })
    await go({ kind: 'done' })
    // One note: what was spoken took the place of what was written.
    expect(screen.draft.value.note).toEqual([])
    await go({ kind: 'send' })
    expect(app.screen.value.kind).toBe('kept')
    expect((await attestations())[0]).toMatchObject({ itemCode: null, parts: [{ type: 'voice' }] })
  })
})

const touches: fc.Arbitrary<AttestTouch> = fc.oneof(
  fc.constant({ kind: 'who', helper } as const),
  fc.constantFrom(...deeds).map(deed => ({ kind: 'what', deed }) as const),
  fc.constantFrom('note', 'voice', 'name').map(step => ({ kind: 'open', step }) as const),
  fc.constantFrom<AttestTouch>(
    { kind: 'note', note: [[[1, 2, 3, 4]]] },
    { kind: 'voice', voice: aVoice(2, 3_000) },
    { kind: 'name', name: [[[9, 9, 8, 8]]] },
    { kind: 'done' },
    { kind: 'back' },
    { kind: 'send' },
    { kind: 'send' },
    { kind: 'kept' },
    { kind: 'refused', fault: 'failed' },
  ),
)

const walks = fc.array(fc.record({ touch: touches, leaves: fc.boolean() }), { minLength: 10, maxLength: 40 })

/** @param pace a twin with a planted bug in place of the pace */
async function walk(
  steps: readonly { touch: AttestTouch; leaves: boolean }[],
  twin: (pace: GuestPace) => GuestPace = pace => pace,
): Promise<void> {
  const { app, open, attestations } = await aKiosk()
  Object.assign(app, { attestPace: twin(app.attestPace) })
  let screen = open()
  let sent = 0
  for (const { touch, leaves } of steps) {
    // What only the machine says is not touched.
    if (touch.kind === 'kept' || touch.kind === 'refused') continue
    const before = screen.draft.value
    void touchAttest(app, screen, touch)
    if (before.step === 'what' && screen.draft.value.step === 'sending') {
      expect(isReady(before)).toBe(true)
      sent += 1
    }
    await pass(1)
    if (app.screen.value.kind === 'kept' || leaves) screen = open()
  }
  await pass(31_000 * app.attestPace.waiting() + 10)
  vi.clearAllTimers()
  expect(await attestations()).toHaveLength(sent)
  expect(app.attestPace.waiting()).toBe(0)
}

test('KS63 KS66 whatever is touched and whoever walks away: what was sent is there once, slowed and never lost', async () => {
  await fc.assert(
    fc.asyncProperty(walks, steps => walk(steps)),
    { numRuns: 30, seed: 3 },
  )
})

test('KS66 the walk finds a pace that forgets who waits', async () => {
  const forgetful = (pace: GuestPace): GuestPace => ({
    ...pace,
    inTurn: async <T>(work: () => Promise<T>) => (pace.waitMs() > 0 ? ('kept' as T) : await pace.inTurn(work)),
  })
  const send: AttestTouch[] = [
    { kind: 'who', helper },
    { kind: 'what', deed: must(deeds[0], 'deed') },
    { kind: 'send' },
  ]
  const many = Array.from({ length: 8 }, () => send.map((touch, at) => ({ touch, leaves: at === 2 }))).flat()
  await walk(many)
  await expect(walk(many, forgetful)).rejects.toThrow()
})

describe('a flood', () => {
  const flood = async (count: number) => {
    const kiosk = await aKiosk()
    for (let at = 0; at < count; at++) {
      const screen = kiosk.open()
      for (const touch of [
        { kind: 'who', helper: { ...helper, memberId: idNo<MemberId>(at + 1) } },
        { kind: 'what', deed: must(deeds[0], 'deed') },
        { kind: 'send' },
      ] as const) {
        void touchAttest(kiosk.app, screen, touch)
      }
      await pass(1)
    }
    return kiosk
  }

  test('KS66 a few at once, then one every half minute, each kept in its turn; a sign-in waits for none of them', async () => {
    const { app, desk, activityId, attestations } = await flood(12)
    expect(await attestations()).toHaveLength(6)
    expect(app.attestPace.waiting()).toBe(6)
    const { outcome } = await desk.take(card(1), activityId)
    expect(outcome.code).toBe('ok')
    expect(app.guestPace.waitMs()).toBe(0)
    for (let more = 1; more <= 6; more++) {
      await pass(30_000)
      expect(await attestations()).toHaveLength(6 + more)
    }
    expect((await attestations()).map(each => each.memberId)).toEqual(
      Array.from({ length: 12 }, (_, at) => idNo<MemberId>(at + 1)),
    )
  })

  test('KS66 somebody’s card in between signs them in, and what the resident said is still there', async () => {
    const { app, open, attestations } = await flood(6)
    const screen = open()
    await touchAttest(app, screen, { kind: 'who', helper })
    app.scan(card(1), 'card')
    await vi.waitFor(() => expect(app.screen.value.kind).toBe('result'), { timeout: 30_000, interval: 1 })
    const result = app.screen.value
    expect(result.kind === 'result' && result.back).toBe(screen)
    await touchAttest(app, screen, { kind: 'what', deed: must(deeds[1], 'deed') })
    void touchAttest(app, screen, { kind: 'send' })
    await pass(31_000)
    // Kept while the answer to the card stood there: the thanks come when the page is back.
    expect(await attestations()).toHaveLength(7)
    expect(screen.draft.value.step).toBe('sent')
  })
})
