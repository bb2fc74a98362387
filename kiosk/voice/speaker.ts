import { clipsOf, type ClipId, type ClipStep } from '../../shared/voice/clips.ts'
import type { Recordings } from './recordings.ts'
import { sounding, type Sounding } from './sounding.ts'

/** SG51: says a sentence from recordings, clip behind clip without a gap that a loading file would make. */
export interface Speaker {
  /** Every clip of the sentence was recorded by the branch. */
  isOwn(spoken: string): boolean
  /**
   * Own recordings where there are some, bundled ones for the rest. Says nothing where a clip is missing: half a
   * sentence is worse than the tone alone.
   * @param wanted asked again when everything is loaded: too late, or overtaken, is not said any more
   */
  say(context: AudioContext, spoken: string, wanted: () => boolean): Promise<void>
  /** Cuts what is being said. */
  stop(): void
}

export interface SpeakerDeps {
  readonly recordings: Recordings
  /** The bundled clip's bytes; null when there is none or it cannot be loaded. */
  readonly bundled: (clip: ClipId) => Promise<ArrayBuffer | null>
}

interface Heard extends Sounding {
  readonly buffer: AudioBuffer
}

/** After the wooden tone of the result, which says the same in short. */
const AFTER_TONE_SECONDS = 0.2
const DECODED_MAX = 24

export function createSpeaker({ recordings, bundled }: SpeakerDeps): Speaker {
  const decoded = new Map<string, Heard>()
  let playing: AudioBufferSourceNode[] = []

  const stop = (): void => {
    for (const source of playing) {
      source.stop()
      source.disconnect()
    }
    playing = []
  }

  const heard = async (context: AudioContext, { id }: ClipStep): Promise<Heard | null> => {
    const hash = recordings.hashOf(id)
    const key = hash ?? id
    const known = decoded.get(key)
    if (known) return known
    const own = hash === null ? null : await recordings.sound(hash)
    const found = (own && (await decode(context, own.slice().buffer))) ?? (await decode(context, await bundled(id)))
    if (!found) return null
    decoded.set(key, found)
    const [oldest] = decoded.keys()
    if (decoded.size > DECODED_MAX && oldest !== undefined) decoded.delete(oldest)
    return found
  }

  return {
    isOwn: spoken => clipsOf(spoken).every(({ id }) => recordings.hashOf(id) !== null),
    stop,
    async say(context, spoken, wanted) {
      const steps = clipsOf(spoken)
      const row = await Promise.all(steps.map(step => heard(context, step)))
      // A browser that waits for a touch answers with the touch: by then it is too late.
      await context.resume()
      if (!wanted()) return
      stop()
      if (row.some(each => each === null)) return
      let at = context.currentTime + AFTER_TONE_SECONDS
      for (const [index, clip] of row.entries()) {
        if (!clip) continue
        playing.push(play(context, clip, at))
        at += clip.lengthSeconds + (steps[index]?.pauseMs ?? 0) / 1000
      }
    },
  }
}

/** A file that this browser cannot play is none. */
async function decode(context: AudioContext, bytes: ArrayBuffer | null): Promise<Heard | null> {
  if (!bytes) return null
  const buffer = await context.decodeAudioData(bytes).catch((cause: unknown) => {
    console.warn('a recording cannot be played', cause)
    return null
  })
  const part = buffer && sounding(buffer.getChannelData(0), buffer.sampleRate)
  return buffer && part && { buffer, ...part }
}

function play(context: AudioContext, { buffer, fromSeconds, lengthSeconds, gain }: Heard, at: number) {
  const source = context.createBufferSource()
  const volume = context.createGain()
  source.buffer = buffer
  volume.gain.value = gain
  source.connect(volume).connect(context.destination)
  source.start(at, fromSeconds, lengthSeconds)
  return source
}
