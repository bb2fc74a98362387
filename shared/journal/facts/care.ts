import * as v from 'valibot'
import { idSchema, type MemberId, type NoticeId } from '../../base/ids.ts'
import { PeriodSchema, PlainDateSchema } from '../../base/plain-date.ts'
import { WAYS_REMINDED, type HelpId, type TalkId } from '../../people/care.ts'
import { ERASE_REASONS } from '../../people/erasure.ts'
import { PrivateRefSchema } from '../private-ref.ts'

const memberId = idSchema<MemberId>()
const talkId = idSchema<TalkId>()
const helpId = idSchema<HelpId>()

/** Talks, helpers, reminders. What was said, why and by whom is private (RV21): here are only people and days. */
export const careFacts = {
  /** Words: who talked, why, what was said. */
  'talk.recorded': v.object({
    talkId,
    memberId,
    date: PlainDateSchema,
    followUpOn: v.nullable(PlainDateSchema),
    words: PrivateRefSchema,
  }),
  'talk.followedUp': v.object({
    talkId,
    date: PlainDateSchema,
    /** When to look again; null: it is settled. */
    followUpOn: v.nullable(PlainDateSchema),
    words: PrivateRefSchema,
  }),
  /** The words are gone; that there was a talk stays. */
  'talk.erased': v.object({ talkId, reason: v.exactOptional(v.picklist(ERASE_REASONS)) }),
  /** Words: the name of a helper who is no member, and what the help is about. */
  'helper.named': v.object({
    helpId,
    memberId,
    helperId: v.nullable(memberId),
    since: PlainDateSchema,
    words: PrivateRefSchema,
  }),
  'helper.ended': v.object({ helpId, until: PlainDateSchema }),
  /** The words are gone; that somebody helped stays, by name only where it is a member. */
  'helper.erased': v.object({ helpId, reason: v.picklist(ERASE_REASONS) }),
  /**
   * After the low periods that end with this one. Words: what the member was told, or why nothing. With a letter it is
   * given once that is published, and never if that is given up.
   */
  'reminder.given': v.object({
    memberId,
    period: PeriodSchema,
    how: v.picklist(WAYS_REMINDED),
    letterId: v.optional(idSchema<NoticeId>()),
    words: PrivateRefSchema,
  }),
  'reminder.erased': v.object({ memberId, period: PeriodSchema, reason: v.picklist(ERASE_REASONS) }),
}
