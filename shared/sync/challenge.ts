import * as v from 'valibot'
import { CountSchema, HubEpochSchema, NonceSchema, PublicKeySchema } from './fields.ts'

/** Hub → kiosk, the first thing on every connection. */
export const ChallengeSchema = v.object({
  nonce: NonceSchema,
  hubId: v.string(),
  hubEpoch: HubEpochSchema,
  hubKey: PublicKeySchema,
  /** Oldest and newest version the hub speaks. */
  proto: v.tuple([CountSchema, CountSchema]),
})
export type Challenge = v.InferOutput<typeof ChallengeSchema>
