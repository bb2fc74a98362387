import * as v from 'valibot'
import { hashOf, type Hash } from '../base/bytes.ts'
import { HashSchema } from '../base/hash-schema.ts'
import type { Brand } from '../base/brand.ts'

/** Names a row of the hub's private words; the words themselves never enter the journal (DESIGN §4a). */
export type PrivateId = Brand<string, 'PrivateId'>

/**
 * What the journal holds instead of private words: where they are, and a salted hash that proves they were not
 * changed. Erasing the words (PIPL art. 47) leaves the chain whole.
 */
export const PrivateRefSchema = v.object({
  id: v.pipe(
    v.string(),
    v.maxLength(64),
    v.transform(text => text as PrivateId),
  ),
  hash: HashSchema,
})
export type PrivateRef = v.InferOutput<typeof PrivateRefSchema>

/** @param salt 32 hex characters from 16 random bytes, kept beside the words and erased with them. */
export const privateHash = (salt: string, words: string): Hash => hashOf(`${salt}\n${words}`)
