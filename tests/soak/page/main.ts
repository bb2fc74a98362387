import { createCamera, type CameraState } from '../../../kiosk/scan/camera.ts'
import type { ScanSource } from '../../../kiosk/scan/scan-source.ts'
import { createWedge } from '../../../kiosk/scan/wedge.ts'

/** The kiosk's scanners alone on a page, with fields and buttons that a scan must leave alone. */

/** More would be growth of the page's own, not of what is measured. */
const KEPT = 200

const scans: string[] = []
const states: CameraState[] = []
const touched: string[] = []
const counts = { frames: 0, read: 0, scans: 0 }

const element = <T extends HTMLElement>(id: string): T => {
  const found = document.querySelector<T>(`#${id}`)
  if (!found) throw new Error(`no ${id}`)
  return found
}

function keep<T>(list: T[], item: T): void {
  list.push(item)
  if (list.length > KEPT) list.shift()
}

const onText = (text: string): void => {
  counts.scans += 1
  keep(scans, text)
}

function onState(state: CameraState): void {
  if (state === 'looking' || state === 'reading' || state === 'dark') counts.frames += 1
  if (state === 'reading') counts.read += 1
  if (states.at(-1) !== state) keep(states, state)
}

const wedge = createWedge(document)
let camera: ScanSource | null = null

const scanPage = {
  scans,
  states,
  counts,
  /** What happened to the page besides scanning. */
  touched,
  wedge,
  startCamera(frameIntervalMs?: number): void {
    const video = element<HTMLVideoElement>('video')
    camera = createCamera({ video, onState, ...(frameIntervalMs !== undefined && { frameIntervalMs }) })
    camera.start(onText)
  },
  stopCamera(): void {
    camera?.stop()
    camera = null
  },
}

for (const id of ['name', 'pin']) {
  element<HTMLInputElement>(id).addEventListener('input', event => {
    touched.push(`${id}=${(event.target as HTMLInputElement).value}`)
  })
}
element('press').addEventListener('click', () => touched.push('press'))
element('form').addEventListener('submit', event => {
  event.preventDefault()
  touched.push('submit')
})

declare global {
  interface Window {
    scanPage: typeof scanPage
  }
}

window.scanPage = scanPage
wedge.start(onText)
