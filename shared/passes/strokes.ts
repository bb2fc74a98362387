/**
 * Handwriting as lines: each stroke is x and y by turns, in thousandths of the pad's width. Thinned until it fits what
 * may travel; what the eye reads stays.
 */
export type Stroke = readonly number[]

/** As the wire takes them (shared/passes/written.ts). */
export const STROKES_MAX = 120
const NUMBERS_MAX = 400
const UNIT = 1_000
/** As high as a pad may be, in thousandths of its width. */
const HEIGHT_MAX = 4_000

/** Points nearer than this to the line through their neighbours say nothing: a finger is no pencil. */
const TOLERANCE_FIRST = 2
const TOLERANCE_STEP = 1.5

/** @param x and y in pixels from the pad's corner · @param width of the pad in the same pixels */
export function pointOf(x: number, y: number, width: number): readonly [number, number] {
  const scaled = (value: number, most: number) => Math.round(Math.min(most, Math.max(0, (value / width) * UNIT)))
  return [scaled(x, UNIT), scaled(y, HEIGHT_MAX)]
}

/**
 * The strokes with so few points that their JSON text has at most so many bytes; never fewer strokes. Null when even
 * two points for each stroke are too much.
 */
export function thinned(strokes: readonly Stroke[], bytesMax: number): readonly Stroke[] | null {
  for (let tolerance = TOLERANCE_FIRST; ; tolerance *= TOLERANCE_STEP) {
    const thin = strokes.map(stroke => simplified(stroke, tolerance))
    const fits = JSON.stringify(thin).length <= bytesMax && thin.every(stroke => stroke.length <= NUMBERS_MAX)
    if (fits && thin.length <= STROKES_MAX) return thin
    if (tolerance > HEIGHT_MAX || thin.length > STROKES_MAX) return null
  }
}

/** Handwriting over several pages, in order. */
export type StrokePages = readonly (readonly Stroke[])[]

/** What a hand of one pad's width still reads: a coarser line would change what somebody wrote. */
const TOLERANCE_READABLE = 9

/** The pages that hold something, thinned together into so many bytes of JSON text; null where that spoils the hand. */
export function thinnedPages(pages: StrokePages, bytesMax: number): StrokePages | null {
  const written = pages.filter(each => each.length > 0)
  for (let tolerance = TOLERANCE_FIRST; tolerance <= TOLERANCE_READABLE; tolerance *= TOLERANCE_STEP) {
    const thin = written.map(page => page.map(stroke => simplified(stroke, tolerance)))
    const isShort = thin.every(page => page.every(stroke => stroke.length <= NUMBERS_MAX))
    if (isShort && JSON.stringify(thin).length <= bytesMax) return thin
  }
  return null
}

/** Douglas–Peucker: keeps the ends, and every point farther than the tolerance from the line without it. */
export function simplified(stroke: Stroke, tolerance: number): Stroke {
  const last = stroke.length / 2 - 1
  if (last < 2) return stroke
  const keep = new Set([0, last])
  const open: (readonly [number, number])[] = [[0, last]]
  for (let part = open.pop(); part; part = open.pop()) {
    const [from, to] = part
    let far = { at: 0, distance: tolerance }
    for (let at = from + 1; at < to; at++) {
      const distance = distanceTo(stroke, at, from, to)
      if (distance > far.distance) far = { at, distance }
    }
    if (far.at === 0) continue
    keep.add(far.at)
    open.push([from, far.at], [far.at, to])
  }
  return [...keep].sort((a, b) => a - b).flatMap(at => [x(stroke, at), y(stroke, at)])
}

const x = (stroke: Stroke, at: number): number => stroke[2 * at] ?? 0
const y = (stroke: Stroke, at: number): number => stroke[2 * at + 1] ?? 0

/** From point `at` to the line from point `from` to point `to`. */
function distanceTo(stroke: Stroke, at: number, from: number, to: number): number {
  const [dx, dy] = [x(stroke, to) - x(stroke, from), y(stroke, to) - y(stroke, from)]
  const [px, py] = [x(stroke, at) - x(stroke, from), y(stroke, at) - y(stroke, from)]
  const length = Math.hypot(dx, dy)
  return length === 0 ? Math.hypot(px, py) : Math.abs(dx * py - dy * px) / length
}

/** SVG path of the strokes; a dot is drawn as the shortest of lines. */
export function pathOf(strokes: readonly Stroke[]): string {
  return strokes
    .map(stroke => {
      const points: string[] = []
      for (let at = 0; at < stroke.length / 2; at++) points.push(`${x(stroke, at)} ${y(stroke, at)}`)
      const [first = '0 0'] = points
      return points.length === 1 ? `M${first}h1` : `M${points.join('L')}`
    })
    .join('')
}

/** The smallest box around the strokes. */
export function boundsOf(strokes: readonly Stroke[]) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const stroke of strokes) {
    for (let at = 0; at < stroke.length / 2; at++) {
      left = Math.min(left, x(stroke, at))
      right = Math.max(right, x(stroke, at))
      top = Math.min(top, y(stroke, at))
      bottom = Math.max(bottom, y(stroke, at))
    }
  }
  return left > right
    ? { left: 0, top: 0, width: 1, height: 1 }
    : { left, top, width: right - left, height: bottom - top }
}

/** Room around the strokes that are shown back. */
const EDGE = 14

/** `viewBox` of a picture of the strokes. */
export function viewBoxOf(strokes: readonly Stroke[]): string {
  const { left, top, width, height } = boundsOf(strokes)
  return [left - EDGE, top - EDGE, width + 2 * EDGE, height + 2 * EDGE].join(' ')
}
