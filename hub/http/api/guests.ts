import * as v from 'valibot'
import { idSchema, type ActivityId, type RecordId } from '../../../shared/base/ids.ts'
import {
  guestLines,
  guestPhone,
  GuestNamesSchema,
  listGuest,
  strikeGuest,
  transcribeGuest,
} from '../../office/activities/guests.ts'
import { procedureFor, router } from '../procedures.ts'

const activityId = idSchema<ActivityId>()
const guestId = idSchema<RecordId>()
const PhoneSchema = v.pipe(v.string(), v.trim(), v.regex(/^(\d{7,12})?$/))

/** 来宾：外支部党员 */
export const guests = router({
  ofActivity: procedureFor('members.read')
    .input(v.object({ activityId }))
    .query(({ ctx, input }) => guestLines(ctx.office.store.read, input.activityId)),
  add: procedureFor('activities.change')
    .input(v.object({ activityId, ...GuestNamesSchema.entries, phone: PhoneSchema }))
    .mutation(({ ctx, input }) => {
      const { activityId: id, ...guest } = input
      return listGuest(ctx.office, ctx.by, id, guest)
    }),
  transcribe: procedureFor('activities.change')
    .input(v.object({ guestId, ...GuestNamesSchema.entries }))
    .mutation(({ ctx, input }) => {
      const { guestId: id, ...names } = input
      return transcribeGuest(ctx.office, ctx.by, id, names)
    }),
  strike: procedureFor('activities.change')
    .input(v.object({ guestId, why: v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(200)) }))
    .mutation(({ ctx, input }) => strikeGuest(ctx.office, ctx.by, input.guestId, input.why)),
  /** One guest's telephone; kept apart, asked for one by one. */
  phone: procedureFor('members.readIdentifiers')
    .input(v.object({ guestId }))
    .query(async ({ ctx, input }) => ({ phone: await guestPhone(ctx.office.store.read, input.guestId) })),
})
