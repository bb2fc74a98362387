import { problem, Refusal, type Problem } from '../../../shared/base/problem.ts'
import { timeOfId, type MemberId, type Millis } from '../../../shared/base/ids.ts'
import type { MemberView } from '../../../shared/people/member.ts'
import { yearOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import type { BoardDocument } from '../../../shared/notices/document.ts'
import type { InnerDocument, NoticeDocument } from '../../../shared/notices/inner-document.ts'
import { lintDocument, lintTexts } from '../../../shared/notices/privacy-lint.ts'
import {
  comparable,
  reasonProblems,
  reasonsIn,
  reasonsOf,
  type Reasons,
} from '../../../shared/notices/private-reasons.ts'
import { nameProblems } from '../../../shared/notices/public-name.ts'
import { maskName } from '../../../shared/people/names.ts'
import type { BoardItem } from '../../../shared/sync/envelope.ts'
import { noteFaults } from '../incidents.ts'
import { contentInHand } from './content.ts'
import type { Office, Reads, Work } from '../ports.ts'
import type { PublishedScheme } from '../points/scheme.ts'

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
    ...reasonProblems(document, await privateReasons(read, document.publishedOn, members)),
  ]
}

/**
 * The same for what only members, or one of them, will read (PR42). Inside the branch people are called by their names; a
 * letter may say whom to call, and to its reader what is noted about themselves.
 */
export async function innerProblems(read: Reads, document: InnerDocument, phone: string): Promise<Problem[]> {
  const { scope, publishedOn } = document
  const may = scope.is === 'self' ? (['mobile', 'landline'] as const) : []
  const own = scope.is === 'self' ? scope.memberId : null
  const members = await read.people.all()
  return [
    ...lintDocument(document, [phone], may),
    ...reasonProblems(document, await privateReasons(read, publishedOn, members, own)),
  ]
}

/**
 * Of the deductions and vetoes of every year and of everybody who is exempt, save those of `own`. What was said in public
 * before a reason was written may be said again; what a later scheme or activity is called may not borrow from it.
 */
async function privateReasons(
  read: Reads,
  publishedOn: PlainDate,
  members: readonly MemberView[],
  own: MemberId | null = null,
): Promise<Reasons> {
  const schemes = await read.scheme.published()
  const cycles = new Set([...schemes.map(({ scheme }) => scheme.cycle), yearOf(publishedOn), yearOf(publishedOn) - 1])
  const against = await read.ledger.reasonsAgainst(own)
  const saidBefore = await publicBefore(read, schemes, [...cycles])
  const exempt = members.filter(each => (each.exemption || each.category === 'exempt') && each.memberId !== own)
  const namesOf = new Map(members.map(({ memberId, name }) => [memberId, [name, maskName(name)]]))
  const { pieces, beside } = reasonsOf([
    ...against.notes.map(({ text, entryId, memberIds }) => ({
      text,
      everyday: saidBefore(timeOfId(entryId)),
      names: memberIds.flatMap(id => namesOf.get(id) ?? []),
    })),
    ...exempt.map(({ note, memberId }) => ({
      text: note,
      everyday: saidBefore(timeOfId(memberId)),
      names: namesOf.get(memberId) ?? [],
    })),
  ])
  const documents = against.documentNos.map(comparable).filter(each => each.length >= 4)
  return { pieces: [...pieces, ...documents], beside }
}

/** What items and activities were called up to a moment. */
async function publicBefore(
  read: Reads,
  schemes: readonly PublishedScheme[],
  cycles: readonly number[],
): Promise<(moment: Millis) => string> {
  const said = schemes.map(({ scheme, publishedAt }) => ({
    at: publishedAt,
    text: scheme.items.map(item => `${comparable(item.title)}\n${comparable(item.note)}`).join('\n'),
  }))
  for (const cycle of cycles) {
    const held = await read.activities.between(`${cycle}-01-01` as PlainDate, `${cycle}-12-31` as PlainDate)
    for (const { activity } of held) {
      const text = `${comparable(activity.title)}\n${comparable(activity.place)}`
      said.push({ at: timeOfId(activity.activityId), text })
    }
  }
  return moment => said.flatMap(({ at, text }) => (at <= moment ? [text] : [])).join('\n')
}

/**
 * PR46: what an activity is called and where it is stands on the kiosks as soon as it is planned, before any notice of it.
 * @returns a look at the words of any activity of that time; what they are compared with is read once
 */
export async function activityLook(
  read: Reads,
  today: PlainDate,
): Promise<(words: { readonly title: string; readonly place: string }) => Problem[]> {
  const own = [await ownPhone(read)]
  const reasons = await privateReasons(read, today, await read.people.all())
  return ({ title, place }) => {
    const texts = [
      { where: '活动名称', text: title },
      { where: '地点', text: place },
    ]
    return [...lintTexts(texts, own), ...reasonsIn(texts, reasons)]
  }
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
  await stopFor(office, item, problems)
}

/**
 * PR40: a document for members, or for one, goes to kiosks sealed and in no other way, whatever desk hands it over by
 * mistake: it is told by its form, as the kiosks tell it. @throws Refusal NOTICE_NOT_PUBLIC, and staff find an incident
 */
export async function keepInside(office: Office, value: unknown): Promise<void> {
  if (isInner(value)) await stopFor(office, value, [NOT_PUBLIC])
}

const isInner = (value: unknown): value is NoticeDocument =>
  typeof value === 'object' && value !== null && (('type' in value && value.type === 'inner') || 'scope' in value)

const NOT_PUBLIC = problem('NOTICE_NOT_PUBLIC', {
  zh: '这份文稿只给党员或本人看，不能挂上公开屏。',
  en: 'This notice is for members or for one of them alone; it cannot hang on the board.',
})

/** As `lookOver`, for what goes to the kiosks sealed. @throws Refusal with what is wrong */
export async function lookOverInner(office: Office, work: Work, document: InnerDocument): Promise<void> {
  await stopFor(office, document, await innerProblems(work, document, await ownPhone(work)))
}

async function stopFor(office: Office, item: NoticeDocument, problems: readonly Problem[]): Promise<void> {
  if (problems.length === 0) return
  // In a piece of writing of its own, because this one is undone; whoever wrote it is told by the refusal.
  void noteStopped(office, item, problems).catch(() => undefined)
  throw new Refusal(problems)
}

/** Names stay out of the journal: the codes and the document tell where to look. */
async function noteStopped(
  office: Office,
  { docId, rev }: NoticeDocument,
  problems: readonly Problem[],
): Promise<void> {
  const codes = [...new Set(problems.map(each => each.code))]
  const faults = codes.map(code => ({ code, zh: '', en: '', where: `${docId}/${rev}` }))
  await noteFaults(office, 'exit', { head: await office.store.read.journal.head(), faults })
}

async function ownPhone(read: Pick<Reads, 'branch' | 'words'>): Promise<string> {
  const settings = await read.branch.settings()
  const words = settings && (await read.words.get(settings.helpContact.id))
  return words === null ? '' : (JSON.parse(words) as { phone: string }).phone
}
