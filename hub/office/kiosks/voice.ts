import { hashOf, type Hash } from '../../../shared/base/bytes.ts'
import type { Millis } from '../../../shared/base/ids.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import { CLIPS } from '../../../shared/voice/clip-list.ts'
import type { ClipId } from '../../../shared/voice/clips.ts'
import { tellKiosks } from '../branch.ts'
import type { Office, Reads, Work } from '../ports.ts'
import { soundFacts } from '../sound/sound.ts'

/** SG53: the branch's own voice, clip by clip, in place of the bundled one. */

export interface Recording {
  readonly clipId: ClipId
  readonly text: string
  readonly blob: Hash
  readonly ms: number
  readonly at: Millis
}

export interface VoiceReads {
  recordings(): Promise<readonly Recording[]>
}

export interface Blob {
  /** Decided from the bytes when they came in. */
  readonly type: string
  readonly bytes: Uint8Array
}

export interface BlobReads {
  get(hash: Hash): Promise<Blob | null>
}

export interface BlobWrites {
  put(hash: Hash, type: string, bytes: Uint8Array): Promise<void>
  remove(hash: Hash): Promise<void>
}

/** @throws Refusal CLIP_UNKNOWN | AUDIO_… (see `soundFacts`) */
export async function recordClip(office: Office, by: Author, clipId: string, bytes: Uint8Array): Promise<Hash> {
  const clip = CLIPS.find(({ id }) => id === clipId)
  if (!clip) return refuse('CLIP_UNKNOWN', { zh: '没有这一句，请刷新本页。', en: 'There is no such sentence.' })
  const { type, ms } = soundFacts(bytes)
  const blob = hashOf(bytes)
  await office.store.write(by, async work => {
    const before = await work.voice.recordings()
    await work.blobs.put(blob, type, bytes)
    await work.append({ kind: 'voice.recorded', body: { clipId: clip.id, text: clip.text, blob, ms } })
    await forgetUnused(work, before)
    await tellKiosks(office, work)
  })
  return blob
}

/** The bundled voice says it again. @throws Refusal CLIP_NOT_RECORDED */
export async function removeClip(office: Office, by: Author, clipId: string): Promise<void> {
  await office.store.write(by, async work => {
    const before = await work.voice.recordings()
    if (!before.some(each => each.clipId === clipId)) {
      refuse('CLIP_NOT_RECORDED', { zh: '这一句没有本支部录音。', en: 'This sentence was not recorded.' })
    }
    await work.append({ kind: 'voice.removed', body: { clipId } })
    await forgetUnused(work, before)
    await tellKiosks(office, work)
  })
}

/** SG54: a blob that kiosks may have: one that some sentence is said with now; null for every other. */
export async function publicBlob(reads: Reads, hash: string): Promise<Blob | null> {
  const used = (await reads.voice.recordings()).find(({ blob }) => blob === hash)
  return used ? await reads.blobs.get(used.blob) : null
}

/** Somebody's voice is kept as long as it is spoken with, and no longer. */
async function forgetUnused(work: Work, before: readonly Recording[]): Promise<void> {
  const used = new Set((await work.voice.recordings()).map(({ blob }) => blob))
  for (const { blob } of before) if (!used.has(blob)) await work.blobs.remove(blob)
}
