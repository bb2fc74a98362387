import * as v from 'valibot'
import { oversightOf } from '../../office/oversight.ts'
import { procedureFor, router } from '../procedures.ts'

/** 总览 */
export const oversight = router({
  year: procedureFor('oversight.read')
    .input(v.object({ cycle: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2199)) }))
    .query(({ ctx, input }) => oversightOf(ctx.office, ctx.office.store.read, input.cycle)),
})
