import { yearOf } from '../../../shared/base/plain-date.ts'
import type { Item } from '../../../shared/points/item.ts'
import { pointsText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, MoreLink } from '../../pages/ui/card.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { schemeOf, useBooks } from '../ledger/books.ts'
import { Loading } from '../loading.tsx'
import { useQuery } from '../query.ts'
import { go, hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import { daysWaited, inOrder, nameOf, titleOf, witnessesOf, worthOf, type InboxRow } from './model.ts'
import css from './declarations.module.css'

/** So many fit on the first page: those that wait longest. */
const SHOWN = 5

/** 待审申报 on the first page; not there while nothing waits. */
export function DeclarationsTodayCard() {
  const books = useBooks()
  const inbox = useQuery(['declaration', 'inbox'], () => api.declarations.inbox.query(), ['attestation', 'entry'])
  return (
    <Loading of={inbox}>
      {rows => (
        <DeclarationsSummary
          rows={rows}
          itemsOf={row => (books.data ? (schemeOf(books.data, yearOf(row.date))?.items ?? []) : [])}
        />
      )}
    </Loading>
  )
}

export interface SummaryProps {
  readonly rows: readonly InboxRow[]
  readonly itemsOf: (row: InboxRow) => readonly Item[]
}

export function DeclarationsSummary({ rows, itemsOf }: SummaryProps) {
  const { summary } = words().declarations
  const waiting = inOrder(rows).filter(row => row.state === 'waiting')
  if (waiting.length === 0) return null
  const { columns } = summary
  return (
    <Card
      title={summary.title}
      padded={false}
      side={<MoreLink href={hrefTo('declarations')}>{summary.all(waiting.length)}</MoreLink>}
    >
      <table class={css.summary}>
        <thead>
          <tr>
            {[columns.who, columns.what, columns.points, columns.evidence, columns.witness, columns.waits, ''].map(
              each => (
                <th key={each}>{each}</th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {waiting.slice(0, SHOWN).map(row => (
            <Line key={row.declarationId} row={row} rows={rows} item={itemOf(row, itemsOf(row))} />
          ))}
        </tbody>
      </table>
    </Card>
  )
}

const itemOf = (row: InboxRow, items: readonly Item[]) => items.find(each => each.code === row.itemCode) ?? null

function Line({ row, rows, item }: { row: InboxRow; rows: readonly InboxRow[]; item: Item | null }) {
  const { declarations } = words()
  const { summary } = declarations
  const points = worthOf(item, row.quantity)
  const witnesses = witnessesOf(row, rows).length
  return (
    <tr>
      <th scope="row">{nameOf(row)}</th>
      <td>{titleOf(row)}</td>
      <td>{row.kind === 'attestation' || points === null ? '' : pointsText(points, true)}</td>
      <td>{evidenceText(row)}</td>
      <td>
        {row.kind === 'attestation' ? (
          <Tag tone="plain" icon="verify">
            {declarations.kinds.attestation}
          </Tag>
        ) : (
          witnesses > 0 && <Tag tone="ok">{summary.people(witnesses)}</Tag>
        )}
      </td>
      <td>{declarations.ago(daysWaited(row.sentAt, now(), hubState.value.timeZone))}</td>
      <td>
        <Button size="small" onClick={() => go('declarations', 'waiting', row.declarationId)}>
          {declarations.look}
        </Button>
      </td>
    </tr>
  )
}

/** 照片 1 · 语音 1, or that there are words alone. */
function evidenceText(row: InboxRow): string {
  const { declarations } = words()
  const kept = row.attachments.filter(each => each.state !== 'aside')
  const parts = (['photo', 'voice', 'drawing'] as const).flatMap(type => {
    const count = kept.filter(each => each.type === type).length
    return count > 0 ? [`${declarations[type]} ${count}`] : []
  })
  if (parts.length > 0) return parts.join(' · ')
  return row.way === 'slip' ? declarations.from.slip : declarations.summary.words
}
