import { useState } from 'preact/hooks'
import type { Item } from '../../../../shared/points/item.ts'
import { Button } from '../../../pages/ui/button.tsx'
import { Card } from '../../../pages/ui/card.tsx'
import { FindBox } from '../../../pages/ui/find-box.tsx'
import { useFindKeys } from '../../parts/find-keys.ts'
import { words } from '../../text/words.ts'
import type { SchemeDiff } from '../diff.ts'
import { ItemTable } from '../item-table.tsx'
import { chosenItems, MatrixCard, type CellChoice } from '../items-tab.tsx'
import css from '../items.module.css'
import { NEW_ITEM, problemsUnder, withItem, withoutItem } from './draft.ts'
import type { PanelProps } from './editor.tsx'
import { ItemForm } from './item-form.tsx'

export function ItemsPanel(props: PanelProps & { readonly diff: SchemeDiff }) {
  const { scheme, before, problems, onChange, diff } = props
  const { items } = words()
  const [cell, setCell] = useState<CellChoice>({ component: null, dimension: null })
  const [typed, setTyped] = useState('')
  /** Position in the scheme; null: a new one; undefined: no form. */
  const [open, setOpen] = useState<number | null | undefined>(undefined)
  const keys = useFindKeys(scheme.items.map(item => item.title))
  const rows = chosenItems(scheme.items, cell, typed, keys)
  const changes = new Map(diff.items.map(change => [change.item.code, change.kind]))
  const published = new Set(before?.items.map(item => item.code))
  const positionOf = (item: Item) => scheme.items.indexOf(item)
  const edited = open === undefined || open === null ? undefined : scheme.items[open]
  const blank: Item = { ...NEW_ITEM, component: cell.component ?? 'contribution', dimension: cell.dimension ?? 'role' }
  return (
    <div class={css.columns}>
      <div class={css.side} data-flow>
        <MatrixCard items={scheme.items} cell={cell} onCell={setCell} />
      </div>
      <Card
        class={css.listCard}
        title={items.listTitle(rows.length)}
        padded={false}
        side={
          <>
            <FindBox value={typed} placeholder={items.search} onChange={setTyped} />
            <Button size="small" icon="plus" onClick={() => setOpen(null)}>
              {items.editor.addItem}
            </Button>
          </>
        }
      >
        <ItemTable
          scheme={scheme}
          rows={rows}
          onOpen={item => setOpen(positionOf(item))}
          isWrong={item => problemsUnder(problems, `items[${positionOf(item)}]`).length > 0}
          changes={changes}
        />
      </Card>
      {open !== undefined && (
        <ItemForm
          key={open}
          scheme={scheme}
          before={before}
          at={open}
          start={edited ?? blank}
          published={edited !== undefined && published.has(edited.code)}
          onDone={item => {
            onChange(withItem(scheme, open, item))
            setOpen(undefined)
          }}
          onRemove={() => {
            if (open !== null) onChange(withoutItem(scheme, open))
            setOpen(undefined)
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  )
}
