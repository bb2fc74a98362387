import { useState } from 'preact/hooks'
import type { Hash } from '../../../shared/base/bytes.ts'
import type { Problem } from '../../../shared/base/problem.ts'
import type { Result } from '../../../shared/base/result.ts'
import { fingerprint } from '../../../shared/journal/chain.ts'
import { Facts } from '../../pages/ui/card.tsx'
import { ConfirmDialog } from '../../pages/ui/dialog.tsx'
import { TextArea } from '../../pages/ui/inputs.tsx'
import { ProblemList, problemAt, problemsElsewhere } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { go } from '../router.ts'
import { words } from '../text/words.ts'
import type { NoticeDetail } from './api-types.ts'
import css from './notices.module.css'

/** The steps that are asked about before they are taken. */
export type AskedStep = 'approve' | 'publish' | 'giveBack' | 'correct' | 'withdraw' | 'discard' | 'erase'

interface StepDialogProps {
  readonly step: AskedStep
  readonly detail: NoticeDetail
  readonly onClose: () => void
}

/** Says what the step does, takes the reason where one is needed, and shows the fingerprint of what is signed. */
export function StepDialog({ step, detail, onClose }: StepDialogProps) {
  const { notices } = words()
  const [reason, setReason] = useState('')
  const asked = stepsOf(detail)[step]
  const take = useMutation(
    () => asked.take(reason),
    () => asked.done,
  )
  const needsReason = step === 'giveBack' || step === 'correct' || step === 'withdraw'
  const run = async () => {
    const taken: Result<unknown, readonly Problem[]> = await take.run()
    if (!taken.ok) return
    onClose()
    if (step === 'correct') go('notices', detail.noticeId, 'edit')
  }
  const signs = step === 'approve' || step === 'publish'
  return (
    <ConfirmDialog
      title={asked.title}
      consequences={asked.consequences}
      confirm={asked.confirm}
      kind={step === 'approve' ? 'line' : 'primary'}
      busy={take.busy}
      why={needsReason && reason.trim() === '' ? notices.reason : offlineWhy()}
      onConfirm={() => void run()}
      onCancel={onClose}
    >
      {signs && detail.document && detail.hash && (
        <div class={css.signs}>
          <b>{detail.document.title}</b>
          <Facts items={[[notices.contentFingerprint, fingerprint(detail.hash)]]} />
        </div>
      )}
      {needsReason && (
        <TextArea
          label={notices.reason}
          hint={step === 'correct' ? notices.correctionHint : undefined}
          value={reason}
          maxLength={200}
          required
          error={problemAt(take.problems, 'reason')}
          onChange={setReason}
        />
      )}
      <ProblemList problems={problemsElsewhere(take.problems, ['reason'])} />
    </ConfirmDialog>
  )
}

interface Step {
  readonly title: string
  readonly consequences: readonly string[]
  readonly confirm: string
  readonly done: string
  readonly take: (reason: string) => Promise<unknown>
}

function stepsOf({ noticeId, hash, scope }: NoticeDetail): { readonly [step in AskedStep]: Step } {
  const { notices: say, scope: inner } = words()
  const is = scope?.is ?? 'public'
  const signed = { noticeId, hash: hash ?? ('' as Hash) }
  const step = (
    name: Exclude<AskedStep, 'erase'>,
    consequences: readonly string[],
    done: string,
    take: Step['take'],
  ): Step => ({
    title: say[`${name}Title`],
    consequences,
    confirm: say[name],
    done,
    take,
  })
  const steps = {
    approve: step('approve', say.approveConsequences, say.approvedDone, () => api.notices.approve.mutate(signed)),
    publish: step('publish', say.publishConsequences, say.publishedDone, () => api.notices.publish.mutate(signed)),
    giveBack: step('giveBack', say.giveBackConsequences, say.giveBackDone, reason =>
      api.notices.giveBack.mutate({ noticeId, reason }),
    ),
    correct: step('correct', say.correctConsequences, say.correctDone, reason =>
      api.notices.correct.mutate({ noticeId, reason }),
    ),
    withdraw: step('withdraw', say.withdrawConsequences, say.withdrawDone, reason =>
      api.notices.withdraw.mutate({ noticeId, reason }),
    ),
    discard: step('discard', say.discardConsequences, say.discardDone, () => api.notices.discard.mutate({ noticeId })),
    erase: {
      title: inner.eraseTitle,
      consequences: inner.eraseConsequences,
      confirm: inner.erase,
      done: inner.eraseDone,
      take: () => api.notices.erase.mutate({ noticeId }),
    },
  }
  if (is === 'public') return steps
  const { publish, withdraw } = steps
  return {
    ...steps,
    publish: {
      ...publish,
      title: inner.publishTitle[is],
      consequences: inner.publishConsequences,
      confirm: inner.publish[is],
      done: inner.publishedDone,
    },
    withdraw: { ...withdraw, title: inner.withdrawTitle, consequences: inner.withdrawConsequences },
  }
}
