import { useState } from 'preact/hooks'
import { Button } from '../../pages/ui/button.tsx'
import { ConfirmDialog } from '../../pages/ui/dialog.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import type { MemberRow } from './member-row.ts'
import css from './members.module.css'

/** The member's own PIN: nobody can read it; a forgotten one is cleared. */
export function PinLine({ member }: { member: Pick<MemberRow, 'memberId' | 'name'> }) {
  const { drawer } = words().members
  const [asking, setAsking] = useState(false)
  const clear = useMutation(
    () => api.members.clearPin.mutate({ memberId: member.memberId }),
    () => drawer.pinCleared,
  )
  const run = async () => {
    if ((await clear.run()).ok) setAsking(false)
  }
  return (
    <p class={css.line}>
      <span class={css.quiet}>{drawer.pin}</span>
      <Button size="small" icon="keypad" onClick={() => setAsking(true)}>
        {drawer.pinClear}
      </Button>
      {asking && (
        <ConfirmDialog
          title={drawer.pinTitle(member.name)}
          consequences={drawer.pinConsequences}
          confirm={drawer.pinClear}
          busy={clear.busy}
          why={offlineWhy()}
          onConfirm={() => void run()}
          onCancel={() => setAsking(false)}
        >
          <ProblemList problems={clear.problems} />
        </ConfirmDialog>
      )}
    </p>
  )
}
