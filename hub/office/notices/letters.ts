import type { MemberId, NoticeId } from '../../../shared/base/ids.ts'
import { addDays } from '../../../shared/base/plain-date.ts'
import type { ContentOf } from '../../../shared/notices/content.ts'
import { startDraft } from './notices.ts'
import type { Office, Work } from '../ports.ts'
import { todayOf } from '../today.ts'

/** Letters to one member (给本人的信), as other desks begin them; checked, approved and published like any notice. */

/** How long a letter stands unless somebody says otherwise. */
const LETTER_DAYS = 30
const PARAGRAPH_MAX = 2_000

/** The draft of a letter. Part of the caller's piece of writing, whose author must be staff. */
export async function startLetter(
  office: Office,
  work: Work,
  { memberId, title, words }: { readonly memberId: MemberId; readonly title: string; readonly words: string },
): Promise<NoticeId> {
  const today = await todayOf(office, work)
  const content: ContentOf<'announcement'> = {
    kind: 'announcement',
    title,
    publishOn: today,
    noticeDays: null,
    shownUntil: addDays(today, LETTER_DAYS),
    scope: { is: 'self', memberId },
    correction: null,
    notPeople: [],
    paragraphs: words
      .split('\n')
      .map(each => each.trim().slice(0, PARAGRAPH_MAX))
      .filter(each => each !== ''),
  }
  return await startDraft(office, work, content)
}
