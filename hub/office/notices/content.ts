import * as v from 'valibot'
import { ContentSchema, hasPicks, type Content } from '../../../shared/notices/content.ts'
import type { NoticeOnFile } from './notices.ts'
import type { Reads } from '../ports.ts'

/** The draft behind a notice: private words, read back. */

/** What is being prepared; null when its words are gone, because it was published or given up. */
export async function contentInHand(
  read: Pick<Reads, 'words'>,
  { contentId, notice }: NoticeOnFile,
): Promise<Content | null> {
  if (notice.is !== 'draft' && notice.is !== 'checked' && notice.is !== 'approved') return null
  const words = await read.words.get(contentId)
  return words === null ? null : v.parse(ContentSchema, JSON.parse(words))
}

/** The draft of what hangs, where it shows people who were picked: its correction begins with them. */
export async function keptContent(
  read: Pick<Reads, 'words'>,
  { kind, contentId }: NoticeOnFile,
): Promise<Content | null> {
  const words = hasPicks(kind) ? await read.words.get(contentId) : null
  return words === null ? null : v.parse(ContentSchema, JSON.parse(words))
}
