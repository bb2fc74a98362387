import * as mupdf from 'mupdf'
import { expect, test } from 'vitest'
import { cardText } from '../../../shared/passes/card.ts'
import { BRANCH_TAG, secretNo } from '../../fixtures/passes.ts'
import { readQrFromScreenshot } from '../../fixtures/qr-read.ts'
import { qrPicture, type Picture } from '../../fixtures/qr-video.ts'

/** The independent reader itself: it must read what is there and nothing else. */

const CARD = cardText(secretNo(7), BRANCH_TAG)
const URL_TEXT = 'https://hub.local:8443/phone/#k=019a0000-0000-7000-8000-000000000001.abc_DEF-123'

/** The picture somewhere on a screen of this size, as a browser would photograph it. */
function screenshotOf(shown: Picture | null, width: number, height: number): Uint8Array {
  const picture = shown ?? { width: 0, height: 0, rgba: new Uint8Array() }
  const screen = new mupdf.Pixmap(mupdf.ColorSpace.DeviceRGB, [0, 0, width, height], false)
  screen.clear(238)
  const [pixels, stride] = [screen.getPixels(), screen.getStride()]
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      const from = (y * picture.width + x) * 4
      pixels.set(picture.rgba.subarray(from, from + 3), (y + 400) * stride + (x + 160) * 3)
    }
  }
  return screen.asPNG()
}

test('SG5 the independent reader reads a pass and an address from a screenshot of a whole screen', () => {
  expect(readQrFromScreenshot(screenshotOf(qrPicture(CARD), 1080, 1920))).toBe(CARD)
  expect(readQrFromScreenshot(screenshotOf(qrPicture(CARD, 20), 1080, 1920))).toBe(CARD)
  expect(readQrFromScreenshot(screenshotOf(qrPicture(URL_TEXT, 4), 1440, 900))).toBe(URL_TEXT)
})

test('SG5 the independent reader sees no code where none is, nor in half of one', () => {
  expect(readQrFromScreenshot(screenshotOf(null, 1080, 1920))).toBeNull()
  const whole = qrPicture(CARD)
  expect(readQrFromScreenshot(screenshotOf({ ...whole, height: whole.height / 2 }, 1080, 1920))).toBeNull()
})
