import type { Item } from '../../../shared/points/item.ts'
import { Field, type FieldProps } from '../../pages/ui/field.tsx'
import { Finder, type Choice, type FinderProps } from '../../pages/ui/finder.tsx'
import { worthText } from '../items/wording.ts'
import { words } from '../text/words.ts'
import { matchItems } from './match-items.ts'

export interface ItemFinderProps extends FieldProps {
  readonly items: readonly Item[]
  readonly value: string | null
  readonly onChange: (code: string | null) => void
  readonly onPicked?: (() => void) | undefined
  readonly autofocus?: boolean
}

/** One item, found by its code or by any part of its name; arrow keys and Enter choose. */
export function ItemFinder(props: ItemFinderProps) {
  const { items, value, onChange } = props
  return (
    <Field {...props}>
      {attrs => (
        <ItemBox
          attrs={attrs}
          label={props.label}
          items={items}
          autofocus={props.autofocus}
          value={value}
          onChange={onChange}
          onPicked={props.onPicked}
        />
      )}
    </Field>
  )
}

/** The box of an item; also alone, in a cell of a grid. */
export function ItemBox(props: {
  readonly attrs: FinderProps<Item>['attrs']
  readonly label: string
  readonly items: readonly Item[]
  readonly value: string | null
  readonly onChange: (code: string | null) => void
  /** An item was chosen and the focus is still here. */
  readonly onPicked?: (() => void) | undefined
  readonly autofocus?: boolean | undefined
  readonly placeholder?: string | undefined
  readonly class?: string | undefined
}) {
  const { items, value, onChange, onPicked } = props
  const { form } = words().ledger
  const chosen = items.find(each => each.code === value)
  return (
    <Finder
      {...props}
      rows={items}
      match={matchItems}
      choiceOf={choiceOf}
      shown={chosen ? `${chosen.code} ${chosen.title}` : ''}
      placeholder={props.placeholder ?? form.itemHint}
      none={form.noItem}
      more={form.moreItems}
      onPick={(item, stays) => {
        onChange(item.code)
        if (stays) onPicked?.()
      }}
      onTyping={() => value !== null && onChange(null)}
    />
  )
}

const choiceOf = (item: Item): Choice => ({ id: item.code, mark: item.code, name: item.title, note: worthText(item) })
