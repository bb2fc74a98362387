import type { VoiceNote } from '../media/voice.ts'
import type { StrokePages } from '../../shared/passes/strokes.ts'

/** What somebody without a card says, with one note and a name if they like: of a good deed, or against a notice. */

/** Pages beside the main one. */
export type NoteStep = 'note' | 'voice' | 'name'

export interface NoteDraft {
  /** `what`: the main page. `sent`: kept while somebody's card was answered; the thanks come when that is over. */
  readonly step: 'what' | NoteStep | 'sending' | 'sent'
  /** One note: written, or spoken. */
  readonly note: StrokePages
  readonly voice: VoiceNote | null
  readonly name: StrokePages
  readonly fault: 'noRoom' | 'failed' | null
}

export const emptyNote = { note: [], voice: null, name: [], fault: null } as const
