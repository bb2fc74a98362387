import { BarcodeDetector as WasmDetector, prepareZXingModule } from 'barcode-detector/ponyfill'
import type { ZXingReaderModule } from 'zxing-wasm/reader'
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { FrameMessage, WorkerMessage } from './messages.ts'

/**
 * Reads QR codes from camera frames, away from the page's own thread. The browser's detector where it has one, else
 * ZXing, whose wasm file comes from this kiosk's own origin: the library would fetch it from the internet.
 */

interface Detector {
  detect(image: ImageData): Promise<readonly { readonly rawValue: string }[]>
}

/** The part of the Shape Detection API that some browsers have and TypeScript does not know. */
interface NativeDetector {
  new (options: { formats: string[] }): Detector
  getSupportedFormats(): Promise<readonly string[]>
}

/** Every so many pixels are enough to tell a dark room. */
const BRIGHTNESS_STEP = 97

const canvas = new OffscreenCanvas(1, 1)
const painter = canvas.getContext('2d', { willReadFrequently: true })
const detector = findDetector()

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- the page that started a worker is its only listener
const answer = (message: WorkerMessage): void => globalThis.postMessage(message)

globalThis.addEventListener('message', (event: MessageEvent<FrameMessage>) => {
  read(event.data.frame).then(answer, (error: unknown) => answer({ kind: 'broken', why: String(error) }))
})

async function read(frame: ImageBitmap): Promise<WorkerMessage> {
  const image = pixelsOf(frame)
  const codes = await (await detector).detect(image)
  return { kind: 'read', texts: codes.map(code => code.rawValue), brightness: brightnessOf(image.data) }
}

function pixelsOf(frame: ImageBitmap): ImageData {
  if (!painter) throw new Error('no canvas')
  const { width, height } = frame
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  painter.drawImage(frame, 0, 0)
  frame.close()
  return painter.getImageData(0, 0, width, height)
}

async function findDetector(): Promise<Detector> {
  const formats = ['qr_code']
  const Native = (globalThis as { BarcodeDetector?: NativeDetector }).BarcodeDetector
  if (Native && (await Native.getSupportedFormats()).includes('qr_code')) return new Native({ formats })
  const decoder = await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true })
  return freeing(decoder, new WasmDetector({ formats: ['qr_code'] }))
}

/**
 * The library never gives back the list of codes of a frame, which lives in the decoder's own memory and keeps the bytes
 * of each code alive: over a day that is every code anybody held up.
 */
function freeing(decoder: ZXingReaderModule, detector: Detector): Detector {
  const lists: object[] = []
  const read = decoder.readBarcodesFromPixmap.bind(decoder)
  decoder.readBarcodesFromPixmap = (...frame) => {
    const list = read(...frame)
    lists.push(list)
    return list
  }
  return {
    async detect(image) {
      try {
        return await detector.detect(image)
      } finally {
        for (const list of lists.splice(0)) if (isDeletable(list)) list.delete()
      }
    },
  }
}

/** Every object of the decoder can be given back; the library's types do not say so. */
const isDeletable = (object: object): object is { delete(): void } =>
  'delete' in object && typeof object.delete === 'function'

/** Green alone is near enough to brightness. */
function brightnessOf(pixels: Uint8ClampedArray): number {
  let [sum, count] = [0, 0]
  for (let at = 1; at < pixels.length; at += 4 * BRIGHTNESS_STEP) {
    sum += pixels[at] ?? 0
    count++
  }
  return count === 0 ? 0 : sum / count
}
