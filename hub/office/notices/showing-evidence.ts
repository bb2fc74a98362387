import { GENESIS } from '../../../shared/journal/chain.ts'
import type { Hash } from '../../../shared/base/bytes.ts'
import type { NoticeId } from '../../../shared/base/ids.ts'
import { must } from '../../../shared/base/check.ts'
import { shownDoc } from '../../../shared/notices/shown-doc.ts'
import { reportsOf, signEvidence, type Evidence } from '../../../shared/sync/shown-evidence.ts'
import { signHead } from '../../../shared/sync/welcome.ts'
import type { Office, Reads } from '../ports.ts'
import { showingOf, type Contacts, type Showing } from './showing.ts'

/** What a certificate of publication stands on: the showing as it is judged, and the file that proves it (NT37). */

const LINES_AT_ONCE = 2_000

/** @throws Refusal NOTICE_UNKNOWN | NOTICE_NEVER_UP */
export async function certificateOf(
  office: Office,
  read: Reads,
  contacts: Contacts,
  input: { readonly noticeId: NoticeId; readonly rev: number | null },
) {
  const showing = await showingOf(office, read, contacts, input.noticeId, input.rev)
  const now = office.clock.now()
  return { showing, head: await read.journal.head(), madeAt: now }
}

/**
 * @param leafOf the hash of a journal line (`leafHash`); the hub's native one is ten times faster
 * @throws Refusal as `showingOf`
 */
export async function evidenceOf(
  office: Office,
  read: Reads,
  contacts: Contacts,
  input: { readonly noticeId: NoticeId; readonly rev: number | null },
  leafOf: (line: string) => Hash,
): Promise<string> {
  const showing = await showingOf(office, read, contacts, input.noticeId, input.rev)
  const madeAt = office.clock.now()
  const timeZone = (await read.branch.founded())?.timeZone ?? 'Asia/Shanghai'
  const head = signHead({ ...(await read.journal.head()), time: madeAt }, office.signer.sign)
  const from = await publishedAt(read, showing)
  const { leaves, lines } = await linesOf(read, showing, from, head.size, leafOf)
  const notice = { docId: showing.noticeId, rev: showing.rev }
  const evidence: Evidence = {
    type: 'branch-board/shown-evidence',
    v: 1,
    notice,
    before: { size: from - 1, hash: from === 1 ? GENESIS : await hashAt(read, from - 1) },
    leaves,
    lines,
    head,
    hubKey: office.signer.publicKey,
    reports: reportsOf({ notice, lines }),
    // Of an extended period the days before are evidenced by the revision that hung then.
    days: showing.required
      .filter(({ day }) => day >= showing.document.publishedOn)
      .map(({ day, state, on }) => ({ day, state, on: [...on] })),
    screens: showing.screens.map(({ kioskId, place }) => ({ kioskId, place })),
    madeAt,
    timeZone,
  }
  return signEvidence(evidence, office.signer.sign)
}

async function publishedAt(read: Reads, { noticeId, rev }: Showing): Promise<number> {
  const steps = await read.notices.steps(noticeId)
  return must(
    steps.find(each => each.step === 'published' && each.rev === rev),
    'the publication of a revision that was published',
  ).no
}

const hashAt = async (read: Reads, no: number): Promise<Hash> =>
  must((await read.journal.lines(no, 1))[0], 'a line of the journal').hash as Hash

/** Every link from the publication to the head; in words only what concerns this revision. */
async function linesOf(
  read: Reads,
  { noticeId, rev }: Showing,
  from: number,
  size: number,
  leafOf: (line: string) => Hash,
): Promise<{ leaves: Hash[]; lines: Evidence['lines'] }> {
  const doc = shownDoc({ docId: noticeId, rev })
  const leaves: Hash[] = []
  const lines: Evidence['lines'] = []
  for (let no = from; no <= size; no += LINES_AT_ONCE) {
    for (const row of await read.journal.lines(no, Math.min(LINES_AT_ONCE, size - no + 1))) {
      leaves.push(leafOf(row.line))
      // The text of a fact that names the revision names it in so many letters.
      const concerns = row.no === from || (row.line.includes('"shown.recorded"') && row.line.includes(`"${doc}"`))
      if (concerns) lines.push({ no: row.no, line: row.line })
    }
  }
  return { leaves, lines }
}
