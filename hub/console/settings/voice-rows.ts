import type { Hash } from '../../../shared/base/bytes.ts'
import type { Millis } from '../../../shared/base/ids.ts'
import { CLIPS } from '../../../shared/voice/clip-list.ts'
import { isTimeWord, type Clip, type ClipId } from '../../../shared/voice/clips.ts'

/** What the voice tab lists: every piece that is said, and recordings of words that are said no more. */
export interface VoiceRow {
  readonly clip: Clip
  readonly kind: 'sentence' | 'time' | 'old'
  /** Null: the bundled voice says it. */
  readonly own: Recorded | null
}

export interface Recorded {
  readonly clipId: ClipId
  readonly text: string
  readonly blob: Hash
  readonly at: Millis
}

/** Sentences, then words of times, then what is left of older versions. */
export function voiceRows(recordings: readonly Recorded[]): readonly VoiceRow[] {
  const ownById = new Map(recordings.map(each => [each.clipId, each]))
  const rows = CLIPS.map((clip): VoiceRow => ({
    clip,
    kind: isTimeWord(clip.text) ? 'time' : 'sentence',
    own: ownById.get(clip.id) ?? null,
  }))
  const known = new Set(CLIPS.map(({ id }) => id))
  const old = recordings.filter(({ clipId }) => !known.has(clipId))
  return [
    ...rows.filter(({ kind }) => kind === 'sentence'),
    ...rows.filter(({ kind }) => kind === 'time'),
    ...old.map((own): VoiceRow => ({ clip: { id: own.clipId, text: own.text }, kind: 'old', own })),
  ]
}

/** The next piece after `clip` that has no recording, from the top again; null when there is none but `clip`. */
export function nextUnrecorded(rows: readonly VoiceRow[], clip: Clip): Clip | null {
  const at = rows.findIndex(row => row.clip.id === clip.id)
  const around = [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))]
  return around.find(({ own }) => own === null)?.clip ?? null
}
