import * as v from 'valibot'
import { HundredthsSchema } from '../../../shared/base/hundredths.ts'
import { idSchema, type MemberId } from '../../../shared/base/ids.ts'
import { PlainDateSchema } from '../../../shared/base/plain-date.ts'
import { ItemCodeSchema } from '../../../shared/points/item.ts'
import { enterRound, itemsUsed } from '../../office/declarations/round.ts'
import { procedureFor, router } from '../procedures.ts'

/** 会上集中申报: slips printed and typed in. */
export const rounds = router({
  /** Items by how often they were registered in the year. */
  used: procedureFor('ledger.read')
    .input(v.object({ cycle: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2199)) }))
    .query(({ ctx, input }) => itemsUsed(ctx.office.store.read, input.cycle)),
  enter: procedureFor('ledger.register')
    .input(
      v.object({
        decision: v.picklist(['inbox', 'approved']),
        meetingDate: PlainDateSchema,
        basis: v.pipe(v.string(), v.trim(), v.maxLength(100)),
        rows: v.pipe(
          v.array(
            v.object({
              memberId: idSchema<MemberId>(),
              itemCode: ItemCodeSchema,
              date: PlainDateSchema,
              quantity: HundredthsSchema,
              words: v.pipe(v.string(), v.trim(), v.maxLength(200)),
            }),
          ),
          v.minLength(1),
          v.maxLength(500),
        ),
      }),
    )
    .mutation(({ ctx, input }) => enterRound(ctx.office, ctx.by, input)),
})
