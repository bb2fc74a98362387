import type { Hash } from '../../../shared/base/bytes.ts'
import type { Millis } from '../../../shared/base/ids.ts'
import type { ClipId } from '../../../shared/voice/clips.ts'
import type { VoiceReads } from '../../office/kiosks/voice.ts'
import type { Db } from '../tables.ts'
import type { Projection } from './projection.ts'

export interface VoiceTables {
  voice_clips: { clip_id: string; words: string; blob: string; ms: number; at: number }
}

export const voiceProjection: Projection<'voice.recorded' | 'voice.removed'> = {
  tables: ['voice_clips'],
  apply: {
    'voice.recorded': async (db, { clipId, text, blob, ms }, { at }) => {
      const row = { words: text, blob, ms, at }
      await db
        .insertInto('voice_clips')
        .values({ clip_id: clipId, ...row })
        .onConflict(conflict => conflict.column('clip_id').doUpdateSet(row))
        .execute()
    },
    'voice.removed': async (db, { clipId }) => {
      await db.deleteFrom('voice_clips').where('clip_id', '=', clipId).execute()
    },
  },
}

export function voiceReads(db: Db): VoiceReads {
  return {
    async recordings() {
      const rows = await db
        .selectFrom('voice_clips')
        .select(['clip_id', 'words', 'blob', 'ms', 'at'])
        .orderBy('clip_id')
        .execute()
      return rows.map(({ clip_id, words, blob, ms, at }) => ({
        clipId: clip_id as ClipId,
        text: words,
        blob: blob as Hash,
        ms,
        at: at as Millis,
      }))
    },
  }
}
