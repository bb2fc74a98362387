import * as v from 'valibot'
import { canonical } from '../../../../shared/base/canonical.ts'
import type { PlainDate } from '../../../../shared/base/plain-date.ts'
import {
  AttestationBodySchema,
  AttestationWordsSchema,
  DeclarationBodySchema,
  DeclarationWordsSchema,
  isDeclarable,
  type DeclarationBody,
} from '../../../../shared/declarations/declaration.ts'
import { PartBodySchema } from '../../../../shared/declarations/parts.ts'
import type { FactBody } from '../../../../shared/journal/facts.ts'
import type { PlacedTime } from '../../../../shared/passes/placing.ts'
import { heldFact, recordedAs, type JudgeKnowledge, type OpenKind } from '../kind.ts'
import { isStaleCode, presenceFault } from '../presence.ts'
import { readSealed, withoutSeal } from '../sealed.ts'

/** What members declare (PT68) and residents vouch for (PT69), and the parts of what they add to it (PT70). */

export const openDeclaration: OpenKind = record => {
  if (record.kv !== 1) return 'unknownKind'
  const parsed = v.safeParse(DeclarationBodySchema, record.body)
  if (!parsed.success) return 'badBody'
  const { sealed, parts, ...said } = parsed.output
  return {
    clockTrust: said.clockTrust,
    async judge(time, origin, known, hands) {
      const why = presenceFault(record, parsed.output, said.memberId, known) ?? declaredFault(said, time, known)
      if (why) return { fact: heldFact(record, origin, why) }
      const words = readSealed(DeclarationWordsSchema, sealed, record, hands)
      if (!words) return { fact: heldFact(record, origin, 'badSeal') }
      const body = {
        ...recordedAs(record, origin, time),
        ...said,
        words: await hands.keepWords('declaration', canonical(words)),
        attachments: parts,
        review: doubtsOf(said, time, known),
      }
      return { fact: { kind: 'declaration.received', body }, keep: withoutSeal(record) }
    },
  }
}

export const openAttestation: OpenKind = record => {
  if (record.kv !== 1) return 'unknownKind'
  const parsed = v.safeParse(AttestationBodySchema, record.body)
  if (!parsed.success) return 'badBody'
  const { sealed, parts, ...said } = parsed.output
  return {
    clockTrust: said.clockTrust,
    async judge(time, origin, known, hands) {
      if (isBranchOnly(said, known)) return { fact: heldFact(record, origin, 'notDeclarable') }
      const words = readSealed(AttestationWordsSchema, sealed, record, hands)
      if (!words) return { fact: heldFact(record, origin, 'badSeal') }
      const review: FactBody<'attestation.received'>['review'] = []
      if (known.roster.personById.get(said.memberId)?.present !== true) review.push('notMember')
      if (!time.known) review.push('clockUnsure')
      const body = {
        ...recordedAs(record, origin, time),
        ...said,
        words: await hands.keepWords('declaration', canonical(words)),
        attachments: parts,
        review,
      }
      return { fact: { kind: 'attestation.received', body }, keep: withoutSeal(record) }
    },
  }
}

/** A part says nothing of when it was made that the record behind it does not say. */
export const openPart: OpenKind = record => {
  if (record.kv !== 1) return 'unknownKind'
  const parsed = v.safeParse(PartBodySchema, record.body)
  if (!parsed.success) return 'badBody'
  const { attachmentId, at: place, data } = parsed.output
  return {
    clockTrust: 'unknown',
    async judge(time, origin, _known, hands) {
      const kept = await hands.keepWords('attachment', data)
      const body = { ...recordedAs(record, origin, time), attachmentId, place, data: kept }
      return { fact: { kind: 'part.received', body }, keep: withoutSeal(record, 'data') }
    },
  }
}

type Said = Omit<DeclarationBody, 'sealed' | 'parts'>

function declaredFault(said: Said, time: PlacedTime, known: JudgeKnowledge): 'badProof' | 'notDeclarable' | null {
  if (isStaleCode(said, time)) return 'badProof'
  return isBranchOnly(said, known) ? 'notDeclarable' : null
}

/** An item that the scheme does not know is for the registrar to look at. */
function isBranchOnly(
  { itemCode, date }: { readonly itemCode: string | null; readonly date: PlainDate },
  known: JudgeKnowledge,
): boolean {
  const component = itemCode === null ? null : known.componentOf(itemCode, date)
  return component !== null && !isDeclarable(component)
}

function doubtsOf(
  { passHash, phone, memberId }: Said,
  time: PlacedTime,
  { roster: { revoked, personById } }: JudgeKnowledge,
): FactBody<'declaration.received'>['review'] {
  const review: FactBody<'declaration.received'>['review'] = []
  if ((passHash && revoked.has(passHash)) || (phone && revoked.has(phone.ref))) review.push('revoked')
  if (personById.get(memberId)?.present !== true) review.push('notMember')
  if (!time.known) review.push('clockUnsure')
  return review
}
