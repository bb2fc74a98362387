import type { ComponentChildren } from 'preact'
import { useComputed } from '@preact/signals'
import { fingerprint } from '../../shared/journal/chain.ts'
import type { Millis } from '../../shared/base/ids.ts'
import { momentText, timeText } from '../pages/format.ts'
import { Icon } from '../pages/ui/icon.tsx'
import { TermLine } from '../pages/ui/term.tsx'
import type { TermId } from '../pages/ui/terms.ts'
import { hubState } from './hub-state.ts'
import { freshAt } from './live.ts'
import { words } from './text/words.ts'
import css from './shell.module.css'

export interface PageHeadProps {
  readonly title: ComponentChildren
  /** Where “back” leads, on a page below another. */
  readonly back?: { readonly href: string; readonly label: string }
  /** Terms of the procedure that this page is the first to use, each explained where it is asked for. */
  readonly terms?: readonly TermId[]
  /** Buttons and boxes that belong to the whole page, on a line of their own. */
  readonly tools?: ComponentChildren
}

/** The top of every page: its title, how fresh the data is, the journal's fingerprint, the last backup. */
export function PageHead({ title, back, terms, tools }: PageHeadProps) {
  return (
    <header class={css.pageHead}>
      <div class={css.top}>
        <div>
          {back && (
            <a class={css.back} href={back.href}>
              <Icon name="prev" />
              {back.label}
            </a>
          )}
          <h1 tabIndex={-1}>{title}</h1>
          {terms && <TermLine ids={terms} />}
        </div>
        <Meta />
      </div>
      {tools && <div class={css.tools}>{tools}</div>}
    </header>
  )
}

function Meta() {
  const { shell } = words()
  const { head, lastBackupAt, timeZone } = hubState.value
  const now = useComputed(() => freshAt.value as Millis).value
  return (
    <div class={css.meta}>
      <span>
        {shell.asOf} <b>{timeText(now, timeZone)}</b>
      </span>
      {head && (
        <span>
          <Icon name="ledger" />
          {shell.fingerprint} <b>{fingerprint(head.hash)}</b>
        </span>
      )}
      <span>
        {shell.lastBackup}{' '}
        <b>{lastBackupAt === null ? shell.neverBackedUp : momentText(lastBackupAt, now, timeZone)}</b>
      </span>
    </div>
  )
}
