import { useState } from 'preact/hooks'
import type { Millis } from '../../../shared/base/ids.ts'
import type { Item } from '../../../shared/points/item.ts'
import { momentText } from '../../pages/format.ts'
import { EmptyState } from '../../pages/ui/card.tsx'
import { cx } from '../../pages/ui/cx.ts'
import { Tag, type Tone } from '../../pages/ui/tag.tsx'
import { hubState } from '../hub-state.ts'
import { useFitting } from '../parts/find-keys.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import { FoundList } from './found-list.tsx'
import { findableRow, nameOf, shownOf, titleOf, type DecidedRow } from './model.ts'
import { Sheet } from './sheet.tsx'
import css from './declarations.module.css'

const STATE_TONES: { readonly [state in DecidedRow['state']]: Tone } = {
  waiting: 'wait',
  askedBack: 'wait',
  resent: 'plain',
  accepted: 'ok',
  refused: 'plain',
}

export interface DoneListProps {
  readonly rows: readonly DecidedRow[]
  readonly itemsOf: (row: DecidedRow) => readonly Item[]
  readonly first: string | null
}

/** 已办: what was decided, newest first, each with what the branch said. */
export function DoneList({ rows, itemsOf, first }: DoneListProps) {
  const { declarations } = words()
  const [chosen, setChosen] = useState<string | null>(first)
  const [typed, setTyped] = useState('')
  const shown = useFitting(rows, typed, findableRow)
  const row = shownOf(shown, chosen, 0)
  if (rows.length === 0) return <EmptyState text={declarations.noneDone} />
  return (
    <div class={css.columns}>
      <FoundList typed={typed} onTyped={setTyped} count={shown.length}>
        {shown.map(each => (
          <li key={each.declarationId}>
            <button
              type="button"
              class={cx(css.line)}
              aria-current={each.declarationId === row?.declarationId}
              onClick={() => setChosen(each.declarationId)}
            >
              <b>{nameOf(each)}</b>
              <Tag tone={STATE_TONES[each.state]}>{declarations.states[each.state]}</Tag>
              <span class={css.what}>{titleOf(each)}</span>
              <span class={css.marks}>
                <em>{declarations.kinds[each.kind]}</em>
                {each.decided && <em>{whenText(each.decided.at)}</em>}
              </span>
            </button>
          </li>
        ))}
      </FoundList>
      {row && (
        <div class={css.side}>
          <Sheet row={row} item={itemsOf(row).find(each => each.code === row.itemCode) ?? null} hints={[]}>
            <Outcome row={row} />
          </Sheet>
        </div>
      )}
    </div>
  )
}

const whenText = (at: number): string => momentText(at as Millis, now(), hubState.value.timeZone)

/** What became of it. */
function Outcome({ row }: { row: DecidedRow }) {
  const { declarations } = words()
  return (
    <section class={css.said}>
      <h3>{declarations.answer}</h3>
      <p class={css.outcome}>
        <Tag tone={STATE_TONES[row.state]}>{declarations.states[row.state]}</Tag>
        {row.decided && <span class={css.quiet}>{whenText(row.decided.at)}</span>}
        {row.entryId !== null && <a href={hrefTo('ledger', 'of', row.memberId)}>{declarations.entry}</a>}
      </p>
      {row.answer !== null && <p class={css.words}>{row.answer}</p>}
      {row.checked && (
        <p class={css.outcome}>
          <Tag tone={row.checked.found === 'true' ? 'ok' : 'stop'}>{declarations.sample.found[row.checked.found]}</Tag>
          <span class={css.quiet}>{declarations.sample.checkedAt(whenText(row.checked.at))}</span>
          {row.checked.words}
        </p>
      )}
    </section>
  )
}
