import type { NoticeId } from '../../shared/base/ids.ts'
import { problem, type Problem } from '../../shared/base/problem.ts'
import { isReviewed, subjectOf } from '../../shared/notices/content.ts'
import type { BoardDocument } from '../../shared/notices/document.ts'
import { isExpired, liveOf } from '../../shared/notices/notice.ts'
import { newNoticeBlocks, noticeBlocks } from '../../shared/review/review.ts'
import { publishedDocument } from './notice-board.ts'
import { reviewOf, sumsOf } from './period-sums.ts'
import type { Office, Reads } from './ports.ts'
import { todayOf } from './today.ts'

/** What elsewhere in the office has to be done before a document may take its next step, whatever its words. */

/** NT9, NT40; empty where not even a document could be made: that has reasons of its own. */
export async function gateProblems(
  office: Office,
  read: Reads,
  noticeId: NoticeId,
  document: BoardDocument | null,
): Promise<Problem[]> {
  if (document === null) return []
  return [...(await reviewProblems(read, document)), ...(await subjectProblems(office, read, noticeId, document))]
}

/** NT40, RV31: points and places are those of a settled review, and the ledger still comes to them. */
async function reviewProblems(read: Reads, { body, rev }: BoardDocument): Promise<readonly Problem[]> {
  if (!isReviewed(body)) return []
  const review = await reviewOf(read, body.period)
  const late = body.kind === 'periodPoints' && rev === 1 ? newNoticeBlocks(review) : []
  return [...late, ...noticeBlocks(review, await sumsOf(read, body.period))]
}

async function subjectProblems(
  office: Office,
  read: Reads,
  noticeId: NoticeId,
  document: BoardDocument,
): Promise<Problem[]> {
  const subject = subjectOf(document.body)
  if (!subject) return []
  const today = await todayOf(office, read)
  for (const other of await read.notices.all()) {
    const live = liveOf(other.notice)
    if (other.noticeId === noticeId || other.kind !== document.body.kind || !live || isExpired(live, today)) continue
    const shown = await publishedDocument(read, other.noticeId, live.rev)
    if (subjectOf(shown.body) === subject) return [alreadyShown(shown.title)]
  }
  return []
}

const alreadyShown = (title: string): Problem =>
  problem('NOTICE_SUBJECT_SHOWN', {
    zh: `公开屏上已经有《${title}》。要改内容，请在那一份上用“更正”。`,
    en: `"${title}" is on the board already: correct that one.`,
  })
