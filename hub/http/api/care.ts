import * as v from 'valibot'
import { idSchema, type MemberId } from '../../../shared/base/ids.ts'
import { PeriodSchema, PlainDateSchema } from '../../../shared/base/plain-date.ts'
import { TALK_REASONS, WAYS_REMINDED, type HelpId, type TalkId } from '../../../shared/people/care.ts'
import { careBoard } from '../../office/care-views.ts'
import { endHelper, eraseTalk, followUpTalk, nameHelper, recordTalk, remindMember } from '../../office/care.ts'
import { praiseList } from '../../office/praise.ts'
import { procedureFor, router } from '../procedures.ts'

const memberId = idSchema<MemberId>()
const talkId = idSchema<TalkId>()
const said = v.pipe(v.string(), v.maxLength(2_000))
const name = v.pipe(v.string(), v.maxLength(40))
const followUpOn = v.nullable(PlainDateSchema)

/** 谈心帮扶 */
export const care = router({
  board: procedureFor('care.keep').query(({ ctx }) => careBoard(ctx.office, ctx.office.store.read)),
  /** Whom the period gives reason to praise. */
  praise: procedureFor('care.keep')
    .input(v.object({ period: PeriodSchema }))
    .query(({ ctx, input }) => praiseList(ctx.office, input.period)),
  recordTalk: procedureFor('care.keep')
    .input(v.object({ memberId, date: PlainDateSchema, followUpOn, by: name, reason: v.picklist(TALK_REASONS), said }))
    .mutation(({ ctx, input }) => recordTalk(ctx.office, ctx.by, input)),
  followUp: procedureFor('care.keep')
    .input(v.object({ talkId, date: PlainDateSchema, followUpOn, said }))
    .mutation(({ ctx, input }) => followUpTalk(ctx.office, ctx.by, input)),
  erase: procedureFor('care.keep')
    .input(v.object({ talkId }))
    .mutation(({ ctx, input }) => eraseTalk(ctx.office, ctx.by, input.talkId)),
  nameHelper: procedureFor('care.keep')
    .input(
      v.object({
        memberId,
        helperId: v.nullable(memberId),
        since: PlainDateSchema,
        name,
        note: v.pipe(v.string(), v.maxLength(200)),
      }),
    )
    .mutation(({ ctx, input }) => nameHelper(ctx.office, ctx.by, input)),
  endHelper: procedureFor('care.keep')
    .input(v.object({ helpId: idSchema<HelpId>(), until: PlainDateSchema }))
    .mutation(({ ctx, input }) => endHelper(ctx.office, ctx.by, input)),
  remind: procedureFor('care.keep')
    .input(v.object({ memberId, period: PeriodSchema, how: v.picklist(WAYS_REMINDED), said }))
    .mutation(({ ctx, input }) => remindMember(ctx.office, ctx.by, input)),
})
