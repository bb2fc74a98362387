import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { Refusal } from '../../../shared/base/problem.ts'
import { readSpreadsheet } from '../../spreadsheets/read.ts'
import type { Sheet } from '../../spreadsheets/sheet.ts'

/** Looks for what does not belong: a pattern of the whole text overflows the stack on a file of a few megabytes. */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && !/[^A-Za-z0-9+/=]/.test(text) && !/=[^=]|={3}/.test(text)
}

/** A file as the console sends it. 14 MB of Base64 are 10 MB of file, the most a spreadsheet may be. */
export const UploadSchema = v.object({
  fileName: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  base64: v.pipe(v.string(), v.maxLength(14_000_000), v.check(isBase64, 'not Base64')),
})
export type Upload = v.InferOutput<typeof UploadSchema>

/** @throws Refusal with what is wrong with the file */
export async function sheetOf(upload: Upload): Promise<{ sheet: Sheet; fileHash: string }> {
  const bytes = new Uint8Array(Buffer.from(upload.base64, 'base64'))
  const read = await readSpreadsheet(bytes, upload.fileName)
  if (!read.ok) throw new Refusal(read.error)
  return { sheet: read.value, fileHash: createHash('sha256').update(bytes).digest('hex') }
}
