import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { ActivityId, Millis, RecordId } from '../../../shared/base/ids.ts'
import { bytesToHex } from '../../../shared/base/bytes.ts'
import { openSealed, sealPublicKey, sealText } from '../../../shared/base/seal.ts'
import { GUEST_WORDS_BYTES, GuestBodySchema, GuestWordsSchema, type GuestWords } from '../../../shared/passes/guest.ts'
import { LIMITS } from '../../../shared/sync/limits.ts'
import { byteLength, recordText } from '../../../shared/sync/record.ts'
import { idNo, randomOf } from '../../fixtures/passes.ts'

const typed = (text: string) => ({ kind: 'typed', text }) as const
const random = randomOf(38)
const secret = random(32)
const recordId = idNo<RecordId>(0xf201)

/** A round of `points` points, as a finger draws it. */
const round = (points: number, at: number): number[] =>
  Array.from({ length: points }, (_, index) => {
    const angle = (index / points) * 2 * Math.PI
    return [Math.round(2_000 + at * 7 + 900 * Math.cos(angle)), Math.round(2_000 + 900 * Math.sin(angle))]
  }).flat()

const drawn = (strokes: number, points: number) => ({
  kind: 'drawn' as const,
  strokes: Array.from({ length: strokes }, (_, at) => round(points, at)),
})

function travels(words: GuestWords): string {
  const sealed = sealText(JSON.stringify(words), bytesToHex(sealPublicKey(secret)), recordId, random)
  const activityId = idNo<ActivityId>(0xa001)
  const body = { activityId, sealed, slipNo: '041327', clockTrust: 'synced', staffId: null }
  const head = { id: recordId, kind: 'guest', kv: 1, at: 1_790_000_000_000 as Millis, mono: 1, boot: '0a0b0c0d' }
  expect(v.is(GuestBodySchema, body)).toBe(true)
  return recordText({ ...head, body })
}

describe('a guest at the door', () => {
  test('SG37 who they are travels sealed, and no word of it stands in the record', () => {
    const words = { name: typed('周远山'), homeBranch: typed('青石县柳林镇大河村党支部'), phone: '13800000000' }
    const text = travels(v.parse(GuestWordsSchema, words))
    expect(text).not.toMatch(/周远山|大河村|138/)
    const { body } = JSON.parse(text) as { body: { sealed: string } }
    expect(JSON.parse(openSealed(body.sealed, secret, recordId) ?? '')).toEqual(words)
    expect(openSealed(body.sealed, secret, idNo<RecordId>(0xf202))).toBeNull()
  })

  test('SG37 the longest words that are taken fit into one record, and longer ones are refused before they are sealed', () => {
    const words = (points: number) => ({ name: drawn(30, points), homeBranch: drawn(60, 6), phone: '138000000000' })
    const taken = Array.from({ length: 60 }, (_, points) => words(points + 1)).filter(each =>
      v.is(GuestWordsSchema, each),
    )
    const longest = JSON.stringify(taken.at(-1)).length
    expect(longest).toBeGreaterThan(GUEST_WORDS_BYTES - 400)
    expect(longest).toBeLessThanOrEqual(GUEST_WORDS_BYTES)
    for (const each of taken) expect(byteLength(travels(each))).toBeLessThanOrEqual(LIMITS.recordBytes)
    const sealed = sealText('x'.repeat(GUEST_WORDS_BYTES), bytesToHex(sealPublicKey(secret)), recordId, random)
    expect(v.is(GuestBodySchema.entries.sealed, sealed)).toBe(true)
    const over = sealText('x'.repeat(GUEST_WORDS_BYTES + 1), bytesToHex(sealPublicKey(secret)), recordId, random)
    expect(v.is(GuestBodySchema.entries.sealed, over)).toBe(false)
  })

  test('SG37 bad input: half a point, points off the pad, empty names, letters in a telephone number, too much', () => {
    const good = { name: typed('周远山'), homeBranch: typed('大河村'), phone: '' }
    const bad = [
      { ...good, name: typed('   ') },
      { ...good, name: typed('名'.repeat(41)) },
      { ...good, name: { kind: 'drawn', strokes: [[1, 2, 3]] } },
      { ...good, name: { kind: 'drawn', strokes: [[1, -2]] } },
      { ...good, name: { kind: 'drawn', strokes: [[1, 4_001]] } },
      { ...good, name: { kind: 'drawn', strokes: [] } },
      { ...good, phone: '<script>' },
      { ...good, note: 'x' },
    ]
    for (const each of bad) expect(v.is(GuestWordsSchema, each)).toBe(false)
    expect(v.is(GuestWordsSchema, good)).toBe(true)
  })
})
