import { expect, test } from 'vitest'
import * as v from 'valibot'
import { sheetOf, UploadSchema } from '../../../hub/http/api/uploads.ts'

const uploaded = (base64: string) => v.safeParse(UploadSchema, { fileName: 'roster.csv', base64 })

test('PL60 a file of ten megabytes gets through the door: what is wrong with it is said by row, not by the form', async () => {
  const lines = ['序号,姓名', ...Array.from({ length: 2_000 }, (_, at) => `${at + 1},${'张'.repeat(1_600)}`)].join('\n')
  const bytes = Buffer.from(lines, 'utf8')
  expect(bytes.length).toBeGreaterThan(9_500_000)
  const upload = uploaded(bytes.toString('base64'))
  expect(upload.success).toBe(true)
  if (upload.success) expect((await sheetOf(upload.output)).sheet.rows.length).toBeGreaterThan(0)
})

test('PL60 what is no Base64, or too much of it, is no upload', () => {
  for (const [text, right] of [
    ['', true],
    ['QUJD', true],
    ['QUI=', true],
    ['QQ==', true],
    ['QUJ', false],
    ['Q===', false],
    ['Q=JD', false],
    ['QU==QUJD', false],
    ['QUJ!', false],
    ['QUJ\n', false],
    ['A'.repeat(14_000_004), false],
  ] as const) {
    expect(uploaded(text).success).toBe(right)
  }
})
