import * as v from 'valibot'
import { idSchema, type ActivityId, type KioskId, type MemberId } from '../../../shared/base/ids.ts'
import { PlainDateSchema } from '../../../shared/base/plain-date.ts'
import { cardsToReissue, openConflicts, settledConflicts } from '../../office/activities/conflict-views.ts'
import {
  judgeAgain,
  placeConflict,
  settleConflict,
  settleMany,
  strikeConflict,
} from '../../office/activities/conflicts.ts'
import { procedureFor, router } from '../procedures.ts'
import { text } from './inputs.ts'

const change = procedureFor('activities.change')
const looked = {
  conflictId: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  upTo: v.pipe(v.number(), v.integer(), v.minValue(0)),
}
const note = v.optional(v.pipe(v.string(), v.maxLength(200)), '')

/** 签到核对: what does not fit together, what a person decided about it (AT28). */
export const conflicts = router({
  open: change.query(({ ctx }) => openConflicts(ctx.office.store.read)),
  count: change.query(({ ctx }) => ctx.office.store.read.conflicts.openCount()),
  settled: change.query(({ ctx }) => settledConflicts(ctx.office.store.read)),
  settle: change
    .input(v.object({ ...looked, how: v.picklist(['seen', 'samePerson']), note }))
    .mutation(({ ctx, input }) => settleConflict(ctx.office, ctx.by, input)),
  settleMany: change
    .input(v.object({ all: v.pipe(v.array(v.object(looked)), v.minLength(1), v.maxLength(200)) }))
    .mutation(({ ctx, input }) => settleMany(ctx.office, ctx.by, input.all)),
  strike: change
    .input(v.object({ ...looked, why: text(200) }))
    .mutation(({ ctx, input }) => strikeConflict(ctx.office, ctx.by, input)),
  place: change
    .input(v.object({ ...looked, activityId: idSchema<ActivityId>(), memberId: v.nullable(idSchema<MemberId>()) }))
    .mutation(({ ctx, input }) => placeConflict(ctx.office, ctx.by, input)),
  judgeAgain: change.input(v.object(looked)).mutation(({ ctx, input }) => judgeAgain(ctx.office, ctx.by, input)),
  /** SG49: cards to be given out anew after a kiosk was in strange hands. */
  cardsSeen: procedureFor('cards.issue')
    .input(v.object({ kioskId: idSchema<KioskId>(), since: PlainDateSchema }))
    .query(({ ctx, input }) => cardsToReissue(ctx.office.store.read, input.kioskId, input.since)),
})
