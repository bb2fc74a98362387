import * as v from 'valibot'
import { utf8ToBytes } from '../base/bytes.ts'
import { StrokeSchema } from './written.ts'

/**
 * What a member says of their own figures (申辩、问询), typed or written by finger: travels sealed to the hub (bound to
 * the record's id) and is kept apart from the journal.
 */

/** Characters that one may type, and pages that one may write. */
export const OWN_WORDS_TYPED = 600
export const OWN_WORDS_PAGES = 4
/** Bytes of UTF-8 that the JSON may have: sealed and in hex it still fits into one record. */
export const OWN_WORDS_BYTES = 6_911

export const OwnWordsSchema = v.pipe(
  v.strictObject({
    typed: v.exactOptional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(OWN_WORDS_TYPED))),
    /** Pages of strokes, in order. */
    drawn: v.exactOptional(
      v.pipe(
        v.array(v.pipe(v.array(StrokeSchema), v.minLength(1), v.maxLength(400))),
        v.minLength(1),
        v.maxLength(OWN_WORDS_PAGES),
      ),
    ),
  }),
  v.check(words => words.typed !== undefined || words.drawn !== undefined, 'no words'),
  v.check(words => utf8ToBytes(JSON.stringify(words)).length <= OWN_WORDS_BYTES, 'longer than a record'),
)
export type OwnWords = v.InferOutput<typeof OwnWordsSchema>

/** Null for a text that holds no such words. */
export function readOwnWords(text: string): OwnWords | null {
  try {
    const parsed = v.safeParse(OwnWordsSchema, JSON.parse(text))
    return parsed.success ? parsed.output : null
  } catch (cause) {
    // JSON.parse: not JSON, or nested deeper than the stack.
    if (cause instanceof SyntaxError || cause instanceof RangeError) return null
    throw cause
  }
}
