import { useWritingText } from '../text/use-writing-text.ts'
import { Button } from './button.tsx'
import { Actions } from './frame.tsx'
import { Icon } from './icon.tsx'
import { useStrokePages, type StrokePagesProps } from '../media/stroke-pages.ts'
import { pathOf, viewBoxOf, type StrokePages } from '../../shared/passes/strokes.ts'
import { WritePad } from './write-pad.tsx'
import css from './handwriting.module.css'

interface HandwritingProps extends StrokePagesProps {
  readonly label: string
  /** Faint words on the empty page. */
  readonly aim: string
}

/** Pages to write on with a finger: the last stroke can be taken back, a page cleared, another one begun. */
export function Handwriting({ label, aim, ...props }: HandwritingProps) {
  const words = useWritingText()
  const { pages, pagesMax } = props
  const { at, strokes, isFull, isLast, mayAdd, ...on } = useStrokePages(props)
  return (
    <div class={css.writing}>
      <WritePad key={at} label={label} aim={aim} strokes={strokes} onStrokes={on.write} />
      <p class={isFull ? css.full : css.page} role="status">
        {isFull && <Icon name="alert" />}
        {isFull ? words.full : words.pageOf(at + 1, Math.max(1, pages.length))}
        {!isFull && pages.length >= pagesMax && `　${words.last(pagesMax)}`}
      </p>
      <Actions>
        <Button label={words.undo} icon="erase" disabled={strokes.length === 0} onPress={on.undo} />
        <Button label={words.clear} icon="retry" disabled={strokes.length === 0} onPress={on.clear} />
        {pages.length > 1 && <Button label={words.before} icon="prev" disabled={at === 0} onPress={on.before} />}
        <Button
          label={isLast ? words.add : words.after}
          iconAfter="next"
          disabled={isLast && !mayAdd}
          onPress={on.goOn}
        />
      </Actions>
    </div>
  )
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
            viewBox={viewBoxOf(strokes)}
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
