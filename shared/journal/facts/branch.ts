import * as v from 'valibot'
import { PlainDateSchema } from '../../base/plain-date.ts'
import { PrivateRefSchema } from '../private-ref.ts'

/** The branch and its settings. */
export const branchFacts = {
  'branch.founded': v.object({
    hubId: v.string(),
    /** Printed on every card; see SIGNIN. */
    branchTag: v.pipe(v.string(), v.regex(/^\d{5}$/)),
    timeZone: v.string(),
  }),
  'branch.settingsChanged': v.object({
    branchName: v.pipe(v.string(), v.minLength(1), v.maxLength(30)),
    fullName: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
    placeName: v.pipe(v.string(), v.maxLength(40)),
    voice: v.boolean(),
    /** Default length of a notice period, in working days (DESIGN §3: 5, floor per branch). */
    noticeDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30)),
    noticeDaysFloor: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30)),
    /** Wall-clock end of a notice's last day. */
    officeCloses: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
    /** Words of `helpContact`: {name, phone, place}. */
    helpContact: PrivateRefSchema,
    /** Words of the PIN verifier {salt, hash}; null until set. */
    servicePin: v.nullable(PrivateRefSchema),
  }),
  'branch.calendarChanged': v.object({
    holidays: v.array(PlainDateSchema),
    /** 调休: weekend days that are worked. */
    makeUpDays: v.array(PlainDateSchema),
  }),
}
