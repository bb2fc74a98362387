import { useDeclareText } from '../text/use-declare-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { Handwriting, WrittenPages } from '../ui/handwriting.tsx'
import { Heading } from '../ui/heading.tsx'
import { thinnedPages, type StrokePages } from '../../shared/passes/strokes.ts'
import { Chosen } from './pick-day.tsx'
import css from './declare.module.css'

interface WriteProps {
  readonly where: string
  readonly title: string
  readonly note: string
  readonly aim: string
  /** What it is about. */
  readonly about: string
  readonly aboutNote?: string
  readonly pages: StrokePages
  readonly pagesMax: number
  readonly bytesMax: number
  readonly onPages: (pages: StrokePages) => void
  readonly onDone: () => void
}

/** Words by finger; done, or thrown away. */
export function Write({ where, title, note, aim, about, aboutNote, pages, pagesMax, bytesMax, ...on }: WriteProps) {
  const words = useDeclareText().words
  const isEmpty = pages.every(each => each.length === 0)
  const fits = thinnedPages(pages, bytesMax) !== null
  const drop = () => {
    on.onPages([])
    on.onDone()
  }
  return (
    <Frame where={where} speech={`${title}${note}`}>
      <Look>
        <Heading title={title} note={note} />
        {pages.length > 1 ? (
          <WrittenPages pages={pages} />
        ) : (
          <Chosen title={about} {...(aboutNote && { note: aboutNote })} />
        )}
      </Look>
      <div class={css.below}>
        <Handwriting
          label={title}
          aim={aim}
          pages={pages}
          onPages={on.onPages}
          pagesMax={pagesMax}
          bytesMax={bytesMax}
        />
        <Actions grow="wide">
          <Button label={words.drop} icon="back" onPress={drop} />
          <Button kind="primary" label={words.done} icon="tick" disabled={isEmpty || !fits} onPress={on.onDone} />
        </Actions>
      </div>
    </Frame>
  )
}
