import { useState } from 'preact/hooks'
import type { Lapse } from '../../../shared/activities/attendance.ts'
import { must } from '../../../shared/base/check.ts'
import { may } from '../../../shared/people/rights.ts'
import { pointsText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Dialog } from '../../pages/ui/dialog.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { useMutation, useQuery } from '../query.ts'
import { session } from '../session.ts'
import { words } from '../text/words.ts'
import { nowInBranch } from '../today.ts'
import {
  closingInput,
  EMPTY_CLOSING,
  lapsed,
  withoutDeductions,
  type ClosingDraft,
  type Preview,
} from './closing-draft.ts'
import { Absent, Credits, Lapsed, Others, type GroupProps } from './closing-groups.tsx'
import type { Wall } from './wall-model.ts'
import css from './activities.module.css'
import parts from './attendance.module.css'

const LAPSES_OF_PRESENT = ['late', 'leftEarly'] as const satisfies readonly Lapse[]

/** Before an activity is closed: who gets what, who not and why, and what a person must decide. */
export function ClosingDialog({ wall, onClose }: { wall: Wall; onClose: () => void }) {
  const { closing: text } = words().activities
  const { activity } = wall.planned
  const { activityId } = activity
  const [draft, setDraft] = useState(EMPTY_CLOSING)
  const preview = useQuery(['attendance', 'closing', activityId], () => api.activities.closing.query({ activityId }), [
    'signIn',
    'memberAct',
    'leave',
    'entry',
    'scheme',
  ])
  const now = session.value
  const mayDeduct = now.state === 'in' && may(now.me.role, 'ledger.deduct')
  const input = preview.data ? closingInput(draft, mayDeduct ? preview.data : withoutDeductions(preview.data)) : null
  const close = useMutation(
    () => api.activities.close.mutate({ activityId, ...must(input, 'a closing without mistakes') }),
    done => words().attendance.closing.done(done.credits.length, done.deductions.length),
  )
  const run = async () => {
    if ((await close.run()).ok) onClose()
  }
  return (
    <Dialog
      width="wide"
      title={text.title(activity.title)}
      onClose={onClose}
      actions={
        <>
          {preview.data && <Sum input={input} preview={preview.data} />}
          <Button onClick={onClose} autofocus>
            {kitWords().cancel}
          </Button>
          {preview.data && (
            <Button
              kind="primary"
              busy={close.busy}
              why={offlineWhy() ?? (input === null ? words().attendance.closing.hoursBad : null)}
              onClick={() => void run()}
            >
              {activity.itemCode === null ? text.confirmNone : text.confirm}
            </Button>
          )}
        </>
      }
    >
      {activity.end > nowInBranch() && (
        <p class={css.early}>
          <Icon name="clock" />
          {text.before}
        </p>
      )}
      <Loading of={preview}>
        {data => (
          <ClosingGroups
            wall={wall}
            preview={mayDeduct ? data : withoutDeductions(data)}
            draft={draft}
            setDraft={setDraft}
            mayDeduct={mayDeduct}
          />
        )}
      </Loading>
      <ProblemList problems={close.problems} />
    </Dialog>
  )
}

function Sum({ input, preview }: { input: ReturnType<typeof closingInput>; preview: Preview }) {
  const { closing: text } = words().attendance
  if (input === null) return null
  const said = new Set(input.hours.map(each => each.memberId))
  const credits = preview.lineup.filter(({ memberId, credit }) => credit.kind === 'units' || said.has(memberId)).length
  const deductions = input.deductions.reduce((sum, each) => sum + each.memberIds.length, 0)
  return <span class={parts.sum}>{text.sum(credits, deductions)}</span>
}

export interface ClosingGroupsProps {
  readonly wall: Wall
  readonly preview: Preview
  readonly draft: ClosingDraft
  readonly setDraft: (draft: ClosingDraft) => void
  readonly mayDeduct: boolean
}

/** Everything of the closing but its buttons. */
export function ClosingGroups({ wall, preview, draft, setDraft, mayDeduct }: ClosingGroupsProps) {
  const { activities, attendance } = words()
  const { closing: text } = attendance
  const props: GroupProps = { wall, preview, draft, mayDeduct, change: part => setDraft({ ...draft, ...part }) }
  return (
    <>
      <p>{creditsLine(wall, preview)}</p>
      <div>
        <Credits {...props} />
        {LAPSES_OF_PRESENT.map(why => lapsed(preview, why).length > 0 && <Lapsed key={why} {...props} why={why} />)}
        {lapsed(preview, 'absent').length > 0 && <Absent {...props} />}
        <Others {...props} />
      </div>
      {preview.stale.length > 0 && (
        <p class={css.early}>
          <Icon name="undo" />
          {text.stale(preview.stale.length)}
        </p>
      )}
      <ul class={css.points}>
        {[...activities.closing.consequences, ...(preview.deductionItems.length > 0 ? [text.deductNote] : [])].map(
          each => (
            <li key={each}>{each}</li>
          ),
        )}
      </ul>
    </>
  )
}

function creditsLine({ planned: { activity } }: Wall, { item }: Preview): string {
  const { closing: text } = words().attendance
  if (!item) return text.creditsNone
  const points = item.points === null ? '' : pointsText(item.points, true)
  return activity.byHour
    ? text.creditsHours(item.code, item.title, points)
    : text.creditsOnce(item.code, item.title, points)
}
