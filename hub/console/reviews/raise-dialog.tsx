import { useState } from 'preact/hooks'
import type { MemberId } from '../../../shared/base/ids.ts'
import { MATTERS, type MatterKind } from '../../../shared/review/review.ts'
import { Dialog, DialogActs } from '../../pages/ui/dialog.tsx'
import { Checkbox, RadioGroup, TextArea } from '../../pages/ui/inputs.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { PersonPicker } from '../../pages/ui/person-picker.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { personOf } from '../members/member-row.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation, useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import type { Review } from './model.ts'

/** Before the review is settled members are heard, after it objections to the notice. */
export function RaiseDialog({ review, onClose }: { review: Review; onClose: () => void }) {
  const { reviews } = words()
  const kinds = MATTERS.filter(each => (each === 'objection') === (review.stage === 'settled'))
  const [kind, setKind] = useState<MatterKind>(kinds[0] ?? 'defence')
  const [memberId, setMemberId] = useState<string | null>(null)
  const [nobody, setNobody] = useState(false)
  const [text, setText] = useState('')
  const members = useQuery(['member', 'list'], () => api.members.list.query(), ['roster'])
  const raise = useMutation(
    () => api.reviews.raise.mutate({ period: review.period, kind, memberId: memberId as MemberId | null, words: text }),
    () => reviews.done.raise,
  )
  const run = async () => {
    if ((await raise.run()).ok) onClose()
  }
  const ready = text.trim() !== '' && (nobody || memberId !== null)
  return (
    <Dialog
      title={reviews.raiseTitle}
      onClose={onClose}
      actions={
        <DialogActs
          label={reviews.acts.raise}
          busy={raise.busy}
          why={offlineWhy() ?? (ready ? null : kitWords().required)}
          onAct={() => void run()}
          onCancel={onClose}
        />
      }
    >
      <RadioGroup
        label={reviews.kind}
        value={kind}
        options={kinds.map(value => ({ value, label: reviews.kinds[value], note: reviews.kindHints[value] }))}
        onChange={setKind}
      />
      {kind === 'objection' && (
        <Checkbox
          label={reviews.whoNone}
          checked={nobody}
          onChange={checked => {
            setNobody(checked)
            if (checked) setMemberId(null)
          }}
        />
      )}
      {!nobody && (
        <Loading of={members}>
          {all => (
            <PersonPicker
              required
              at="memberId"
              label={reviews.who}
              people={all.map(personOf)}
              value={memberId}
              onChange={setMemberId}
            />
          )}
        </Loading>
      )}
      <TextArea
        required
        at="words"
        label={reviews.wordsLabel}
        hint={reviews.wordsHint}
        maxLength={1_000}
        rows={4}
        value={text}
        onChange={setText}
      />
      <ProblemList problems={raise.problems} />
    </Dialog>
  )
}
