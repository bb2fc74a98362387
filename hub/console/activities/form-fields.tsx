import type { Expected } from '../../../shared/activities/activity.ts'
import { dateOf } from '../../../shared/base/plain-date.ts'
import { Button } from '../../pages/ui/button.tsx'
import { DateTimeField } from '../../pages/ui/dates.tsx'
import { Field, FieldNote } from '../../pages/ui/field.tsx'
import { Checkbox, Select } from '../../pages/ui/inputs.tsx'
import { PeoplePicker } from '../../pages/ui/person-picker.tsx'
import { api } from '../api.ts'
import { groupsOf, personOf } from '../members/member-row.ts'
import { useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import { timeOn, usualWindow, type ActivityDraft, type DraftErrors, type SignInWindow } from './form-draft.ts'
import css from './activities.module.css'

interface FieldsProps {
  readonly draft: ActivityDraft
  readonly error: (field: keyof DraftErrors) => string | null | undefined
  readonly change: (part: Partial<ActivityDraft>) => void
}

const KINDS = [
  'allMembers',
  'committee',
  'eachGroup',
  'groups',
  'volunteers',
  'named',
] as const satisfies readonly Expected['kind'][]

/** 应到人员 */
export function ExpectedFields({ draft, error, change }: FieldsProps) {
  const { expected, expectedNotes, form } = words().activities
  const members = useQuery(['member', 'list'], () => api.members.list.query())
  const active = (members.data ?? []).filter(each => each.status === 'active')
  const groups = groupsOf(active)
  const toggle = (group: string, wanted: boolean) =>
    change({ groups: wanted ? [...draft.groups, group] : draft.groups.filter(each => each !== group) })
  return (
    <div class={css.formStack}>
      <Select
        label={form.expected}
        required
        hint={expectedNotes[draft.expectedKind]}
        value={draft.expectedKind}
        options={KINDS.map(value => ({ value, label: expected[value] }))}
        onChange={expectedKind => change({ expectedKind })}
      />
      {draft.expectedKind === 'groups' && (
        <Field label={form.groups} required error={error('groups')} hint={groups.length === 0 ? form.noGroups : null}>
          {() => (
            <div class={css.groupChecks}>
              {groups.map(group => (
                <Checkbox
                  key={group}
                  label={group}
                  checked={draft.groups.includes(group)}
                  onChange={wanted => toggle(group, wanted)}
                />
              ))}
            </div>
          )}
        </Field>
      )}
      {draft.expectedKind === 'named' && (
        <PeoplePicker
          label={form.people}
          required
          people={active.map(personOf)}
          values={draft.memberIds}
          onChange={ids => change({ memberIds: active.map(each => each.memberId).filter(id => ids.includes(id)) })}
          error={error('memberIds')}
        />
      )}
    </div>
  )
}

/** 签到时间: the usual one in a sentence, or one's own. */
export function WindowFields({ draft, error, change }: FieldsProps) {
  const { form } = words().activities
  const { start, end, window } = draft
  if (window === null) {
    const usual = start && end && end > start ? usualWindow(start, end) : null
    const at = (time: keyof NonNullable<typeof usual>) => (usual && start ? timeOn(usual[time], dateOf(start)) : '—')
    return (
      <div class={css.window}>
        <b>{form.window}</b>
        <p>{form.windowUsual(at('opens'), at('lateAfter'), at('closes'))}</p>
        <FieldNote id="window-note" hint={form.windowNote} error={null} />
        {usual && (
          <Button size="small" onClick={() => change({ window: usual })}>
            {form.windowChange}
          </Button>
        )}
      </div>
    )
  }
  const set = (part: Partial<SignInWindow>) => change({ window: { ...window, ...part } })
  return (
    <div class={css.window}>
      <b>{form.window}</b>
      <DateTimeField
        label={form.opens}
        required
        value={window.opens}
        onChange={opens => set({ opens })}
        error={error('opens')}
      />
      <DateTimeField
        label={form.lateAfter}
        required
        value={window.lateAfter}
        onChange={lateAfter => set({ lateAfter })}
        error={error('lateAfter')}
      />
      <DateTimeField
        label={form.closes}
        required
        value={window.closes}
        onChange={closes => set({ closes })}
        error={error('closes')}
      />
      <Button size="small" onClick={() => change({ window: null })}>
        {form.windowReset}
      </Button>
    </div>
  )
}
