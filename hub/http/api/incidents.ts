import * as v from 'valibot'
import { closeIncident, listIncidents, stateOf } from '../../office/incidents.ts'
import { procedureFor, router } from '../procedures.ts'

/** 账本事件: what puts the record itself in doubt, and how it was settled. */
export const incidents = router({
  /** Newest first, with the names that the pages show. */
  list: procedureFor('journal.verify').query(async ({ ctx }) => {
    const { read } = ctx.office.store
    const [all, kiosks, staff] = [await listIncidents(ctx.office), await read.kiosks.all(), await read.staff.all()]
    const placeOf = (kioskId: string): string => kiosks.find(each => each.kioskId === kioskId)?.place ?? ''
    const words = await read.words.many(all.flatMap(each => (each.closed ? [each.closed.wordsId] : [])))
    return all.map(incident => {
      const { closed } = incident
      const staffId = closed?.by.type === 'staff' ? closed.by.id : null
      return {
        ...incident,
        state: stateOf(incident),
        places: 'seenBy' in incident ? incident.seenBy.map(each => placeOf(each.kioskId)) : [],
        unheardPlaces: incident.kind === 'restored' ? incident.unheard.map(placeOf) : [],
        closed: closed && {
          at: closed.at,
          name: staff.find(each => each.staffId === staffId)?.displayName ?? '',
          finding: words.get(closed.wordsId) ?? null,
        },
      }
    })
  }),

  close: procedureFor('incidents.close')
    .input(
      v.object({ no: v.pipe(v.number(), v.integer(), v.minValue(1)), finding: v.pipe(v.string(), v.maxLength(4_000)) }),
    )
    .mutation(({ ctx, input }) => closeIncident(ctx.office, ctx.by, input.no, input.finding)),
})
