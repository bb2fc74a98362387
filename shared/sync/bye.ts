import * as v from 'valibot'
import { CountSchema, SignatureSchema } from './fields.ts'

/** Hub → kiosk, before it closes the connection on purpose. */
export const ByeSchema = v.object({
  /** stopping: planned restart · revoked: this kiosk is no longer of the branch · replaced: it connected again ·
   * slow: it did not read what it was sent. */
  reason: v.picklist(['stopping', 'revoked', 'replaced', 'slow']),
  /** Milliseconds, spread by the hub so that kiosks do not all come back at once. */
  retryAfter: CountSchema,
  /** With `revoked`, the hub's signature over `revokedText`: a kiosk takes its board down for nobody else's word. */
  sig: v.optional(SignatureSchema),
})
export type Bye = v.InferOutput<typeof ByeSchema>
