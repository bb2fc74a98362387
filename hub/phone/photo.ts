import { ATTACHMENT_BYTES } from '../../shared/declarations/attachment.ts'

/** A picture from the phone's camera, made small enough to send; the hub draws it anew once more. */

/** Longer sides to try, in points, and qualities for each. */
const SIDES = [1_280, 960, 720] as const
const QUALITIES = [0.75, 0.6, 0.45] as const

/** Null where the phone cannot read it as a picture, or it does not get small enough. */
export async function shrunk(file: Blob): Promise<Uint8Array | null> {
  const url = URL.createObjectURL(file)
  try {
    const picture = new Image()
    picture.src = url
    await picture.decode()
    for (const side of SIDES) {
      for (const quality of QUALITIES) {
        const bytes = await drawn(picture, side, quality)
        if (bytes && bytes.length <= ATTACHMENT_BYTES.photo) return bytes
      }
    }
    return null
  } catch {
    // No picture, or one that this phone does not know.
    return null
  } finally {
    URL.revokeObjectURL(url)
  }
}

async function drawn(picture: HTMLImageElement, side: number, quality: number): Promise<Uint8Array | null> {
  const { naturalWidth: width, naturalHeight: height } = picture
  const scale = Math.min(1, side / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', quality))
  return blob && new Uint8Array(await blob.arrayBuffer())
}
