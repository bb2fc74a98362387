import * as v from 'valibot'
import { idSchema, type NoticeId, type RecordId } from '../../../shared/base/ids.ts'
import { objectionList } from '../../office/notices/objection-views.ts'
import { answerObjection } from '../../office/notices/objections.ts'
import { procedureFor, router } from '../procedures.ts'

/** 异议 from kiosks. Those that a review answers are among its matters. */
export const objections = router({
  /** To one notice, or all that wait for an answer of their own. */
  list: procedureFor('ledger.read')
    .input(v.object({ noticeId: v.nullable(idSchema<NoticeId>()) }))
    .query(({ ctx, input }) => objectionList(ctx.office.store.read, input.noticeId)),
  answer: procedureFor('reviews.hear')
    .input(v.object({ objectionId: idSchema<RecordId>(), words: v.pipe(v.string(), v.maxLength(1_000)) }))
    .mutation(({ ctx, input }) => answerObjection(ctx.office, ctx.by, input)),
})
