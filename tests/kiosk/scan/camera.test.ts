import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ZXING_WASM_SHA256 } from 'barcode-detector/ponyfill'
import { describe, expect, test } from 'vitest'
import { createSight, cropOf, FRAME_INTERVAL_MS } from '../../../kiosk/scan/frame-rules.ts'

const BRIGHT = 120

describe('what the camera sees', () => {
  test('SG21 a code in view is given once, however long it is held, and again after 5 s out of view', () => {
    const { look } = createSight()
    const given: number[] = []
    let now = 0
    const hold = (ms: number, texts: string[]) => {
      for (const until = now + ms; now < until; now += FRAME_INTERVAL_MS) {
        if (look(texts, BRIGHT, now).give.length > 0) given.push(now)
      }
    }
    hold(20_000, ['A'])
    hold(4_500, [])
    hold(1_000, ['A'])
    expect(given).toEqual([0])
    hold(5_200, [])
    hold(1_000, ['A'])
    expect(given).toHaveLength(2)
  })

  test('SG21 the next person is not held up by the code before, nor by two codes in one frame', () => {
    const { look } = createSight()
    expect(look(['A'], BRIGHT, 0)).toEqual({ sight: 'reading', give: ['A'] })
    expect(look(['A', 'B', 'B'], BRIGHT, 100)).toEqual({ sight: 'reading', give: ['B'] })
    expect(look([], BRIGHT, 200)).toEqual({ sight: 'looking', give: [] })
  })

  test('SG57 a code that stays while an answer is on the glass is given again only after a long while', () => {
    const sight = createSight()
    const given: number[] = []
    let now = 0
    // A card on the stand for two minutes; each time it is given, an answer stands for eight seconds.
    for (; now < 120_000; now += FRAME_INTERVAL_MS) {
      if (sight.look(['A'], BRIGHT, now).give.length === 0) continue
      given.push(now)
      sight.close(now)
      now += 8_000
    }
    expect(given.length).toBeLessThanOrEqual(4)
    const gaps = given.slice(1).map((at, index) => at - (given[index] ?? 0))
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b))
  })

  test('SG57 who takes the card away meanwhile, or comes next, is read at once', () => {
    const sight = createSight()
    expect(sight.look(['A'], BRIGHT, 0).give).toEqual(['A'])
    sight.close(200)
    expect(sight.look(['B'], BRIGHT, 8_000).give).toEqual(['B'])
    sight.close(8_100)
    expect(sight.look([], BRIGHT, 16_000).give).toEqual([])
    expect(sight.look(['B'], BRIGHT, 18_100).give).toEqual(['B'])
    sight.close(18_200)
    // Long after, it is another visit.
    expect(sight.look(['B'], BRIGHT, 60_000).give).toEqual(['B'])
  })

  test('SG22 the square in the middle, never larger than the camera gives nor than 1280', () => {
    expect(cropOf(1280, 720)).toEqual({ x: 280, y: 0, side: 720, scaledSide: 720 })
    expect(cropOf(480, 640)).toEqual({ x: 0, y: 80, side: 480, scaledSide: 480 })
    expect(cropOf(3840, 2160)).toEqual({ x: 840, y: 0, side: 2160, scaledSide: 1280 })
    expect(1_000 / FRAME_INTERVAL_MS).toBeGreaterThanOrEqual(5)
    expect(1_000 / FRAME_INTERVAL_MS).toBeLessThanOrEqual(8)
  })

  test('SG22 a dark room is told, a hand before the lens is not', () => {
    const { look } = createSight()
    const sights = [200, 5, 5, 5, 5, 200, 5, 5, 5, 5, 5].map((light, at) => look([], light, at * 140).sight)
    expect(sights.indexOf('dark')).toBe(10)
    expect(look(['A'], 5, 2_000).sight).toBe('reading')
  })

  test('SG22 the decoder and the wasm file that is served are of one and the same build', () => {
    const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
    expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(ZXING_WASM_SHA256)
  })
})
