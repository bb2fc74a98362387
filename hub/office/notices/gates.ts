import type { NoticeId } from '../../../shared/base/ids.ts'
import { problem, refuse, type Problem } from '../../../shared/base/problem.ts'
import { contentScope, isReviewed, subjectOf, type Content } from '../../../shared/notices/content.ts'
import { scopeOf, type NoticeDocument } from '../../../shared/notices/inner-document.ts'
import { isExpired, liveOf } from '../../../shared/notices/notice.ts'
import { newNoticeBlocks, noticeBlocks } from '../../../shared/review/review.ts'
import { isSameScope } from '../../../shared/notices/scope.ts'
import type { NoticeOnFile } from './notices.ts'
import { publishedAs } from './board.ts'
import { reviewOf, sumsOf } from '../reviews/period-sums.ts'
import type { Office, Reads } from '../ports.ts'
import { todayOf } from '../today.ts'

/** What elsewhere in the office has to be done before a document may take its next step, whatever its words. */

/** NT9, NT40; empty where not even a document could be made: that has reasons of its own. */
export async function gateProblems(
  office: Office,
  read: Reads,
  noticeId: NoticeId,
  document: NoticeDocument | null,
): Promise<Problem[]> {
  if (document === null) return []
  return [...(await reviewProblems(read, document)), ...(await subjectProblems(office, read, noticeId, document))]
}

/** NT40, RV31: points and places are those of a settled review, and the ledger still comes to them. */
async function reviewProblems(read: Reads, { body, rev }: NoticeDocument): Promise<readonly Problem[]> {
  if (!isReviewed(body)) return []
  const review = await reviewOf(read, body.period)
  const late = body.kind === 'periodPoints' && rev === 1 ? newNoticeBlocks(review) : []
  return [...late, ...noticeBlocks(review, await sumsOf(read, body.period))]
}

async function subjectProblems(
  office: Office,
  read: Reads,
  noticeId: NoticeId,
  document: NoticeDocument,
): Promise<Problem[]> {
  const subject = subjectOf(document.body)
  if (!subject) return []
  const today = await todayOf(office, read)
  for (const other of await read.notices.all()) {
    const live = liveOf(other.notice)
    if (other.noticeId === noticeId || other.kind !== document.body.kind || !live || isExpired(live, today)) continue
    const shown = await publishedAs(read, other.noticeId, live.rev)
    if (!shown || !isSameScope(scopeOf(shown), scopeOf(document))) continue
    if (subjectOf(shown.body) === subject) return [alreadyShown(shown.title)]
  }
  return []
}

/** NT52: who was told once is told of the correction as well, and nobody else. */
export async function mustKeepScope(read: Reads, { noticeId, notice }: NoticeOnFile, content: Content): Promise<void> {
  const live = liveOf(notice)
  const document = live && (await publishedAs(read, noticeId, live.rev))
  if (!document || isSameScope(scopeOf(document), contentScope(content))) return
  refuse('NOTICE_SCOPE_FIXED', {
    zh: '已经发布的文稿不能换公开范围。请撤下这一份，另起一份。',
    en: 'What was published keeps its readers: withdraw it and start another one.',
  })
}

const alreadyShown = (title: string): Problem =>
  problem('NOTICE_SUBJECT_SHOWN', {
    zh: `已经发布了《${title}》。要改内容，请在那一份上用“更正”。`,
    en: `"${title}" is on the board already: correct that one.`,
  })
