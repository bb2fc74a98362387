import { useMemo, useState } from 'preact/hooks'
import { STROKES_MAX, thinnedPages, type Stroke, type StrokePages } from '../../shared/passes/strokes.ts'

/** Pages to write on with a finger: which one is open, whether more fits, and what its buttons do. */

export interface StrokePagesProps {
  /** As the finger drew them; `onPages` is told each change. Empty pages may stand among them. */
  readonly pages: StrokePages
  readonly onPages: (pages: StrokePages) => void
  readonly pagesMax: number
  /** JSON bytes that all pages may come to once thinned (`thinnedPages`): what is more is not kept, and said. */
  readonly bytesMax: number
}

export function useStrokePages({ pages, onPages, pagesMax, bytesMax }: StrokePagesProps) {
  const [wanted, setAt] = useState(Math.max(0, pages.length - 1))
  const at = Math.min(wanted, Math.max(0, pages.length - 1))
  const strokes = pages[at] ?? []
  const isFull = useIsFull(pages, bytesMax) || strokes.length >= STROKES_MAX
  const write = (next: readonly Stroke[]) => {
    const all = pages.length === 0 ? [[]] : pages
    onPages(all.map((each, place) => (place === at ? next : each)))
  }
  const isLast = at >= pages.length - 1
  return {
    at,
    strokes,
    isFull,
    isLast,
    mayAdd: strokes.length > 0 && pages.length < pagesMax && !isFull,
    write,
    undo: () => write(strokes.slice(0, -1)),
    clear: () => write([]),
    before: () => setAt(at - 1),
    /** To the next page, which is begun where this is the last. */
    goOn() {
      if (isLast) onPages([...(pages.length === 0 ? [[]] : pages), []])
      setAt(at + 1)
    },
  }
}

/** Whether what is written does not fit what may travel. */
export function useIsFull(pages: StrokePages, bytesMax: number): boolean {
  return useMemo(() => thinnedPages(pages, bytesMax) === null, [pages, bytesMax])
}
