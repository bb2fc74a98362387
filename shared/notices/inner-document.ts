import * as v from 'valibot'
import { DocumentSchema, type BoardDocument } from './document.ts'
import { InnerScopeSchema, PUBLIC, type NoticeScope } from './scope.ts'

/**
 * A published document that is not for everybody. Another type than what hangs on the board, so that the board's feed,
 * its signature and every kiosk's wall refuse it by its form alone (PR40).
 */
export const InnerDocumentSchema = v.object({
  ...DocumentSchema.entries,
  type: v.literal('inner'),
  scope: InnerScopeSchema,
  /** 32 random hex characters: the journal's hash of the text tells nothing to whoever guesses at the words. */
  salt: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
})
export type InnerDocument = v.InferOutput<typeof InnerDocumentSchema>

/** What a draft becomes. */
export const NoticeDocumentSchema = v.variant('type', [DocumentSchema, InnerDocumentSchema])
export type NoticeDocument = BoardDocument | InnerDocument

export const scopeOf = (document: NoticeDocument): NoticeScope => (document.type === 'inner' ? document.scope : PUBLIC)
