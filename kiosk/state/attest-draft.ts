import type { VoiceNote } from '../media/voice.ts'
import type { Deed, Helper } from '../declare/deeds.ts'
import type { StrokePages } from '../../shared/passes/strokes.ts'

/** What a resident has said so far. Lives in the screen, so that a card scanned meanwhile takes nothing away. */

/** `sent`: kept while somebody's card was answered; the thanks come when that is over. */
export type AttestStep = 'who' | 'what' | 'note' | 'voice' | 'name' | 'sending' | 'sent'

export interface AttestDraft {
  readonly step: AttestStep
  readonly helper: Helper | null
  readonly deed: Deed | null
  /** One note: written, or spoken. */
  readonly note: StrokePages
  readonly voice: VoiceNote | null
  readonly name: StrokePages
  readonly fault: 'noRoom' | 'failed' | null
}

export const startAttesting = (): AttestDraft => ({
  step: 'who',
  helper: null,
  deed: null,
  note: [],
  voice: null,
  name: [],
  fault: null,
})
