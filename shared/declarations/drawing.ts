import * as v from 'valibot'
import { utf8ToBytes } from '../base/bytes.ts'
import { thinnedPages, type StrokePages } from '../passes/strokes.ts'
import { ATTACHMENT_BYTES, DrawingSchema } from './attachment.ts'

/** Pages written by finger, as the one drawing that travels. */

/** JSON bytes of the pages of handwriting, the braces around them left out. */
export const DRAWING_BYTES = ATTACHMENT_BYTES.drawing - 1_024

/** Pages that one may write: as many as fit one drawing. */
export const DRAWING_PAGES = 3

/** Space between two pages on the one long page that travels, thousandths of its width. */
const PAGE_GAP = 60

/** The pages one below the other as the JSON of a drawing; null where nothing is written. */
export function drawingOf(pages: StrokePages): Uint8Array | null {
  const thin = thinnedPages(pages, DRAWING_BYTES)
  if (!thin || thin.length === 0) return null
  let top = 0
  const strokes: number[][] = []
  for (const page of thin) {
    strokes.push(...page.map(stroke => stroke.map((value, at) => (at % 2 === 0 ? value : value + top))))
    top = Math.max(...strokes.flatMap(stroke => stroke.filter((_, at) => at % 2 === 1))) + PAGE_GAP
  }
  return utf8ToBytes(JSON.stringify(v.parse(DrawingSchema, { strokes })))
}
