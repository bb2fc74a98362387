import type { ComponentChildren } from 'preact'
import { Dock } from './dock.tsx'
import { Lintel } from './lintel.tsx'
import { StatusLine } from './status-line.tsx'
import css from './frame.module.css'

interface FrameProps {
  /** Second line of the lintel: which page this is. */
  readonly where: string
  /** What 读给我听 reads aloud on this page. */
  readonly speech: string
  readonly children: ComponentChildren
  /** `split`: look above (left), touch below (right). `center`: one message in the middle. */
  readonly layout?: 'split' | 'center'
  /** Offers 请人帮忙 in the dock though the page can be read aloud. */
  readonly help?: boolean
}

/** An inner page: lintel, content, dock, status. */
export function Frame({ where, speech, children, layout = 'split', help = false }: FrameProps) {
  return (
    <main class={css.screen}>
      <Lintel where={where} />
      <div class={`${css.body} ${css[layout]}`}>{children}</div>
      <Dock home speech={speech} help={help} />
      <StatusLine />
    </main>
  )
}

/** The part to look at: upper 45 % in portrait, left in landscape. */
export const Look = ({ children }: { children: ComponentChildren }) => <div class={css.look}>{children}</div>

/** The part to touch: below the reach line in portrait, right in landscape. */
export const Touch = ({ children }: { children: ComponentChildren }) => <div class={css.touch}>{children}</div>

/** One row of buttons. @param grow `wide` lets the last button take more room. */
export const Actions = ({ children, grow }: { children: ComponentChildren; grow?: 'wide' }) => (
  <div class={grow ? `${css.actions} ${css.wide}` : css.actions}>{children}</div>
)
