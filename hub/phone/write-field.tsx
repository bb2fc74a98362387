import { Pad } from '../../kiosk/media/pad.tsx'
import { useStrokePages, type StrokePagesProps } from '../../kiosk/media/stroke-pages.ts'
import { pathOf, viewBoxOf, type StrokePages } from '../../shared/passes/strokes.ts'
import { declareWords } from './text/declare.ts'
import { useWords } from './words.ts'

/** Writing by finger, for whom the phone's keyboard is too small. */
export function WriteField(props: StrokePagesProps) {
  const text = declareWords[useWords().language].writing
  const { pages, pagesMax } = props
  const { at, strokes, isFull, isLast, mayAdd, ...on } = useStrokePages(props)
  const count = Math.max(1, pages.length)
  return (
    <div class="writing">
      <div class="pad">
        {strokes.length === 0 && (
          <p class="pad-aim" aria-hidden="true">
            {text.aim}
          </p>
        )}
        <Pad key={at} class="pad-canvas" label={text.label} strokes={strokes} onStrokes={on.write} />
      </div>
      <p class={isFull ? 'warning' : 'quiet'} role="status">
        {isFull ? text.full : text.page(at + 1, count)}
      </p>
      <div class="choices">
        <button type="button" disabled={strokes.length === 0} onClick={on.undo}>
          {text.undo}
        </button>
        <button type="button" disabled={strokes.length === 0} onClick={on.clear}>
          {text.clear}
        </button>
        {pages.length > 1 && (
          <button type="button" disabled={at === 0} onClick={on.before}>
            {text.before}
          </button>
        )}
        {pagesMax > 1 && (
          <button type="button" disabled={isLast && !mayAdd} onClick={on.goOn}>
            {isLast ? text.add : text.after}
          </button>
        )}
      </div>
    </div>
  )
}

/** Shown back as it was written. */
export function Written({ pages }: { pages: StrokePages }) {
  const text = declareWords[useWords().language].writing
  return (
    <>
      {pages
        .filter(each => each.length > 0)
        .map((strokes, at) => (
          <svg
            key={at}
            class="written"
            viewBox={viewBoxOf(strokes)}
            preserveAspectRatio="xMinYMid meet"
            role="img"
            aria-label={text.written(at + 1)}
          >
            <path d={pathOf(strokes)} />
          </svg>
        ))}
    </>
  )
}
