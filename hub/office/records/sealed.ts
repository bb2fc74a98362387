import * as v from 'valibot'
import type { KioskRecord } from '../../../shared/sync/record.ts'
import type { JudgeHands } from './kind.ts'

/** Words that came sealed to the hub, about the record that they lie in. @returns null for what is no such words */
export function readSealed<S extends v.GenericSchema>(
  schema: S,
  sealed: string,
  record: KioskRecord,
  hands: JudgeHands,
): v.InferOutput<S> | null {
  const text = hands.openSealed(sealed, record.id)
  if (text === null) return null
  try {
    const parsed = v.safeParse(schema, JSON.parse(text))
    return parsed.success ? parsed.output : null
  } catch (cause) {
    // JSON.parse: sealed to us, but no JSON, or nested deeper than the stack.
    if (cause instanceof SyntaxError || cause instanceof RangeError) return null
    throw cause
  }
}

/**
 * The record's text to be kept, without what the hub could open at any time: words that are erased later must not lie
 * on in the record. Its hash stays beside it: a repetition is told by the hash alone.
 */
export const withoutSeal = (record: KioskRecord, field: 'sealed' | 'data' = 'sealed'): string =>
  JSON.stringify({ ...record, body: { ...record.body, [field]: '' } })
