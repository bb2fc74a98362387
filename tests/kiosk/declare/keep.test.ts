import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { bytesToHex } from '../../../shared/base/bytes.ts'
import { must } from '../../../shared/base/check.ts'
import { openSealed, openSealedBytes, sealPublicKey } from '../../../shared/base/seal.ts'
import {
  AttestationBodySchema,
  AttestationWordsSchema,
  DeclarationBodySchema,
  DeclarationWordsSchema,
} from '../../../shared/declarations/declaration.ts'
import type { AttachmentClaim } from '../../../shared/declarations/attachment.ts'
import { DrawingSchema } from '../../../shared/declarations/attachment.ts'
import { joinParts, PartBodySchema } from '../../../shared/declarations/parts.ts'
import { cardText, proofKey } from '../../../shared/passes/card.ts'
import { isProven } from '../../../shared/passes/sign-in.ts'
import { byteLength, parseRecord, type KioskRecord } from '../../../shared/sync/record.ts'
import { LIMITS } from '../../../shared/sync/limits.ts'
import { startDeclaring, type DeclareDraft } from '../../../kiosk/declare/declare-flow.ts'
import { deedsOf } from '../../../kiosk/declare/deeds.ts'
import { keepAttestation, keepDeclaration, OUTBOX_SIZE_MAX, type Keeper } from '../../../kiosk/declare/keep.ts'
import { drawingOf } from '../../../shared/declarations/drawing.ts'
import { offerFor } from '../../../kiosk/declare/offers.ts'
import { startAttesting } from '../../../kiosk/state/attest-draft.ts'
import { openOutbox } from '../../../kiosk/store/outbox-db.ts'
import type { Outbox } from '../../../kiosk/store/outbox.ts'
import { aPhoto, aVoice, half, itemsOnBoard, someone, TODAY } from '../../fixtures/declaring.ts'
import { aKioskApp } from '../../fixtures/kiosk-app.ts'
import { seededRandom } from '../../fixtures/office.ts'
import { BRANCH_TAG, secretNo } from '../../fixtures/passes.ts'

/** What is declared and vouched for, from the draft to the disk; and only the hub reads it. */

const SECRET = seededRandom(77)(32)
const SEAL_KEY = bytesToHex(sealPublicKey(SECRET))

beforeEach(() => vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'setInterval', 'clearInterval', 'clearTimeout'] }))
afterEach(() => vi.useRealTimers())

async function aKeeper(change: Partial<Keeper> = {}) {
  const kiosk = await aKioskApp({ settings: { sealKey: SEAL_KEY } })
  const keeper: Keeper = { ...must(kiosk.app.machine.value, 'machine').keeper, ...change }
  const shown = must(kiosk.desk.identify(cardText(secretNo(1), BRANCH_TAG)).shown, 'a card is shown')
  const outbox = kiosk.outbox
  return { ...kiosk, keeper, shown, records: () => recordsOf(outbox) }
}

async function recordsOf(outbox: Pick<Outbox, 'read'>): Promise<readonly KioskRecord[]> {
  const rows = await outbox.read(1, 999)
  expect(rows.every(row => byteLength(row.text) <= LIMITS.recordBytes)).toBe(true)
  return rows.map(row => {
    const record = parseRecord(row.text)
    if (!record.ok) throw new Error(record.error)
    return record.value
  })
}

const stroke = (at: number) => [10 * at, 20, 10 * at + 5, 60, 10 * at + 9, 25]
const pages = [Array.from({ length: 9 }, (_, at) => stroke(at)), [stroke(1), stroke(2)]]
const offer = must(offerFor([itemsOnBoard], 'noPost', TODAY), 'offer')
const whole: DeclareDraft = {
  ...startDeclaring(someone),
  step: 'sending',
  schemeVersion: offer.schemeVersion,
  item: must(
    offer.items.find(each => each.code === 'C02'),
    'C02',
  ),
  date: TODAY,
  quantity: half(2.5),
  words: pages,
  voice: aVoice(),
  photo: aPhoto(),
}

/** The attachment as the hub gets it back. */
function opened(records: readonly KioskRecord[], claim: AttachmentClaim): Uint8Array {
  const parts = records.flatMap(({ kind, body }) => {
    const part = kind === 'part' ? v.parse(PartBodySchema, body) : null
    return part?.attachmentId === claim.attachmentId ? [part] : []
  })
  const joined = joinParts(claim, parts)
  if (typeof joined === 'string') throw new Error(joined)
  return must(openSealedBytes(joined, SECRET, claim.attachmentId), 'sealed to this hub')
}

describe('from the draft to the disk', () => {
  test('KS63 KS64 a declaration is what was chosen and made, its parts before it, proven by the card', async () => {
    const { keeper, shown, records } = await aKeeper()
    expect(await keepDeclaration(keeper, shown, whole, true)).toBe('kept')
    const all = await records()
    expect(all.map(each => each.kind)).toEqual([...all.slice(1).map(() => 'part'), 'declaration'])
    const last = must(all.at(-1), 'declaration')
    const body = v.parse(DeclarationBodySchema, last.body)
    const chosen = { memberId: someone, itemCode: 'C02', schemeVersion: 3, date: TODAY, quantity: 250, pin: true }
    expect(body).toMatchObject({ ...chosen, follows: null, way: 'card' })
    expect(isProven(last, body, proofKey(secretNo(1)))).toBe(true)
    expect(isProven(last, { ...body, date: '2026-10-14' } as never, proofKey(secretNo(1)))).toBe(false)
    const [photo, voice, drawing] = body.parts.map(claim => opened(all, claim))
    expect(body.parts.map(each => each.type)).toEqual(['photo', 'voice', 'drawing'])
    expect(photo).toEqual(must(whole.photo, 'photo').bytes)
    expect(voice).toEqual(must(whole.voice, 'voice').bytes)
    const { strokes } = v.parse(DrawingSchema, JSON.parse(new TextDecoder().decode(must(drawing, 'drawing'))))
    expect(strokes).toHaveLength(11)
    // The second page stands below the first.
    const top = (each: readonly number[] | undefined) =>
      Math.min(...must(each, 'stroke').filter((_, at) => at % 2 === 1))
    expect(top(strokes[9])).toBeGreaterThan(60)
    const words = JSON.parse(must(openSealed(body.sealed, SECRET, last.id), 'words'))
    expect(v.parse(DeclarationWordsSchema, words)).toEqual({ text: '' })
  })

  test('KS69 nothing that was written, said or shown can be read in the outbox, by any other key or about any other record', async () => {
    const { keeper, shown, outbox, records } = await aKeeper()
    const note = [Array.from({ length: 40 }, (_, at) => [333, 4 + at, 777, 9])]
    const [helper, deed] = [{ memberId: someone, name: '张*国', apart: null }, must(deedsOf([itemsOnBoard])[2], 'deed')]
    const draft = { ...startAttesting(), step: 'sending' as const, helper, deed, note, name: [[[111, 222, 333, 444]]] }
    expect(await keepAttestation(keeper, draft, TODAY)).toBe('kept')
    expect(await keepDeclaration(keeper, shown, whole, false)).toBe('kept')
    const texts = (await outbox.read(1, 99)).map(row => row.text).join('')
    expect(texts).not.toContain('张')
    expect(texts).not.toContain('333,4')
    const first = must((await records())[0], 'attestation')
    const body = v.parse(AttestationBodySchema, first.body)
    expect(body).toMatchObject({ memberId: someone, itemCode: 'C14', date: TODAY, parts: [] })
    expect(openSealed(body.sealed, seededRandom(5)(32), first.id)).toBeNull()
    expect(openSealed(body.sealed, SECRET, must((await records())[1], 'other').id)).toBeNull()
    const words = JSON.parse(must(openSealed(body.sealed, SECRET, first.id), 'words'))
    expect(v.parse(AttestationWordsSchema, words)).toMatchObject({
      name: { kind: 'drawn', strokes: [[111, 222, 333, 444]] },
      note: { kind: 'drawn' },
    })
  })

  test('KS64 a disk that fails at any row keeps nothing of it; a twin that writes row by row leaves half', async () => {
    const { keeper, shown } = await aKeeper()
    const { outbox, close } = await openOutbox(seededRandom(1), 'halves')
    const halves = async (addAll: Outbox['addAll']): Promise<number> => {
      let found = 0
      for (const failAt of [0, 1, 4, 8]) {
        const before = await outbox.state()
        const stop = failAtRow(failAt)
        const trying = { ...keeper, outbox: { ...outbox, addAll }, onFault: () => {} }
        expect(await keepDeclaration(trying, shown, whole, false)).toBe('failed')
        stop()
        const after = await outbox.state()
        expect(after.last === before.last).toBe(after.size === before.size)
        if (after.last !== before.last) found += 1
        // The next try is whole.
        expect(await keepDeclaration({ ...keeper, outbox }, shown, whole, false)).toBe('kept')
        const [row] = await outbox.read((await outbox.state()).last, 1)
        expect(must(row, 'row').text).toContain('"declaration"')
      }
      return found
    }
    expect(await halves(outbox.addAll)).toBe(0)
    const rowByRow: Outbox['addAll'] = async rows => {
      let last = 0
      for (const row of rows) last = await outbox.add(row)
      return last
    }
    expect(await halves(rowByRow)).toBe(3)
    close()
    await Dexie.delete('halves')
  })

  test('KS65 where the outbox holds too much, pictures and voices are turned away; few words and sign-ins are not', async () => {
    const { keeper, shown, outbox, app, desk, activityId } = await aKeeper()
    const full: Keeper['outbox'] = {
      ...outbox,
      state: async () => ({ ...(await outbox.state()), size: OUTBOX_SIZE_MAX }),
    }
    expect(await keepDeclaration({ ...keeper, outbox: full }, shown, whole, false)).toBe('noRoom')
    expect(await outbox.read(1, 9)).toEqual([])
    const plain = { ...whole, words: [], voice: null, photo: null }
    expect(await keepDeclaration({ ...keeper, outbox: full }, shown, plain, false)).toBe('kept')
    const { outcome } = await desk.take(cardText(secretNo(2), BRANCH_TAG), activityId)
    expect(outcome.code).toBe('ok')
    expect(app.storage.value).toBe('ok')
  })

  test('KS65 what is held back on the disk for sign-ins stays theirs', async () => {
    const rooms: unknown[] = []
    const { keeper, shown, outbox } = await aKeeper()
    const watched: Keeper['outbox'] = {
      ...outbox,
      addAll: (rows, room) => {
        rooms.push(room)
        return outbox.addAll(rows, room)
      },
    }
    await keepDeclaration({ ...keeper, outbox: watched }, shown, whole, false)
    expect(rooms).toEqual(['spare'])
  })

  test('KS68 a card that was shown too long ago, or somebody else’s, declares nothing', async () => {
    const { keeper, shown, desk, records } = await aKeeper()
    const other = must(desk.identify(cardText(secretNo(2), BRANCH_TAG)).shown, 'shown')
    expect(await keepDeclaration(keeper, other, whole, false)).toBe('failed')
    shown.drop()
    expect(await keepDeclaration(keeper, shown, whole, false)).toBe('failed')
    expect(await keepDeclaration({ ...keeper, sealKey: () => undefined }, other, whole, false)).toBe('failed')
    expect(await records()).toEqual([])
  })

  test('KS63 handwriting too long to travel is not kept in part', () => {
    const busy = Array.from({ length: 60 }, (_, at) =>
      Array.from({ length: 380 }, (_, each) => (each % 2 === 0 ? (each * 2) % 1_000 : (each * 97 + at * 13) % 900)),
    )
    expect(drawingOf([busy, busy, busy])).toBeNull()
    expect(drawingOf([])).toBeNull()
    expect(drawingOf([[], [stroke(3)]])).not.toBeNull()
  })
})

/** The disk refuses the row with this number, once. */
function failAtRow(number: number): () => void {
  const add = IDBObjectStore.prototype.add
  let seen = 0
  const spy = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, ...args) {
    if (this.name !== 'rows') return add.apply(this, args)
    seen += 1
    if (seen === number + 1) throw new DOMException('the disk says no', 'UnknownError')
    return add.apply(this, args)
  })
  return () => spy.mockRestore()
}
