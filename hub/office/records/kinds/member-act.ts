import * as v from 'valibot'
import type { FactBody } from '../../../../shared/journal/facts.ts'
import { MemberActBodySchema, type MemberActBody } from '../../../../shared/passes/member-act.ts'
import type { PlacedTime } from '../../../../shared/passes/placing.ts'
import { heldFact, recordedAs, type JudgeKnowledge, type OpenKind } from '../kind.ts'
import { isStaleCode, presenceFault } from '../presence.ts'

/** What a member did at a kiosk besides signing in (AT20): shown by a pass like a sign-in, or it has no effect. */

export const openMemberAct: OpenKind = record => {
  if (record.kv !== 1) return 'unknownKind'
  const parsed = v.safeParse(MemberActBodySchema, record.body)
  if (!parsed.success) return 'badBody'
  const act = parsed.output
  return {
    clockTrust: act.clockTrust,
    judge(time, origin, known) {
      const why = presenceFault(record, act, act.memberId, known) ?? (isStaleCode(act, time) ? 'badProof' : null)
      if (why) return { fact: heldFact(record, origin, why) }
      const review = reviewOf(act, time, known)
      return { fact: { kind: 'memberAct.recorded', body: { ...recordedAs(record, origin, time), act, review } } }
    },
  }
}

function reviewOf(
  body: MemberActBody,
  time: PlacedTime,
  known: JudgeKnowledge,
): FactBody<'memberAct.recorded'>['review'] {
  const { act, passHash, phone, memberId } = body
  const { revoked, personById } = known.roster
  const review: FactBody<'memberAct.recorded'>['review'] = []
  if ((passHash && revoked.has(passHash)) || (phone && revoked.has(phone.ref))) review.push('revoked')
  if (personById.get(memberId)?.present !== true) review.push('notMember')
  if ('activityId' in act && act.activityId !== null && !known.activities.has(act.activityId)) {
    review.push('unknownActivity')
  }
  if (!time.known) review.push('clockUnsure')
  return review
}
