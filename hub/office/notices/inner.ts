import * as v from 'valibot'
import { hashOf, type Hash } from '../../../shared/base/bytes.ts'
import type { MemberId, Millis, NoticeId, RandomBytes } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { problem, refuse, Refusal } from '../../../shared/base/problem.ts'
import type { Author, JournalEntry } from '../../../shared/journal/facts.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import type { InnerDocument } from '../../../shared/notices/inner-document.ts'
import { decideWithdrawal, isExpired, liveOf } from '../../../shared/notices/notice.ts'
import { isReader, type InnerScope } from '../../../shared/notices/scope.ts'
import { INNER_MAX, type InnerKey } from '../../../shared/own/inner-key.ts'
import { newInnerKey, readInner, sealInner } from '../../../shared/own/inner.ts'
import type { MemberView } from '../../../shared/people/member.ts'
import { GONE } from '../../../shared/sync/feed.ts'
import { lookOverInner } from './board-exit.ts'
import type { NoticeOnFile } from './notices.ts'
import type { Office, Reads, Work } from '../ports.ts'
import { todayOf } from '../today.ts'

/** Notices behind the card: published to members or to one, taken back, erased, read (NT50–NT58, PR40–PR44). */

/** A revision as it was published. Its words may be erased. */
export interface Delivery {
  readonly noticeId: NoticeId
  readonly rev: number
  readonly at: Millis
  readonly scope: InnerScope
  readonly shownUntil: PlainDate | null
  readonly wordsId: PrivateId
}

export interface InnerRead {
  readonly noticeId: NoticeId
  readonly rev: number
  readonly memberId: MemberId
  readonly how: 'kiosk' | 'phone'
  readonly at: Millis
}

export interface InnerReads {
  /** In the order of revisions, those that were replaced or taken back too. */
  of(noticeId: NoticeId): Promise<readonly Delivery[]>
  /** Those that stand, newest first; what is over by its date is still among them. */
  standing(): Promise<readonly Delivery[]>
  /** Who opened which revision. Null: of all that stand. */
  reads(noticeId: NoticeId | null): Promise<readonly InnerRead[]>
}

/** The private words of a delivery. */
const KeptSchema = v.object({ text: v.string(), key: v.string() })
export interface Kept {
  readonly document: InnerDocument
  readonly key: string
}

/** Puts it into the feed, sealed; the words stay at the hub and can be erased. Part of the caller's piece of writing. */
export async function deliver(office: Office, work: Work, document: InnerDocument, text: string): Promise<void> {
  await lookOverInner(office, work, document)
  const key = newInnerKey(office.random)
  await putSealed(work, document, key, office.random)
  const words = await work.keepWords('inner', JSON.stringify({ text, key }))
  const { docId: noticeId, rev, shownUntil, scope } = document
  const hash: Hash = hashOf(text)
  await work.append({ kind: 'notice.delivered', body: { noticeId, rev, hash, shownUntil, scope, document: words } })
}

async function putSealed(work: Work, document: InnerDocument, key: string, random: RandomBytes): Promise<void> {
  const sealed = sealInner(document, key, random)
  await work.feeds.put('inner', document.docId, hashOf(sealed), sealed)
}

/** Off every kiosk with this commit, and its key out of the next envelopes. @throws Refusal NOTICE_REASON_MISSING … */
export async function recall(work: Work, { noticeId, notice }: NoticeOnFile, why: string): Promise<void> {
  const decided = decideWithdrawal(notice, why)
  if (!decided.ok) throw new Refusal(decided.error)
  await work.feeds.put('inner', noticeId, GONE, null)
  const reason = await work.keepWords('note', why.trim())
  await work.append({ kind: 'notice.recalled', body: { noticeId, rev: decided.value.rev, reason } })
}

/** A document as it was delivered; null where its words were erased. */
export async function keptOf(read: Pick<Reads, 'words'>, { wordsId }: Delivery): Promise<Kept | null> {
  const words = await read.words.get(wordsId)
  return words === null ? null : readKept(words)
}

function readKept(words: string): Kept | null {
  const { text, key } = v.parse(KeptSchema, JSON.parse(words))
  const document = readInner(text)
  return document && { document, key }
}

export async function deliveryOf(
  read: Pick<Reads, 'inner'>,
  noticeId: NoticeId,
  rev: number | null,
): Promise<Delivery | null> {
  const all = await read.inner.of(noticeId)
  return (rev === null ? all.at(-1) : all.find(each => each.rev === rev)) ?? null
}

/**
 * Erases the words of what is over (PIPL art. 47); that there was a notice stays.
 * @throws Refusal NOTICE_NOT_INNER, NOTICE_STILL_UP
 */
export async function eraseInner(office: Office, by: Author, noticeId: NoticeId): Promise<void> {
  await office.store.write(by, async work => {
    const all = await work.inner.of(noticeId)
    if (all.length === 0) {
      refuse('NOTICE_NOT_INNER', { zh: '只有党员内部或本人的文稿可以抹去。', en: 'It is no notice behind the card.' })
    }
    const onFile = await work.notices.one(noticeId)
    const live = onFile && liveOf(onFile.notice)
    if (live && !isExpired(live, await todayOf(office, work))) throw new Refusal([STILL_UP])
    for (const { wordsId } of all) await work.eraseWords(wordsId)
    for (const { wordsId } of await work.notices.steps(noticeId)) if (wordsId) await work.eraseWords(wordsId)
    await work.feeds.put('inner', noticeId, GONE, null)
    await work.append({ kind: 'notice.erased', body: { noticeId } })
  })
}

const STILL_UP = problem('NOTICE_STILL_UP', {
  zh: '这份文稿还看得到，请先撤下再抹去。',
  en: 'It can still be read: withdraw it first.',
})

/** What stands today behind cards, read once for all pages. */
export interface InnerWorld {
  readonly standing: readonly (Delivery & Kept)[]
  /** `noticeId/rev memberId` of what was opened. */
  readonly read: ReadonlySet<string>
}

export async function innerWorld(read: Reads, today: PlainDate): Promise<InnerWorld> {
  const all = (await read.inner.standing()).filter(each => !isExpired(each, today))
  const words = await read.words.many(all.map(each => each.wordsId))
  const standing = all.flatMap(delivery => {
    const text = words.get(delivery.wordsId)
    const kept = text === undefined ? null : readKept(text)
    return kept ? [{ ...delivery, ...kept }] : []
  })
  const opened = await read.inner.reads(null)
  return { standing, read: new Set(opened.map(each => readKey(each, each.memberId))) }
}

const readKey = ({ noticeId, rev }: Pick<Delivery, 'noticeId' | 'rev'>, memberId: MemberId): string =>
  `${noticeId}/${rev} ${memberId}`

/** What this person may read now, newest first. */
export const innerFor = (
  world: InnerWorld,
  person: Pick<MemberView, 'memberId' | 'type' | 'status'>,
): readonly (Delivery & Kept)[] => world.standing.filter(({ scope }) => isReader(scope, person)).slice(0, INNER_MAX)

export const innerKeys = (
  world: InnerWorld,
  person: Pick<MemberView, 'memberId' | 'type' | 'status'>,
): readonly InnerKey[] =>
  innerFor(world, person).map(each => ({
    docId: each.noticeId,
    rev: each.rev,
    key: each.key,
    read: world.read.has(readKey(each, person.memberId)),
  }))

/** What is over by its date leaves the feed: kiosks whose clock is wrong have it no longer. */
export async function dropExpired(office: Office): Promise<void> {
  const { read } = office.store
  const today = await todayOf(office, read)
  const over = (await read.inner.standing()).filter(each => isExpired(each, today))
  const left: NoticeId[] = []
  for (const { noticeId } of over) if ((await read.feeds.newest('inner', noticeId))?.text) left.push(noticeId)
  if (left.length === 0) return
  await office.store.write({ type: 'hub' }, async work => {
    for (const noticeId of left) await work.feeds.put('inner', noticeId, GONE, null)
  })
}

/** Kiosks' own words that somebody opened something. Part of the caller's piece of writing. */
export async function takeReads(work: Work, entries: readonly JournalEntry[]): Promise<void> {
  for (const entry of entries) {
    if (entry.kind !== 'memberAct.recorded') continue
    const { act: shown, correctedAt: at, review } = entry.body
    const { act, memberId } = shown
    if (act.kind !== 'readInner' || review.includes('revoked') || review.includes('notMember')) continue
    await noteRead(work, entry.by, { noticeId: act.noticeId, rev: act.rev, memberId, how: 'kiosk', at: at as Millis })
  }
}

/** Once for each reader and revision, and only for who may read it (NT56). */
export async function noteRead(work: Work, by: Author, said: InnerRead): Promise<void> {
  const { noticeId, rev, memberId } = said
  const delivery = await deliveryOf(work, noticeId, rev)
  const person = await work.people.one(memberId)
  if (!delivery || !person || !isReader(delivery.scope, person)) return
  const before = await work.inner.reads(noticeId)
  if (before.some(each => each.rev === rev && each.memberId === memberId)) return
  await work.appendAs([{ by, fact: { kind: 'notice.read', body: said } }])
}
