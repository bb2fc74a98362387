import type { GuestWords } from '../../shared/passes/guest.ts'
import { WrittenSchema, type Written } from '../../shared/passes/written.ts'
import * as v from 'valibot'
import { thinned, type Stroke } from '../../shared/passes/strokes.ts'

/** What a guest wrote, made to fit one record. */

/**
 * JSON bytes for each of the two written things. Both, with the telephone number, sealed and as hex, stay below what a
 * guest's record may hold (`GuestBodySchema.sealed`: 7,000 bytes) and so below LIMITS.recordBytes.
 */
export const WRITTEN_BYTES_MAX = 3_300

/** Null while there is nothing, or where it is too much to keep. */
export function drawn(strokes: readonly Stroke[]): Written | null {
  if (strokes.length === 0) return null
  const thin = thinned(strokes, WRITTEN_BYTES_MAX)
  if (!thin) return null
  const parsed = v.safeParse(WrittenSchema, { kind: 'drawn', strokes: thin })
  return parsed.success ? parsed.output : null
}

export function typed(text: string): Written | null {
  const parsed = v.safeParse(WrittenSchema, { kind: 'typed', text })
  return parsed.success ? parsed.output : null
}

/** 7 to 12 digits, or none. */
export const isPhone = (digits: string): boolean => /^(\d{7,12})?$/.test(digits)

export const wordsOf = (name: Written, homeBranch: Written, phone: string): GuestWords => ({ name, homeBranch, phone })
