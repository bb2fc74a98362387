import type { Hash } from '../../shared/base/bytes.ts'
import type { Millis } from '../../shared/base/ids.ts'
import type { JournalHead } from '../../shared/journal/chain.ts'
import { LEAVES_MAX, type HistoryAnswer } from '../../shared/sync/history.ts'
import type { SignedJournalHead } from '../../shared/sync/hello.ts'
import { signHead } from '../../shared/sync/welcome.ts'
import type { Office } from '../office/ports.ts'
import { nativeLeafHash } from '../store/native-chain.ts'

/** The journal's head as of now, with the hub's name under it. */
export const signedJournal = async (office: Office, time: Millis): Promise<SignedJournalHead> =>
  signedHead(office, await office.store.read.journal.head(), time)

/** The links from what a kiosk saw to a later head, at most `LEAVES_MAX` of them. @param seen a head of this journal */
export async function signedContinuation(
  office: Office,
  seen: JournalHead,
  time: Millis,
): Promise<Pick<HistoryAnswer, 'journal' | 'leaves' | 'more'>> {
  const { journal } = office.store.read
  const lines = await journal.lines(seen.size + 1, LEAVES_MAX)
  const last = lines.at(-1)
  const reached = last ? { size: last.no, hash: last.hash as Hash } : seen
  return {
    journal: signedHead(office, reached, time),
    leaves: lines.map(each => nativeLeafHash(each.line)),
    more: (await journal.head()).size > reached.size,
  }
}

const signedHead = (office: Office, head: JournalHead, time: Millis): SignedJournalHead =>
  signHead({ ...head, time }, office.signer.sign)
