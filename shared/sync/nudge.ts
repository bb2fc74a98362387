import * as v from 'valibot'
import { CountSchema, FeedNameSchema } from './fields.ts'

/** Hub → kiosk: there is something to pull. Carries no data; a lost one is made good by the poll. */
export const NudgeSchema = v.object({ feed: FeedNameSchema, gen: CountSchema, n: CountSchema })
export type Nudge = v.InferOutput<typeof NudgeSchema>
