import * as v from 'valibot'
import { canonical } from '../../../../shared/base/canonical.ts'
import { GuestBodySchema, GuestWordsSchema, type GuestWords } from '../../../../shared/passes/guest.ts'
import type { KioskRecord } from '../../../../shared/sync/record.ts'
import { heldFact, recordedAs, type JudgeHands, type OpenKind } from '../kind.ts'

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
      const words = openWords(guest.sealed, record, hands)
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

function openWords(sealed: string, record: KioskRecord, hands: JudgeHands): GuestWords | null {
  const text = hands.openSealed(sealed, record.id)
  if (text === null) return null
  try {
    const parsed = v.safeParse(GuestWordsSchema, JSON.parse(text))
    return parsed.success ? parsed.output : null
  } catch (cause) {
    // JSON.parse: sealed to us, but no JSON.
    if (cause instanceof SyntaxError) return null
    throw cause
  }
}

/**
 * The hub can open the seal at any time, so words that are erased later must not lie on in the record. Its hash stays
 * beside it: a repetition is told by the hash alone.
 */
const withoutSeal = (record: KioskRecord): string => JSON.stringify({ ...record, body: { ...record.body, sealed: '' } })
