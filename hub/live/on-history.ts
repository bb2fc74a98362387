import { compareHistory } from '../office/kiosks.ts'
import type { Handler } from './context.ts'
import { signedJournal } from './signed-journal.ts'

/** Does the journal still hold what the kiosk was once shown, and what has it come to? */
export const onHistory: Handler<'history'> = {
  strangers: false,
  async handle({ office }, { standing }, { journalSeen }) {
    if (standing.type !== 'welcomed') return { ok: false, code: 'AUTH' }
    const journalThen = journalSeen ? await compareHistory(office, standing.kioskId, journalSeen) : null
    return { ok: true, journal: await signedJournal(office, office.clock.now()), journalThen }
  },
}
