import * as v from 'valibot'
import { ACTIVITY_TYPES, ExpectedSchema, SignInRulesSchema } from '../../../shared/activities/activity.ts'
import { LAPSES } from '../../../shared/activities/attendance.ts'
import { LEAVE_REASONS } from '../../../shared/activities/leave.ts'
import { HundredthsSchema } from '../../../shared/base/hundredths.ts'
import { idSchema, type ActivityId, type MemberId } from '../../../shared/base/ids.ts'
import { PlainDateSchema, PlainDateTimeSchema } from '../../../shared/base/plain-date.ts'
import { refuse } from '../../../shared/base/problem.ts'
import { may } from '../../../shared/people/rights.ts'
import { ItemCodeSchema } from '../../../shared/points/item.ts'
import {
  cancelActivity,
  confirmAttendance,
  importActivities,
  planActivity,
  refuseLeave,
  setLeave,
  strikeAttendance,
  type ActivityInput,
} from '../../office/activities/activities.ts'
import {
  activitySummaries,
  closingPreview,
  leaveToAnswer,
  namedWall,
} from '../../office/activities/attendance-views.ts'
import { closeActivity, reopenActivity } from '../../office/activities/closing.ts'
import { activityInputOf } from '../../imports/activities.ts'
import { readActivities } from '../../spreadsheets/activities.ts'
import { hasErrors } from '../../spreadsheets/sheet.ts'
import { procedureFor, router } from '../procedures.ts'
import { makePreviews } from './previews.ts'
import { sheetOf, UploadSchema } from './uploads.ts'

const previews = makePreviews<readonly ActivityInput[]>()

const activityId = idSchema<ActivityId>()
const memberId = idSchema<MemberId>()
const ReasonSchema = v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(200))

const ActivityInputSchema = v.object({
  activityId: v.nullable(activityId),
  code: v.pipe(v.string(), v.trim(), v.maxLength(16)),
  type: v.picklist(ACTIVITY_TYPES),
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  start: PlainDateTimeSchema,
  end: PlainDateTimeSchema,
  place: v.pipe(v.string(), v.trim(), v.maxLength(60)),
  expected: ExpectedSchema,
  itemCode: v.nullable(ItemCodeSchema),
  opens: PlainDateTimeSchema,
  lateAfter: PlainDateTimeSchema,
  closes: PlainDateTimeSchema,
  signIn: v.exactOptional(SignInRulesSchema),
  byHour: v.exactOptional(v.boolean()),
  stayUntil: v.exactOptional(v.nullable(PlainDateTimeSchema)),
  makesUpFor: v.exactOptional(v.nullable(activityId)),
})

const memberIds = v.pipe(v.array(memberId), v.maxLength(5000))

const ClosingInputSchema = v.object({
  activityId,
  hours: v.optional(v.pipe(v.array(v.object({ memberId, hours: HundredthsSchema })), v.maxLength(5000)), []),
  absentIds: v.optional(memberIds, []),
  deductions: v.optional(
    v.pipe(v.array(v.object({ why: v.picklist(LAPSES), itemCode: ItemCodeSchema, memberIds })), v.maxLength(9)),
    [],
  ),
})

/** 活动与签到 */
export const activities = router({
  between: procedureFor('members.read')
    .input(v.object({ from: PlainDateSchema, to: PlainDateSchema }))
    .query(({ ctx, input }) => activitySummaries(ctx.office.store.read, input.from, input.to)),
  wall: procedureFor('members.read')
    .input(v.object({ activityId }))
    .query(({ ctx, input }) => namedWall(ctx.office.store.read, ctx.office.names, input.activityId)),
  /** Who would get the credit, who not and why, before the closing is confirmed. */
  closing: procedureFor('activities.close')
    .input(v.object({ activityId }))
    .query(({ ctx, input }) => closingPreview(ctx.office.store.read, input.activityId)),
  plan: procedureFor('activities.change')
    .input(ActivityInputSchema)
    .mutation(({ ctx, input }) => planActivity(ctx.office, ctx.by, input)),
  previewImport: procedureFor('activities.change')
    .input(UploadSchema)
    .mutation(async ({ ctx, input }) => {
      const { sheet } = await sheetOf(input)
      const reading = readActivities(sheet)
      const blocked = hasErrors(reading.problems)
      const token = blocked ? null : previews.keep(ctx.office, reading.activities.map(activityInputOf))
      return { token, blocked, ...reading }
    }),
  confirmImport: procedureFor('activities.change')
    .input(v.object({ token: v.string() }))
    .mutation(({ ctx, input }) => importActivities(ctx.office, ctx.by, previews.take(ctx.office, input.token))),
  cancel: procedureFor('activities.change')
    .input(v.object({ activityId, why: v.pipe(v.string(), v.trim(), v.maxLength(200)) }))
    .mutation(({ ctx, input }) => cancelActivity(ctx.office, ctx.by, input.activityId, input.why)),
  setLeave: procedureFor('activities.change')
    .input(
      v.object({
        activityId,
        memberId,
        reason: v.nullable(v.picklist(LEAVE_REASONS)),
      }),
    )
    .mutation(({ ctx, input }) => setLeave(ctx.office, ctx.by, input.activityId, input.memberId, input.reason)),
  /** A request from a kiosk or a phone that is not granted; granting is `setLeave`. */
  refuseLeave: procedureFor('activities.change')
    .input(v.object({ activityId, memberId, why: v.pipe(v.string(), v.trim(), v.maxLength(200)) }))
    .mutation(({ ctx, input }) => refuseLeave(ctx.office, ctx.by, input.activityId, input.memberId, input.why)),
  /** Requests for leave that nobody has answered, of activities that are not over long since. */
  leaveToAnswer: procedureFor('activities.change').query(({ ctx }) => leaveToAnswer(ctx.office)),
  confirm: procedureFor('activities.change')
    .input(v.object({ activityId, memberIds: v.pipe(v.array(memberId), v.minLength(1), v.maxLength(5000)) }))
    .mutation(({ ctx, input }) => confirmAttendance(ctx.office, ctx.by, input.activityId, input.memberIds)),
  strike: procedureFor('activities.change')
    .input(v.object({ activityId, memberId, why: ReasonSchema }))
    .mutation(({ ctx, input }) => strikeAttendance(ctx.office, ctx.by, input.activityId, input.memberId, input.why)),
  close: procedureFor('activities.close')
    .input(ClosingInputSchema)
    .mutation(({ ctx, input }) => {
      const { activityId: id, ...decided } = input
      if (decided.deductions.length > 0 && !may(ctx.account.role, 'ledger.deduct')) {
        refuse('NOT_ALLOWED', { zh: '您的账号不能登记扣分。', en: 'Your account may not register deductions.' })
      }
      return closeActivity(ctx.office, ctx.by, id, decided)
    }),
  reopen: procedureFor('activities.close')
    .input(v.object({ activityId, why: ReasonSchema }))
    .mutation(({ ctx, input }) => reopenActivity(ctx.office, ctx.by, input.activityId, input)),
})
