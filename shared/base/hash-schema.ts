import * as v from 'valibot'
import type { Hash } from './bytes.ts'

/** A SHA-256 in lower-case hex. Apart from bytes.ts, which pages without valibot use. */
export const HashSchema = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{64}$/),
  v.transform(text => text as Hash),
)
