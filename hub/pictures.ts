import sharp from 'sharp'
import { PHOTO_PIXELS_MAX } from '../shared/declarations/attachment.ts'

/** Pictures from outside are never kept as they came: only what our own program drew of them anew. */

/** The longer side of what is kept; enough to read a certificate. */
const SIDE_MAX = 1_600
const QUALITY = 80

/** By their first bytes: nothing else ever reaches the picture library, which can read far more than we want. */
const KINDS: readonly { readonly format: string; readonly starts: (bytes: Uint8Array) => boolean }[] = [
  { format: 'jpeg', starts: bytes => has(bytes, 0, [0xff, 0xd8, 0xff]) },
  { format: 'png', starts: bytes => has(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  {
    format: 'webp',
    starts: bytes => has(bytes, 0, [0x52, 0x49, 0x46, 0x46]) && has(bytes, 8, [0x57, 0x45, 0x42, 0x50]),
  },
]

const has = (bytes: Uint8Array, at: number, start: readonly number[]): boolean =>
  start.every((byte, offset) => bytes[at + offset] === byte)

/**
 * A JPEG, PNG or WebP drawn anew as a plain JPEG: turned upright, at most 1,600 points long, without place, time, camera
 * and whatever else lay in the file.
 * @returns null for what is no such picture, is damaged, or has more points than `PHOTO_PIXELS_MAX`
 */
export async function redraw(bytes: Uint8Array): Promise<Uint8Array | null> {
  const kind = KINDS.find(each => each.starts(bytes))
  if (!kind) return null
  try {
    const picture = sharp(bytes, { limitInputPixels: PHOTO_PIXELS_MAX, failOn: 'error', animated: false })
    const { format } = await picture.metadata()
    if (format !== kind.format) return null
    const drawn = await picture
      .rotate()
      .resize({ width: SIDE_MAX, height: SIDE_MAX, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: QUALITY })
      .toBuffer()
    return new Uint8Array(drawn)
  } catch {
    // Whatever the library finds wrong with bytes from outside: they are no picture.
    return null
  }
}
