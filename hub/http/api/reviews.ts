import * as v from 'valibot'
import { HundredthsSchema } from '../../../shared/base/hundredths.ts'
import { idSchema, type EntryId, type MatterId, type MemberId } from '../../../shared/base/ids.ts'
import { PeriodSchema } from '../../../shared/base/plain-date.ts'
import { MATTERS, OUTCOMES } from '../../../shared/review/review.ts'
import { feedbackSlips } from '../../office/reviews/feedback-slips.ts'
import { reviewDetail, reviewList } from '../../office/reviews/views.ts'
import {
  answerMatter,
  archiveReview,
  closeReview,
  compileReview,
  raiseMatter,
  reopenReview,
  settleReview,
  tellMembers,
} from '../../office/reviews/reviews.ts'
import { procedureFor, router } from '../procedures.ts'

const memberId = idSchema<MemberId>()
const period = PeriodSchema
const ofReview = v.object({ period })
const said = v.pipe(v.string(), v.maxLength(1_000))

/** 汇总审核 */
export const reviews = router({
  /** The periods of the year, each with how its review stands. */
  list: procedureFor('ledger.read')
    .input(v.object({ cycle: v.pipe(v.number(), v.integer()) }))
    .query(({ ctx, input }) => reviewList(ctx.office, ctx.office.store.read, input.cycle)),
  get: procedureFor('ledger.read')
    .input(ofReview)
    .query(({ ctx, input }) => reviewDetail(ctx.office, ctx.office.store.read, input.period)),
  /** 反馈单 of everybody, or of those named. */
  slips: procedureFor('ledger.read')
    .input(v.object({ period, memberIds: v.pipe(v.array(memberId), v.maxLength(5_000)) }))
    .query(({ ctx, input }) => feedbackSlips(ctx.office.store.read, input.period, input.memberIds)),
  compile: procedureFor('reviews.hear')
    .input(ofReview)
    .mutation(({ ctx, input }) => compileReview(ctx.office, ctx.by, input.period)),
  tell: procedureFor('reviews.hear')
    .input(
      v.object({
        period,
        memberIds: v.pipe(v.array(memberId), v.minLength(1), v.maxLength(5_000)),
        how: v.picklist(['person', 'slip']),
      }),
    )
    .mutation(({ ctx, input }) => tellMembers(ctx.office, ctx.by, input)),
  raise: procedureFor('reviews.hear')
    .input(v.object({ period, kind: v.picklist(MATTERS), memberId: v.nullable(memberId), words: said }))
    .mutation(({ ctx, input }) => raiseMatter(ctx.office, ctx.by, input)),
  answer: procedureFor('reviews.hear')
    .input(
      v.object({
        period,
        matterId: idSchema<MatterId>(),
        outcome: v.picklist(OUTCOMES),
        words: said,
        correction: v.nullable(
          v.object({
            reverse: v.pipe(v.array(idSchema<EntryId>()), v.maxLength(100)),
            add: v.pipe(
              v.array(v.object({ itemCode: v.pipe(v.string(), v.maxLength(24)), quantity: HundredthsSchema })),
              v.maxLength(100),
            ),
          }),
        ),
      }),
    )
    .mutation(({ ctx, input }) => answerMatter(ctx.office, ctx.by, input)),
  settle: procedureFor('reviews.settle')
    .input(ofReview)
    .mutation(({ ctx, input }) => settleReview(ctx.office, ctx.by, input.period)),
  reopen: procedureFor('reviews.settle')
    .input(v.object({ period, reason: v.pipe(v.string(), v.maxLength(200)) }))
    .mutation(({ ctx, input }) => reopenReview(ctx.office, ctx.by, input)),
  close: procedureFor('reviews.settle')
    .input(ofReview)
    .mutation(({ ctx, input }) => closeReview(ctx.office, ctx.by, input.period)),
  archive: procedureFor('reviews.settle')
    .input(ofReview)
    .mutation(({ ctx, input }) => archiveReview(ctx.office, ctx.by, input.period)),
})
