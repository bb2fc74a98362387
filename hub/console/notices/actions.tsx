import { useState } from 'preact/hooks'
import { isReviewed } from '../../../shared/notices/content.ts'
import { periodName } from '../../../shared/notices/wording.ts'
import { may } from '../../../shared/people/rights.ts'
import { dayText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { MoreLink } from '../../pages/ui/card.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { today } from '../today.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation, type Mutation } from '../query.ts'
import { go, hrefTo } from '../router.ts'
import type { Me } from '../session.ts'
import { words } from '../text/words.ts'
import type { NoticeDetail } from './api-types.ts'
import { StepDialog, type AskedStep } from './step-dialog.tsx'
import css from './notices.module.css'

/** Who looks, as far as it matters here. */
export type Reader = Pick<Me, 'staffId' | 'role'>

interface ActionsProps {
  readonly detail: NoticeDetail
  readonly me: Reader
}

/** What can be done now, one red button at most; what cannot says why. */
export function NoticeActions({ detail, me }: ActionsProps) {
  const [asked, setAsked] = useState<AskedStep | null>(null)
  const { notices, scope } = words()
  const { noticeId, version } = detail
  // Here and not beside its button, which may be gone when the answer comes: somebody else was quicker.
  const check = useMutation(
    () => api.notices.check.mutate({ noticeId, version }),
    () => notices.checkedDone,
  )
  return (
    <>
      {detail.liveRev !== null && detail.liveRev !== detail.rev && (
        <p class={css.note}>{notices.stillShown(detail.liveRev)}</p>
      )}
      {detail.exposed.length > 0 && <p class={css.note}>{notices.exposed(detail.exposed.join('、'))}</p>}
      <ProblemList problems={detail.problems} title={notices.problemsTitle} />
      <ToReview detail={detail} />
      <ProblemList problems={check.problems} />
      <div class={css.acts}>
        {detail.stage === 'draft' && <DraftActs detail={detail} check={check} onAsk={setAsked} />}
        {detail.stage === 'checked' && <CheckedActs detail={detail} me={me} onAsk={setAsked} />}
        {detail.stage === 'approved' && <ApprovedActs detail={detail} me={me} onAsk={setAsked} />}
        {(detail.stage === 'published' || detail.stage === 'expired') && (
          <Button icon="edit" onClick={() => setAsked('correct')}>
            {notices.correct}
          </Button>
        )}
        {detail.liveRev !== null && (
          <Button
            icon="cross"
            why={may(me.role, 'notices.withdraw') ? null : notices.whyNotApprover}
            onClick={() => setAsked('withdraw')}
          >
            {notices.withdraw}
          </Button>
        )}
        {detail.readers && detail.title !== '' && (detail.stage === 'withdrawn' || detail.stage === 'expired') && (
          <Button
            icon="erase"
            why={may(me.role, 'notices.withdraw') ? offlineWhy() : notices.whyNotApprover}
            onClick={() => setAsked('erase')}
          >
            {scope.erase}
          </Button>
        )}
      </div>
      {asked && <StepDialog step={asked} detail={detail} onClose={() => setAsked(null)} />}
    </>
  )
}

/** Where the review of the period is what is missing, the way there. */
function ToReview({ detail: { document, problems } }: Pick<ActionsProps, 'detail'>) {
  const { notices } = words()
  if (!document || !isReviewed(document.body) || !problems.some(each => each.code.startsWith('REVIEW_'))) return null
  const { period } = document.body
  return <MoreLink href={hrefTo('reviews', period)}>{notices.toReview(periodName(period))}</MoreLink>
}

interface ActsProps {
  readonly detail: NoticeDetail
  readonly onAsk: (step: AskedStep) => void
}

function DraftActs({ detail, check, onAsk }: ActsProps & { check: Pick<Mutation<[], unknown>, 'busy' | 'run'> }) {
  const { notices } = words()
  const { noticeId, problems } = detail
  const why = problems.length > 0 ? notices.whyProblems : offlineWhy()
  return (
    <>
      {problems.length === 0 && <p class={css.note}>{notices.checkNote}</p>}
      <Button kind="primary" icon="tick" busy={check.busy} why={why} onClick={() => void check.run()}>
        {notices.check}
      </Button>
      <Button icon="edit" onClick={() => go('notices', noticeId, 'edit')}>
        {notices.edit}
      </Button>
      <Button icon="erase" onClick={() => onAsk('discard')}>
        {notices.discard}
      </Button>
    </>
  )
}

function CheckedActs({ detail, me, onAsk }: ActsProps & { me: Reader }) {
  const { notices } = words()
  const own = detail.editors.includes(me.staffId) && detail.activeStaff >= 2
  const why = !may(me.role, 'notices.approve')
    ? notices.whyNotApprover
    : own
      ? notices.whyOwnWork
      : detail.problems.length > 0
        ? notices.whyProblems
        : offlineWhy()
  return (
    <>
      {why && detail.problems.length === 0 && <p class={css.note}>{why}</p>}
      <Button kind="line" icon="tick" why={why} onClick={() => onAsk('approve')}>
        {notices.approve}
      </Button>
      <BackActs detail={detail} onAsk={onAsk} />
    </>
  )
}

function ApprovedActs({ detail, me, onAsk }: ActsProps & { me: Reader }) {
  const { notices, scope } = words()
  const is = detail.scope?.is ?? 'public'
  const dated = detail.document?.publishedOn
  const why = !may(me.role, 'notices.approve')
    ? notices.whyNotApprover
    : detail.problems.length > 0
      ? notices.whyProblems
      : dated && dated > today()
        ? notices.whyTooEarly(dayText(dated))
        : offlineWhy()
  return (
    <>
      {why && detail.problems.length === 0 && <p class={css.note}>{why}</p>}
      <Button kind="primary" icon="notice" why={why} onClick={() => onAsk('publish')}>
        {is === 'public' ? notices.publish : scope.publish[is]}
      </Button>
      <BackActs detail={detail} onAsk={onAsk} />
    </>
  )
}

function BackActs({ onAsk }: ActsProps) {
  const { notices } = words()
  return (
    <Button icon="undo" onClick={() => onAsk('giveBack')}>
      {notices.giveBack}
    </Button>
  )
}
