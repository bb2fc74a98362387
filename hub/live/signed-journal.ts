import type { Millis } from '../../shared/base/ids.ts'
import type { SignedJournalHead } from '../../shared/sync/hello.ts'
import { journalHeadText } from '../../shared/sync/signing.ts'
import type { Office } from '../office/ports.ts'

/** The journal's head as of now, with the hub's name under it. */
export async function signedJournal(office: Office, time: Millis): Promise<SignedJournalHead> {
  const head = { ...(await office.store.read.journal.head()), time }
  return { ...head, sig: office.signer.sign(journalHeadText(head)) }
}
