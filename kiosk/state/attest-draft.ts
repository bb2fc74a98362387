import type { Deed, Helper } from '../declare/deeds.ts'
import { emptyNote, type NoteDraft } from './note-draft.ts'

/** What a resident has said so far. Lives in the screen, so that a card scanned meanwhile takes nothing away. */
export interface AttestDraft extends Omit<NoteDraft, 'step'> {
  readonly step: 'who' | NoteDraft['step']
  readonly helper: Helper | null
  readonly deed: Deed | null
}

export const startAttesting = (): AttestDraft => ({ ...emptyNote, step: 'who', helper: null, deed: null })
