import type { BoardDocument } from '../../shared/notices/document.ts'
import { emptyNote, type NoteDraft } from './note-draft.ts'

/** What somebody has said so far against a notice. Lives in the screen, so that a card scanned meanwhile takes nothing away. */
export interface ObjectDraft extends NoteDraft {
  /** As it hung when they began: it may be taken down meanwhile. */
  readonly document: BoardDocument
  /** Where the notice was opened from. */
  readonly from: 'home' | 'notices'
}

export const startObjecting = (document: BoardDocument, from: ObjectDraft['from']): ObjectDraft => ({
  ...emptyNote,
  step: 'what',
  document,
  from,
})
