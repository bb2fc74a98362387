import { useState } from 'preact/hooks'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { EntryId, MemberId } from '../../../shared/base/ids.ts'
import { yearOf } from '../../../shared/base/plain-date.ts'
import { OUTCOMES, type Outcome } from '../../../shared/review/review.ts'
import { dateText, pointsText } from '../../pages/format.ts'
import { Dialog, DialogActs } from '../../pages/ui/dialog.tsx'
import { Checkbox, PointsField, RadioGroup, TextArea } from '../../pages/ui/inputs.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { namesOf, schemeOf, useBooks, type Books, type LedgerRow } from '../ledger/books.ts'
import { ItemFinder } from '../ledger/item-finder.tsx'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { useMutation, useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import type { MatterRow, Review } from './model.ts'
import { Said } from './said.tsx'
import css from './reviews.module.css'

const ONE = 100 as Hundredths

/** The outcome and the words; where it is upheld for a member, the corrections in the same step (RV6). */
export function AnswerDialog(props: { review: Review; matter: MatterRow; onClose: () => void }) {
  const { review, matter, onClose } = props
  const { reviews } = words()
  const [outcome, setOutcome] = useState<Outcome>('explained')
  const [text, setText] = useState('')
  const [reverse, setReverse] = useState<ReadonlySet<EntryId>>(new Set())
  const [itemCode, setItemCode] = useState<string | null>(null)
  const [quantity, setQuantity] = useState<Hundredths | null>(ONE)
  const corrects = outcome === 'upheld' && (reverse.size > 0 || itemCode !== null)
  const answer = useMutation(
    () =>
      api.reviews.answer.mutate({
        period: review.period,
        matterId: matter.matterId,
        outcome,
        words: text,
        correction: corrects
          ? { reverse: [...reverse], add: itemCode === null ? [] : [{ itemCode, quantity: quantity ?? ONE }] }
          : null,
      }),
    () => reviews.done.answer,
  )
  const run = async () => {
    if ((await answer.run()).ok) onClose()
  }
  const ready = text.trim() !== '' && quantity !== null
  // Somebody else may be quicker while this one writes.
  const given = review.matters.find(each => each.matterId === matter.matterId)?.answer ?? null
  return (
    <Dialog
      title={reviews.answerTitle(reviews.kinds[matter.kind], matter.name || reviews.resident)}
      onClose={onClose}
      actions={
        <DialogActs
          label={reviews.acts.answer}
          busy={answer.busy}
          why={offlineWhy() ?? (ready ? null : kitWords().required)}
          onAct={() => void run()}
          onCancel={onClose}
        />
      }
    >
      <div class={css.quote}>
        <Said {...matter} />
      </div>
      <RadioGroup
        label={reviews.outcome}
        value={outcome}
        options={OUTCOMES.map(value => ({ value, label: reviews.outcomes[value] }))}
        onChange={setOutcome}
      />
      <TextArea
        required
        at="words"
        label={reviews.answerLabel}
        hint={reviews.answerHint}
        maxLength={1_000}
        rows={3}
        value={text}
        onChange={setText}
      />
      {outcome === 'upheld' && matter.memberId !== null && (
        <Corrections
          review={review}
          memberId={matter.memberId}
          reverse={reverse}
          onReverse={setReverse}
          itemCode={itemCode}
          onItem={setItemCode}
          quantity={quantity}
          onQuantity={setQuantity}
        />
      )}
      {given && (
        <div class={css.answer} role="note">
          <b>{reviews.answeredMeanwhile(given.by)}</b>
          <p>{given.words}</p>
        </div>
      )}
      <ProblemList problems={answer.problems} />
    </Dialog>
  )
}

interface CorrectionsProps {
  readonly review: Review
  readonly memberId: MemberId
  readonly reverse: ReadonlySet<EntryId>
  readonly onReverse: (reverse: ReadonlySet<EntryId>) => void
  readonly itemCode: string | null
  readonly onItem: (code: string | null) => void
  readonly quantity: Hundredths | null
  readonly onQuantity: (quantity: Hundredths | null) => void
}

function Corrections(props: CorrectionsProps) {
  const { review, memberId } = props
  const cycle = yearOf(review.period)
  const books = useBooks()
  const page = useQuery(['entry', 'of', memberId, cycle], () =>
    api.ledger.page.query({ cycle, memberId, offset: 0, limit: 200 }),
  )
  return (
    <Loading of={books}>
      {known => <Loading of={page}>{({ lines }) => <Chooser {...props} books={known} lines={lines} />}</Loading>}
    </Loading>
  )
}

function Chooser(props: CorrectionsProps & { books: Books; lines: readonly LedgerRow[] }) {
  const { review, books, lines, reverse } = props
  const { reviews } = words()
  const scheme = schemeOf(books, yearOf(review.period))
  if (scheme === null) return null
  const names = namesOf(books, scheme)
  const { from, to } = review.days
  const open = lines.filter(each => !each.reverses && !each.reversedBy && each.date >= from && each.date <= to)
  const toggle = (entryId: EntryId) => {
    const next = new Set(reverse)
    if (!next.delete(entryId)) next.add(entryId)
    props.onReverse(next)
  }
  return (
    <>
      <fieldset class={css.lines}>
        <legend>{reviews.reverse}</legend>
        {open.length === 0 && <p>{reviews.noEntries}</p>}
        {open.map(line => (
          <Checkbox
            key={line.entryId}
            label={`${names.items.get(line.itemCode ?? '')?.title ?? line.itemCode ?? ''} ${pointsText(line.points, true)}`}
            note={dateText(line.date)}
            checked={reverse.has(line.entryId)}
            onChange={() => toggle(line.entryId)}
          />
        ))}
      </fieldset>
      <ItemFinder
        at="itemCode"
        label={reviews.add}
        items={scheme.items}
        value={props.itemCode}
        onChange={props.onItem}
      />
      {props.itemCode !== null && (
        <PointsField at="quantity" label={reviews.quantity} value={props.quantity} onChange={props.onQuantity} />
      )}
      <p class={css.note}>{reviews.correctionDate(dateText(review.stage === 'compiled' ? to : today()))}</p>
    </>
  )
}
