import * as v from 'valibot'
import { CountSchema, HubEpochSchema, NonceSchema, PublicKeySchema } from './fields.ts'
import { KEY_CHANGES_MAX, KeyChangeSchema } from './key-change.ts'

/** Hub → kiosk, the first thing on every connection. */
export const ChallengeSchema = v.object({
  nonce: NonceSchema,
  hubId: v.string(),
  hubEpoch: HubEpochSchema,
  hubKey: PublicKeySchema,
  /** Every change of the hub's key, in order; left out where it has had one key all its life. */
  keyChanges: v.optional(v.pipe(v.array(KeyChangeSchema), v.maxLength(KEY_CHANGES_MAX))),
  /** Oldest and newest version the hub speaks. */
  proto: v.tuple([CountSchema, CountSchema]),
})
export type Challenge = v.InferOutput<typeof ChallengeSchema>
