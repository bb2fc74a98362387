import { useEffect, useRef, useState } from 'preact/hooks'
import type { Item } from '../../../shared/points/item.ts'
import { pointsText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { EmptyState } from '../../pages/ui/card.tsx'
import { cx } from '../../pages/ui/cx.ts'
import { Tag } from '../../pages/ui/tag.tsx'
import { hubState } from '../hub-state.ts'
import { offlineWhy } from '../offline.tsx'
import { useFitting } from '../parts/find-keys.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import { AcceptForm, WordsForm } from './acts.tsx'
import {
  actsOf,
  daysWaited,
  findableRow,
  hintLines,
  inOrder,
  keyAct,
  nameOf,
  neighbour,
  shownOf,
  titleOf,
  witnessesOf,
  worthOf,
  type Act,
  type InboxRow,
} from './model.ts'
import { FoundList } from './found-list.tsx'
import { Sheet } from './sheet.tsx'
import css from './declarations.module.css'

export interface InboxProps {
  readonly rows: readonly InboxRow[]
  /** The items of the year that a row is dated in. */
  readonly itemsOf: (row: InboxRow) => readonly Item[]
  /** The one to begin with. */
  readonly first: string | null
  /** Opened from the beginning; for the gallery. */
  readonly act?: Act | null
  readonly mayDecide: boolean
}

/** 待处理: what waits at the left, the chosen one at the right; gone through by keyboard alone if one likes. */
export function Inbox({ rows: unsorted, itemsOf, first, act: firstAct = null, mayDecide }: InboxProps) {
  const { declarations } = words()
  const [typed, setTyped] = useState('')
  const rows = useFitting(inOrder(unsorted), typed, findableRow)
  const [chosen, setChosen] = useState<string | null>(first)
  const place = useRef(0)
  const [act, setAct] = useState<Act | null>(firstAct)
  const view = useRef<HTMLDivElement>(null)
  const held = useRef<InboxRow | null>(null)
  // What somebody writes about stays before them, even when another has decided it meanwhile.
  const writing = act === null ? null : held.current
  const isGone = writing !== null && !unsorted.some(each => isSame(each, writing))
  const row = writing ? (unsorted.find(each => isSame(each, writing)) ?? writing) : shownOf(rows, chosen, place.current)
  const id = row?.declarationId ?? null
  useEffect(() => {
    place.current = Math.max(
      0,
      rows.findIndex(each => each.declarationId === id),
    )
    view.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' })
  })
  useEffect(() => {
    if (act !== null) view.current?.querySelector<HTMLElement>('form [autofocus]')?.focus()
  }, [act])
  const start = (next: Act) => {
    held.current = row
    setChosen(id)
    setAct(next)
  }
  const choose = (next: InboxRow | null) => {
    if (!next) return
    held.current = null
    setChosen(next.declarationId)
    setAct(null)
  }
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && act !== null) return setAct(null)
      const wanted = keyAct(event, isElsewhere(event.target))
      if (!wanted || !row) return
      event.preventDefault()
      if (wanted === 'next' || wanted === 'previous') choose(neighbour(rows, id, wanted === 'next' ? 1 : -1))
      else if (mayDecide && actsOf(row).includes(wanted)) start(wanted)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  })
  if (unsorted.length === 0 && !row) return <EmptyState icon="tick" text={declarations.none} />
  const done = () => {
    setAct(null)
    // Whatever moves up to its place is the next one.
    setChosen(null)
  }
  const items = row ? itemsOf(row) : []
  const form = row && { row, rows: unsorted, items, onDone: done, onCancel: () => setAct(null) }
  return (
    <div ref={view} class={css.columns}>
      <FoundList typed={typed} onTyped={setTyped} count={rows.length}>
        {rows.map(each => (
          <li key={each.declarationId}>
            <InboxLine
              row={each}
              rows={unsorted}
              items={itemsOf(each)}
              current={each.declarationId === id}
              onChoose={() => choose(each)}
            />
          </li>
        ))}
      </FoundList>
      {row && form && (
        <div class={css.side}>
          <Sheet
            key={row.declarationId}
            row={row}
            item={items.find(each => each.code === row.itemCode) ?? null}
            hints={hintLines(row)}
          />
          <div class={css.acts}>
            {isGone && (
              <p class={css.hints} role="note">
                {declarations.gone}
              </p>
            )}
            {act === null && mayDecide && <Acts row={row} onAct={start} />}
            {act === 'accept' && <AcceptForm key={row.declarationId} {...form} />}
            {(act === 'ask' || act === 'refuse') && (
              <WordsForm key={`${row.declarationId}${act}`} {...form} act={act} />
            )}
          </div>
        </div>
      )}
    </div>
  )
}

const isSame = (one: InboxRow, other: InboxRow): boolean => one.declarationId === other.declarationId

/** Somebody types, or a dialog stands over the page. */
const isElsewhere = (target: EventTarget | null): boolean =>
  document.querySelector('dialog[open]') !== null ||
  (target instanceof HTMLElement && target.matches('input, textarea, select, audio, [contenteditable]'))

function Acts({ row, onAct }: { row: InboxRow; onAct: (act: Act) => void }) {
  const { declarations } = words()
  return (
    <div class={css.formActs}>
      {actsOf(row).map(act => (
        <Button key={act} kind={act === 'accept' ? 'primary' : 'outline'} why={offlineWhy()} onClick={() => onAct(act)}>
          {declarations.acts[act]}
        </Button>
      ))}
      <small class={css.keys}>{declarations.keys}</small>
    </div>
  )
}

interface InboxLineProps {
  readonly row: InboxRow
  readonly rows: readonly InboxRow[]
  readonly items: readonly Item[]
  readonly current: boolean
  readonly onChoose: () => void
}

function InboxLine({ row, rows, items, current, onChoose }: InboxLineProps) {
  const { declarations } = words()
  const item = items.find(each => each.code === row.itemCode) ?? null
  const points = row.kind === 'declaration' ? worthOf(item, row.quantity) : null
  const witnesses = witnessesOf(row, rows).length
  const kept = row.attachments.filter(each => each.state !== 'aside').length
  return (
    <button
      type="button"
      class={cx(css.line, row.state === 'askedBack' && css.pending)}
      aria-current={current}
      onClick={onChoose}
    >
      <b>{nameOf(row)}</b>
      <span class={css.worth}>{points === null ? '' : pointsText(points, true)}</span>
      <span class={css.what}>{titleOf(row)}</span>
      <span class={css.marks}>
        {row.kind === 'attestation' ? (
          <Tag tone="plain" icon="verify">
            {declarations.kinds.attestation}
          </Tag>
        ) : (
          <em>{declarations.kinds.declaration}</em>
        )}
        <em>
          {row.state === 'askedBack'
            ? declarations.states.askedBack
            : declarations.waits(daysWaited(row.sentAt, now(), hubState.value.timeZone))}
        </em>
        {kept > 0 && <em>{declarations.hasAttachments(kept)}</em>}
        {witnesses > 0 && <Tag tone="ok">{declarations.vouched(witnesses)}</Tag>}
        {hintLines(row).length > 0 && <Tag tone="wait">{declarations.toLook}</Tag>}
      </span>
    </button>
  )
}
