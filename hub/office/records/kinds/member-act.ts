import * as v from 'valibot'
import { canonical, type Json } from '../../../../shared/base/canonical.ts'
import type { FactBody } from '../../../../shared/journal/facts.ts'
import { MemberActBodySchema, type MemberActBody } from '../../../../shared/passes/member-act.ts'
import { OwnWordsSchema } from '../../../../shared/passes/own-words.ts'
import type { KioskRecord } from '../../../../shared/sync/record.ts'
import type { PlacedTime } from '../../../../shared/passes/placing.ts'
import { heldFact, recordedAs, type JudgeHands, type JudgeKnowledge, type OpenKind, type Verdict } from '../kind.ts'
import { isStaleCode, presenceFault } from '../presence.ts'
import { readSealed } from '../sealed.ts'

/** What a member did at a kiosk besides signing in (AT20): shown by a pass like a sign-in, or it has no effect. */

export const openMemberAct: OpenKind = record => {
  if (record.kv !== 1) return 'unknownKind'
  const parsed = v.safeParse(MemberActBodySchema, record.body)
  if (!parsed.success) return 'badBody'
  const act = parsed.output
  return {
    clockTrust: act.clockTrust,
    async judge(time, origin, known, hands) {
      const why = presenceFault(record, act, act.memberId, known) ?? (isStaleCode(act, time) ? 'badProof' : null)
      if (why) return { fact: heldFact(record, origin, why) }
      const review = reviewOf(act, time, known)
      const head = { ...recordedAs(record, origin, time), review }
      return (await verdictOf(record, act, head, hands)) ?? { fact: heldFact(record, origin, 'badSeal') }
    },
  }
}

/** With words that were sealed opened and kept apart (RV15); null where they do not open. */
async function verdictOf(
  record: KioskRecord,
  body: MemberActBody,
  head: Omit<FactBody<'memberAct.recorded'>, 'act' | 'words'>,
  hands: JudgeHands,
): Promise<Verdict | null> {
  const { act, ...rest } = body
  if (act.kind !== 'raiseMatter') {
    return { fact: { kind: 'memberAct.recorded', body: { ...head, act: { ...rest, act } } } }
  }
  const opened = readSealed(OwnWordsSchema, act.sealed, record, hands)
  if (!opened) return null
  const bare = { ...rest, act: { ...act, sealed: '' as const } }
  const words = await hands.keepWords('note', canonical(opened as unknown as Json))
  return {
    fact: { kind: 'memberAct.recorded', body: { ...head, act: bare, words } },
    keep: JSON.stringify({ ...record, body: bare }),
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
