import * as v from 'valibot'
import { MillisSchema } from '../../base/ids.ts'
import { PlainDateSchema } from '../../base/plain-date.ts'
import { ShownDocSchema } from '../../notices/shown-doc.ts'
import { CLOCK_TRUSTS } from '../../passes/clock.ts'
import { CountSchema } from '../../sync/fields.ts'
import { recorded } from '../recorded.ts'

/** On the hub's own time line, within one day of the branch. `sure`: as good as a synced clock (NT32). */
const span = v.object({
  day: PlainDateSchema,
  docs: v.pipe(v.array(ShownDocSchema), v.minLength(1)),
  first: MillisSchema,
  last: MillisSchema,
  sure: v.boolean(),
})

/** What was on a kiosk's glass, some hours of all its documents in one line. */
export const shownFacts = {
  'shown.recorded': v.object({
    ...recorded,
    clockTrust: v.picklist(CLOCK_TRUSTS),
    posted: v.array(span),
    opened: v.array(span),
    gone: v.array(span),
    lost: CountSchema,
  }),
}
