import { useState } from 'preact/hooks'
import type { Millis } from '../../../shared/base/ids.ts'
import { withNote } from '../../../shared/people/names.ts'
import { CARDS_PER_SHEET } from '../../pages/papers/cards.tsx'
import { momentText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { FindBox } from '../../pages/ui/find-box.tsx'
import { Table } from '../../pages/ui/table.tsx'
import { hubState } from '../hub-state.ts'
import { useFitting } from '../parts/find-keys.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import { batchesOf } from './batches.ts'
import { IssueCardsDialog } from './card-dialogs.tsx'
import { cardStateOf, type MemberRow } from './member-row.ts'
import { PrintedDialog } from './printed-dialog.tsx'
import css from './members.module.css'

type Open = { readonly what: 'issue' } | { readonly what: 'printed'; readonly serials: readonly string[] }

interface Waiting {
  readonly member: MemberRow
  readonly serial: string
  readonly issuedAt: number
}

/** 党员卡: who has none, what waits for the printer, what was printed. */
export function CardsTab({ members, refresh }: { members: readonly MemberRow[]; refresh: () => void }) {
  const { cards } = words().members
  const [open, setOpen] = useState<Open | null>(null)
  const active = members.filter(each => each.status === 'active')
  const without = active.filter(each => cardStateOf(each) === 'none')
  const waiting = members
    .flatMap(member =>
      member.card?.state === 'issued' ? [{ member, serial: member.card.serial, issuedAt: member.card.issuedAt }] : [],
    )
    .sort((a, b) => (a.serial < b.serial ? -1 : 1))
  const close = () => {
    setOpen(null)
    refresh()
  }
  return (
    <div class={css.cardsPage}>
      <Card title={cards.stateCard}>
        <dl class={css.counts}>
          {(['printed', 'issued', 'none'] as const).map(state => (
            <div key={state}>
              <dt>{cards.counts[state]}</dt>
              <dd>{active.filter(each => cardStateOf(each) === state).length}</dd>
            </div>
          ))}
        </dl>
        {without.length > 0 && (
          <div class={css.withoutCard}>
            <p>{cards.without(without.length)}</p>
            <Button
              kind={waiting.length === 0 ? 'primary' : 'outline'}
              icon="card"
              onClick={() => setOpen({ what: 'issue' })}
            >
              {cards.issueAll}
            </Button>
          </div>
        )}
      </Card>
      <WaitingCard waiting={waiting} onPrinted={serials => setOpen({ what: 'printed', serials })} />
      {open?.what === 'issue' && <IssueCardsDialog members={without} onClose={close} />}
      {open?.what === 'printed' && <PrintedDialog serials={open.serials} onClose={close} onDone={close} />}
    </div>
  )
}

function WaitingCard(props: { waiting: readonly Waiting[]; onPrinted: (serials: readonly string[]) => void }) {
  const { members: text } = words()
  const { cards } = text
  const { waiting, onPrinted } = props
  const { timeZone } = hubState.value
  const [typed, setTyped] = useState('')
  const rows = useFitting(waiting, typed, ({ member, serial }) => ({
    name: member.name,
    code: serial,
    notes: [member.nameNote, member.group],
  }))
  if (waiting.length === 0) {
    return (
      <Card title={cards.waiting}>
        <EmptyState icon="printer" text={cards.none} />
      </Card>
    )
  }
  const batches = batchesOf(waiting)
  return (
    <Card
      class={css.tableCard}
      title={cards.waiting}
      side={<FindBox value={typed} placeholder={words().find.names} onChange={setTyped} />}
      padded={false}
    >
      <div class={css.noted}>
        <div class={css.waitingHead}>
          <p>{cards.waitingNote}</p>
          <ul class={css.batches}>
            {batches.map((batch, at) => (
              <li key={at}>
                <span>
                  {batches.length > 1 && <b>{cards.batchName(at + 1, batches.length)}</b>}
                  {cards.batch(batch.length, Math.ceil(batch.length / CARDS_PER_SHEET))}
                </span>
                <a
                  class={at === 0 ? css.printLink : css.printLinkQuiet}
                  href={hrefTo('cards-paper', String(at + 1))}
                  target="_blank"
                  rel="noreferrer"
                >
                  {cards.open}
                </a>
                <Button onClick={() => onPrinted(batch.map(each => each.serial))}>{cards.printed}</Button>
              </li>
            ))}
          </ul>
        </div>
        <Table
          fill
          label={cards.waiting}
          rows={rows}
          empty={words().find.none}
          keyOf={each => each.serial}
          columns={[
            {
              id: 'serial',
              head: cards.serial,
              width: '120px',
              sortBy: each => each.serial,
              cell: each => each.serial,
            },
            {
              id: 'name',
              head: text.fields.name,
              cell: ({ member }) => <b>{withNote(member.name, member.nameNote)}</b>,
            },
            { id: 'group', head: text.fields.group, width: '160px', cell: ({ member }) => member.group },
            {
              id: 'issuedAt',
              head: cards.issuedAt,
              width: '200px',
              align: 'end',
              cell: each => momentText(each.issuedAt as Millis, now(), timeZone),
            },
          ]}
        />
      </div>
    </Card>
  )
}
