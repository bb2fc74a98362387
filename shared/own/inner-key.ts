import * as v from 'valibot'
import { idSchema, type NoticeId } from '../base/ids.ts'

/** What an own page says of a document that its member may read: which one, and what opens it (inner.ts). */
export const InnerKeySchema = v.object({
  docId: idSchema<NoticeId>(),
  rev: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** 64 hex characters. */
  key: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** The member opened this revision before, here or elsewhere. */
  read: v.boolean(),
})
export type InnerKey = v.InferOutput<typeof InnerKeySchema>

/** Documents that one page opens at most; those before are over by their dates sooner or later. */
export const INNER_MAX = 40
