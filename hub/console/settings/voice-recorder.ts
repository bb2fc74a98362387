import { useEffect, useRef, useState } from 'preact/hooks'
import { problem, type Problem } from '../../../shared/base/problem.ts'
import { en } from '../text/en.ts'
import { zh } from '../text/zh.ts'

/** One sentence through the microphone, or out of a file, ready to be listened to. */

export interface Take {
  readonly file: Blob
  /** Good while the take is shown. */
  readonly url: string
}

export type RecorderState =
  | { readonly kind: 'empty' }
  | { readonly kind: 'recording'; readonly seconds: number }
  | { readonly kind: 'done'; readonly take: Take }

export interface Recorder {
  readonly state: RecorderState
  readonly problems: readonly Problem[] | null
  start(): Promise<void>
  stop(): void
  /** A file in place of the microphone. */
  take(file: Blob): Promise<void>
  clear(): void
}

/** Half a second of reserve below what the hub refuses. */
const STOP_MS = 9_500
/** Of full scale. */
const SILENT = 0.02
/** Chromium and Edge record WebM, others Ogg or MP4; all of Opus or AAC. */
const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4']

type Why = 'silent' | 'unreadable' | 'noMicrophone' | 'notAllowed' | 'cannotRecord'
const why = (code: Why): readonly Problem[] => [problem(code, { zh: zh.voice[code], en: en.voice[code] })]

export function useRecorder(): Recorder {
  const [state, setState] = useState<RecorderState>({ kind: 'empty' })
  const [problems, setProblems] = useState<readonly Problem[] | null>(null)
  const running = useRef<Session | null>(null)
  const url = useRef<string | null>(null)
  /** Counts what was begun: an older take that ends late is not shown. */
  const turn = useRef(0)

  const clear = () => {
    turn.current += 1
    running.current?.cancel()
    running.current = null
    if (url.current) URL.revokeObjectURL(url.current)
    url.current = null
    setState({ kind: 'empty' })
    setProblems(null)
  }
  useEffect(() => clear, [])

  const take = async (file: Blob) => {
    clear()
    const mine = turn.current
    const wrong = await fault(file)
    if (mine !== turn.current) return
    if (wrong) return setProblems(why(wrong))
    url.current = URL.createObjectURL(file)
    setState({ kind: 'done', take: { file, url: url.current } })
  }

  const start = async () => {
    clear()
    const mine = turn.current
    const opened = await openMicrophone()
    if (mine !== turn.current) {
      if (typeof opened !== 'string') stopTracks(opened)
      return
    }
    if (typeof opened === 'string') return setProblems(why(opened))
    running.current = record(opened, {
      onSecond: seconds => setState({ kind: 'recording', seconds }),
      onDone: file => void take(file),
    })
    setState({ kind: 'recording', seconds: 0 })
  }
  return { state, problems, start, stop: () => running.current?.stop(), take, clear }
}

interface Session {
  stop(): void
  /** Stops, and nobody is told. */
  cancel(): void
}

function record(
  stream: MediaStream,
  { onSecond, onDone }: { onSecond: (seconds: number) => void; onDone: (file: Blob) => void },
): Session {
  const mimeType = TYPES.find(each => MediaRecorder.isTypeSupported(each))
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32_000, ...(mimeType && { mimeType }) })
  const parts: Blob[] = []
  const started = performance.now()
  let wanted = true
  const timer = setInterval(() => {
    const ms = performance.now() - started
    onSecond(Math.floor(ms / 1000))
    if (ms >= STOP_MS) stop()
  }, 100)
  const stop = () => {
    clearInterval(timer)
    if (recorder.state !== 'inactive') recorder.stop()
  }
  recorder.addEventListener('dataavailable', event => parts.push(event.data))
  recorder.addEventListener('stop', () => {
    stop()
    stopTracks(stream)
    if (wanted) onDone(new Blob(parts, { type: recorder.mimeType }))
  })
  recorder.start()
  return {
    stop,
    cancel() {
      wanted = false
      stop()
    },
  }
}

const stopTracks = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop()
}

async function openMicrophone(): Promise<MediaStream | Why> {
  if (!('mediaDevices' in navigator) || typeof MediaRecorder === 'undefined') return 'cannotRecord'
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } })
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause
    return cause.name === 'NotAllowedError' ? 'notAllowed' : 'noMicrophone'
  }
}

/** What is wrong with a file before it is sent: the hub judges its form, only here can it be heard. */
async function fault(file: Blob): Promise<Why | null> {
  const context = new OfflineAudioContext(1, 1, 48_000)
  try {
    const sound = await context.decodeAudioData(await file.arrayBuffer())
    const loudest = sound.getChannelData(0).reduce((most, each) => Math.max(most, Math.abs(each)), 0)
    return loudest < SILENT ? 'silent' : null
  } catch (cause) {
    if (cause instanceof DOMException) return 'unreadable'
    throw cause
  }
}
