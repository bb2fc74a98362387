import { useMemo, useState } from 'preact/hooks'
import { useWritingText } from '../text/use-writing-text.ts'
import { Button } from './button.tsx'
import { Actions } from './frame.tsx'
import { Icon } from './icon.tsx'
import {
  boundsOf,
  pathOf,
  STROKES_MAX,
  thinnedPages,
  type Stroke,
  type StrokePages,
} from '../../shared/passes/strokes.ts'
import { WritePad } from './write-pad.tsx'
import css from './handwriting.module.css'

interface HandwritingProps {
  readonly label: string
  /** Faint words on the empty page. */
  readonly aim: string
  /** As the finger drew them; `onPages` is told each change. Empty pages may stand among them. */
  readonly pages: StrokePages
  readonly onPages: (pages: StrokePages) => void
  readonly pagesMax: number
  /** JSON bytes that all pages may come to once thinned (`thinnedPages`): what is more is not kept, and said. */
  readonly bytesMax: number
}

/** Pages to write on with a finger: the last stroke can be taken back, a page cleared, another one begun. */
export function Handwriting({ label, aim, pages, onPages, pagesMax, bytesMax }: HandwritingProps) {
  const words = useWritingText()
  const [wanted, setAt] = useState(Math.max(0, pages.length - 1))
  const at = Math.min(wanted, Math.max(0, pages.length - 1))
  const strokes = pages[at] ?? []
  const isFull = useIsFull(pages, bytesMax) || strokes.length >= STROKES_MAX
  const write = (next: readonly Stroke[]) => {
    const all = pages.length === 0 ? [[]] : pages
    onPages(all.map((each, place) => (place === at ? next : each)))
  }
  const isLast = at >= pages.length - 1
  const goOn = () => {
    if (isLast) onPages([...(pages.length === 0 ? [[]] : pages), []])
    setAt(at + 1)
  }
  const mayAdd = strokes.length > 0 && pages.length < pagesMax && !isFull
  return (
    <div class={css.writing}>
      <WritePad key={at} label={label} aim={aim} strokes={strokes} onStrokes={write} />
      <p class={isFull ? css.full : css.page} role="status">
        {isFull && <Icon name="alert" />}
        {isFull ? words.full : words.pageOf(at + 1, Math.max(1, pages.length))}
        {!isFull && pages.length >= pagesMax && `　${words.last(pagesMax)}`}
      </p>
      <Actions>
        <Button
          label={words.undo}
          icon="erase"
          disabled={strokes.length === 0}
          onPress={() => write(strokes.slice(0, -1))}
        />
        <Button label={words.clear} icon="retry" disabled={strokes.length === 0} onPress={() => write([])} />
        {pages.length > 1 && (
          <Button label={words.before} icon="prev" disabled={at === 0} onPress={() => setAt(at - 1)} />
        )}
        <Button label={isLast ? words.add : words.after} iconAfter="next" disabled={isLast && !mayAdd} onPress={goOn} />
      </Actions>
    </div>
  )
}

/** Whether what is written does not fit what may travel. */
export function useIsFull(pages: StrokePages, bytesMax: number): boolean {
  return useMemo(() => thinnedPages(pages, bytesMax) === null, [pages, bytesMax])
}

/** Handwriting shown back: every page that holds something, as it was written. */
export function WrittenPages({ pages }: { pages: StrokePages }) {
  const words = useWritingText()
  const written = pages.filter(each => each.length > 0)
  return (
    <ol class={css.back} data-count={written.length}>
      {written.map((strokes, at) => (
        <li key={at}>
          <svg
            viewBox={boxOf(strokes)}
            preserveAspectRatio="xMinYMid meet"
            role="img"
            aria-label={words.written(at + 1)}
          >
            <path d={pathOf(strokes)} />
          </svg>
        </li>
      ))}
    </ol>
  )
}

const EDGE = 14

function boxOf(strokes: readonly Stroke[]): string {
  const { left, top, width, height } = boundsOf(strokes)
  return [left - EDGE, top - EDGE, width + 2 * EDGE, height + 2 * EDGE].join(' ')
}
