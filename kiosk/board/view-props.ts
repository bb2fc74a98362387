import type { NoticeKind } from '../../shared/notices/document.ts'
import type { DocumentOf } from './notice-view.ts'

/** What every page of a document gets. */
export interface ViewProps<Kind extends NoticeKind> {
  readonly document: DocumentOf<Kind>
  /** Back to where the document was opened from. */
  readonly onBack: () => void
  /** To the point items: how the numbers come about. */
  readonly onItems: () => void
}
