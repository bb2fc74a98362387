import { useEffect, useRef } from 'preact/hooks'
import { pathOf, pointOf, STROKES_MAX, type Stroke } from '../../shared/passes/strokes.ts'

interface PadProps {
  readonly label: string
  readonly class: string | undefined
  readonly strokes: readonly Stroke[]
  readonly onStrokes: (strokes: readonly Stroke[]) => void
}

/** A page to write on with a finger. Drawn on a canvas while the finger moves; what is kept are lines. */
export function Pad({ label, class: name, strokes, onStrokes }: PadProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const latest = useRef({ strokes, onStrokes })
  latest.current = { strokes, onStrokes }
  useEffect(() => {
    const element = canvas.current
    if (!element) return undefined
    const redraw = () => draw(element, latest.current.strokes)
    const observer = new ResizeObserver(redraw)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (canvas.current) draw(canvas.current, strokes)
  }, [strokes])
  useEffect(() => {
    const element = canvas.current
    if (!element) return undefined
    return takeStrokes(element, stroke => {
      const { strokes: before, onStrokes: tell } = latest.current
      if (before.length < STROKES_MAX) tell([...before, stroke])
    })
  }, [])
  return <canvas ref={canvas} class={name} role="img" aria-label={label} data-strokes={strokes.length} />
}

/** Lines of one finger at a time; a palm beside it writes nothing. @returns how to stop */
function takeStrokes(canvas: HTMLCanvasElement, onStroke: (stroke: Stroke) => void): () => void {
  const listening = new AbortController()
  const options = { signal: listening.signal }
  let writing: { readonly finger: number; readonly points: number[] } | null = null
  const note = (event: PointerEvent): void => {
    if (!writing) return
    // The stage may be scaled: the box is what is on the glass, and so is the event.
    const { left, top, width } = canvas.getBoundingClientRect()
    for (const each of event.getCoalescedEvents?.().length ? event.getCoalescedEvents() : [event]) {
      writing.points.push(...pointOf(each.clientX - left, each.clientY - top, width))
    }
    drawTail(canvas, writing.points)
  }
  canvas.addEventListener(
    'pointerdown',
    event => {
      if (writing) return
      writing = { finger: event.pointerId, points: [] }
      canvas.setPointerCapture(event.pointerId)
      note(event)
    },
    options,
  )
  canvas.addEventListener('pointermove', event => event.pointerId === writing?.finger && note(event), options)
  const lift = (event: PointerEvent): void => {
    if (!writing || event.pointerId !== writing.finger) return
    const { points } = writing
    writing = null
    onStroke(points)
  }
  canvas.addEventListener('pointerup', lift, options)
  canvas.addEventListener('pointercancel', lift, options)
  return () => listening.abort()
}

/** Of the pad's width. */
const PEN = 0.009

function penOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const pen = canvas.getContext('2d')
  if (!pen) return null
  pen.lineWidth = canvas.width * PEN
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  pen.strokeStyle = getComputedStyle(canvas).color
  return pen
}

function draw(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const { clientWidth, clientHeight } = canvas
  // Phones have two or three points to a pixel of the page.
  const sharp = Math.min(3, devicePixelRatio || 1)
  canvas.width = Math.round(clientWidth * sharp)
  canvas.height = Math.round(clientHeight * sharp)
  const pen = penOf(canvas)
  if (!pen) return
  pen.setTransform(canvas.width / 1_000, 0, 0, canvas.width / 1_000, 0, 0)
  pen.lineWidth = 1_000 * PEN
  pen.stroke(new Path2D(pathOf(strokes)))
}

/** The newest piece alone, so that a long line costs no more than a short one. */
function drawTail(canvas: HTMLCanvasElement, points: readonly number[]): void {
  const pen = penOf(canvas)
  if (!pen) return
  pen.setTransform(canvas.width / 1_000, 0, 0, canvas.width / 1_000, 0, 0)
  pen.lineWidth = 1_000 * PEN
  pen.stroke(new Path2D(pathOf([points.slice(-40)])))
}
