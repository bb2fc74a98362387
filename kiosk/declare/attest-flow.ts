import type { AttestDraft } from '../state/attest-draft.ts'
import type { Deed, Helper } from './deeds.ts'
import { hasNote, noted, type NoteTouch } from './note-flow.ts'

/**
 * 证实 by a resident, no card: whom, what, send. Three touches, and one note if one likes, written or spoken; a name only
 * if one likes. A touch that does not belong to the page changes nothing.
 */

export type AttestTouch =
  { readonly kind: 'who'; readonly helper: Helper } | { readonly kind: 'what'; readonly deed: Deed } | NoteTouch

/** The draft after a touch; the same object where the touch does not belong here. */
export function attested(draft: AttestDraft, touch: AttestTouch): AttestDraft {
  switch (touch.kind) {
    case 'who':
      return draft.step === 'who' ? { ...draft, helper: touch.helper, step: 'what' } : draft
    case 'what':
      return draft.step === 'what' ? { ...draft, deed: touch.deed, fault: null } : draft
    default: {
      if (touch.kind === 'back' && draft.step === 'what') return { ...draft, step: 'who', fault: null }
      const change = noted(draft, touch, isReady(draft))
      return change ? { ...draft, ...change } : draft
    }
  }
}

/** “别的好事” says nothing by itself: it wants the note. */
export const isReady = ({ helper, deed, ...said }: AttestDraft): boolean =>
  helper !== null && deed !== null && (deed.itemCode !== null || hasNote(said))
