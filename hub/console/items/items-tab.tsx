import { useState } from 'preact/hooks'
import { COMPONENTS, DIMENSIONS, type Component, type Dimension, type Item } from '../../../shared/points/item.ts'
import { itemsFor } from '../../../shared/points/items-for.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { dateText } from '../../pages/format.ts'
import { fitting } from '../../../shared/people/matching.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, Facts } from '../../pages/ui/card.tsx'
import { Dialog } from '../../pages/ui/dialog.tsx'
import { FindBox } from '../../pages/ui/find-box.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { cx } from '../../pages/ui/cx.ts'
import { findableItem } from '../ledger/match-items.ts'
import { useFindKeys, type FindKey } from '../parts/find-keys.ts'
import { SmallSelect } from '../parts/small-select.tsx'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import type { Published } from './cycles.ts'
import { ItemTable } from './item-table.tsx'
import { fieldText, groupOf, capText, quantityText, versionLine, worthText } from './wording.ts'
import css from './items.module.css'

/** Null in both: everything. */
export interface CellChoice {
  readonly component: Component | null
  readonly dimension: Dimension | null
}

const ALL: CellChoice = { component: null, dimension: null }

/** What the search box and the matrix leave of the items. */
export function chosenItems(
  items: readonly Item[],
  { component, dimension }: CellChoice,
  typed: string,
  keys?: (text: string) => FindKey,
): Item[] {
  const inCell = items.filter(
    item =>
      (component === null || item.component === component) && (dimension === null || item.dimension === dimension),
  )
  return [...fitting(inCell, typed, item => ({ ...findableItem(item), initials: keys?.(item.title).initials }))]
}

export function ItemsTab({ shown }: { shown: Published }) {
  const { items } = words()
  const { scheme } = shown
  const [cell, setCell] = useState<CellChoice>(ALL)
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState<Item | null>(null)
  const [whose, setWhose] = useState('')
  const meant = whose === '' ? scheme.items : itemsFor(scheme, { category: whose, posts: null })
  const keys = useFindKeys(scheme.items.map(item => item.title))
  const rows = chosenItems(meant, cell, typed, keys)
  return (
    <div class={css.columns}>
      <div class={css.side} data-flow>
        <SchemeCard shown={shown} />
        <MatrixCard items={meant} cell={cell} onCell={setCell} />
        {scheme.capGroups.length > 0 && <GroupsCard scheme={scheme} />}
      </div>
      <Card
        class={css.listCard}
        title={items.listTitle(rows.length)}
        padded={false}
        side={
          <>
            <SmallSelect
              label={words().january.whose}
              value={whose}
              options={[
                { value: '', label: words().january.everybody },
                ...scheme.categories.filter(each => each.ranked).map(({ id, label }) => ({ value: id, label })),
              ]}
              onChange={setWhose}
            />
            <FindBox value={typed} placeholder={items.search} onChange={setTyped} />
          </>
        }
      >
        <ItemTable scheme={scheme} rows={rows} onOpen={setOpen} />
      </Card>
      {open && <ItemDialog scheme={scheme} item={open} onClose={() => setOpen(null)} />}
    </div>
  )
}

function SchemeCard({ shown }: { shown: Published }) {
  const { items } = words()
  const { scheme, effectiveFrom } = shown
  const retired = scheme.items.filter(item => item.retiredFrom !== undefined).length
  return (
    <section class={css.scheme}>
      <h2>{scheme.title}</h2>
      <p>
        {versionLine(shown)}
        <Tag tone={effectiveFrom <= today() ? 'ok' : 'wait'}>
          {effectiveFrom <= today() ? items.inForce : items.notYet}
        </Tag>
      </p>
      <p>{items.counts(scheme.items.length, retired)}</p>
    </section>
  )
}

interface MatrixProps {
  readonly items: readonly Item[]
  readonly cell: CellChoice
  readonly onCell: (cell: CellChoice) => void
}

/** Dimensions across, components down; each cell a filter, the margins too. */
export function MatrixCard(props: MatrixProps) {
  const { items } = words()
  return (
    <Card title={items.matrix} padded={false}>
      <table class={css.matrix}>
        <thead>
          <tr>
            <td />
            {DIMENSIONS.map(dimension => (
              <th key={dimension} scope="col">
                <span>{items.dimensionsShort[dimension]}</span>
              </th>
            ))}
            <th scope="col">{items.total}</th>
          </tr>
        </thead>
        <tbody>
          {[...COMPONENTS, null].map(component => (
            <tr key={component}>
              <th scope="row">{component === null ? items.total : items.components[component]}</th>
              {[...DIMENSIONS, null].map(dimension => (
                <MatrixCell key={dimension} matrix={props} component={component} dimension={dimension} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class={css.note}>{items.matrixNote}</p>
    </Card>
  )
}

function MatrixCell({ matrix, component, dimension }: { matrix: MatrixProps } & CellChoice) {
  const { items } = words()
  const { cell, onCell } = matrix
  const count = chosenItems(matrix.items, { component, dimension }, '').length
  const selected = cell.component === component && cell.dimension === dimension
  const margin = component === null || dimension === null
  const names = [component && items.components[component], dimension && items.dimensions[dimension]]
  return (
    <td>
      <button
        type="button"
        class={cx(css.cell, selected && css.selected, margin && css.margin)}
        disabled={count === 0}
        aria-pressed={selected}
        aria-label={`${names.filter(Boolean).join('，') || items.all}：${count} ${items.count}`}
        onClick={() => onCell(selected ? ALL : { component, dimension })}
      >
        {count}
      </button>
    </td>
  )
}

function GroupsCard({ scheme }: { scheme: Scheme }) {
  const { items } = words()
  return (
    <Card title={items.groups}>
      <ul class={css.groups}>
        {scheme.capGroups.map(group => (
          <li key={group.code}>
            <b>{items.groupLine(group.items.join('、'), capText(group.caps, scheme.reviewPeriod))}</b>
            {group.note && <span>{group.note}</span>}
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Everything the scheme says of one item. */
function ItemDialog({ scheme, item, onClose }: { scheme: Scheme; item: Item; onClose: () => void }) {
  const { items } = words()
  const group = groupOf(scheme, item.code)
  const cap = capText(item.caps, scheme.reviewPeriod)
  const others = group?.items.filter(code => code !== item.code).join('、')
  const inGroup = group && items.inGroup(others ?? '', capText(group.caps, scheme.reviewPeriod))
  return (
    <Dialog
      title={`${item.code} ${item.title}`}
      onClose={onClose}
      actions={
        <Button onClick={onClose} autofocus>
          {items.close}
        </Button>
      }
    >
      {item.retiredFrom && (
        <p>
          <Tag tone="stop">{items.retiredFrom(dateText(item.retiredFrom))}</Tag>
        </p>
      )}
      <Facts
        items={[
          [items.component, items.components[item.component]],
          [items.dimension, items.dimensions[item.dimension]],
          [items.columns.points, worthText(item)],
          [items.columns.cap, inGroup ? `${cap}，${inGroup}` : cap],
          [items.quantity, quantityText(item)],
          [items.columns.evidence, items.evidences[item.evidence]],
          [items.columns.recordedBy, items.recorders[item.recordedBy]],
          [items.appliesTo, fieldText(scheme, item, 'appliesTo')],
        ]}
      />
      {item.note && (
        <p class={css.itemNote}>
          {items.note}：{item.note}
        </p>
      )}
    </Dialog>
  )
}
