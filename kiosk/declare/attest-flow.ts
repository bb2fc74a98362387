import type { AttestDraft, AttestStep } from '../state/attest-draft.ts'
import type { StrokePages } from '../../shared/passes/strokes.ts'
import type { Deed, Helper } from './deeds.ts'
import type { VoiceNote } from '../media/voice.ts'

/**
 * 证实 by a resident, no card: whom, what, send. Three touches, and one note if one likes, written or spoken; a name only
 * if one likes. A touch that does not belong to the page changes nothing.
 */

export type AttestTouch =
  | { readonly kind: 'who'; readonly helper: Helper }
  | { readonly kind: 'what'; readonly deed: Deed }
  | { readonly kind: 'open'; readonly step: 'note' | 'voice' | 'name' }
  | { readonly kind: 'note'; readonly note: StrokePages }
  | { readonly kind: 'voice'; readonly voice: VoiceNote | null }
  | { readonly kind: 'name'; readonly name: StrokePages }
  | { readonly kind: 'done' }
  | { readonly kind: 'back' }
  | { readonly kind: 'send' }
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; readonly fault: 'noRoom' | 'failed' }

/** The draft after a touch; the same object where the touch does not belong here. */
export function attested(draft: AttestDraft, touch: AttestTouch): AttestDraft {
  switch (touch.kind) {
    case 'who':
      return draft.step === 'who' ? { ...draft, helper: touch.helper, step: 'what' } : draft
    case 'what':
      return draft.step === 'what' ? { ...draft, deed: touch.deed, fault: null } : draft
    case 'open':
      return draft.step === 'what' ? { ...draft, step: touch.step } : draft
    // One note: what is written takes the place of what was spoken, and the other way round.
    case 'note':
      return draft.step === 'note' ? { ...draft, note: touch.note, voice: null } : draft
    case 'voice':
      return draft.step === 'voice' ? { ...draft, voice: touch.voice, note: touch.voice ? [] : draft.note } : draft
    case 'name':
      return draft.step === 'name' ? { ...draft, name: touch.name } : draft
    case 'done':
      return isBeside(draft.step) ? { ...draft, step: 'what' } : draft
    case 'back':
      return isBeside(draft.step)
        ? { ...draft, step: 'what' }
        : draft.step === 'what'
          ? { ...draft, step: 'who', fault: null }
          : draft
    case 'send':
      return draft.step === 'what' && isReady(draft) ? { ...draft, step: 'sending', fault: null } : draft
    case 'kept':
      return draft.step === 'sending' ? { ...draft, step: 'sent' } : draft
    case 'refused':
      return draft.step === 'sending' ? { ...draft, step: 'what', fault: touch.fault } : draft
  }
}

const isBeside = (step: AttestStep): boolean => step === 'note' || step === 'voice' || step === 'name'

/** “别的好事” says nothing by itself: it wants the note. */
export const isReady = ({ helper, deed, note, voice }: AttestDraft): boolean =>
  helper !== null && deed !== null && (deed.itemCode !== null || voice !== null || note.some(each => each.length > 0))
