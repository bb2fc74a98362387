import jsQR from 'jsqr'
import * as mupdf from 'mupdf'

/** Reads a printed paper back as a scanner would: from the PDF alone. */

export interface PaperPage {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8ClampedArray
}

/** 300 dpi: what an office printer prints and a phone camera sees. */
const SCALE = 300 / 72

export function rasterise(pdf: Uint8Array): PaperPage[] {
  const document = mupdf.Document.openDocument(pdf, 'application/pdf')
  return Array.from({ length: document.countPages() }, (_, at) => {
    const page = document.loadPage(at)
    const pixmap = page.toPixmap(mupdf.Matrix.scale(SCALE, SCALE), mupdf.ColorSpace.DeviceRGB, true)
    const [width, height] = [pixmap.getWidth(), pixmap.getHeight()]
    return { width, height, rgba: onWhite(pixmap.getPixels(), width * height) }
  })
}

/** What a page says, by page, spaces left out: how a word is broken up on paper carries no meaning. */
export function textOf(pdf: Uint8Array): string[] {
  const document = mupdf.Document.openDocument(pdf, 'application/pdf')
  return Array.from({ length: document.countPages() }, (_, at) =>
    document.loadPage(at).toStructuredText('preserve-whitespace').asText().replace(/\s+/g, ''),
  )
}

/** Paper is white where nothing is printed. */
function onWhite(pixels: Uint8ClampedArray, count: number): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(count * 4)
  for (let at = 0; at < count * 4; at += 4) {
    const alpha = (pixels[at + 3] ?? 0) / 255
    for (let channel = 0; channel < 3; channel++) {
      rgba[at + channel] = (pixels[at + channel] ?? 0) * alpha + 255 * (1 - alpha)
    }
    rgba[at + 3] = 255
  }
  return rgba
}

export function crop(page: PaperPage, box: { x: number; y: number; width: number; height: number }): PaperPage {
  const width = Math.min(Math.round(box.width), page.width - Math.round(box.x))
  const height = Math.min(Math.round(box.height), page.height - Math.round(box.y))
  const rgba = new Uint8ClampedArray(width * height * 4)
  for (let row = 0; row < height; row++) {
    const from = ((Math.round(box.y) + row) * page.width + Math.round(box.x)) * 4
    rgba.set(page.rgba.subarray(from, from + width * 4), row * width * 4)
  }
  return { width, height, rgba }
}

/** The fields between the cut marks of a sheet of cards: two across, five down, 85.6 × 54 mm, in the middle. */
export function cardsOf(sheet: PaperPage): PaperPage[] {
  const dots = (SCALE * 72) / 25.4
  return Array.from({ length: 10 }, (_, at) =>
    crop(sheet, {
      x: (19.4 + (at % 2) * 85.6) * dots,
      y: (13.5 + Math.floor(at / 2) * 54) * dots,
      width: 85.6 * dots,
      height: 54 * dots,
    }),
  )
}

/** The part of a paper that a person holds before the camera: its code with a margin of half the code all round. */
export function aroundQr(page: PaperPage): PaperPage | null {
  const found = jsQR(page.rgba, page.width, page.height)
  if (!found) return null
  const { topLeftCorner, bottomRightCorner } = found.location
  const size = bottomRightCorner.x - topLeftCorner.x
  const x = Math.max(0, topLeftCorner.x - size / 2)
  const y = Math.max(0, topLeftCorner.y - size / 2)
  return crop(page, { x, y, width: size * 2, height: size * 2 })
}

export const decodeQr = ({ rgba, width, height }: PaperPage): string | null => jsQR(rgba, width, height)?.data ?? null
