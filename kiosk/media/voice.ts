import { ATTACHMENT_BYTES, VOICE_MS_MAX } from '../../shared/declarations/attachment.ts'

/** A voice note of half a minute at most, through the machine's microphone, which is open while it records and no longer. */

/** Its sound, and how long it is. */
export interface VoiceNote {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly mime: string
  readonly ms: number
}

export type VoiceFault = 'silent' | 'noMicrophone' | 'notAllowed' | 'cannotRecord' | 'tooBig'

/** A little below what the hub refuses: a recorder stops a moment late. */
const STOP_MS = VOICE_MS_MAX - 600
/** Half a minute of speech stays well below what a voice note may have. */
const BITS_PER_SECOND = 24_000
/** Loudest sample of full scale, below which nobody spoke. */
const SILENT = 0.02
/** Chromium and Edge record WebM, others Ogg or MP4; all of Opus or AAC. */
const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4']
const LOOK_MS = 100

export interface RecordingEvents {
  /** The microphone is open; from now on it records. */
  onBegun(): void
  /** @param level 0 to 1, how loud it is now */
  onTick(ms: number, level: number): void
  /** At most once; never after `cancel`. */
  onDone(note: VoiceNote): void
  onFault(fault: VoiceFault): void
}

export interface Recording {
  /** Ends it; `onDone` follows. */
  stop(): void
  /** Ends it, and nobody is told. */
  cancel(): void
}

export function startRecording(events: RecordingEvents): Recording {
  let session: Recording | null = null
  let wish: 'on' | 'stop' | 'cancel' = 'on'
  const begin = async (): Promise<void> => {
    const opened = await openMicrophone()
    if (typeof opened === 'string') {
      if (wish === 'on') events.onFault(opened)
    } else if (wish === 'on') {
      session = record(opened, events)
      events.onBegun()
    } else stopTracks(opened)
  }
  void begin()
  return {
    stop() {
      wish = 'stop'
      session?.stop()
    },
    cancel() {
      wish = 'cancel'
      session?.cancel()
    },
  }
}

function record(stream: MediaStream, events: RecordingEvents): Recording {
  const mimeType = TYPES.find(each => MediaRecorder.isTypeSupported(each))
  const recorder = new MediaRecorder(stream, {
    audioBitsPerSecond: BITS_PER_SECOND,
    ...(mimeType !== undefined && { mimeType }),
  })
  const parts: Blob[] = []
  const ear = listen(stream)
  const started = performance.now()
  let wanted = true
  /** Null: nothing listened, as on phones that hold back an AudioContext; then nobody can say it was silent. */
  let loudest: number | null = null
  let length = 0
  const timer = setInterval(() => {
    length = performance.now() - started
    const level = ear.level()
    if (level !== null) loudest = Math.max(loudest ?? 0, level)
    events.onTick(Math.min(length, STOP_MS), level ?? 0)
    if (length >= STOP_MS) stop()
  }, LOOK_MS)
  const stop = (): void => {
    if (recorder.state !== 'inactive') {
      length = performance.now() - started
      recorder.stop()
    }
    clearInterval(timer)
  }
  const finish = async (): Promise<void> => {
    stop()
    ear.close()
    stopTracks(stream)
    if (!wanted) return
    const sound = new Blob(parts, { type: recorder.mimeType })
    const bytes = new Uint8Array(await sound.arrayBuffer())
    if (loudest !== null && loudest < SILENT) return events.onFault('silent')
    if (bytes.length > ATTACHMENT_BYTES.voice) return events.onFault('tooBig')
    events.onDone({ bytes, mime: recorder.mimeType, ms: Math.min(length, VOICE_MS_MAX) })
  }
  recorder.addEventListener('dataavailable', event => parts.push(event.data))
  recorder.addEventListener('stop', () => void finish())
  // The plug was pulled: what was said until then is kept.
  stream.getAudioTracks()[0]?.addEventListener('ended', stop)
  recorder.start()
  return {
    stop,
    cancel() {
      wanted = false
      stop()
    },
  }
}

interface Ear {
  /** The loudest of the last moment, 0 to 1; null while nothing listens. */
  level(): number | null
  close(): void
}

function listen(stream: MediaStream): Ear {
  const context = new AudioContext()
  if (context.state === 'suspended') context.resume().catch(() => {})
  const source = context.createMediaStreamSource(stream)
  const analyser = context.createAnalyser()
  analyser.fftSize = 2_048
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  return {
    level() {
      if (context.state !== 'running') return null
      analyser.getFloatTimeDomainData(samples)
      return Math.min(
        1,
        samples.reduce((most, each) => Math.max(most, Math.abs(each)), 0),
      )
    },
    close() {
      source.disconnect()
      void context.close()
    },
  }
}

const stopTracks = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop()
}

/** Whether this browser records at all: not over plain HTTP, not on old phones. */
export const canRecord = (): boolean =>
  'mediaDevices' in navigator && typeof MediaRecorder !== 'undefined' && typeof AudioContext !== 'undefined'

async function openMicrophone(): Promise<MediaStream | VoiceFault> {
  if (!canRecord()) return 'cannotRecord'
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } })
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause
    return cause.name === 'NotAllowedError' ? 'notAllowed' : 'noMicrophone'
  }
}
