import * as v from 'valibot'
import { DoneSchema, RefusedSchema } from './fields.ts'
import { FeedPlaceSchema } from './hello.ts'

/** Kiosk → hub, after items and cursor are on its disk: who shows what. */
export const AppliedSchema = FeedPlaceSchema
export const AppliedReplySchema = v.variant('ok', [DoneSchema, RefusedSchema])
export type AppliedReply = v.InferOutput<typeof AppliedReplySchema>
