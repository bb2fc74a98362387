import type { ComponentChildren } from 'preact'
import { useText } from '../text/use-text.ts'
import { useChrome } from './chrome.tsx'
import css from './frame.module.css'
import dock from './dock.module.css'
import { Icon } from './icon.tsx'
import { StatusLine } from './status-line.tsx'

/** A page without a board behind it: not paired yet, or something is in the way. Letters and contrast still change. */
export function PlainFrame({ children, status = false }: { children: ComponentChildren; status?: boolean }) {
  const t = useText()
  const chrome = useChrome()
  return (
    <main class={`${css.screen} ${css.plain}`}>
      <div class={`${css.body} ${css.split}`}>{children}</div>
      <div class={dock.dock} role="toolbar" aria-label={t.dock.name}>
        <button type="button" aria-pressed={chrome.large} onClick={chrome.onLarge}>
          <Icon name={chrome.large ? 'tick' : 'text'} />
          {t.dock.large}
        </button>
        <button type="button" aria-pressed={chrome.contrast} onClick={chrome.onContrast}>
          <Icon name={chrome.contrast ? 'tick' : 'contrast'} />
          {t.dock.contrast}
        </button>
      </div>
      {status ? <StatusLine /> : <div class={css.ground} />}
    </main>
  )
}
