import { createSight, cropOf, FRAME_INTERVAL_MS, type Sight } from './frame-rules.ts'
import type { ScanSource } from './scan-source.ts'
import type { FrameMessage, WorkerMessage } from './worker/messages.ts'

/**
 * The camera as a scanner. Runs only between `start` and `stop`; then camera, worker and decoder memory are given back.
 */

/** `denied`: the browser was told no · `none`: no camera that works, looked for again by itself. */
export type CameraState = 'starting' | Sight | 'denied' | 'none'

export interface CameraOptions {
  /** Shows what the camera sees; the caller places it, mirrored or not. */
  readonly video: HTMLVideoElement
  readonly onState: (state: CameraState) => void
}

const RETRY_MS = 10_000
/** The decoder's first answer waits for its wasm file. */
const ANSWER_MS_MAX = 30_000
const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 15 } },
}

export function createCamera({ video, onState }: CameraOptions): ScanSource {
  let session: Session | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let give: (text: string) => void = () => {}

  function open(): void {
    close()
    onState('starting')
    const opened: Session = openSession(video, {
      onSight: (sight, texts) => {
        onState(sight)
        for (const text of texts) give(text)
      },
      onLost: state => {
        if (session !== opened) return
        close()
        onState(state)
        if (state === 'none') retry = setTimeout(open, RETRY_MS)
      },
    })
    session = opened
  }

  function close(): void {
    clearTimeout(retry)
    session?.end()
    session = null
  }

  /** A camera was plugged in, or out: the latter its own track tells. */
  const onDevices = () => {
    if (session === null) open()
  }

  return {
    start(onText) {
      give = onText
      navigator.mediaDevices?.addEventListener('devicechange', onDevices)
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
  onSight(sight: Sight, texts: readonly string[]): void
  /** At most once, and never after `end`. */
  onLost(state: 'denied' | 'none'): void
}

/** One camera stream with one worker, from opening to the end. */
function openSession(video: HTMLVideoElement, events: SessionEvents): Session {
  const worker = new Worker(new URL('./worker/camera-worker.ts', import.meta.url), { type: 'module' })
  const look = createSight()
  let stream: MediaStream | null = null
  let ended = false
  let next: ReturnType<typeof setTimeout> | undefined
  let sentAt = 0

  const lose = (state: 'denied' | 'none') => {
    if (!ended) events.onLost(state)
  }

  async function openStream(): Promise<void> {
    // No `mediaDevices` on an insecure origin.
    const opened = await navigator.mediaDevices.getUserMedia(WANTED)
    if (ended) return stopTracks(opened)
    stream = opened
    for (const track of opened.getVideoTracks()) track.addEventListener('ended', () => lose('none'))
    video.muted = true
    video.playsInline = true
    video.srcObject = opened
    await video.play()
    if (!ended) await sendFrame()
  }

  async function sendFrame(): Promise<void> {
    sentAt = performance.now()
    const { x, y, side, scaledSide } = cropOf(video.videoWidth, video.videoHeight)
    if (side === 0) return sendAfter(FRAME_INTERVAL_MS)
    const size = { resizeWidth: scaledSide, resizeHeight: scaledSide }
    const frame = await createImageBitmap(video, x, y, side, side, size)
    if (ended) return frame.close()
    worker.postMessage({ frame } satisfies FrameMessage, [frame])
    clearTimeout(next)
    next = setTimeout(() => lose('none'), ANSWER_MS_MAX)
  }

  function sendAfter(ms: number): void {
    clearTimeout(next)
    next = setTimeout(() => sendFrame().catch(() => lose('none')), ms)
  }

  worker.addEventListener('message', (event: MessageEvent<WorkerMessage>) => {
    if (ended) return
    const message = event.data
    if (message.kind === 'broken') return lose('none')
    const now = performance.now()
    const { sight, give } = look(message.texts, message.brightness, now)
    sendAfter(Math.max(0, FRAME_INTERVAL_MS - (now - sentAt)))
    events.onSight(sight, give)
  })
  worker.addEventListener('error', () => lose('none'))
  // Told after the caller holds the session, also where the browser refuses at once.
  openStream().catch((error: unknown) => lose(isDenied(error) ? 'denied' : 'none'))

  return {
    end() {
      ended = true
      clearTimeout(next)
      worker.terminate()
      if (stream) stopTracks(stream)
      if (stream && video.srcObject === stream) video.srcObject = null
    },
  }
}

const isDenied = (error: unknown): boolean => error instanceof DOMException && error.name === 'NotAllowedError'

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
