import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cardText } from '../../shared/passes/card.ts'
import type { BranchTag } from '../../shared/passes/digits.ts'
import { aKioskApp } from '../fixtures/kiosk-app.ts'
import { BRANCH_TAG, secretNo } from '../fixtures/passes.ts'

/** "A stranger's code" must leave nothing behind: somebody holds a payment code, a ticket or a letter to the scanner. */

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const STRANGE = [
  '134567890123456789',
  'wxp://f2f0AbCdEfGh1234567890zzzz',
  'https://qr.alipay.com/fkx12345abcdef',
  '110105194912310021',
  'BEGIN:VCARD\nN:王;小明\nTEL:13800000000\nEND:VCARD',
  "1'; DROP TABLE attendance; --",
  '<img src=x onerror=alert(1)>',
  '😀🔑签到',
  '\u0000\u0007\u001b[2J',
  '6921168509256',
  cardText(secretNo(7), '99999' as BranchTag),
  'x'.repeat(3_000),
]

describe('a stranger’s code', () => {
  test('SG17 is told as none and kept nowhere: no word, digit or hash of it, however often', async () => {
    const { desk, outbox, device } = await aKioskApp()
    const codes = new Set<string>()
    for (let round = 0; round < 20; round++) {
      for (const text of STRANGE) codes.add((await desk.take(text, null)).outcome.code)
      await vi.advanceTimersByTimeAsync(7_000)
    }
    expect([...codes].toSorted()).toEqual(['notAPass', 'wrongBranch'])
    const kept =
      (await outbox.read(1, 9_999)).map(each => each.text).join('\n') + JSON.stringify(await device.get('pins'))
    for (const text of STRANGE) {
      expect(kept).not.toContain(text)
      for (const piece of text.match(/[\p{L}\d]{12,}/gu) ?? []) expect(kept).not.toContain(piece.slice(0, 12))
    }
    expect(kept).not.toMatch(/"passHash":"/)
    expect(kept).toContain('"result":"notAPass"')
  })

  test('SG17 a machine that plays codes to it fills no disk and stops nobody: the next card signs in', async () => {
    const { desk, outbox } = await aKioskApp()
    for (let at = 0; at < 500; at++) {
      await desk.take(at % 2 ? `pay-${at}` : cardText(secretNo(1_000 + at), BRANCH_TAG), null)
    }
    expect((await outbox.read(1, 9_999)).length).toBeLessThanOrEqual(90)
    expect((await desk.take(cardText(secretNo(1), BRANCH_TAG), null)).outcome.code).toBe('ok')
  })

  test('SG10 a held scan that is not written down any more is not said to be kept', async () => {
    const { desk } = await aKioskApp()
    const codes: string[] = []
    for (let at = 0; at < 80; at++) {
      codes.push((await desk.take(cardText(secretNo(2_000 + at), BRANCH_TAG), null)).outcome.code)
    }
    expect(new Set(codes.slice(0, 60))).toEqual(new Set(['unknownCard']))
    expect(new Set(codes.slice(60))).toEqual(new Set(['failed']))
  })
})
