import { useState } from 'preact/hooks'
import { withNote } from '../../../shared/people/names.ts'
import { Dialog, DialogActs } from '../../pages/ui/dialog.tsx'
import { ProblemList, problemAt, problemsElsewhere } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { useUnsaved } from '../router.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import type { CategoryOption } from './categories.ts'
import { draftOf, emptyDraft, errorsOf, inputOf, ruledCategory, type MemberDraft } from './form-draft.ts'
import { Identity, BranchLife, Consent, Numbers, Status, type SectionProps } from './form-sections.tsx'
import { groupsOf, type MemberRow } from './member-row.ts'
import css from './members.module.css'

export interface MemberFormProps {
  /** Null: a new member. */
  readonly member: MemberRow | null
  readonly members: readonly MemberRow[]
  readonly categories: readonly CategoryOption[]
  readonly onClose: () => void
}

const AT_FIELDS = ['memberNo', 'name'] as const

/** Adds a member, or changes one. */
export function MemberForm({ member, members, categories, onClose }: MemberFormProps) {
  const { form } = words().members
  const [before] = useState(() => (member ? draftOf(member) : emptyDraft(members)))
  const [draft, setDraft] = useState(before)
  const [tried, setTried] = useState(false)
  const dirty = JSON.stringify(draft) !== JSON.stringify(before)
  useUnsaved(dirty)
  const save = useMutation(
    () => api.members.record.mutate({ memberId: member?.memberId ?? null, input: inputOf(draft) }),
    () => form.saved(draft.name.trim()),
  )
  const others = members.filter(each => each.memberId !== member?.memberId)
  const errors = errorsOf(draft, others, form)
  const run = async () => {
    setTried(true)
    if (Object.keys(errors).length > 0) return
    if ((await save.run()).ok) onClose()
  }
  const section: SectionProps = {
    draft,
    // A new person's category follows the rules; somebody else's keeps for the year unless it is changed by hand.
    change: part => setDraft(next => follow(next, { ...next, ...part }, member === null && !('category' in part))),
    error: field => (tried ? errors[field] : undefined) ?? problemAt(save.problems, field),
    memberId: member?.memberId ?? null,
    groups: groupsOf(members),
    categories,
    ruled: ruledCategory(draft, today()),
  }
  return (
    <Dialog
      width="wide"
      title={member ? form.edit(withNote(member.name, member.nameNote)) : form.add}
      {...(dirty ? {} : { onClose })}
      actions={
        <DialogActs label={form.save} busy={save.busy} why={offlineWhy()} onAct={() => void run()} onCancel={onClose} />
      }
    >
      <ProblemList problems={problemsElsewhere(save.problems, AT_FIELDS)} />
      <div class={css.formColumns}>
        <div class={css.formStack}>
          <Identity {...section} />
          <Numbers {...section} />
        </div>
        <div class={css.formStack}>
          <BranchLife {...section} />
          <Consent {...section} />
          {member && <Status {...section} />}
        </div>
      </div>
    </Dialog>
  )
}

/** While nobody chose a category by hand, it is what the rules say. */
function follow(before: MemberDraft, after: MemberDraft, isNew: boolean): MemberDraft {
  const untouched = isNew && before.category === ruledCategory(before, today())
  return untouched ? { ...after, category: ruledCategory(after, today()) } : after
}
