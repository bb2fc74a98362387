import * as v from 'valibot'
import { HashSchema, RefusedSchema } from './fields.ts'
import { JournalHeadSchema, SignedJournalHeadSchema } from './hello.ts'

/**
 * Kiosk → hub, once a minute while connected: what the journal has come to, and whether it still holds what this kiosk
 * was shown before. The same question as in `hello`, so that a screen that stays connected for weeks asks it too.
 */
export const HistorySchema = v.object({ journalSeen: v.nullable(JournalHeadSchema) })

export const HistoryAnswerSchema = v.object({
  ok: v.literal(true),
  journal: SignedJournalHeadSchema,
  /** What the hub's chain holds at `journalSeen.size`; null where it does not reach so far. Must equal what was seen. */
  journalThen: v.nullable(HashSchema),
})
export type HistoryAnswer = v.InferOutput<typeof HistoryAnswerSchema>

export const HistoryReplySchema = v.variant('ok', [HistoryAnswerSchema, RefusedSchema])
