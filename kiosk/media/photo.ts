import { ATTACHMENT_BYTES } from '../../shared/declarations/attachment.ts'

/** One picture: from a camera that runs while its page is on the glass and not a moment longer, or from a phone's file. */

/** A picture as JPEG. */
export interface PhotoNote {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly width: number
  readonly height: number
}

export type LiveState = 'starting' | 'live' | 'denied' | 'none'

/** Longest side of a picture, pixels. */
export const SIDE_MAX = 1_280

const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { width: { ideal: 1_280 }, height: { ideal: 960 } },
}

/** Shows what the camera sees. @returns how to give the camera back */
export function openLive(video: HTMLVideoElement, onState: (state: LiveState) => void): () => void {
  let isOver = false
  let stream: MediaStream | null = null
  const stop = (): void => {
    isOver = true
    for (const track of stream?.getTracks() ?? []) track.stop()
    if (video.srcObject === stream) video.srcObject = null
    stream = null
  }
  const say = (state: LiveState): void => {
    if (!isOver) onState(state)
  }
  const open = async (): Promise<void> => {
    // No `mediaDevices` on an insecure origin.
    stream = await navigator.mediaDevices.getUserMedia(WANTED)
    if (isOver) return stop()
    for (const track of stream.getVideoTracks()) track.addEventListener('ended', () => say('none'))
    video.muted = true
    video.playsInline = true
    video.srcObject = stream
    await video.play()
    say('live')
  }
  say('starting')
  open().catch((cause: unknown) => {
    say(cause instanceof DOMException && cause.name === 'NotAllowedError' ? 'denied' : 'none')
  })
  return stop
}

/** Width and height within the longest side, as the picture has them. */
export function scaledTo(width: number, height: number, most: number): { width: number; height: number } {
  const scale = Math.min(1, most / Math.max(1, width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Draws the picture at this size and packs it at this quality (0 to 1). Null where the browser cannot. */
export type Pack = (width: number, height: number, quality: number) => Promise<Uint8Array<ArrayBuffer> | null>

const QUALITIES = [0.82, 0.7, 0.58, 0.46]
const SMALLER = 0.75
const SIDE_MIN = 160

/** The best JPEG that is small enough to travel: first less fine, then smaller. */
export async function fitPhoto(pack: Pack, width: number, height: number): Promise<PhotoNote | null> {
  for (let most = SIDE_MAX; most >= SIDE_MIN; most = Math.floor(most * SMALLER)) {
    const size = scaledTo(width, height, most)
    for (const quality of QUALITIES) {
      const bytes = await pack(size.width, size.height, quality)
      if (!bytes) return null
      if (bytes.length <= ATTACHMENT_BYTES.photo) return { bytes, ...size }
    }
  }
  return null
}

/** What the camera sees at this moment; null while it sees nothing. */
export async function takePhoto(video: HTMLVideoElement): Promise<PhotoNote | null> {
  const { videoWidth, videoHeight } = video
  if (videoWidth === 0) return null
  // Held still at once: the tries below must all be of the same moment.
  const still = await createImageBitmap(video)
  try {
    return await fitPhoto((width, height, quality) => packed(still, width, height, quality), videoWidth, videoHeight)
  } finally {
    still.close()
  }
}

async function packed(still: ImageBitmap | HTMLImageElement, width: number, height: number, quality: number) {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (!pen) return null
  pen.drawImage(still, 0, 0, width, height)
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', quality))
  return blob && blob.type === 'image/jpeg' ? new Uint8Array(await blob.arrayBuffer()) : null
}

/** Null where the browser cannot read it as a picture. */
export async function photoOfFile(file: Blob): Promise<PhotoNote | null> {
  const url = URL.createObjectURL(file)
  try {
    const picture = new Image()
    picture.src = url
    await picture.decode()
    const { naturalWidth, naturalHeight } = picture
    return await fitPhoto(
      (width, height, quality) => packed(picture, width, height, quality),
      naturalWidth,
      naturalHeight,
    )
  } catch {
    // No picture, or of a kind that this browser does not know.
    return null
  } finally {
    URL.revokeObjectURL(url)
  }
}
