import type { NoticeDocument } from '../../../shared/notices/inner-document.ts'
import type { api } from '../api.ts'

/** What the hub answers, as the pages name it. */
export type NoticeSummary = Awaited<ReturnType<typeof api.notices.list.query>>[number]
export type NoticeDetail = Omit<Awaited<ReturnType<typeof api.notices.get.query>>, 'document'> & {
  readonly document: NoticeDocument | null
}
export type NoticeStage = NoticeSummary['stage']
export type NoticePreview = Awaited<ReturnType<typeof api.notices.preview.mutate>>
export type NoticeChoices = Awaited<ReturnType<typeof api.notices.choices.query>>
