import * as v from 'valibot'
import { canonical } from '../../../../shared/base/canonical.ts'
import { AttestationWordsSchema, ObjectionBodySchema } from '../../../../shared/declarations/declaration.ts'
import { heldFact, recordedAs, type OpenKind } from '../kind.ts'
import { readSealed, withoutSeal } from '../sealed.ts'

/** What somebody objects to in a notice (RV50). What becomes of it is decided once it is in the journal. */
export const openObjection: OpenKind = record => {
  if (record.kv !== 1) return 'unknownKind'
  const parsed = v.safeParse(ObjectionBodySchema, record.body)
  if (!parsed.success) return 'badBody'
  const { sealed, parts, ...said } = parsed.output
  return {
    clockTrust: said.clockTrust,
    async judge(time, origin, _known, hands) {
      const words = readSealed(AttestationWordsSchema, sealed, record, hands)
      if (!words) return { fact: heldFact(record, origin, 'badSeal') }
      // Nothing to answer: no program of ours sends it.
      if (words.note === null && parts.length === 0) return { fact: heldFact(record, origin, 'badBody') }
      const body = {
        ...recordedAs(record, origin, time),
        ...said,
        words: await hands.keepWords('declaration', canonical(words)),
        attachments: parts,
        review: time.known ? [] : ['clockUnsure' as const],
      }
      return { fact: { kind: 'objection.received', body }, keep: withoutSeal(record) }
    },
  }
}
