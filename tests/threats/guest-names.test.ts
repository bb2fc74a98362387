import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { bytesToHex, hexToBytes } from '../../shared/base/bytes.ts'
import { must } from '../../shared/base/check.ts'
import { openSealed, sealPublicKey } from '../../shared/base/seal.ts'
import type { RecordId } from '../../shared/base/ids.ts'
import { typed, wordsOf } from '../../kiosk/guest/fit-written.ts'
import { aKioskApp } from '../fixtures/kiosk-app.ts'
import { idNo, randomOf } from '../fixtures/passes.ts'

/** SIGNIN.md, "A kiosk in hand": who takes the machine reads nothing of a guest from what it keeps. */

const SECRET = randomOf(9)(32)
const sealKey = bytesToHex(sealPublicKey(SECRET))
const WORDS = wordsOf(must(typed('赵家明'), 'name'), must(typed('河东镇柳林村党支部'), 'branch'), '13855550123')

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** The kiosk's database after one guest was taken, as a thief finds it. */
async function afterOneGuest() {
  const { desk, outbox, activityId } = await aKioskApp({ settings: { sealKey } })
  const taken = await desk.guest(WORDS, activityId, null)
  const rows = await outbox.read(1, 10)
  return { taken, rows, marks: await outbox.marks(0 as never), text: must(rows[0]?.text, 'record') }
}

const traces = (kept: string): string[] =>
  ['赵家明', '赵', '柳林', '13855550123', '5550123'].flatMap(each => {
    const utf8 = bytesToHex(new TextEncoder().encode(each))
    const escaped = JSON.stringify(each).slice(1, -1)
    return kept.includes(each) || kept.includes(utf8) || kept.includes(escaped) ? [each] : []
  })

test('SG76 a stolen kiosk’s database tells neither name, branch nor number of a guest', async () => {
  const { rows, marks, taken } = await afterOneGuest()
  expect(taken).not.toBe('failed')
  expect(traces(JSON.stringify({ rows, marks }))).toEqual([])
  // The search finds them where they are in the clear, also as bytes.
  expect(traces(JSON.stringify(WORDS))).toHaveLength(5)
  expect(traces(bytesToHex(new TextEncoder().encode(JSON.stringify(WORDS))))).toHaveLength(5)
})

test('SG76 the hub’s key opens them, no other does, and not under another record', async () => {
  const { text } = await afterOneGuest()
  const { id, body } = JSON.parse(text) as { id: RecordId; body: { sealed: string } }
  expect(JSON.parse(openSealed(body.sealed, SECRET, id) ?? 'null')).toEqual(WORDS)
  expect(openSealed(body.sealed, randomOf(10)(32), id)).toBeNull()
  expect(openSealed(body.sealed, SECRET, idNo<RecordId>(77))).toBeNull()
  // What the kiosk itself knows, its settings among it, does not open them either.
  expect(openSealed(body.sealed, hexToBytes(sealKey), id)).toBeNull()
})

test('SG76 without the hub’s key nothing of a guest is taken at all', async () => {
  const { desk, outbox, activityId } = await aKioskApp()
  expect(await desk.guest(WORDS, activityId, null)).toBe('failed')
  expect(await outbox.read(1, 10)).toEqual([])
})
