import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { GuestBodySchema, GuestWordsSchema } from '../../../shared/passes/guest.ts'
import { LIMITS } from '../../../shared/sync/limits.ts'
import { recordText } from '../../../shared/sync/record.ts'
import { must } from '../../../shared/base/check.ts'
import { bytesToHex } from '../../../shared/base/bytes.ts'
import type { ActivityId, Millis, RecordId } from '../../../shared/base/ids.ts'
import { openSealed, sealPublicKey, sealText } from '../../../shared/base/seal.ts'
import { drawn, isPhone, typed, wordsOf, WRITTEN_BYTES_MAX } from '../../../kiosk/guest/fit-written.ts'
import { createGuestPace } from '../../../kiosk/state/guest-pace.ts'
import { enStaff } from '../../../kiosk/text/en-staff.ts'
import { zhStaff } from '../../../kiosk/text/zh-staff.ts'
import { boundsOf, pointOf, simplified, STROKES_MAX, thinned, type Stroke } from '../../../shared/passes/strokes.ts'
import { seededRandom } from '../../fixtures/office.ts'
import { idNo } from '../../fixtures/passes.ts'

/** A finger that draws: many points close together, on a wavy line. */
const stroke: fc.Arbitrary<Stroke> = fc
  .record({
    x: fc.nat(900),
    y: fc.nat(700),
    points: fc.integer({ min: 1, max: 300 }),
    bend: fc.integer({ min: 1, max: 40 }),
  })
  .map(({ x, y, points, bend }) =>
    Array.from({ length: points }, (_, at) => [
      Math.min(1_000, x + Math.round(at / 3)),
      Math.max(0, Math.min(4_000, Math.round(y + bend * Math.sin(at / 9)))),
    ]).flat(),
  )
const page = fc.array(stroke, { minLength: 1, maxLength: STROKES_MAX })

describe('handwriting', () => {
  test('SG77 whatever a finger writes fits: points go, strokes and their ends stay', () => {
    fc.assert(
      fc.property(page, strokes => {
        const thin = must(thinned(strokes, WRITTEN_BYTES_MAX), 'fits')
        expect(JSON.stringify(thin).length).toBeLessThanOrEqual(WRITTEN_BYTES_MAX)
        expect(thin.map(each => [each.slice(0, 2), each.slice(-2)])).toEqual(
          strokes.map(each => [each.slice(0, 2), each.slice(-2)]),
        )
        expect(drawn(strokes)).toEqual({ kind: 'drawn', strokes: thin })
      }),
      { numRuns: 60 },
    )
  })

  test('SG77 no point that goes was farther from the line than the tolerance', () => {
    const wave = Array.from({ length: 200 }, (_, at) => [at * 4, Math.round(300 + 100 * Math.sin(at / 12))]).flat()
    for (const tolerance of [2, 6, 20]) {
      const thin = simplified(wave, tolerance)
      expect(thin.length).toBeLessThan(wave.length / 3)
      for (let at = 0; at < wave.length; at += 2) {
        expect(distanceTo(thin, wave[at] ?? 0, wave[at + 1] ?? 0)).toBeLessThanOrEqual(tolerance + 0.01)
      }
    }
  })

  test('SG77 a dot stays a dot; a straight line is its two ends', () => {
    expect(simplified([5, 5], 2)).toEqual([5, 5])
    expect(simplified([0, 0, 10, 10, 20, 20, 30, 30], 2)).toEqual([0, 0, 30, 30])
    expect(
      boundsOf([
        [5, 6],
        [10, 2],
      ]),
    ).toEqual({ left: 5, top: 2, width: 5, height: 4 })
    expect(drawn([])).toBeNull()
  })

  test('SG77 points are whole thousandths of the pad’s width, wherever the finger leaves the pad', () => {
    expect(pointOf(480, 240, 960)).toEqual([500, 250])
    expect(pointOf(-50, 99_999, 960)).toEqual([0, 4_000])
    expect(pointOf(2_000, -1, 960)).toEqual([1_000, 0])
  })

  test('SG77 more strokes than a record may hold are told, not cut', () => {
    expect(drawn(Array.from({ length: STROKES_MAX + 1 }, () => [1, 1]))).toBeNull()
  })

  test('SG77 two full pages and a telephone number, sealed, are a record of ordinary size', () => {
    const busy: Stroke[] = Array.from({ length: STROKES_MAX }, (_, at) =>
      Array.from({ length: 60 }, (_, point) => [(at * 7 + point * 13) % 1_000, (at * 31 + point * 17) % 900]).flat(),
    )
    const words = wordsOf(must(drawn(busy), 'name'), must(drawn(busy), 'branch'), '13800000000')
    expect(v.parse(GuestWordsSchema, words)).toEqual(words)
    const random = seededRandom(4)
    const key = random(32)
    const id = idNo<RecordId>(1)
    const sealed = sealText(JSON.stringify(words), bytesToHex(sealPublicKey(key)), id, random)
    const body = { activityId: idNo<ActivityId>(1), sealed, slipNo: '000001', clockTrust: 'synced', staffId: null }
    expect(v.safeParse(GuestBodySchema, body).success).toBe(true)
    const text = recordText({ id, at: 1 as Millis, kind: 'guest', kv: 1, mono: 1, boot: 'b', body })
    expect(text.length).toBeLessThan(LIMITS.recordBytes)
    expect(JSON.parse(openSealed(sealed, key, id) ?? 'null')).toEqual(words)
  })

  test('SG77 typed words are trimmed, never empty; a number has 7 to 12 digits or none', () => {
    expect(typed('  赵明 ')).toEqual({ kind: 'typed', text: '赵明' })
    expect(typed('   ')).toBeNull()
    expect(['', '12345', '1234567', '138000000001', '1380000000012'].map(isPhone)).toEqual([
      true,
      false,
      true,
      true,
      false,
    ])
  })
})

function distanceTo(line: Stroke, x: number, y: number): number {
  let best = Infinity
  for (let at = 0; at + 3 < line.length; at += 2) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = line.slice(at, at + 4)
    const length = Math.hypot(x2 - x1, y2 - y1)
    const share = Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / (length * length || 1)))
    best = Math.min(best, Math.hypot(x - x1 - share * (x2 - x1), y - y1 - share * (y2 - y1)))
  }
  return best
}

describe('the slip', () => {
  test('SG78 its code is plain text that needs no network, with number, activity, time and branch and no name', () => {
    const slip = {
      slipNo: '048317',
      activityTitle: '重阳敬老',
      at: '2026-10-15 14:36',
      place: '二楼会议室',
      fullName: '中共青禾镇云溪村支部委员会',
    }
    for (const text of [zhStaff.slip.text(slip), enStaff.slip.text(slip)]) {
      for (const part of Object.values(slip)) expect(text).toContain(part)
      expect(text).not.toMatch(/https?:|\p{C}(?<!\n)/u)
      // Version 15 or so: read from a metre by any telephone.
      expect(new TextEncoder().encode(text).length).toBeLessThan(300)
    }
    expect(zhStaff.slip.text({ ...slip, place: '' })).not.toContain('地点')
  })
})

describe('many guests', () => {
  /** @returns when each of so many guests, sent at these seconds, was written, in seconds */
  async function writtenAt(sent: readonly number[], pace = createGuestPace): Promise<number[]> {
    let now = 0
    const due: { at: number; go: () => void }[] = []
    const queue = pace(
      () => now,
      ms => new Promise(go => due.push({ at: now + ms, go })),
    )
    const done: number[] = []
    const turns: Promise<void>[] = []
    for (const [at, second] of sent.entries()) {
      now = second * 1_000
      turns.push(
        queue.inTurn(async () => {
          done[at] = now / 1_000
        }),
      )
    }
    while (due.length > 0) {
      due.sort((a, b) => a.at - b.at)
      const next = due.shift()
      now = Math.max(now, next?.at ?? 0)
      next?.go()
      await Promise.resolve()
      await Promise.resolve()
    }
    await Promise.all(turns)
    return done
  }

  test('SG79 six at once, then one every half minute; every one is written in the end, in order', async () => {
    const done = await writtenAt(Array.from({ length: 20 }, () => 0))
    expect(done.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0])
    expect(done.slice(6)).toEqual(Array.from({ length: 14 }, (_, at) => (at + 1) * 30))
  })

  test('SG79 a guest every half minute never waits, however many come', async () => {
    const sent = Array.from({ length: 50 }, (_, at) => at * 30)
    expect(await writtenAt(sent)).toEqual(sent)
  })

  test('SG79 a pace that lost whom it slowed would be found out', async () => {
    const forgetful: typeof createGuestPace = (mono, pause) => {
      const real = createGuestPace(mono, pause)
      return { ...real, inTurn: work => (real.waitMs() > 0 ? Promise.resolve(null as never) : real.inTurn(work)) }
    }
    const done = await writtenAt(
      Array.from({ length: 8 }, () => 0),
      forgetful,
    )
    expect(done.filter(each => each !== undefined)).toHaveLength(6)
  })
})
