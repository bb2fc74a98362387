import * as v from 'valibot'
import { assert, must } from '../../../shared/base/check.ts'
import { canonical, type Json } from '../../../shared/base/canonical.ts'
import type { NoticeId } from '../../../shared/base/ids.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import type { BoardDocument } from '../../../shared/notices/document.ts'
import {
  NoticeDocumentSchema,
  type InnerDocument,
  type NoticeDocument,
} from '../../../shared/notices/inner-document.ts'
import { decideWithdrawal, liveOf, type Change } from '../../../shared/notices/notice.ts'
import { BoardItemSchema, EnvelopeSchema, type BoardItem } from '../../../shared/sync/envelope.ts'
import { putFeed } from '../feeds.ts'
import { deliveryOf, keptOf, recall } from './inner.ts'
import type { NoticeOnFile } from './notices.ts'
import type { Office, Reads, Work } from '../ports.ts'
import { noticeRefusal } from '../who-did.ts'

/** What is on the board and what it was made from: hung up, read back, taken down. */

/** Our own envelope: made here, so its signature needs no second look. */
export function boardItemOf(envelope: string): BoardItem {
  return parseItem(v.parse(EnvelopeSchema, JSON.parse(envelope)).p)
}

const parseItem = (text: string): BoardItem => v.parse(BoardItemSchema, JSON.parse(text))

/** What was checked: our own text. */
export const parseDocument = (text: string): NoticeDocument => v.parse(NoticeDocumentSchema, JSON.parse(text))

/** The text that is signed. Schema types are JSON by construction. */
export const itemText = (item: BoardItem | InnerDocument): string => canonical(item as unknown as Json)

/** A revision as it went on the board. */
export async function publishedDocument(
  read: Pick<Reads, 'notices'>,
  noticeId: NoticeId,
  rev: number,
): Promise<BoardDocument> {
  const item = boardItemOf(must(await read.notices.envelope(noticeId, rev), 'the published revision'))
  assert(item.type === 'document', 'a published revision is a document')
  return item
}

/** What hangs of it, or hung last; null for what never was on the board. */
export async function newestOnBoard(read: Pick<Reads, 'notices'>, noticeId: NoticeId): Promise<BoardDocument | null> {
  for (const { envelope } of (await read.notices.revisions(noticeId)).toReversed()) {
    const item = boardItemOf(envelope)
    if (item.type === 'document') return item
  }
  return null
}

/** A revision as it was published to whomever; null where its words were erased. */
export async function publishedAs(
  read: Pick<Reads, 'notices' | 'inner' | 'words'>,
  noticeId: NoticeId,
  rev: number,
): Promise<NoticeDocument | null> {
  const delivery = await deliveryOf(read, noticeId, rev)
  if (delivery) return (await keptOf(read, delivery))?.document ?? null
  return await publishedDocument(read, noticeId, rev)
}

/** Signs, puts on the feed, and returns the envelope exactly as kiosks will get it. */
export async function hangUp(office: Office, work: Work, item: BoardItem, text: string): Promise<string> {
  await putFeed(office, work, 'board', item.docId, item)
  const envelope = must((await work.feeds.newest('board', item.docId))?.text, 'the envelope on the feed')
  assert(v.parse(EnvelopeSchema, JSON.parse(envelope)).p === text, 'what is signed is what was approved')
  return envelope
}

/** Off every screen for good, with a reason that stays in the office (NT6). @throws Refusal NOTICE_REASON_MISSING … */
export async function takeDown(office: Office, work: Work, onFile: NoticeOnFile, why: string): Promise<void> {
  const { noticeId, notice } = onFile
  if (await deliveryOf(work, noticeId, null)) {
    await recall(work, onFile, why)
    return await eraseDraft(work, noticeId)
  }
  const decided = decideWithdrawal(notice, why)
  if (!decided.ok) throw await noticeRefusal(work, noticeId, decided.error)
  const { rev } = decided.value
  const tombstone = { type: 'withdrawal', docId: noticeId, rev, withdrawnAt: office.clock.now() } as const
  const envelope = await hangUp(office, work, tombstone, itemText(tombstone))
  const reason = await work.keepWords('note', why.trim())
  await work.append({ kind: 'notice.withdrawn', body: { noticeId, rev, envelope, reason } })
  await eraseDraft(work, noticeId)
}

/** RK14: the rankings of a cycle that hang are taken down, when its scheme keeps rankings private from now on. */
export async function takeDownRankings(office: Office, work: Work, cycle: number): Promise<void> {
  for (const onFile of await work.notices.all()) {
    const live = onFile.kind === 'ranking' ? liveOf(onFile.notice) : null
    if (!live) continue
    const { body } = await publishedDocument(work, onFile.noticeId, live.rev)
    if (body.kind === 'ranking' && body.period.startsWith(String(cycle))) {
      await takeDown(office, work, onFile, '积分方案不再公开排名。')
    }
  }
}

/**
 * Only the newest words of a draft are kept, and none once it is published or given up (NT17).
 * @param spared of a published one that shows people who were picked: who they are
 */
export async function eraseDraft(work: Work, noticeId: NoticeId, spared: PrivateId | null = null): Promise<void> {
  await eraseWordsOf(work, noticeId, ['drafted', 'checked'], spared)
}

export async function eraseWordsOf(
  work: Work,
  noticeId: NoticeId,
  of: readonly Change['type'][],
  spared: PrivateId | null = null,
): Promise<void> {
  for (const { step, wordsId } of await work.notices.steps(noticeId)) {
    if (wordsId && wordsId !== spared && of.includes(step)) await work.eraseWords(wordsId)
  }
}
