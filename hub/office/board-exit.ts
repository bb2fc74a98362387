import type { Problem } from '../../shared/base/problem.ts'
import { Refusal } from '../../shared/base/problem.ts'
import { yearOf } from '../../shared/base/plain-date.ts'
import type { BoardDocument } from '../../shared/notices/document.ts'
import { lintDocument } from '../../shared/notices/privacy-lint.ts'
import { reasonProblems, tellingPieces } from '../../shared/notices/private-reasons.ts'
import { nameProblems } from '../../shared/notices/public-name.ts'
import type { BoardItem } from '../../shared/sync/envelope.ts'
import { noteFaults } from './incidents.ts'
import { contentInHand } from './notice-content.ts'
import type { Office, Reads, Work } from './ports.ts'

/** The privacy check, at saving and once more at the hub's exit: nothing reaches a wall around it (PR35, PR36). */

/**
 * What keeps a document off every wall: private numbers and addresses, names without consent, reasons of deductions.
 * @param phone  of the branch's own contact line
 * @param notPeople  names that staff have confirmed to mean nobody of the branch
 */
export async function wallProblems(
  read: Reads,
  document: BoardDocument,
  phone: string,
  notPeople: readonly string[],
): Promise<Problem[]> {
  const members = await read.people.all()
  const people = members.map(({ name, nameNote, consent }) => ({ name, nameNote, consent: consent !== null }))
  return [
    ...lintDocument(document, [phone]),
    ...nameProblems(document, people, notPeople),
    ...reasonProblems(document, await privatePieces(read, document)),
  ]
}

const LINES_MOST = 100_000

/** Of this year's and last year's deductions and vetoes, and of everybody who is exempt. */
async function privatePieces(read: Reads, { publishedOn }: BoardDocument): Promise<readonly string[]> {
  const pages = []
  for (const cycle of [yearOf(publishedOn), yearOf(publishedOn) - 1]) {
    for (const component of ['deduction', 'veto'] as const) {
      pages.push(await read.ledger.page({ cycle, component, offset: 0, limit: LINES_MOST }))
    }
  }
  const lines = pages.flatMap(page => page.lines)
  const exempt = (await read.people.all()).filter(member => member.exemption !== null)
  const items = (await read.scheme.published()).flatMap(({ scheme }) => scheme.items)
  const everyday = items.flatMap(item => [item.title, item.note])
  const notes = [...lines.map(each => each.note), ...exempt.map(member => member.note)]
  return [...tellingPieces(notes, everyday), ...lines.flatMap(({ basis }) => (basis ? [basis.documentNo] : []))].filter(
    piece => piece.length >= 4,
  )
}

/**
 * The last look at what goes to the kiosks. What it stops was changed after the check, or came by a way that has none:
 * staff find an incident.
 * @throws Refusal with what is wrong
 */
export async function lookOver(office: Office, work: Work, item: BoardItem): Promise<void> {
  if (item.type !== 'document') return
  const onFile = await work.notices.one(item.docId)
  const content = onFile && (await contentInHand(work, onFile))
  const problems = await wallProblems(work, item, await ownPhone(work), content?.notPeople ?? [])
  if (problems.length === 0) return
  // In a piece of writing of its own, because this one is undone; whoever wrote it is told by the refusal.
  void noteStopped(office, item, problems).catch(() => undefined)
  throw new Refusal(problems)
}

/** Names stay out of the journal: the codes and the document tell where to look. */
async function noteStopped(office: Office, { docId, rev }: BoardDocument, problems: readonly Problem[]): Promise<void> {
  const codes = [...new Set(problems.map(each => each.code))]
  const faults = codes.map(code => ({ code, zh: '', en: '', where: `${docId}/${rev}` }))
  await noteFaults(office, 'exit', { head: await office.store.read.journal.head(), faults })
}

async function ownPhone(read: Pick<Reads, 'branch' | 'words'>): Promise<string> {
  const settings = await read.branch.settings()
  const words = settings && (await read.words.get(settings.helpContact.id))
  return words === null ? '' : (JSON.parse(words) as { phone: string }).phone
}
