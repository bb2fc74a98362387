import * as v from 'valibot'
import { FACTS } from '../../../shared/journal/facts.ts'
import { changeCalendar, changeSettings, readSettings, setServicePin } from '../../office/branch.ts'
import { procedureFor, router, staffProcedure } from '../procedures.ts'
import { contact, text } from './inputs.ts'

const change = procedureFor('settings.change')

// The journal's own limits, so that what the page may send is what the journal may keep.
const input = v.object({
  ...v.omit(FACTS['branch.settingsChanged'], ['helpContact', 'servicePin']).entries,
  helpContact: contact,
})

/** The branch's settings and working days, and how other machines find this hub. */
export const settings = router({
  get: staffProcedure.query(async ({ ctx }) => {
    const settings = await readSettings(ctx.office.store.read)
    // The PIN's verifier is for the kiosks; the page only needs to know whether there is one.
    return settings && { ...settings, servicePin: settings.servicePin !== null }
  }),
  change: change.input(input).mutation(({ ctx, input }) => changeSettings(ctx.office, ctx.by, input)),
  setServicePin: change
    .input(v.object({ pin: text(40) }))
    .mutation(({ ctx, input }) => setServicePin(ctx.office, ctx.by, input.pin)),

  calendar: staffProcedure.query(({ ctx }) => ctx.office.store.read.branch.calendar()),
  changeCalendar: change
    .input(FACTS['branch.calendarChanged'])
    .mutation(({ ctx, input }) => changeCalendar(ctx.office, ctx.by, input)),

  network: staffProcedure.query(({ ctx }) => ({
    lanUrls: ctx.hub.lanUrls(),
    caFingerprint: ctx.hub.caFingerprint,
  })),
})
