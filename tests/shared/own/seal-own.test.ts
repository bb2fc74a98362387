import { describe, expect, test } from 'vitest'
import { hashOf } from '../../../shared/base/bytes.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { EntryId, MemberId, Millis } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import type { OwnPage } from '../../../shared/own/own-page.ts'
import { openOwn, phoneOwnKey, sealOwn } from '../../../shared/own/seal-own.ts'
import { ownKey } from '../../../shared/passes/card.ts'
import { phoneSecret } from '../../../shared/passes/phone.ts'
import { readOwnWords } from '../../../shared/passes/own-words.ts'
import { idNo, secretNo } from '../../fixtures/passes.ts'
import { seededRandom } from '../../fixtures/office.ts'

const memberId = idNo<MemberId>(1)
const entry = (number: number) => ({
  entryId: idNo<EntryId>(0xe000 + number),
  date: '2026-03-08' as PlainDate,
  code: 'C03',
  title: '参加志愿服务',
  component: 'contribution' as const,
  dimension: 'role' as const,
  points: 100 as Hundredths,
  quantity: 100 as Hundredths,
  unit: '次',
  basisWords: '清理河道，三组李组长证明。',
  basis: null,
  reverses: null,
  reversedBy: null,
})
const aPage = (entries = 2, change: Partial<OwnPage> = {}): OwnPage => ({
  asOf: 1_795_312_800_000 as Millis,
  head: { size: 12, hash: hashOf('head') },
  memberId,
  category: { id: 'noPost', label: '无职党员' },
  period: null,
  standing: null,
  quarters: [],
  place: null,
  entries: Array.from({ length: entries }, (_, at) => entry(at)),
  earlierEntries: 0,
  feedback: null,
  declarations: [],
  leaves: [],
  inner: [],
  ...change,
})

const key = ownKey(secretNo(1))
const random = seededRandom(3)

describe('the envelope of an own page', () => {
  test('PR22 opens with the key, for the member and the revision it was made for, and for nothing else', () => {
    const text = sealOwn(aPage(), key, 7, random)
    expect(openOwn(text, key, { memberId, rev: 7 })).toEqual(aPage())
    expect(openOwn(text, ownKey(secretNo(2)), { memberId, rev: 7 })).toBeNull()
    expect(openOwn(text, phoneOwnKey(phoneSecret(secretNo(1))), { memberId, rev: 7 })).toBeNull()
    expect(openOwn(text, key, { memberId: idNo<MemberId>(2), rev: 7 })).toBeNull()
    for (const rev of [0, 1, 6, 8]) expect(openOwn(text, key, { memberId, rev })).toBeNull()
  })

  test('PR22 a page of somebody else under the own key is not taken for the own', () => {
    // Sealed by a hub that mixed two members up: the envelope opens, the page inside says whose it is.
    const other = aPage(1, { memberId: idNo<MemberId>(2) })
    const text = sealOwn({ ...other }, key, 7, random)
    expect(openOwn(text, key, { memberId, rev: 7 })).toBeNull()
  })

  test('PR22 no changed, cut or foreign byte opens, and none throws', () => {
    const text = sealOwn(aPage(), key, 7, random)
    const about = { memberId, rev: 7 }
    for (let at = 0; at < text.length; at += 97) {
      const other = text[at] === 'A' ? 'B' : 'A'
      expect(openOwn(text.slice(0, at) + other + text.slice(at + 1), key, about)).toBeNull()
      expect(openOwn(text.slice(0, at), key, about)).toBeNull()
    }
    for (const foreign of ['', 'own1.', 'own1.AAAA', '{}', 'own2.abc', '甲']) {
      expect(openOwn(foreign, key, about)).toBeNull()
    }
  })

  test('PR25 an envelope is as long as any other of its size, and no two are alike', () => {
    const lengthOf = (entries: number) => sealOwn(aPage(entries), key, 7, random).length
    expect(new Set([0, 1, 2, 5, 8].map(lengthOf)).size).toBe(1)
    expect(new Set([0, 12, 30, 60, 120].map(lengthOf)).size).toBeGreaterThan(2)
    expect(sealOwn(aPage(), key, 7, random)).not.toBe(sealOwn(aPage(), key, 7, random))
  })
})

test('RV15 words that are none, too many or no JSON are not taken', () => {
  expect(readOwnWords('{"typed":"请再核对一下"}')).toEqual({ typed: '请再核对一下' })
  const stroke = Array.from({ length: 400 }, (_, at) => at)
  const long = { drawn: Array.from({ length: 4 }, () => Array.from({ length: 20 }, () => stroke)) }
  for (const text of [
    '',
    '{}',
    '{"typed":" "}',
    '{"typed":"a","more":1}',
    '[',
    '[['.repeat(9_000),
    JSON.stringify(long),
  ]) {
    expect(readOwnWords(text)).toBeNull()
  }
})
