import { useState } from 'preact/hooks'
import { COMPONENTS, DIMENSIONS, EVIDENCES, RECORDERS, type Item } from '../../../../shared/points/item.ts'
import type { Scheme } from '../../../../shared/points/scheme.ts'
import { Button } from '../../../pages/ui/button.tsx'
import { DateField } from '../../../pages/ui/dates.tsx'
import { Dialog, DialogActs } from '../../../pages/ui/dialog.tsx'
import { Help } from '../../../pages/ui/help.tsx'
import { PointsField, Select, TextField } from '../../../pages/ui/inputs.tsx'
import { kitWords } from '../../../pages/ui/kit-words.ts'
import { ProblemList } from '../../../pages/ui/problems.tsx'
import { words } from '../../text/words.ts'
import css from '../items.module.css'
import { AppliesTo } from './applies-to.tsx'
import { CapFields } from './cap-fields.tsx'
import { errorAt, inComponent, problemsOf, problemsUnder, withItem } from './draft.ts'

export interface ItemFormProps {
  readonly scheme: Scheme
  readonly before: Scheme | null
  /** Position in the scheme; null for a new one. */
  readonly at: number | null
  readonly start: Item
  /** Its code, component and dimension are fixed; it is retired, never removed. */
  readonly published: boolean
  readonly onDone: (item: Item) => void
  readonly onRemove: () => void
  readonly onClose: () => void
}

/** One item, checked as part of the whole scheme while it is typed. */
export function ItemForm(props: ItemFormProps) {
  const { scheme, before, at, start, published, onDone, onRemove, onClose } = props
  const { editor } = words().items
  const [item, setItem] = useState(start)
  const [tried, setTried] = useState(false)
  const whole = withItem(scheme, at, item)
  const place = `items[${whole.items.indexOf(item)}]`
  const problems = problemsUnder(problemsOf(whole, before), place)
  const set = (change: Partial<Item>) => setItem({ ...item, ...change })
  // A form that was just opened does not scold: what is missing is said at the first press of “done”.
  const error = (field: keyof Item) => {
    if (!tried && at === null) return null
    return isMissing(item, field) ? kitWords().required : errorAt(problems, `${place}.${field}`)
  }
  const done = () => {
    setTried(true)
    if (problems.length === 0 && !isMissing(item, 'points')) onDone(tidy(item))
  }
  return (
    <Dialog
      title={at === null ? editor.newItem : editor.editItem(start.code)}
      width="wide"
      onClose={onClose}
      actions={
        <DialogActs label={editor.done} onAct={done} onCancel={onClose}>
          {at !== null && !published && (
            <Button class={css.first} onClick={onRemove}>
              {editor.removeItem}
            </Button>
          )}
        </DialogActs>
      }
    >
      <div class={css.itemForm}>
        <What item={item} published={published} set={set} setItem={setItem} error={error} />
        <Worth item={item} scheme={scheme} set={set} error={error} />
        <Proof item={item} scheme={scheme} published={published} set={set} error={error} />
      </div>
      {tried && <ProblemList problems={problems.filter(each => !each.where?.startsWith(`${place}.`))} />}
    </Dialog>
  )
}

/** The checks speak of values; a field that nobody filled in is said as such. */
const isMissing = (item: Item, field: keyof Item): boolean =>
  item[field] === '' ? field !== 'note' : field === 'points' && item.points === null && item.component !== 'veto'

/** Empty ranges and days are no members at all. */
function tidy(item: Item): Item {
  const { quantity, retiredFrom, ...rest } = item
  const limited = quantity?.least !== undefined || quantity?.most !== undefined
  return { ...rest, ...(limited ? { quantity } : {}), ...(retiredFrom ? { retiredFrom } : {}) }
}

interface PartProps {
  readonly item: Item
  readonly set: (change: Partial<Item>) => void
  readonly error: (field: keyof Item) => string | null
}

function What(props: PartProps & { published: boolean; setItem: (item: Item) => void }) {
  const { item, published, set, setItem, error } = props
  const { items } = words()
  const { itemFields } = items.editor
  return (
    <div class={css.fourFields}>
      <TextField
        required
        autofocus={!published}
        readOnly={published}
        label={itemFields.code}
        hint={published ? undefined : itemFields.codeHint}
        value={item.code}
        maxLength={16}
        onChange={code => set({ code: code.trim() })}
        error={error('code')}
      />
      <TextField
        required
        class={css.two}
        label={itemFields.title}
        value={item.title}
        maxLength={80}
        onChange={title => set({ title })}
        error={error('title')}
      />
      {published ? (
        <TextField
          readOnly
          label={`${items.component} · ${items.dimension}`}
          help={<Help word={items.component}>{itemFields.fixed}</Help>}
          value={`${items.components[item.component]} · ${items.dimensions[item.dimension]}`}
          onChange={() => undefined}
          error={error('component')}
        />
      ) : (
        <>
          <Select
            label={items.component}
            value={item.component}
            options={COMPONENTS.map(value => ({ value, label: items.components[value] }))}
            onChange={component => setItem(inComponent(item, component))}
            error={error('component')}
          />
          <Select
            label={items.dimension}
            value={item.dimension}
            options={DIMENSIONS.map(value => ({ value, label: items.dimensions[value] }))}
            onChange={dimension => set({ dimension })}
            error={error('dimension')}
          />
        </>
      )}
      <TextField
        class={published ? css.four : css.two}
        label={itemFields.note}
        hint={itemFields.noteHint}
        value={item.note}
        maxLength={200}
        onChange={note => set({ note })}
        error={error('note')}
      />
    </div>
  )
}

function Worth({ item, scheme, set, error }: PartProps & { scheme: Scheme }) {
  const { itemFields } = words().items.editor
  if (item.component === 'veto') return null
  const quantity = item.quantity ?? {}
  const unit = item.unit
  return (
    <div class={css.fourFields}>
      <PointsField
        required
        label={itemFields.points}
        hint={itemFields.pointsHint}
        value={item.points}
        onChange={points => set({ points })}
        error={error('points')}
      />
      <TextField
        required
        label={itemFields.unit}
        hint={itemFields.unitHint}
        value={item.unit}
        maxLength={8}
        onChange={unit => set({ unit })}
        error={error('unit')}
      />
      <PointsField
        unit={unit}
        label={itemFields.least}
        value={quantity.least ?? null}
        onChange={least => set({ quantity: { ...quantity, least: least ?? undefined } })}
        error={error('quantity')}
      />
      <PointsField
        unit={unit}
        label={itemFields.most}
        hint={itemFields.quantityHint}
        value={quantity.most ?? null}
        onChange={most => set({ quantity: { ...quantity, most: most ?? undefined } })}
      />
      <CapFields
        hint={itemFields.capHint}
        caps={item.caps}
        reviewPeriod={scheme.reviewPeriod}
        onChange={caps => set({ caps })}
        error={error('caps')}
      />
    </div>
  )
}

function Proof(props: PartProps & { scheme: Scheme; published: boolean }) {
  const { item, scheme, published, set, error } = props
  const { items } = words()
  const { itemFields } = items.editor
  const branchOnly = item.component === 'deduction' || item.component === 'veto'
  return (
    <div class={css.fourFields}>
      <Select
        label={itemFields.evidence}
        value={item.evidence}
        options={EVIDENCES.map(value => ({ value, label: items.evidences[value] }))}
        onChange={evidence => set({ evidence })}
      />
      <Select
        label={itemFields.recordedBy}
        value={item.recordedBy}
        options={RECORDERS.filter(value => !branchOnly || value === 'branch').map(value => ({
          value,
          label: items.recorders[value],
        }))}
        onChange={recordedBy => set({ recordedBy })}
        hint={branchOnly ? itemFields.branchOnly : undefined}
        error={error('recordedBy')}
      />
      <AppliesTo
        label={itemFields.appliesTo}
        scheme={scheme}
        value={item.appliesTo}
        onChange={appliesTo => set({ appliesTo })}
        error={error('appliesTo')}
      />
      {published && (
        <DateField
          class={css.two}
          label={itemFields.retiredFrom}
          hint={itemFields.retiredHint}
          value={item.retiredFrom ?? null}
          onChange={retiredFrom => set({ retiredFrom: retiredFrom ?? undefined })}
          error={error('retiredFrom')}
        />
      )}
    </div>
  )
}
