import type { EntryId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { dayText, pointsText } from '../../pages/format.ts'
import { cx } from '../../pages/ui/cx.ts'
import type { LedgerRow, Names } from '../ledger/books.ts'
import { noteText } from '../ledger/line-table.tsx'
import { words } from '../text/words.ts'
import css from './standings.module.css'

export interface EntryListProps {
  readonly lines: readonly LedgerRow[]
  readonly partners: { readonly [entryId: EntryId]: PlainDate }
  readonly names: Names
}

/** Every entry of one person, newest first, in two lines each. */
export function EntryList({ lines, partners, names }: EntryListProps) {
  const { drawer } = words().standings
  return (
    <section class={css.section}>
      <h3>{drawer.entries(lines.length)}</h3>
      {lines.length === 0 && <p class={css.quiet}>{drawer.noEntries}</p>}
      <ul class={css.entries}>
        {lines.map(line => (
          <li key={line.entryId} class={cx(line.reversedBy !== null && css.undone)}>
            <time>{dayText(line.date)}</time>
            <span>
              {titleOf(line, names)}
              <small>{remarkOf(line, partners)}</small>
            </span>
            <b>{line.component === 'veto' ? '' : pointsText(line.points, true)}</b>
          </li>
        ))}
      </ul>
    </section>
  )
}

function titleOf(line: LedgerRow, names: Names): string {
  const { items, ledger } = words()
  const title = names.items.get(line.itemCode ?? '')?.title ?? ledger.openingOf(items.components[line.component])
  return line.itemCode === null ? title : `${line.itemCode} ${title}`
}

function remarkOf(line: LedgerRow, partners: EntryListProps['partners']): string {
  const { ledger, items } = words()
  const dayOf = (id: EntryId) => {
    const date = partners[id]
    return date === undefined ? '' : dayText(date)
  }
  const pair =
    line.reverses !== null
      ? ledger.reversal(dayOf(line.reverses))
      : line.reversedBy !== null && ledger.reversed(dayOf(line.reversedBy))
  return [pair, items.evidences[line.source], noteText(line)].filter(Boolean).join(' · ')
}
