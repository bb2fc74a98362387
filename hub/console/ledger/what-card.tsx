import { EVIDENCES, RECORDERS, type Item } from '../../../shared/points/item.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { pointsText } from '../../pages/format.ts'
import { Card } from '../../pages/ui/card.tsx'
import { DateField } from '../../pages/ui/dates.tsx'
import { PointsField, Select, TextArea, TextField } from '../../pages/ui/inputs.tsx'
import { appliesText, capText, groupOf, worthText } from '../items/wording.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { ItemFinder } from './item-finder.tsx'
import { pointsEach, withItem, type RegistrationDraft } from './registration.ts'
import css from './ledger.module.css'

export interface WhatCardProps {
  readonly scheme: Scheme | null
  readonly draft: RegistrationDraft
  readonly item: Item | null
  readonly onChange: (draft: RegistrationDraft) => void
  /** The item was chosen by Enter: the day is next. */
  readonly onPicked?: () => void
}

/** What is registered: item, day, quantity, evidence, note; for a veto its basis. */
export function WhatCard({ scheme, draft, item, onChange, onPicked }: WhatCardProps) {
  const { ledger, items } = words()
  const { form } = ledger
  const set = (change: Partial<RegistrationDraft>) => onChange({ ...draft, ...change })
  const each = pointsEach(draft, item)
  const branchOnly = item?.component === 'deduction' || item?.component === 'veto'
  return (
    <Card class={css.whatCard} title={form.whatCard}>
      <div class={css.stack}>
        <ItemFinder
          required
          autofocus
          at="itemCode"
          label={form.item}
          items={scheme?.items ?? []}
          value={draft.itemCode}
          onPicked={onPicked}
          onChange={code => onChange(withItem(draft, scheme?.items.find(each => each.code === code) ?? null))}
        />
        {item && scheme && <ItemBox item={item} scheme={scheme} />}
        <div class={css.pair}>
          <DateField
            required
            at="date"
            label={form.date}
            value={draft.date}
            max={today()}
            onChange={date => set({ date })}
          />
          {item?.component !== 'veto' && (
            <PointsField
              required
              at="quantity"
              label={form.quantity}
              unit={item?.unit ?? ''}
              hint={each === null ? undefined : form.quantityPoints(pointsText(each, true))}
              value={draft.quantity}
              onChange={quantity => set({ quantity })}
            />
          )}
        </div>
        {item?.component === 'veto' && (
          <div class={css.pair}>
            <TextField
              required
              label={form.documentNo}
              hint={form.documentNoHint}
              value={draft.documentNo}
              maxLength={60}
              onChange={documentNo => set({ documentNo })}
            />
            <DateField
              required
              label={form.meetingDate}
              value={draft.meetingDate}
              max={today()}
              onChange={meetingDate => set({ meetingDate })}
            />
          </div>
        )}
        <div class={css.pair}>
          <Select
            label={form.source}
            value={draft.source}
            options={EVIDENCES.map(value => ({ value, label: items.evidences[value] }))}
            onChange={source => set({ source })}
          />
          <Select
            label={form.recordedBy}
            value={draft.recordedBy}
            options={RECORDERS.filter(value => !branchOnly || value === 'branch').map(value => ({
              value,
              label: items.recorders[value],
            }))}
            onChange={recordedBy => set({ recordedBy })}
          />
        </div>
        <TextArea
          label={form.note}
          hint={form.noteHint}
          rows={2}
          value={draft.note}
          maxLength={200}
          onChange={note => set({ note })}
        />
      </div>
    </Card>
  )
}

function ItemBox({ item, scheme }: { item: Item; scheme: Scheme }) {
  const { ledger, items } = words()
  const group = groupOf(scheme, item.code)
  const others = group?.items.filter(code => code !== item.code).join('、')
  const caps = [
    capText(item.caps, scheme.reviewPeriod),
    group && items.inGroup(others ?? '', capText(group.caps, scheme.reviewPeriod)),
  ]
  return (
    <div class={css.itemBox}>
      <b>{worthText(item)}</b>
      <span>
        {items.components[item.component]} · {items.dimensions[item.dimension]}
      </span>
      {item.component !== 'veto' && <span>{ledger.form.capNote(caps.filter(Boolean).join('，'))}</span>}
      <span>{ledger.form.isMeantFor(appliesText(scheme, item.appliesTo))}</span>
      {item.note && <small>{item.note}</small>}
    </div>
  )
}
