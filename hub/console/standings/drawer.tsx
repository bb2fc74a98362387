import { useEffect } from 'preact/hooks'
import type { MemberId } from '../../../shared/base/ids.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import { withNote } from '../../../shared/people/names.ts'
import { DIMENSIONS } from '../../../shared/points/item.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { SCORED } from '../../../shared/points/scheme-index.ts'
import type { Amount, Standing, UnitStanding } from '../../../shared/points/standing.ts'
import { pointsText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { api } from '../api.ts'
import { labelOf } from '../items/wording.ts'
import type { Names } from '../ledger/books.ts'
import { EVERYTHING } from '../ledger/filter.ts'
import { ledgerPaper } from '../ledger/paper-page.tsx'
import { Loading } from '../loading.tsx'
import { periodText } from '../parts/periods.ts'
import { useQuery } from '../query.ts'
import { go } from '../router.ts'
import { words } from '../text/words.ts'
import { EntryList } from './entry-list.tsx'
import { groupName, itemName } from './rows.ts'
import css from './standings.module.css'

export interface PersonDrawerProps {
  readonly memberId: string
  readonly period: Period
  readonly scheme: Scheme
  readonly names: Names
  readonly onClose: () => void
}

type PersonPage = Awaited<ReturnType<typeof api.ledger.ofMember.query>>

/** One person's page: what the period and the year come to, each cap unit, each entry. */
export function PersonDrawer({ memberId, period, scheme, names, onClose }: PersonDrawerProps) {
  const { drawer } = words().standings
  const id = memberId as MemberId
  const page = useQuery(['entry', 'ofMember', id, period], () => api.ledger.ofMember.query({ memberId: id, period }), [
    'ledger',
    'scheme',
  ])
  useEffect(() => {
    const press = (event: KeyboardEvent) => event.key === 'Escape' && onClose()
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [onClose])
  const member = names.members.get(id)
  const cycle = Number(period.slice(0, 4))
  return (
    <aside class={css.drawer} aria-label={member?.name ?? ''}>
      <header class={css.drawerHead}>
        <div>
          <h2>{member ? withNote(member.name, member.nameNote) : words().ledger.unknownMember}</h2>
          <p>{periodText(period)}</p>
        </div>
        <button type="button" class={css.cross} aria-label={drawer.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class={css.drawerBody} data-flow>
        <Loading of={page}>
          {data => (
            <>
              <Sums page={data} scheme={scheme} />
              <Units units={data.units} scheme={scheme} />
              <EntryList lines={data.lines} partners={data.partners} names={names} />
            </>
          )}
        </Loading>
      </div>
      <footer class={css.drawerFoot}>
        <Button size="small" icon="list" onClick={() => go('ledger', 'of', memberId)}>
          {drawer.toLedger}
        </Button>
        <Button
          size="small"
          icon="printer"
          onClick={() => window.open(ledgerPaper(cycle, { ...EVERYTHING, memberId: id }))}
        >
          {drawer.print}
        </Button>
      </footer>
    </aside>
  )
}

function Sums({ page, scheme }: { page: PersonPage; scheme: Scheme }) {
  const { standings, items } = words()
  const { drawer } = standings
  const row = page.rows.at(-1)
  if (!row) return <p class={css.quiet}>{drawer.unranked}</p>
  const { standing } = row
  const rowsOf = <Key extends string>(
    keys: readonly Key[],
    label: (key: Key) => string,
    of: (stretch: Standing['toDate'], key: Key) => Amount,
  ) => keys.map(key => ({ key, label: label(key), now: of(standing.inPeriod, key), year: of(standing.toDate, key) }))
  return (
    <>
      <p class={css.result}>
        <b>{pointsText(standing.total)}</b>
        <span>{drawer.place(labelOf(scheme, row.member.category), row.place, row.categorySize)}</span>
      </p>
      {noteOn(standing, scheme).map(each => (
        <p key={each} class={css.remark}>
          {each}
        </p>
      ))}
      <AmountTable
        title={drawer.components}
        rows={rowsOf(
          SCORED,
          key => items.components[key],
          (stretch, key) => stretch.components[key],
        )}
        start={standing.start === 0 ? null : pointsText(standing.start)}
      />
      <AmountTable
        title={drawer.dimensions}
        rows={rowsOf(
          DIMENSIONS,
          key => items.dimensions[key],
          (stretch, key) => stretch.dimensions[key],
        )}
        start={null}
        note={drawer.dimensionNote}
      />
    </>
  )
}

/** Why the shown total is not what the entries add up to. */
function noteOn(standing: Standing, scheme: Scheme): string[] {
  const { drawer } = words().standings
  if (standing.vetoed && scheme.veto === 'scoreToZero') return [drawer.vetoNote]
  if (standing.total > standing.raw) return [drawer.floorNote]
  return standing.total < standing.raw ? [drawer.capNote] : []
}

interface AmountTableProps {
  readonly title: string
  readonly rows: readonly {
    readonly key: string
    readonly label: string
    readonly now: Amount
    readonly year: Amount
  }[]
  readonly start: string | null
  readonly note?: string
}

function AmountTable({ title, rows, start, note }: AmountTableProps) {
  const { drawer } = words().standings
  return (
    <section class={css.section}>
      <table class={css.amounts}>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{drawer.inPeriod}</th>
            <th scope="col">{drawer.toDate}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              <AmountIn amount={row.now} />
              <AmountIn amount={row.year} />
            </tr>
          ))}
          {start !== null && (
            <tr>
              <th scope="row">{drawer.start}</th>
              <td />
              <td>{start}</td>
            </tr>
          )}
        </tbody>
      </table>
      {note && <p class={css.quiet}>{note}</p>}
    </section>
  )
}

function AmountIn({ amount }: { amount: Amount }) {
  const { standings } = words()
  return (
    <td>
      <b>{pointsText(amount.counted)}</b>
      {amount.recorded !== amount.counted && <small>{standings.recordedAs(pointsText(amount.recorded))}</small>}
    </td>
  )
}

/** Every item or group with entries: what was recorded, what counts, and what its cap took off. */
function Units({ units, scheme }: { units: readonly UnitStanding[]; scheme: Scheme }) {
  const { drawer } = words().standings
  if (units.length === 0) return null
  return (
    <section class={css.section}>
      <h3>{drawer.units}</h3>
      <ul class={css.units}>
        {units.map((unit, at) => (
          <li key={`${unit.code} ${at}`}>
            <span>{unitName(unit, scheme)}</span>
            <b>{pointsText(unit.counted, true)}</b>
            {unit.recorded !== unit.counted && (
              <small>{drawer.unitLine(pointsText(unit.recorded), pointsText(unit.counted))}</small>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function unitName(unit: UnitStanding, scheme: Scheme): string {
  const { items, standings } = words()
  if (unit.kind === 'loose') return `${items.components[unit.component]}${standings.drawer.loose}`
  return unit.kind === 'group' ? groupName(unit.code, scheme) : itemName(unit.code, scheme)
}
