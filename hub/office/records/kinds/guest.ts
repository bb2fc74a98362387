import * as v from 'valibot'
import { canonical } from '../../../../shared/base/canonical.ts'
import { GuestBodySchema, GuestWordsSchema } from '../../../../shared/passes/guest.ts'
import { heldFact, recordedAs, type OpenKind } from '../kind.ts'
import { readSealed, withoutSeal } from '../sealed.ts'

/** A guest at the door (AT21): who they are is opened here and kept apart from the journal, the telephone by itself. */

export const openGuest: OpenKind = record => {
  if (record.kv !== 1) return 'unknownKind'
  const parsed = v.safeParse(GuestBodySchema, record.body)
  if (!parsed.success) return 'badBody'
  const guest = parsed.output
  return {
    clockTrust: guest.clockTrust,
    async judge(time, origin, known, hands) {
      if (guest.staffId !== null && !known.staffIds.has(guest.staffId)) {
        return { fact: heldFact(record, origin, 'badProof') }
      }
      const words = readSealed(GuestWordsSchema, guest.sealed, record, hands)
      if (!words) return { fact: heldFact(record, origin, 'badSeal') }
      const { name, homeBranch, phone } = words
      const { activityId, slipNo, clockTrust, staffId } = guest
      const body = {
        ...recordedAs(record, origin, time),
        activityId,
        slipNo,
        clockTrust,
        staffId,
        words: await hands.keepWords('guest', canonical({ name, homeBranch })),
        phone: phone === '' ? null : await hands.keepWords('guest', phone),
      }
      return { fact: { kind: 'guest.recorded', body }, keep: withoutSeal(record) }
    },
  }
}
