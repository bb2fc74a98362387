import * as v from 'valibot'
import { HundredthsSchema } from '../../../shared/base/hundredths.ts'
import { idSchema, type MemberId } from '../../../shared/base/ids.ts'
import { PlainDateSchema } from '../../../shared/base/plain-date.ts'
import { ItemCodeSchema } from '../../../shared/points/item.ts'
import { elsewhereOf, ElsewhereWordsSchema, recordElsewhere } from '../../office/activities/elsewhere.ts'
import { procedureFor, router } from '../procedures.ts'

/** 外出参加活动：凭条换来的出勤 */
export const elsewhere = router({
  ofCycle: procedureFor('ledger.read')
    .input(v.object({ cycle: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2199)) }))
    .query(({ ctx, input }) => elsewhereOf(ctx.office.store.read, input.cycle)),
  record: procedureFor('ledger.register')
    .input(
      v.object({
        memberId: idSchema<MemberId>(),
        date: PlainDateSchema,
        itemCode: ItemCodeSchema,
        quantity: HundredthsSchema,
        ...ElsewhereWordsSchema.entries,
      }),
    )
    .mutation(({ ctx, input }) => recordElsewhere(ctx.office, ctx.by, input)),
})
