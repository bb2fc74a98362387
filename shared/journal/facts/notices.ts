import * as v from 'valibot'
import { HashSchema } from '../../base/hash-schema.ts'
import { idSchema, MillisSchema, type MemberId, type NoticeId } from '../../base/ids.ts'
import { PlainDateSchema } from '../../base/plain-date.ts'
import { NoticeKindSchema } from '../../notices/content.ts'
import { InnerScopeSchema } from '../../notices/scope.ts'
import { PrivateRefSchema } from '../private-ref.ts'

const noticeId = idSchema<NoticeId>()
const rev = v.pipe(v.number(), v.integer(), v.minValue(1))
/** SHA-256 of the exact text of the document. */
const hash = HashSchema
/** The signed envelope, exactly as it went on the feed: the one place where the journal keeps words (DESIGN §4a). */
const envelope = v.pipe(v.string(), v.minLength(1))

/** The life of notices; who and when are the line's own author and time. */
export const noticeFacts = {
  /** Words: Content as JSON. The same notice again: edited, or a correction when `rev` has grown. */
  'notice.drafted': v.object({ noticeId, kind: NoticeKindSchema, rev, content: PrivateRefSchema }),
  /** Words: the document as it will be published, byte for byte. */
  'notice.checked': v.object({ noticeId, rev, hash, document: PrivateRefSchema }),
  'notice.returned': v.object({ noticeId, rev, reason: PrivateRefSchema }),
  /** `alone`: approved by its own editor, because the branch has no second account. */
  'notice.approved': v.object({ noticeId, rev, hash, alone: v.boolean() }),
  'notice.published': v.object({ noticeId, rev, hash, shownUntil: v.nullable(PlainDateSchema), envelope }),
  'notice.withdrawn': v.object({ noticeId, rev, envelope, reason: PrivateRefSchema }),
  'notice.discarded': v.object({ noticeId, rev }),
  /**
   * Published to members, or to one. Words: the document and the key it travels under. `hash` is of the document's text,
   * which has a salt of its own (PR43).
   */
  'notice.delivered': v.object({
    noticeId,
    rev,
    hash,
    shownUntil: v.nullable(PlainDateSchema),
    scope: InnerScopeSchema,
    document: PrivateRefSchema,
  }),
  /** The withdrawal of what was delivered. */
  'notice.recalled': v.object({ noticeId, rev, reason: PrivateRefSchema }),
  /** The words of what was delivered are gone; that there was something stays. */
  'notice.erased': v.object({ noticeId }),
  /** A member opened it with their card or phone; of each revision once. */
  'notice.read': v.object({
    noticeId,
    rev,
    memberId: idSchema<MemberId>(),
    how: v.picklist(['kiosk', 'phone']),
    at: MillisSchema,
  }),
}
