import { createSight, cropOf, FRAME_INTERVAL_MS, type Sight } from './frame-rules.ts'
import type { ScanSource } from './scan-source.ts'
import type { FrameMessage, WorkerMessage } from './worker/messages.ts'

/**
 * The camera as a scanner. Runs only between `start` and `stop`; then camera, worker and decoder memory are given back.
 * A camera that goes away, goes black or stands still is given up, said to be gone, and looked for again.
 */

/** `denied`: the browser was told no · `none`: no camera that works, looked for again by itself. */
export type CameraState = 'starting' | Sight | 'denied' | 'none'

export interface CameraOptions {
  /** Shows what the camera sees; the caller places it, mirrored or not. */
  readonly video: HTMLVideoElement
  readonly onState: (state: CameraState) => void
  /** From one frame to the next, milliseconds; shorter only to make many frames pass in a test. */
  readonly frameIntervalMs?: number
}

/** A loose plug is back in a moment; after that there is time. */
const RETRY_FIRST_MS = 1_000
const RETRY_MS = 10_000
/** The decoder's first answer waits for its wasm file. */
const ANSWER_MS_MAX = 30_000
/** A camera may be muted for a moment while another program looks at it. */
const MUTED_MS_MAX = 3_000
/** The same frame for so long is no picture any more. */
const FROZEN_MS_MAX = 10_000
const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 15 } },
}

/** Longer than one visit of the page: a card that is still held when the answer has gone is not a new one. */
const sight = createSight()

export function createCamera({ video, onState, frameIntervalMs = FRAME_INTERVAL_MS }: CameraOptions): ScanSource {
  let session: Session | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let retryMs = RETRY_FIRST_MS
  let give: (text: string) => void = () => {}

  function open(): void {
    close()
    const opened: Session = openSession(video, frameIntervalMs, {
      onFrame: (texts, brightness) => {
        retryMs = RETRY_FIRST_MS
        const seen = sight.look(texts, brightness, performance.now())
        onState(seen.sight)
        for (const text of seen.give) give(text)
      },
      onLost: state => {
        if (session !== opened) return
        close()
        onState(state)
        if (state === 'denied') return
        retry = setTimeout(open, retryMs)
        retryMs = RETRY_MS
      },
    })
    session = opened
  }

  function close(): void {
    clearTimeout(retry)
    session?.end()
    session = null
    sight.close(performance.now())
  }

  /** A camera was plugged in, or out: the latter its own track tells. */
  const onDevices = () => {
    if (session === null) open()
  }

  return {
    start(onText) {
      give = onText
      navigator.mediaDevices?.addEventListener('devicechange', onDevices)
      onState('starting')
      open()
    },
    stop() {
      give = () => {}
      navigator.mediaDevices?.removeEventListener('devicechange', onDevices)
      close()
    },
  }
}

interface Session {
  end(): void
}

interface SessionEvents {
  onFrame(texts: readonly string[], brightness: number): void
  /** At most once, and never after `end`. */
  onLost(state: 'denied' | 'none'): void
}

/** One camera stream with one worker, from opening to the end. */
function openSession(video: HTMLVideoElement, frameIntervalMs: number, events: SessionEvents): Session {
  const ending = new AbortController()
  const { signal } = ending
  const isFrozen = createFreezeWatch(video)
  let worker: Worker | null = null
  let next: ReturnType<typeof setTimeout> | undefined
  let sentAt = 0

  const lose = (state: 'denied' | 'none') => {
    if (!signal.aborted) events.onLost(state)
  }

  async function openStream(): Promise<void> {
    // No `mediaDevices` on an insecure origin.
    const stream = await navigator.mediaDevices.getUserMedia(WANTED)
    if (signal.aborted) return stopTracks(stream)
    signal.addEventListener('abort', () => {
      stopTracks(stream)
      if (video.srcObject === stream) video.srcObject = null
    })
    for (const track of stream.getVideoTracks()) watchTrack(track, signal, () => lose('none'))
    worker = openWorker(signal, onAnswer, () => lose('none'))
    video.muted = true
    video.playsInline = true
    video.srcObject = stream
    await video.play()
    if (!signal.aborted) await sendFrame()
  }

  async function sendFrame(): Promise<void> {
    sentAt = performance.now()
    if (isFrozen(sentAt)) return lose('none')
    const { x, y, side, scaledSide } = cropOf(video.videoWidth, video.videoHeight)
    if (side === 0) return sendAfter(FRAME_INTERVAL_MS)
    const size = { resizeWidth: scaledSide, resizeHeight: scaledSide }
    const frame = await createImageBitmap(video, x, y, side, side, size)
    if (signal.aborted || !worker) return frame.close()
    worker.postMessage({ frame } satisfies FrameMessage, [frame])
    clearTimeout(next)
    next = setTimeout(() => lose('none'), ANSWER_MS_MAX)
  }

  function sendAfter(ms: number): void {
    clearTimeout(next)
    next = setTimeout(() => sendFrame().catch(() => lose('none')), ms)
  }

  function onAnswer(message: WorkerMessage): void {
    if (message.kind === 'broken') return lose('none')
    sendAfter(Math.max(0, frameIntervalMs - (performance.now() - sentAt)))
    events.onFrame(message.texts, message.brightness)
  }

  signal.addEventListener('abort', () => clearTimeout(next))
  // Told after the caller holds the session, also where the browser refuses at once.
  openStream().catch((error: unknown) => lose(isDenied(error) ? 'denied' : 'none'))
  return { end: () => ending.abort() }
}

/** Ended with the signal: thread, wasm and its memory are gone then. */
function openWorker(signal: AbortSignal, onAnswer: (message: WorkerMessage) => void, onLost: () => void): Worker {
  const worker = new Worker(new URL('./worker/camera-worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', (event: MessageEvent<WorkerMessage>) => onAnswer(event.data), { signal })
  worker.addEventListener('error', onLost, { signal })
  signal.addEventListener('abort', () => worker.terminate())
  return worker
}

/** The plug was pulled, or the picture is black for longer than a moment. */
function watchTrack(track: MediaStreamTrack, signal: AbortSignal, onLost: () => void): void {
  let muted: ReturnType<typeof setTimeout> | undefined
  const unmute = () => clearTimeout(muted)
  track.addEventListener('ended', onLost, { signal })
  track.addEventListener(
    'mute',
    () => {
      unmute()
      muted = setTimeout(onLost, MUTED_MS_MAX)
    },
    { signal },
  )
  track.addEventListener('unmute', unmute, { signal })
  signal.addEventListener('abort', unmute)
}

/** Some drivers tell nothing and go on giving the last frame; the video's time goes on then, its frames do not. */
function createFreezeWatch(video: HTMLVideoElement): (now: number) => boolean {
  let [frames, since] = [-1, 0]
  return now => {
    const { totalVideoFrames } = video.getVideoPlaybackQuality()
    // A page that nobody sees plays nothing.
    if (totalVideoFrames !== frames || video.ownerDocument.hidden) [frames, since] = [totalVideoFrames, now]
    return now - since > FROZEN_MS_MAX
  }
}

const isDenied = (error: unknown): boolean => error instanceof DOMException && error.name === 'NotAllowedError'

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
