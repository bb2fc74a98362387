import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical, type Json } from '../../../shared/base/canonical.ts'

/** Any UTF-16 at all, with what JSON escapes more often than chance would have it. */
const texts = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0x22, 0x5c, 0x1f, 0x7f, 0x2028, 0xd800, 0xdfff)))
  .map(units => String.fromCharCode(...units))

const values = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    texts,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(texts, tie('value'), { maxKeys: 4 }),
  ),
})).value

/** As it is said in words: sorted keys, everything else as JSON has it. */
function inWords(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((each: Json) => inWords(each)).join(',')}]`
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${inWords(member ?? null)}`).join(',')}}`
}

const fails = (write: (value: Json) => string) =>
  fc.check(
    fc.property(values, value => write(value) === inWords(value)),
    { numRuns: 2_000, seed: 9 },
  ).failed

test('canonical text is JSON with its keys in order, whatever the texts in it', () => {
  expect(fails(canonical)).toBe(false)
})

test('a text that is not escaped where JSON would is found', () => {
  const PLAIN = /^[^"\\]*$/
  const broken = (value: Json): string =>
    typeof value === 'string' && PLAIN.test(value) ? `"${value}"` : inWords(value)
  expect(fails(broken)).toBe(true)
})
