import { bytesToHex, hashOf, type Hash } from '../../../shared/base/bytes.ts'
import { canonical, type Json } from '../../../shared/base/canonical.ts'
import { assert, must } from '../../../shared/base/check.ts'
import { newId, type Millis, type NoticeId, type StaffId } from '../../../shared/base/ids.ts'
import { addDays, type Period } from '../../../shared/base/plain-date.ts'
import { problem, refuse, Refusal, type Problem } from '../../../shared/base/problem.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import { contentOf, hasPicks, isReviewed, type Content } from '../../../shared/notices/content.ts'
import type { NoticeKind } from '../../../shared/notices/document.ts'
import {
  decideApproval,
  decideCheck,
  decideCorrection,
  decideDiscard,
  decideDraft,
  decidePublication,
  decideReturn,
  liveOf,
  OTHER_DOCUMENT,
  type Change,
  type Decision,
  type Notice,
} from '../../../shared/notices/notice.ts'
import {
  eraseDraft,
  eraseWordsOf,
  hangUp,
  itemText,
  parseDocument,
  publishedAs,
  publishedDocument,
  takeDown,
} from './board.ts'
import { deliver } from './inner.ts'
import type { NoticeDocument } from '../../../shared/notices/inner-document.ts'
import { extendedPeriod } from '../../../shared/notices/working-days.ts'
import { contentInHand, keptContent } from './content.ts'
import { buildDocument, type Built } from './document.ts'
import { gateProblems, mustKeepScope } from './gates.ts'
import type { Office, Reads, Work } from '../ports.ts'
import { todayOf } from '../today.ts'
import { noticeRefusal } from '../who-did.ts'

/** Notices: drafted, checked, approved, published, corrected, withdrawn (NT). */

export interface NoticeOnFile {
  readonly noticeId: NoticeId
  readonly kind: NoticeKind
  readonly notice: Notice
  /** Number of the newest journal line about it: who edits must have seen that one. */
  readonly version: number
  readonly startedAt: Millis
  readonly changedAt: Millis
  readonly contentId: PrivateId
  /** The checked document, until it is published or the draft changes. */
  readonly documentId: PrivateId | null
}

export interface NoticeStep {
  readonly no: number
  readonly rev: number
  readonly step: Change['type']
  readonly by: StaffId
  readonly at: Millis
  readonly wordsId: PrivateId | null
}

export interface NoticeReads {
  /** Those changed last come first. */
  all(): Promise<readonly NoticeOnFile[]>
  one(noticeId: NoticeId): Promise<NoticeOnFile | null>
  /** In order. */
  steps(noticeId: NoticeId): Promise<readonly NoticeStep[]>
  revisions(noticeId: NoticeId): Promise<readonly { rev: number; at: number; envelope: string }[]>
  /** Every revision with people's points that hangs or ever hung: of which period, from how many journal lines. */
  ofPeriods(): Promise<readonly { noticeId: NoticeId; rev: number; at: Millis; period: Period; size: number }[]>
  envelope(noticeId: NoticeId, rev: number): Promise<string | null>
}

/** @throws Refusal NOTICE_FOR_STAFF_ONLY */
export async function startNotice(office: Office, by: Author, content: Content): Promise<NoticeId> {
  staffOf(by)
  return await office.store.write(by, work => startDraft(office, work, content))
}

/** Part of a piece of writing whose author is staff. */
export async function startDraft(office: Office, work: Work, content: Content): Promise<NoticeId> {
  const noticeId = newId<NoticeId>(office.clock.now(), office.random)
  await keepDraft(work, noticeId, 1, { ...content, correction: null })
  return noticeId
}

/**
 * Other words: whatever stood is a draft again (NT2).
 * @param version of the notice that the editor had before them
 * @throws Refusal NOTICE_CHANGED | NOTICE_PUBLISHED | NOTICE_OVER | NOTICE_KIND
 */
export async function editNotice(
  office: Office,
  by: Author,
  input: { noticeId: NoticeId; version: number; content: Content },
): Promise<void> {
  staffOf(by)
  await office.store.write(by, async work => {
    const { content } = input
    const onFile = await mustNotice(work, input.noticeId)
    const { rev } = await taken(work, onFile, decideDraft(onFile.notice))
    await mustBeNewest(work, onFile, input.version)
    if (content.kind !== onFile.kind) {
      refuse('NOTICE_KIND', { zh: '文稿的种类不能更改。', en: 'A notice cannot change its kind.' })
    }
    await mustKeepScope(work, onFile, content)
    await eraseDraft(work, onFile.noticeId)
    await keepDraft(work, onFile.noticeId, rev, { ...content, correction: rev === 1 ? null : content.correction })
  })
}

/** Begins the next revision of what hangs on the board (NT5). @throws Refusal NOTICE_REASON_MISSING and others */
export async function correctNotice(
  office: Office,
  by: Author,
  input: { noticeId: NoticeId; reason: string },
): Promise<void> {
  staffOf(by)
  await office.store.write(by, async work => {
    const onFile = await mustNotice(work, input.noticeId)
    const { noticeId, notice } = onFile
    const { rev } = await taken(work, onFile, decideCorrection(notice, input.reason))
    const live = must(liveOf(notice), 'a live revision')
    const document = must(await publishedAs(work, noticeId, live.rev), 'the words of what can be read')
    const kept = await keptContent(work, onFile)
    const content = contentOf(document, kept, await todayOf(office, work), input.reason.trim())
    await keepDraft(work, noticeId, rev, content)
  })
}

/**
 * The period goes on for some more working days, because on some no screen showed the notice (NT45): a correction with
 * its reason, to be checked, approved and published like any other.
 * @param owed what is missing, as `showingOf` says it; null: nothing
 * @throws Refusal NOTICE_NO_GAP | NOTICE_EXTENSION_SHORT | NOTICE_REASON_MISSING and others
 */
export async function extendNotice(
  office: Office,
  by: Author,
  input: { noticeId: NoticeId; more: number; reason: string },
  owedIn: (work: Reads) => Promise<{ readonly more: number } | null>,
): Promise<void> {
  staffOf(by)
  await office.store.write(by, async work => {
    const onFile = await mustNotice(work, input.noticeId)
    const { rev } = await taken(work, onFile, decideCorrection(onFile.notice, input.reason))
    const owed = await owedIn(work)
    if (owed === null) throw new Refusal([NO_GAP])
    if (input.more < owed.more) throw new Refusal([tooShort(owed.more)])
    const live = must(liveOf(onFile.notice), 'a live revision')
    const document = await publishedDocument(work, onFile.noticeId, live.rev)
    const today = await todayOf(office, work)
    const content = contentOf(document, await keptContent(work, onFile), today, input.reason.trim())
    const extension = { days: must(document.noticePeriod, 'a period').days, more: input.more }
    const calendar = await work.branch.calendar()
    // As if today no longer counted: a day too long on the board does no harm.
    const longest = extendedPeriod(extension, addDays(today, 1), { floor: 1, endsAt: '', calendar })
    if (!longest.ok) throw new Refusal([longest.error])
    const last = must(longest.value.days.at(-1), 'a day')
    const { shownUntil } = content
    const until = shownUntil !== null && shownUntil < last ? last : shownUntil
    await keepDraft(work, onFile.noticeId, rev, { ...content, extension, shownUntil: until })
  })
}

/** Makes the document, looks it over and fixes its text: from here on it is this one or none (NT4). */
export async function checkNotice(
  office: Office,
  by: Author,
  input: { noticeId: NoticeId; version: number },
): Promise<Hash> {
  staffOf(by)
  return await office.store.write(by, async work => {
    const onFile = await mustNotice(work, input.noticeId)
    await mustBeNewest(work, onFile, input.version)
    // Before a document is made: where nothing is in hand there is nothing to make it from.
    await taken(work, onFile, decideCheck(onFile.notice, NO_HASH, []))
    const { document, problems } = await buildFor(office, work, onFile, await contentOnFile(work, onFile))
    const text = document ? itemText(document) : ''
    const blocks = [...problems, ...(await gateProblems(office, work, onFile.noticeId, document))]
    const { rev, hash } = await taken(work, onFile, decideCheck(onFile.notice, hashOf(text), blocks))
    const words = await work.keepWords('draft', text)
    await work.append({ kind: 'notice.checked', body: { noticeId: onFile.noticeId, rev, hash, document: words } })
    return hash
  })
}

/** Back to the writer. @throws Refusal NOTICE_REASON_MISSING | NOTICE_STAGE */
export async function returnNotice(
  office: Office,
  by: Author,
  input: { noticeId: NoticeId; reason: string },
): Promise<void> {
  staffOf(by)
  await office.store.write(by, async work => {
    const onFile = await mustNotice(work, input.noticeId)
    const { noticeId, notice } = onFile
    const { rev } = await taken(work, onFile, decideReturn(notice, input.reason))
    await eraseWordsOf(work, noticeId, ['checked'])
    const reason = await work.keepWords('note', input.reason.trim())
    await work.append({ kind: 'notice.returned', body: { noticeId, rev, reason } })
  })
}

/** @param input.hash of the document on the approver's screen. @throws Refusal NOTICE_OWN_WORK | NOTICE_OUTDATED … */
export async function approveNotice(
  office: Office,
  by: Author,
  input: { noticeId: NoticeId; hash: Hash },
): Promise<void> {
  const approver = staffOf(by)
  await office.store.write(by, async work => {
    const onFile = await mustNotice(work, input.noticeId)
    const activeStaff = (await work.staff.all()).filter(account => account.active).length
    const blocks = await blocksOf(office, work, onFile)
    const decision = decideApproval(onFile.notice, approver, input.hash, { activeStaff, blocks })
    const { rev, hash, alone } = await taken(work, onFile, decision)
    await work.append({ kind: 'notice.approved', body: { noticeId: onFile.noticeId, rev, hash, alone } })
  })
}

/** Signs exactly what was approved and hangs it up: journal and feed in one commit. */
export async function publishNotice(
  office: Office,
  by: Author,
  input: { noticeId: NoticeId; hash: Hash },
): Promise<void> {
  staffOf(by)
  await office.store.write(by, async work => {
    const onFile = await mustNotice(work, input.noticeId)
    const { noticeId, notice } = onFile
    const text = await frozenText(work, onFile)
    if (text === null) throw await noticeRefusal(work, noticeId, [NOT_APPROVED])
    if (input.hash !== hashOf(text)) throw await noticeRefusal(work, noticeId, [OTHER_DOCUMENT])
    const document = parseDocument(text)
    const { publishedOn, shownUntil } = document
    const world = { today: await todayOf(office, work), blocks: await blocksOf(office, work, onFile) }
    const approved = { hash: hashOf(text), publishedOn, shownUntil }
    const { rev, hash } = await taken(work, onFile, decidePublication(notice, approved, world))
    if (document.type === 'inner') await deliver(office, work, document, text)
    else {
      const envelope = await hangUp(office, work, document, text)
      await work.append({ kind: 'notice.published', body: { noticeId, rev, hash, shownUntil, envelope } })
    }
    await eraseDraft(work, noticeId, hasPicks(onFile.kind) ? onFile.contentId : null)
  })
}

/** Takes it off every screen; the reason stays in the office (NT6). */
export async function withdrawNotice(
  office: Office,
  by: Author,
  input: { noticeId: NoticeId; reason: string },
): Promise<void> {
  staffOf(by)
  await office.store.write(by, async work => {
    await takeDown(office, work, await mustNotice(work, input.noticeId), input.reason)
  })
}

/** Gives up what is being prepared; its words are erased. @throws Refusal NOTICE_PUBLISHED | NOTICE_OVER */
export async function discardNotice(office: Office, by: Author, noticeId: NoticeId): Promise<void> {
  staffOf(by)
  await office.store.write(by, async work => {
    const onFile = await mustNotice(work, noticeId)
    const { rev } = await taken(work, onFile, decideDiscard(onFile.notice))
    await work.append({ kind: 'notice.discarded', body: { noticeId, rev } })
    await eraseDraft(work, noticeId)
  })
}

/** What a draft would become now. The id is a stand-in while there is no notice yet. */
export async function previewNotice(
  office: Office,
  read: Reads,
  content: Content,
  noticeId: NoticeId | null,
): Promise<Built & { readonly hash: Hash | null }> {
  const onFile = noticeId ? await mustNotice(read, noticeId) : null
  const rev = onFile && 'rev' in onFile.notice ? onFile.notice.rev : 1
  const id = noticeId ?? newId<NoticeId>(office.clock.now(), office.random)
  const at = { noticeId: id, rev, now: office.clock.now(), head: await read.journal.head(), salt: newSalt(office) }
  const { document, problems, names } = await buildDocument(read, office.names, content, at)
  const subject = await gateProblems(office, read, id, document)
  const hash = document && hashOf(itemText(document))
  return { document, problems: [...problems, ...subject], names, hash }
}

/** What keeps a checked or approved document from its next step right now; empty when nothing does. */
export async function blocksOf(office: Office, read: Reads, onFile: NoticeOnFile): Promise<Problem[]> {
  const text = await frozenText(read, onFile)
  if (text === null) return []
  const frozen = parseDocument(text)
  const built = await buildFor(office, read, onFile, await contentOnFile(read, onFile))
  const now = built.document && {
    ...built.document,
    publishedAt: frozen.publishedAt,
    // The journal grows from minute to minute; the head of a settled review stands still.
    asOfJournal: isReviewed(frozen.body) ? built.document.asOfJournal : frozen.asOfJournal,
    ...(frozen.type === 'inner' ? { salt: frozen.salt } : {}),
  }
  // Another scope is another type, and so another text.
  const same = now !== null && itemText(now as NoticeDocument) === text
  const subject = await gateProblems(office, read, onFile.noticeId, frozen)
  if (same) return [...built.problems, ...subject]
  const hoursOver = now && canonicalOf(now.noticePeriod) !== canonicalOf(frozen.noticePeriod)
  return [hoursOver ? HOURS_OVER : OUTDATED, ...built.problems, ...subject]
}

/** The document as checked, byte for byte; null in any other situation. */
export async function frozenText(read: Reads, { documentId, notice }: NoticeOnFile): Promise<string | null> {
  if (documentId === null || (notice.is !== 'checked' && notice.is !== 'approved')) return null
  return await read.words.get(documentId)
}

export async function mustNotice(read: Pick<Reads, 'notices'>, noticeId: NoticeId): Promise<NoticeOnFile> {
  return (
    (await read.notices.one(noticeId)) ??
    refuse('NOTICE_UNKNOWN', { zh: '没有这份文稿。', en: 'There is no such notice.' })
  )
}

async function keepDraft(work: Work, noticeId: NoticeId, rev: number, content: Content): Promise<void> {
  const words = await work.keepWords('draft', JSON.stringify(content))
  await work.append({ kind: 'notice.drafted', body: { noticeId, kind: content.kind, rev, content: words } })
}

const contentOnFile = async (read: Reads, onFile: NoticeOnFile): Promise<Content> =>
  (await contentInHand(read, onFile)) ??
  refuse('NOTICE_STAGE', { zh: '这份文稿现在没有草稿，请刷新。', en: 'There is nothing in hand; reload the page.' })

async function buildFor(office: Office, read: Reads, onFile: NoticeOnFile, content: Content): Promise<Built> {
  const { noticeId, notice } = onFile
  assert('rev' in notice, 'a revision in hand')
  const salt = newSalt(office)
  const at = { noticeId, rev: notice.rev, now: office.clock.now(), head: await read.journal.head(), salt }
  return await buildDocument(read, office.names, content, at)
}

const newSalt = ({ random }: Office): string => bytesToHex(random(16))

/** Schema types are JSON by construction. */
const canonicalOf = (value: unknown): string => canonical(value as Json)

async function mustBeNewest(read: Reads, onFile: NoticeOnFile, version: number): Promise<void> {
  if (onFile.version !== version) throw await noticeRefusal(read, onFile.noticeId, [CHANGED])
}

/** Approval names a person, so the hub itself and the command line have no business here. */
function staffOf(by: Author): StaffId {
  if (by.type === 'staff') return by.id
  return refuse('NOTICE_FOR_STAFF_ONLY', {
    zh: '文稿只能由工作人员办理。',
    en: 'Notices are the work of staff accounts.',
  })
}

async function taken<Type extends Change['type']>(read: Reads, { noticeId }: NoticeOnFile, decision: Decision<Type>) {
  if (decision.ok) return decision.value
  throw await noticeRefusal(read, noticeId, decision.error)
}

const NO_HASH = hashOf('')
const CHANGED = problem('NOTICE_CHANGED', {
  zh: '这份文稿刚刚被别人改过，您的修改没有保存。请刷新后再改。',
  en: 'Somebody else changed this notice meanwhile; reload it.',
})
const NOT_APPROVED = problem('NOTICE_STAGE', {
  zh: '只有批准过的文稿才能发布，请刷新。',
  en: 'Only an approved notice is published.',
})
const NO_GAP = problem('NOTICE_NO_GAP', {
  zh: '公示期里没有缺的工作日，不用顺延。公开屏还没有报告的日子，要等它们连上以后才知道。',
  en: 'No day of the period is missing: there is nothing to extend it for.',
})
const tooShort = (more: number): Problem =>
  problem(
    'NOTICE_EXTENSION_SHORT',
    { zh: `至少要顺延${more}个工作日。`, en: `It has to be extended by ${more} working days at least.` },
    'more',
  )
const OUTDATED = problem('NOTICE_OUTDATED', {
  zh: '核对以后，台账、名册、方案或设置有变化，这份文稿的内容会不一样。请退回修改，再重新核对、批准。',
  en: 'Since the check something changed that this document shows; send it back and check it again.',
})
const HOURS_OVER = problem('NOTICE_PERIOD_MOVED', {
  zh: '公示期的起止日期要重算（当天办公时间已过，或节假日安排有变）。请退回修改，再重新核对、批准。',
  en: 'The notice period has to be counted anew; send it back and check it again.',
})
