import { problem, Refusal } from '../../../shared/base/problem.ts'
import { m4aMs } from './m4a.ts'
import { mp3Ms } from './mp3.ts'
import { oggMs } from './ogg.ts'
import { wavMs } from './wav.ts'
import { webmMs } from './webm.ts'

/** SG52: what a file of sound really is, by its bytes alone. */

export const SOUND_TYPES = ['audio/webm', 'audio/ogg', 'audio/mpeg', 'audio/wav', 'audio/mp4'] as const
export type SoundType = (typeof SOUND_TYPES)[number]

export interface SoundFacts {
  readonly type: SoundType
  readonly ms: number
}

export const SOUND_BYTES_MAX = 200_000
const SOUND_MS_MAX = 10_000
const SOUND_MS_MIN = 200

interface Container {
  readonly type: SoundType
  readonly looksLike: (bytes: Uint8Array) => boolean
  /** Milliseconds of sound; null where the file is not whole, or holds anything but one track of sound. */
  readonly ms: (bytes: Uint8Array) => number | null
}

const has = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((letter, offset) => bytes[at + offset] === letter.charCodeAt(0))

const CONTAINERS: readonly Container[] = [
  { type: 'audio/webm', looksLike: bytes => has(bytes, 0, '\x1a\x45\xdf\xa3'), ms: webmMs },
  { type: 'audio/ogg', looksLike: bytes => has(bytes, 0, 'OggS'), ms: oggMs },
  { type: 'audio/wav', looksLike: bytes => has(bytes, 0, 'RIFF') && has(bytes, 8, 'WAVE'), ms: wavMs },
  { type: 'audio/mp4', looksLike: bytes => has(bytes, 4, 'ftyp'), ms: m4aMs },
  {
    type: 'audio/mpeg',
    looksLike: bytes => has(bytes, 0, 'ID3') || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2),
    ms: mp3Ms,
  },
]

/** @throws Refusal AUDIO_TOO_BIG | AUDIO_KIND | AUDIO_BROKEN | AUDIO_TOO_LONG | AUDIO_TOO_SHORT */
export function soundFacts(bytes: Uint8Array): SoundFacts {
  if (bytes.length > SOUND_BYTES_MAX) throw new Refusal([TOO_BIG])
  const sound = measured(bytes)
  if (sound === 'unknown') throw new Refusal([KIND])
  if (sound === 'broken') throw new Refusal([BROKEN])
  if (sound.ms > SOUND_MS_MAX) throw new Refusal([TOO_LONG])
  if (sound.ms < SOUND_MS_MIN) throw new Refusal([TOO_SHORT])
  return sound
}

/** The same without a limit: whole, of one of our kinds, one track of sound and nothing else. */
export function measured(bytes: Uint8Array): SoundFacts | 'unknown' | 'broken' {
  const container = CONTAINERS.find(each => each.looksLike(bytes))
  if (!container) return 'unknown'
  const ms = lengthOf(container, bytes)
  return ms === null ? 'broken' : { type: container.type, ms: Math.round(ms) }
}

/** A file that says of itself to be longer than it is makes a reader reach behind the end: that is broken too. */
function lengthOf({ ms }: Container, bytes: Uint8Array): number | null {
  try {
    return ms(bytes)
  } catch (cause) {
    if (cause instanceof RangeError) return null
    throw cause
  }
}

const TOO_BIG = problem('AUDIO_TOO_BIG', {
  zh: '录音文件太大，最多 200 KB。请录短一些，或存成 MP3、OGG 再上传。',
  en: 'The recording is too big: 200 kB at most.',
})
const KIND = problem('AUDIO_KIND', {
  zh: '这个文件不是可以用的录音。请在本页录音，或上传 MP3、WAV、M4A、OGG、WebM 录音文件。',
  en: 'Not a recording this program can use: MP3, WAV, M4A, Ogg Opus or WebM.',
})
const BROKEN = problem('AUDIO_BROKEN', {
  zh: '录音文件不完整，或者里面不只是一段录音。请重新录一遍。',
  en: 'The recording is not whole, or holds more than one track of sound.',
})
const TOO_LONG = problem('AUDIO_TOO_LONG', {
  zh: '录音太长，最多 10 秒。请只读这一句。',
  en: 'The recording is longer than 10 seconds.',
})
const TOO_SHORT = problem('AUDIO_TOO_SHORT', {
  zh: '录音太短，没有听到内容。请按下录音以后再读。',
  en: 'The recording is shorter than a fifth of a second.',
})
