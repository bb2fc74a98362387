import type { Millis } from '../../../shared/base/ids.ts'
import type { PhoneRef } from '../../../shared/people/roster.ts'
import { momentText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { ConfirmDialog } from '../../pages/ui/dialog.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { toast } from '../../pages/ui/toast.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation, useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import type { MemberRow } from './member-row.ts'
import css from './members.module.css'

/** A member's phones beside the card: which count, stopping one, enrolling another. */

export interface PhoneRow {
  readonly ref: PhoneRef
  readonly state: 'offered' | 'active' | 'revoked'
  readonly via: 'console' | 'kiosk'
  readonly claimedAt: Millis | null
  readonly revokedAt: Millis | null
  readonly revokedWhy: 'lost' | 'replaced' | 'left' | 'unclaimed' | 'forgotten' | null
}

interface Acts {
  readonly onEnrol: () => void
  readonly onRevoke: (phone: PhoneRow) => void
}

export function MemberPhones({ member, ...acts }: Acts & { readonly member: MemberRow }) {
  const { memberId } = member
  const phones = useQuery(['phone', memberId], () => api.phones.ofMember.query({ memberId }))
  return (
    <>
      <ProblemList problems={phones.problems} />
      <PhoneList phones={phones.data ?? []} active={member.status === 'active'} {...acts} />
    </>
  )
}

/** @param active whether the member is on the roll */
export function PhoneList(props: Acts & { readonly phones: readonly PhoneRow[]; readonly active: boolean }) {
  const { phones: text } = words()
  const { phones, active, onEnrol, onRevoke } = props
  return (
    <section class={css.section}>
      <h3>{text.section}</h3>
      {phones.length === 0 && <p class={css.quiet}>{text.none}</p>}
      {phones.map(phone => (
        <p key={phone.ref} class={css.line}>
          <Tag tone={phone.state === 'active' ? 'ok' : 'plain'}>{text.states[phone.state]}</Tag>
          <span class={css.quiet}>{detailOf(phone)}</span>
          {phone.state === 'active' && (
            <Button size="small" icon="phone" onClick={() => onRevoke(phone)}>
              {text.revoke}
            </Button>
          )}
        </p>
      ))}
      {active && (
        <div class={css.acts}>
          <Button size="small" icon="phone" onClick={onEnrol}>
            {text.enrol}
          </Button>
        </div>
      )}
    </section>
  )
}

function detailOf({ claimedAt, revokedAt, revokedWhy, via }: PhoneRow): string {
  const { phones: text } = words()
  const when = (at: Millis) => momentText(at, now(), hubState.value.timeZone)
  if (revokedAt !== null) return [text.revoked(when(revokedAt)), revokedWhy && text.why[revokedWhy]].join(' · ')
  return [text.via[via], claimedAt === null ? '' : text.claimed(when(claimedAt))].join(' ')
}

export function RevokePhoneDialog({ phone, onClose }: { phone: PhoneRow; onClose: () => void }) {
  const { phones: text } = words()
  const revoke = useMutation(() => api.phones.revoke.mutate({ ref: phone.ref, why: 'lost' }))
  const run = async () => {
    if (!(await revoke.run()).ok) return
    toast(text.revokeDone)
    onClose()
  }
  return (
    <ConfirmDialog
      title={text.revokeTitle}
      consequences={text.revokeConsequences}
      confirm={text.revokeConfirm}
      busy={revoke.busy}
      why={offlineWhy()}
      onConfirm={() => void run()}
      onCancel={onClose}
    >
      <ProblemList problems={revoke.problems} />
    </ConfirmDialog>
  )
}
