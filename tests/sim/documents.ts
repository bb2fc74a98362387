import type { Millis, NoticeId } from '../../shared/base/ids.ts'
import type { PlainDate } from '../../shared/base/plain-date.ts'
import type { BoardDocument, Withdrawal } from '../../shared/notices/document.ts'

/** What hangs on the board of a simulated world. */

export const announcement = (docId: NoticeId, rev: number, now: number): BoardDocument => ({
  type: 'document',
  docId,
  rev,
  title: `通知 ${rev}`,
  issuer: '云溪村党支部',
  publishedAt: now as Millis,
  publishedOn: '2026-10-15' as PlainDate,
  noticePeriod: null,
  shownUntil: null,
  contact: { name: '刘晓', phone: '', place: '' },
  correction: rev > 1 ? '更正' : null,
  asOfJournal: { size: 0, hash: '' },
  body: { kind: 'announcement', paragraphs: [`第${rev}版`] },
})

export const withdrawal = (docId: NoticeId, rev: number, now: number): Withdrawal => ({
  type: 'withdrawal',
  docId,
  rev,
  withdrawnAt: now as Millis,
})
