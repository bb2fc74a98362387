import { useState } from 'preact/hooks'
import type { RecordId } from '../../../shared/base/ids.ts'
import type { Item } from '../../../shared/points/item.ts'
import { pointsText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { DateField } from '../../pages/ui/dates.tsx'
import { Checkbox, PointsField, TextField } from '../../pages/ui/inputs.tsx'
import { problemAt, ProblemList, problemsElsewhere } from '../../pages/ui/problems.tsx'
import { toast } from '../../pages/ui/toast.tsx'
import { WrittenText } from '../activities/handwriting.tsx'
import { api } from '../api.ts'
import { ItemFinder } from '../ledger/item-finder.tsx'
import { offlineWhy } from '../offline.tsx'
import { noteDone } from '../parts/undo-line.tsx'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { acceptDraft, missingIn, witnessesOf, worthOf, type InboxRow } from './model.ts'
import { Witness } from './sheet.tsx'
import css from './declarations.module.css'

export interface ActProps {
  readonly row: InboxRow
  readonly rows: readonly InboxRow[]
  readonly items: readonly Item[]
  readonly onDone: () => void
  readonly onCancel: () => void
}

/** 同意并登记: as it was said, or as the registrar finds it right; Enter registers. */
export function AcceptForm({ row, rows, items, onDone, onCancel }: ActProps) {
  const { declarations, ledger } = words()
  const text = declarations.accept
  const [draft, setDraft] = useState(() => acceptDraft(row, rows))
  const accept = useMutation((input: Parameters<typeof api.declarations.accept.mutate>[0]) =>
    api.declarations.accept.mutate(input),
  )
  const item = items.find(each => each.code === draft.itemCode) ?? null
  const points = worthOf(item, draft.quantity)
  const missing = missingIn(draft)
  const submit = async () => {
    const { itemCode, date, quantity, basis, joins } = draft
    if (accept.busy || !itemCode || !date || !quantity) return
    const input = { declarationId: row.declarationId, itemCode, date, quantity, basis: basis.trim(), joins: [...joins] }
    const result = await accept.run(input)
    if (!result.ok) return
    noteDone([result.value])
    toast(text.done)
    onDone()
  }
  const toggle = (id: RecordId, on: boolean) => {
    const joins = new Set(draft.joins)
    if (on) joins.add(id)
    else joins.delete(id)
    setDraft({ ...draft, joins })
  }
  return (
    <form
      class={css.form}
      aria-label={text.title}
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <div class={css.fields}>
        <ItemFinder
          required
          label={text.item}
          items={items}
          value={draft.itemCode}
          onChange={itemCode => setDraft({ ...draft, itemCode })}
          error={problemAt(accept.problems, 'itemCode')}
        />
        <DateField
          required
          at="date"
          label={text.date}
          value={draft.date}
          max={today()}
          onChange={date => setDraft({ ...draft, date })}
        />
        <PointsField
          required
          at="quantity"
          label={text.quantity}
          unit={item?.unit ?? ''}
          value={draft.quantity}
          onChange={quantity => setDraft({ ...draft, quantity })}
        />
        <TextField
          autofocus
          label={text.basis}
          placeholder={text.basisHint}
          maxLength={200}
          value={draft.basis}
          onChange={basis => setDraft({ ...draft, basis })}
        />
      </div>
      {witnessesOf(row, rows).map(each => (
        <Checkbox
          key={each.declarationId}
          label={
            <>
              {declarations.witness.join}：<Witness row={each} />
            </>
          }
          note={each.attested?.note && <WrittenText written={each.attested.note} label={declarations.words} />}
          checked={draft.joins.has(each.declarationId)}
          onChange={on => toggle(each.declarationId, on)}
        />
      ))}
      <ProblemList problems={problemsElsewhere(accept.problems, ['itemCode'])} />
      <div class={css.formActs}>
        <Button
          kind="primary"
          type="submit"
          busy={accept.busy}
          why={offlineWhy() ?? (missing === null ? null : ledger.form.missing[missing])}
        >
          {points === null ? text.submit : text.submitWorth(pointsText(points, true))}
        </Button>
        <Button onClick={onCancel}>{declarations.cancel}</Button>
      </div>
    </form>
  )
}

/** 退回补充 or 不采纳: a sentence that the member reads on their own page. */
export function WordsForm({ row, act, onDone, onCancel }: ActProps & { readonly act: 'ask' | 'refuse' }) {
  const { declarations } = words()
  const text = declarations[act]
  const [said, setSaid] = useState('')
  const [tried, setTried] = useState(false)
  const send = useMutation(
    (input: { declarationId: RecordId; words: string }) =>
      act === 'ask' ? api.declarations.askBack.mutate(input) : api.declarations.refuse.mutate(input),
    () => text.done,
  )
  const lacking = said.trim().length < 2
  const submit = async () => {
    setTried(true)
    if (lacking || send.busy) return
    if ((await send.run({ declarationId: row.declarationId, words: said.trim() })).ok) onDone()
  }
  return (
    <form
      class={css.form}
      aria-label={text.title}
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextField
        required
        autofocus
        at="words"
        label={text.words}
        hint={text.hint}
        maxLength={200}
        value={said}
        onChange={setSaid}
        error={tried && lacking ? declarations.needWords : null}
      />
      <ProblemList problems={send.problems} />
      <div class={css.formActs}>
        <Button kind="primary" type="submit" busy={send.busy} why={offlineWhy()}>
          {text.submit}
        </Button>
        <Button onClick={onCancel}>{declarations.cancel}</Button>
      </div>
    </form>
  )
}
