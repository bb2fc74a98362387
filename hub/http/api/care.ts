import * as v from 'valibot'
import { idSchema, type MemberId } from '../../../shared/base/ids.ts'
import { PeriodSchema, PlainDateSchema } from '../../../shared/base/plain-date.ts'
import { TALK_REASONS, WAYS_REMINDED, type HelpId, type TalkId } from '../../../shared/people/care.ts'
import { ERASE_REASONS } from '../../../shared/people/erasure.ts'
import { careBoard, careOfMember } from '../../office/care/views.ts'
import {
  endHelper,
  eraseHelp,
  eraseReminder,
  eraseTalk,
  followUpTalk,
  nameHelper,
  recordTalk,
  remindMember,
} from '../../office/care/care.ts'
import { praiseList } from '../../office/points/praise.ts'
import { procedureFor, router } from '../procedures.ts'

const memberId = idSchema<MemberId>()
const talkId = idSchema<TalkId>()
const said = v.pipe(v.string(), v.maxLength(2_000))
const name = v.pipe(v.string(), v.maxLength(40))
const reason = v.picklist(ERASE_REASONS)
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
  erase: procedureFor('words.erase')
    .input(v.object({ talkId, reason }))
    .mutation(({ ctx, input }) => eraseTalk(ctx.office, ctx.by, input)),
  eraseHelp: procedureFor('words.erase')
    .input(v.object({ helpId: idSchema<HelpId>(), reason }))
    .mutation(({ ctx, input }) => eraseHelp(ctx.office, ctx.by, input)),
  eraseReminder: procedureFor('words.erase')
    .input(v.object({ memberId, period: PeriodSchema, reason }))
    .mutation(({ ctx, input }) => eraseReminder(ctx.office, ctx.by, input)),
  /** Posts, helpers and talks of one member, for the roster. */
  ofMember: procedureFor('care.keep')
    .input(v.object({ memberId }))
    .query(({ ctx, input }) => careOfMember(ctx.office, ctx.office.store.read, input.memberId)),
  nameHelper: procedureFor('care.keep')
    .input(
      v.object({
        memberId,
        helperId: v.nullable(memberId),
        since: PlainDateSchema,
        name,
        note: v.pipe(v.string(), v.maxLength(200)),
        replaces: v.nullable(idSchema<HelpId>()),
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
