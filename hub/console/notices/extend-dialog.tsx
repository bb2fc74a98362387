import { useState } from 'preact/hooks'
import { dayText } from '../../pages/format.ts'
import { ConfirmDialog } from '../../pages/ui/dialog.tsx'
import { NumberField, TextArea } from '../../pages/ui/inputs.tsx'
import { ProblemList, problemAt, problemsElsewhere } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { go } from '../router.ts'
import { words } from '../text/words.ts'
import type { Showing } from './showing-card.tsx'

interface ExtendDialogProps {
  readonly noticeId: Showing['noticeId']
  readonly extension: NonNullable<Showing['extension']>
  readonly onClose: () => void
}

/** 顺延公示期: how many working days, and the reason that hangs beside the notice; both are filled in. */
export function ExtendDialog({ noticeId, extension, onClose }: ExtendDialogProps) {
  const { showing: say } = words()
  const days = extension.missing.map(dayText).join('、')
  const [more, setMore] = useState<number | null>(extension.more)
  const [reason, setReason] = useState(say.extendReason(days))
  const run = useMutation(
    () => api.showing.extend.mutate({ noticeId, more: more ?? extension.more, reason }),
    () => say.extendDone,
  )
  const extend = async () => {
    const done = await run.run()
    if (!done.ok) return
    onClose()
    go('notices', noticeId)
  }
  return (
    <ConfirmDialog
      title={say.extendTitle}
      consequences={say.extendConsequences}
      confirm={say.extend(more ?? extension.more)}
      kind="primary"
      busy={run.busy}
      why={more === null || reason.trim() === '' ? say.extendNeeds : offlineWhy()}
      onConfirm={() => void extend()}
      onCancel={onClose}
    >
      <NumberField
        label={say.extendBy}
        unit={say.extendUnit}
        value={more}
        min={extension.more}
        max={30}
        error={problemAt(run.problems, 'more')}
        onChange={setMore}
      />
      <TextArea
        label={say.extendWhy}
        hint={say.extendWhyHint}
        value={reason}
        maxLength={200}
        rows={2}
        required
        error={problemAt(run.problems, 'reason')}
        onChange={setReason}
      />
      <ProblemList problems={problemsElsewhere(run.problems, ['more', 'reason'])} />
    </ConfirmDialog>
  )
}
