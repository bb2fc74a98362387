import type { MemberId } from '../../../shared/base/ids.ts'
import { dayOfStep, isPhonePassTrue, stepAt } from '../../../shared/passes/phone.ts'
import type { PlacedTime } from '../../../shared/passes/placing.ts'
import { isProven, type Presence } from '../../../shared/passes/sign-in.ts'
import type { HeldReason, KioskRecord } from '../../../shared/sync/record.ts'
import type { JudgeKnowledge } from './kind.ts'

/**
 * Whether a record shows that its person was there: the same for everything that people do at a kiosk.
 * @param memberId whom the record names; null where it names nobody
 * @returns why it is held; null when nothing is in the way
 */
export function presenceFault(
  record: KioskRecord,
  shown: Presence,
  memberId: MemberId | null,
  known: JudgeKnowledge,
): HeldReason | null {
  switch (shown.way) {
    case 'card':
      return cardFault(record, shown, memberId, known)
    case 'phone':
      return phoneFault(shown, memberId, known)
    case 'hand':
      // Null: confirmed with the service PIN alone, which is nobody's own.
      return shown.staffId === null || known.staffIds.has(shown.staffId) ? null : 'badProof'
  }
}

/** A scan of a card stands only with the proof that the card was there, and for nobody but its holder. */
function cardFault(
  record: KioskRecord,
  shown: Presence,
  memberId: MemberId | null,
  known: JudgeKnowledge,
): HeldReason | null {
  // Without a pass only a person by hand stands for somebody; a kiosk in the wrong hands knows every id.
  if (shown.passHash === null) return memberId === null ? null : 'badProof'
  const card = known.cards.get(shown.passHash)
  if (!card) return 'unknownCard'
  const isHolder = memberId === null || memberId === card.memberId
  return isHolder && isProven(record, shown, card.proofKey, known.proofOf) ? null : 'badProof'
}

/** A phone's code stands for the phone's holder. A revoked one can no longer be checked: a person looks at it. */
function phoneFault({ phone }: Presence, memberId: MemberId | null, known: JudgeKnowledge): HeldReason | null {
  if (!phone) return 'badProof'
  if (known.roster.revoked.has(phone.ref)) return null
  const enrolled = known.roster.phoneByRef.get(phone.ref)
  const key = enrolled?.keyOf(dayOfStep(phone.step))
  if (!enrolled || !key) return 'unknownPhone'
  if (!isPhonePassTrue(phone, key)) return memberId === null ? null : 'badProof'
  return memberId === null || memberId === enrolled.memberId ? null : 'badProof'
}

/** Half-minutes that a code may be away from an act: people stand before a screen for a while. */
const ACT_STEPS = 24

/** Whether a code was of another time than the act it is to stand for: a picture of it, say. */
export const isStaleCode = ({ phone }: Presence, time: PlacedTime): boolean =>
  phone !== null && time.known && Math.abs(phone.step - stepAt(time.at)) > ACT_STEPS
