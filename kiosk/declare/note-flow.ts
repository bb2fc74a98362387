import type { VoiceNote } from '../media/voice.ts'
import type { StrokePages } from '../../shared/passes/strokes.ts'
import type { NoteDraft, NoteStep } from '../state/note-draft.ts'

/** One note, written or spoken, a name if one likes, and send: what vouching and objecting have in common. */

export type NoteTouch =
  | { readonly kind: 'open'; readonly step: NoteStep }
  | { readonly kind: 'note'; readonly note: StrokePages }
  | { readonly kind: 'voice'; readonly voice: VoiceNote | null }
  | { readonly kind: 'name'; readonly name: StrokePages }
  | { readonly kind: 'done' }
  | { readonly kind: 'back' }
  | { readonly kind: 'send' }
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; readonly fault: 'noRoom' | 'failed' }

type Noted = Omit<NoteDraft, 'step'> & { readonly step: string }

/**
 * What a touch changes; null where it does not belong to the page.
 * @param isReady whether it may be sent as it is
 */
export function noted(draft: Noted, touch: NoteTouch, isReady: boolean): Partial<NoteDraft> | null {
  const { step } = draft
  switch (touch.kind) {
    case 'open':
      return step === 'what' ? { step: touch.step } : null
    // One note: what is written takes the place of what was spoken, and the other way round.
    case 'note':
      return step === 'note' ? { note: touch.note, voice: null } : null
    case 'voice':
      return step === 'voice' ? { voice: touch.voice, note: touch.voice ? [] : draft.note } : null
    case 'name':
      return step === 'name' ? { name: touch.name } : null
    case 'done':
    case 'back':
      return isBeside(step) ? { step: 'what' } : null
    case 'send':
      return step === 'what' && isReady ? { step: 'sending', fault: null } : null
    case 'kept':
      return step === 'sending' ? { step: 'sent' } : null
    case 'refused':
      return step === 'sending' ? { step: 'what', fault: touch.fault } : null
  }
}

const isBeside = (step: string): boolean => step === 'note' || step === 'voice' || step === 'name'

export const hasNote = ({ note, voice }: Pick<NoteDraft, 'note' | 'voice'>): boolean =>
  voice !== null || note.some(each => each.length > 0)
