import * as v from 'valibot'
import { HashSchema } from '../../../shared/base/hash-schema.ts'
import { idSchema, type ActivityId, type NoticeId } from '../../../shared/base/ids.ts'
import { refuse } from '../../../shared/base/problem.ts'
import { PeriodSchema } from '../../../shared/base/plain-date.ts'
import { ContentSchema, NoticeKindSchema } from '../../../shared/notices/content.ts'
import { PLEDGE_VARIANTS } from '../../../shared/notices/document.ts'
import { eraseInner } from '../../office/notices/inner.ts'
import { noticePeople } from '../../office/notices/people.ts'
import { noticeChoices, starterContent } from '../../office/notices/starters.ts'
import { noticeDetail, noticeList } from '../../office/notices/views.ts'
import {
  approveNotice,
  checkNotice,
  correctNotice,
  discardNotice,
  editNotice,
  previewNotice,
  publishNotice,
  returnNotice,
  startNotice,
  withdrawNotice,
} from '../../office/notices/notices.ts'
import { publishedAs } from '../../office/notices/board.ts'
import { todayOf } from '../../office/today.ts'
import { procedureFor, router } from '../procedures.ts'

const noticeId = idSchema<NoticeId>()
const version = v.pipe(v.number(), v.integer())
const rev = v.pipe(v.number(), v.integer(), v.minValue(1))
const reason = v.pipe(v.string(), v.maxLength(200))
const hash = HashSchema
const ofNotice = v.object({ noticeId })
const withReason = v.object({ noticeId, reason })
const withHash = v.object({ noticeId, hash })

/** 公示公告 */
export const notices = router({
  /** Those changed last come first. */
  list: procedureFor('notices.prepare').query(({ ctx }) => noticeList(ctx.office, ctx.office.store.read)),
  get: procedureFor('notices.prepare')
    .input(ofNotice)
    .query(({ ctx, input }) => noticeDetail(ctx.office, ctx.office.store.read, input.noticeId)),
  /** A revision as it went on the board, for printing and for looking back. */
  revision: procedureFor('notices.prepare')
    .input(v.object({ noticeId, rev }))
    .query(
      async ({ ctx, input }) =>
        (await publishedAs(ctx.office.store.read, input.noticeId, input.rev)) ??
        refuse('NOTICE_ERASED', { zh: '这份文稿的内容已经抹去。', en: 'Its words were erased.' }),
    ),
  choices: procedureFor('notices.prepare').query(({ ctx }) => noticeChoices(ctx.office, ctx.office.store.read)),
  /** Who can be picked for a 光荣榜 or a table of pledges. */
  people: procedureFor('notices.prepare').query(async ({ ctx: { office } }) =>
    noticePeople(office.names, office.store.read, await todayOf(office, office.store.read)),
  ),
  /** What a new notice begins with. */
  starter: procedureFor('notices.prepare')
    .input(
      v.object({
        kind: NoticeKindSchema,
        period: v.optional(PeriodSchema),
        cycle: v.optional(v.pipe(v.number(), v.integer())),
        variant: v.optional(v.picklist(PLEDGE_VARIANTS)),
        activityId: v.optional(idSchema<ActivityId>()),
      }),
    )
    .query(({ ctx, input }) => starterContent(ctx.office, ctx.office.store.read, input.kind, input)),
  /**
   * What it would look like, what is wrong with it, and its fingerprint as of now. Changes nothing; a mutation only
   * because a long text does not fit the address of a query.
   */
  preview: procedureFor('notices.prepare')
    .input(v.object({ noticeId: v.nullable(noticeId), content: ContentSchema }))
    .mutation(({ ctx, input }) => previewNotice(ctx.office, ctx.office.store.read, input.content, input.noticeId)),
  start: procedureFor('notices.prepare')
    .input(v.object({ content: ContentSchema }))
    .mutation(({ ctx, input }) => startNotice(ctx.office, ctx.by, input.content)),
  edit: procedureFor('notices.prepare')
    .input(v.object({ noticeId, version, content: ContentSchema }))
    .mutation(({ ctx, input }) => editNotice(ctx.office, ctx.by, input)),
  check: procedureFor('notices.prepare')
    .input(v.object({ noticeId, version }))
    .mutation(({ ctx, input }) => checkNotice(ctx.office, ctx.by, input)),
  giveBack: procedureFor('notices.prepare')
    .input(withReason)
    .mutation(({ ctx, input }) => returnNotice(ctx.office, ctx.by, input)),
  approve: procedureFor('notices.approve')
    .input(withHash)
    .mutation(({ ctx, input }) => approveNotice(ctx.office, ctx.by, input)),
  publish: procedureFor('notices.approve')
    .input(withHash)
    .mutation(({ ctx, input }) => publishNotice(ctx.office, ctx.by, input)),
  correct: procedureFor('notices.prepare')
    .input(withReason)
    .mutation(({ ctx, input }) => correctNotice(ctx.office, ctx.by, input)),
  withdraw: procedureFor('notices.withdraw')
    .input(withReason)
    .mutation(({ ctx, input }) => withdrawNotice(ctx.office, ctx.by, input)),
  /** The words of what was behind cards and is over. */
  erase: procedureFor('notices.withdraw')
    .input(ofNotice)
    .mutation(({ ctx, input }) => eraseInner(ctx.office, ctx.by, input.noticeId)),
  discard: procedureFor('notices.prepare')
    .input(ofNotice)
    .mutation(({ ctx, input }) => discardNotice(ctx.office, ctx.by, input.noticeId)),
})
