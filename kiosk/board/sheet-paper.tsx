import type { ComponentChildren } from 'preact'
import type { BoardDocument } from '../../shared/notices/document.ts'
import { useText } from '../text/use-text.ts'
import { Icon } from '../ui/icon.tsx'
import css from './notice-sheet.module.css'

export interface SheetPaperProps {
  readonly document: Pick<BoardDocument, 'title' | 'issuer' | 'rev' | 'correction' | 'contact' | 'publishedOn'>
  readonly page: number
  /** Behind the contact, in small letters. */
  readonly aside?: string
  /** A letter's id; it hangs on no wall. */
  readonly letter?: string
  readonly children: ComponentChildren
}

/** What hangs on the wall, or is read behind the card: heading closed by the two rules, body, signature. */
export function SheetPaper({ document, page, aside, letter, children }: SheetPaperProps) {
  const t = useText()
  const { name, phone } = document.contact
  return (
    <article class={css.sheet} data-page={page === 0 ? 'first' : 'rest'} data-letter={letter}>
      <h1>
        <small>{document.issuer}</small>
        {document.title}
      </h1>
      <div class={css.wenwu} />
      {document.correction !== null && (
        <p class={css.correction}>
          <b>
            <Icon name="object" />
            {t.notice.correction(document.rev)}
          </b>
          {document.correction}
        </p>
      )}
      <div class={css.body}>{children}</div>
      <footer class={css.sign} data-sign>
        <div>
          <span>{t.notice.contact(name, phone)}</span>
          {aside !== undefined && <span class={css.soft}>{aside}</span>}
        </div>
        <div>
          <span>{document.issuer}</span>
          <span>{t.fullDay(document.publishedOn)}</span>
        </div>
      </footer>
    </article>
  )
}
