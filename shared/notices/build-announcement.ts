import type { BodyOf } from './document.ts'

/** 公告: the paragraphs as written, trimmed, without empty ones. */
export const announcementBody = (paragraphs: readonly string[]): BodyOf<'announcement'> => ({
  kind: 'announcement',
  paragraphs: paragraphs.map(each => each.trim()).filter(each => each !== ''),
})
