import type { ObjectDraft } from '../state/object-draft.ts'
import { hasNote, noted, type NoteTouch } from './note-flow.ts'

/**
 * 异议 by anybody, no card: one note, written or spoken, and send; a name only if one likes. A touch that does not belong
 * to the page changes nothing.
 */
export function objected(draft: ObjectDraft, touch: NoteTouch): ObjectDraft {
  const change = noted(draft, touch, hasNote(draft))
  return change ? { ...draft, ...change } : draft
}
