import type { Millis } from '../../../shared/base/ids.ts'
import { momentText } from '../../pages/format.ts'
import { Card } from '../../pages/ui/card.tsx'
import { Table, type Column } from '../../pages/ui/table.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { now } from '../today.ts'
import { words } from '../text/words.ts'
import css from './kiosks.module.css'

type SignIn = Awaited<ReturnType<typeof api.kiosks.toReview.query>>[number]

export interface ReviewRow extends SignIn {
  readonly name: string
  readonly place: string
}

/** Sign-ins that stand but are unusual, and records nobody could read. */
export function ReviewCard({ places }: { places: ReadonlyMap<string, string> }) {
  const { kiosks } = words()
  const review = useQuery(
    ['signIn', 'review'],
    async () => {
      const [rows, held, members] = await Promise.all([
        api.kiosks.toReview.query(),
        api.kiosks.held.query(),
        api.members.list.query(),
      ])
      const names = new Map<string, string>(members.map(each => [each.memberId, each.name]))
      return { rows, held: held.length, names }
    },
    ['record', 'member'],
  )
  return (
    <Card title={kiosks.reviewCard} padded={false}>
      <p class={css.note}>{kiosks.reviewNote}</p>
      <Loading of={review}>
        {({ rows, held, names }) => (
          <>
            <ReviewTable
              rows={rows.map(row => ({
                ...row,
                name: (row.memberId && names.get(row.memberId)) ?? kiosks.guest,
                place: places.get(row.kioskId) ?? '—',
              }))}
            />
            {held > 0 && <p class={css.note}>{kiosks.heldNote(held)}</p>}
          </>
        )}
      </Loading>
    </Card>
  )
}

export function ReviewTable({ rows }: { rows: readonly ReviewRow[] }) {
  const { kiosks } = words()
  const columns: readonly Column<ReviewRow>[] = [
    {
      id: 'when',
      head: kiosks.reviewWhen,
      width: '160px',
      sortBy: row => row.at,
      cell: row => momentText(row.at as Millis, now(), hubState.value.timeZone),
    },
    { id: 'who', head: kiosks.reviewWho, width: '160px', sortBy: row => row.name, cell: row => <b>{row.name}</b> },
    { id: 'where', head: kiosks.reviewWhere, width: '180px', sortBy: row => row.place, cell: row => row.place },
    {
      id: 'why',
      head: kiosks.reviewWhy,
      cell: row => row.review.map(each => kiosks.reasons[each]).join('，'),
    },
    {
      id: 'counts',
      head: kiosks.reviewCounts,
      width: '110px',
      cell: row => {
        const tag = <Tag tone={row.counts ? 'ok' : 'plain'}>{row.counts ? kiosks.yes : kiosks.no}</Tag>
        return row.activityId ? <a href={hrefTo('activities', row.activityId)}>{tag}</a> : tag
      },
    },
  ]
  return (
    <Table
      label={kiosks.reviewCard}
      columns={columns}
      rows={rows}
      keyOf={row => row.recordId}
      rowHeight={42}
      empty={kiosks.reviewNone}
    />
  )
}
