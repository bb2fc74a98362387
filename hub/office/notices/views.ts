import { hashOf, type Hash } from '../../../shared/base/bytes.ts'
import type { MemberId, Millis, NoticeId, StaffId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import type { Problem } from '../../../shared/base/problem.ts'
import { contentScope, type Content } from '../../../shared/notices/content.ts'
import type { BoardDocument, NoticeKind } from '../../../shared/notices/document.ts'
import { isExpired, liveOf, type Change, type Notice } from '../../../shared/notices/notice.ts'
import { scopeOf, type NoticeDocument } from '../../../shared/notices/inner-document.ts'
import { isReader, type NoticeScope } from '../../../shared/notices/scope.ts'
import { withNote } from '../../../shared/people/names.ts'
import { exposedNames, type NamedPerson } from '../../../shared/notices/public-name.ts'
import { deliveryOf, keptOf } from './inner.ts'
import { boardItemOf, parseDocument, publishedAs } from './board.ts'
import { contentInHand } from './content.ts'
import { blocksOf, frozenText, mustNotice, previewNotice, type NoticeOnFile } from './notices.ts'
import type { Office, Reads } from '../ports.ts'
import { todayOf } from '../today.ts'

/** Notices as the console shows them. */

/** Where a notice stands today: its situation, or expired. */
export type NoticeStage = Notice['is'] | 'expired'

export interface NoticeSummary {
  readonly noticeId: NoticeId
  readonly kind: NoticeKind
  /** Who reads it; null where its words are gone (a draft that was given up). */
  readonly scope: NoticeScope | null
  /** Of a letter: whose it is. Empty otherwise. */
  readonly to: string
  /** Empty where the words are gone (a draft that was given up). */
  readonly title: string
  readonly stage: NoticeStage
  /** Of what is being prepared, or of what hangs. */
  readonly rev: number
  /** The revision on the board, also while its correction is prepared. */
  readonly liveRev: number | null
  readonly changedAt: Millis
  readonly changedBy: string
  readonly publishedOn: PlainDate | null
  /** Of what is being prepared: the day on which it has to be published. */
  readonly dated: PlainDate | null
  readonly shownUntil: PlainDate | null
  readonly noticePeriod: BoardDocument['noticePeriod']
  /** Names on the wall now whose bearers have withdrawn their consent since: they are masked by a correction. */
  readonly exposed: readonly string[]
}

export interface NoticeStepView {
  readonly step: Change['type']
  readonly rev: number
  readonly by: string
  readonly at: Millis
  /** Of a return or a withdrawal; empty otherwise. */
  readonly reason: string
}

export interface NoticeDetail extends NoticeSummary {
  /** To be named in the next edit or check. */
  readonly version: number
  /** What is being prepared; null when nothing is. */
  readonly content: Content | null
  /** As it would be (draft), as it was fixed (checked, approved), or as it hangs. */
  readonly document: NoticeDocument | null
  readonly hash: Hash | null
  /** What keeps it from its next step, and what is wrong with the draft. */
  readonly problems: readonly Problem[]
  /** Of a draft: names in its text whose bearers have not agreed. */
  readonly names: readonly string[]
  readonly steps: readonly NoticeStepView[]
  /** Revisions that went on the board, tombstones with an empty title. */
  readonly revisions: readonly { readonly rev: number; readonly at: Millis; readonly title: string }[]
  /** Who opened what stands, in the order in which they did; null of what is before everybody, or not published. */
  readonly readers: Readers | null
  readonly editors: readonly StaffId[]
  readonly editorNames: readonly string[]
  readonly approvedAlone: boolean
  readonly activeStaff: number
}

export interface Readers {
  /** People who may read it now. */
  readonly of: number
  readonly opened: readonly { readonly name: string; readonly at: Millis; readonly how: 'kiosk' | 'phone' }[]
}

export async function noticeList(office: Office, read: Reads): Promise<NoticeSummary[]> {
  const today = await todayOf(office, read)
  const names = await staffNames(read)
  const people = await namedPeople(read)
  const list: NoticeSummary[] = []
  for (const onFile of await read.notices.all()) list.push(await summaryOf(read, onFile, today, names, people))
  return list
}

/** @throws Refusal NOTICE_UNKNOWN */
export async function noticeDetail(office: Office, read: Reads, noticeId: NoticeId): Promise<NoticeDetail> {
  const onFile = await mustNotice(read, noticeId)
  const names = await staffNames(read)
  const { notice } = onFile
  const content = await contentInHand(read, onFile)
  const shown = await shownNow(office, read, onFile, content)
  const steps = await read.notices.steps(noticeId)
  const reasons = await read.words.many(
    steps.flatMap(({ step, wordsId }) => (wordsId && (step === 'returned' || step === 'withdrawn') ? [wordsId] : [])),
  )
  const editors = 'editors' in notice ? notice.editors : []
  return {
    ...(await summaryOf(read, onFile, await todayOf(office, read), names, await namedPeople(read))),
    version: onFile.version,
    content,
    ...shown,
    steps: steps.map(({ step, rev, by, at, wordsId }) => ({
      step,
      rev,
      by: names.get(by) ?? '',
      at,
      reason: (wordsId && reasons.get(wordsId)) ?? '',
    })),
    revisions: await revisionsOf(read, noticeId),
    readers: await readersOf(read, noticeId),
    editors,
    editorNames: editors.map(id => names.get(id) ?? ''),
    approvedAlone: notice.is === 'approved' && notice.approved.alone,
    activeStaff: (await read.staff.all()).filter(account => account.active).length,
  }
}

async function revisionsOf(read: Reads, noticeId: NoticeId): Promise<NoticeDetail['revisions']> {
  const found: NoticeDetail['revisions'][number][] = []
  for (const { rev, at, envelope } of await read.notices.revisions(noticeId)) {
    const item = boardItemOf(envelope)
    found.push({ rev, at: at as Millis, title: item.type === 'document' ? item.title : '' })
  }
  for (const delivery of await read.inner.of(noticeId)) {
    const kept = await keptOf(read, delivery)
    found.push({ rev: delivery.rev, at: delivery.at, title: kept?.document.title ?? '' })
  }
  return found
}

async function readersOf(read: Reads, noticeId: NoticeId): Promise<Readers | null> {
  const delivery = await deliveryOf(read, noticeId, null)
  if (!delivery) return null
  const people = await read.people.all()
  const names = new Map(people.map(({ memberId, name, nameNote }) => [memberId, withNote(name, nameNote)]))
  const opened = (await read.inner.reads(noticeId)).filter(each => each.rev === delivery.rev)
  return {
    of: people.filter(each => isReader(delivery.scope, each)).length,
    opened: opened.map(({ memberId, at, how }) => ({ name: names.get(memberId) ?? '', at, how })),
  }
}

async function shownNow(
  office: Office,
  read: Reads,
  onFile: NoticeOnFile,
  content: Content | null,
): Promise<Pick<NoticeDetail, 'document' | 'hash' | 'problems' | 'names'>> {
  const { notice, noticeId } = onFile
  if (notice.is === 'draft' && content) return await previewNotice(office, read, content, noticeId)
  const frozen = await frozenText(read, onFile)
  if (frozen !== null) {
    const document = parseDocument(frozen)
    return { document, hash: hashOf(frozen), problems: await blocksOf(office, read, onFile), names: [] }
  }
  const document = await lastShown(read, onFile)
  return { document, hash: liveOf(notice)?.hash ?? null, problems: [], names: [] }
}

async function summaryOf(
  read: Reads,
  onFile: NoticeOnFile,
  today: PlainDate,
  names: ReadonlyMap<StaffId, string>,
  people: readonly NamedPerson[],
): Promise<NoticeSummary> {
  const { noticeId, kind, notice, changedAt } = onFile
  const live = liveOf(notice)
  const content = await contentInHand(read, onFile)
  const shown = await lastShown(read, onFile)
  const last = (await read.notices.steps(noticeId)).at(-1)
  const scope = content ? contentScope(content) : shown ? scopeOf(shown) : await scopeOnFile(read, noticeId)
  return {
    noticeId,
    kind,
    scope,
    to: scope?.is === 'self' ? await nameOf(read, scope.memberId) : '',
    title: content?.title ?? shown?.title ?? '',
    stage: notice.is === 'published' && isExpired(notice.live, today) ? 'expired' : notice.is,
    rev: 'rev' in notice ? notice.rev : (live?.rev ?? 0),
    liveRev: live?.rev ?? null,
    changedAt,
    changedBy: (last && names.get(last.by)) ?? '',
    publishedOn: shown?.publishedOn ?? null,
    dated: content?.publishOn ?? null,
    shownUntil: content ? content.shownUntil : (shown?.shownUntil ?? null),
    noticePeriod: shown?.noticePeriod ?? null,
    exposed: shown?.type === 'document' && live && !isExpired(live, today) ? exposedNames(shown, people) : [],
  }
}

/** Of what was delivered and erased since. */
const scopeOnFile = async (read: Reads, noticeId: NoticeId): Promise<NoticeScope | null> =>
  (await deliveryOf(read, noticeId, null))?.scope ?? null

async function nameOf(read: Pick<Reads, 'people'>, memberId: MemberId): Promise<string> {
  const person = await read.people.one(memberId)
  return person ? withNote(person.name, person.nameNote) : ''
}

const namedPeople = async (read: Pick<Reads, 'people'>): Promise<readonly NamedPerson[]> =>
  (await read.people.all()).map(({ name, nameNote, consent }) => ({ name, nameNote, consent: consent !== null }))

/** The newest revision that was a document, also after its withdrawal. */
async function lastShown(read: Reads, { noticeId, notice }: NoticeOnFile): Promise<NoticeDocument | null> {
  const rev = notice.is === 'withdrawn' ? notice.rev - 1 : liveOf(notice)?.rev
  return rev === undefined ? null : await publishedAs(read, noticeId, rev)
}

const staffNames = async (read: Reads): Promise<ReadonlyMap<StaffId, string>> =>
  new Map((await read.staff.all()).map(account => [account.staffId, account.displayName]))
