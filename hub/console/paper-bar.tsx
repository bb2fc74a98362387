import type { ComponentChildren } from 'preact'
import { Button } from '../pages/ui/button.tsx'
import { Icon } from '../pages/ui/icon.tsx'
import css from './paper-bar.module.css'

export interface PaperBarProps {
  readonly back: { readonly href: string; readonly label: string }
  readonly title?: string
  /** What to set at the printer. */
  readonly note?: string
  readonly more?: ComponentChildren
  /** The word on the print button; absent: nothing to print. */
  readonly print?: string
  /** Something that would go wrong on the paper. */
  readonly warning?: string | null
}

/** The bar above a paper on screen; never printed. */
export function PaperBar({ back, title, note, more, print: printWord, warning }: PaperBarProps) {
  return (
    <header class={css.bar}>
      <a class={css.back} href={back.href}>
        <Icon name="prev" />
        {back.label}
      </a>
      <div class={css.words}>
        {title && <b>{title}</b>}
        {note && <span>{note}</span>}
      </div>
      {more}
      {warning && (
        <p class={css.warning} role="status">
          <Icon name="alert" />
          {warning}
        </p>
      )}
      {printWord && (
        <Button kind="primary" icon="printer" onClick={() => print()}>
          {printWord}
        </Button>
      )}
    </header>
  )
}
