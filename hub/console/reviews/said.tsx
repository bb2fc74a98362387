import { WrittenText } from '../activities/handwriting.tsx'
import { Attachments } from '../declarations/attachments.tsx'
import { words } from '../text/words.ts'
import type { MatterRow } from './model.ts'
import css from './reviews.module.css'

type SaidProps = Pick<MatterRow, 'words' | 'drawn'> & Partial<Pick<MatterRow, 'signed' | 'attachments'>>

/** Typed words, pages written by finger, what was spoken, and the name under it. */
export function Said({ words: typed, drawn, signed, attachments = [] }: SaidProps) {
  const { reviews } = words()
  return (
    <>
      {typed !== '' && <p>{typed}</p>}
      {drawn.map((strokes, at) => (
        // Pages have no name but their place.
        <div key={at} class={css.drawn}>
          <WrittenText written={{ kind: 'drawn', strokes }} label={reviews.drawnBy(at + 1)} large />
        </div>
      ))}
      <Attachments all={attachments} />
      {signed && (
        <p class={css.note}>
          {reviews.signedBy} <WrittenText written={signed} label={reviews.signedBy} />
        </p>
      )}
    </>
  )
}
