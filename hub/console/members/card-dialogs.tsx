import { ConfirmDialog, Dialog } from '../../pages/ui/dialog.tsx'
import { Button } from '../../pages/ui/button.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { toast } from '../../pages/ui/toast.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import type { MemberRow } from './member-row.ts'
import css from './members.module.css'

const NAMES_SHOWN = 8

/** New cards for the given members; the cards they hold stop counting, and it is said so. */
export function IssueCardsDialog({ members, onClose }: { members: readonly MemberRow[]; onClose: () => void }) {
  const { cards } = words().members
  const active = members.filter(each => each.status === 'active')
  const replaced = active.filter(each => each.card !== null).map(each => each.name)
  const issue = useMutation(
    () => api.members.issueCards.mutate({ memberIds: active.map(each => each.memberId) }),
    () => cards.issued(active.length),
  )
  const run = async () => {
    if ((await issue.run()).ok) onClose()
  }
  const names = replaced.slice(0, NAMES_SHOWN).join('、') + (replaced.length > NAMES_SHOWN ? '……' : '')
  return (
    <ConfirmDialog
      title={cards.issueTitle(active.length)}
      consequences={[...cards.issueConsequences, ...(replaced.length > 0 ? [cards.reissueConsequence(names)] : [])]}
      confirm={cards.issueConfirm}
      busy={issue.busy}
      why={offlineWhy()}
      onConfirm={() => void run()}
      onCancel={onClose}
    >
      <ProblemList problems={issue.problems} />
    </ConfirmDialog>
  )
}

/** A lost card: stopped at once, and a new one where the person stands at the desk. */
export function CardLostDialog({ member, onClose }: { member: MemberRow; onClose: () => void }) {
  const { cards } = words().members
  const { memberId } = member
  const lost = useMutation(() => api.members.cardLost.mutate({ memberId }))
  const issue = useMutation(() => api.members.issueCards.mutate({ memberIds: [memberId] }))
  const run = async (andIssue: boolean) => {
    if (!(await lost.run()).ok) return
    // The card is stopped whatever becomes of the new one; without it the row offers 发卡.
    const issued = andIssue && (await issue.run()).ok
    toast(issued ? cards.lostIssued : cards.lostDone)
    onClose()
  }
  const busy = lost.busy || issue.busy
  return (
    <Dialog
      title={cards.lostTitle(member.name)}
      width="narrow"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{kitWords().cancel}</Button>
          <Button busy={busy} why={offlineWhy()} onClick={() => void run(true)}>
            {cards.lostAndIssue}
          </Button>
          <Button kind="primary" busy={busy} why={offlineWhy()} autofocus onClick={() => void run(false)}>
            {cards.lostConfirm}
          </Button>
        </>
      }
    >
      <ul class={css.points}>
        {cards.lostConsequences.map(each => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <ProblemList problems={lost.problems ?? issue.problems} />
    </Dialog>
  )
}
