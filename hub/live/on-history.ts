import { historyText } from '../../shared/sync/signing.ts'
import { noteLost } from '../office/incidents.ts'
import { compareHistory } from '../office/kiosks/kiosks.ts'
import type { Handler } from './context.ts'
import { signedContinuation, signedJournal } from './signed-journal.ts'

/** Does the journal still hold what the kiosk was once shown, and what has it come to? */
export const onHistory: Handler<'history'> = {
  strangers: false,
  async handle({ office }, { standing }, { journalSeen, nonce, lost }) {
    if (standing.type !== 'welcomed') return { ok: false, code: 'AUTH' }
    if (lost) await noteLost(office, standing.kioskId, lost)
    const now = office.clock.now()
    const journalThen = journalSeen ? await compareHistory(office, standing.kioskId, journalSeen) : null
    const holds = journalSeen !== null && journalThen === journalSeen.hash
    const answer = holds
      ? await signedContinuation(office, journalSeen, now)
      : { journal: await signedJournal(office, now), leaves: [], more: false }
    return { ok: true, ...answer, journalThen, sig: office.signer.sign(historyText(nonce, standing.kioskId, now)) }
  },
}
