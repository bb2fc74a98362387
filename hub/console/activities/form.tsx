import { useState } from 'preact/hooks'
import { ACTIVITY_TYPES, type Activity } from '../../../shared/activities/activity.ts'
import { must } from '../../../shared/base/check.ts'
import { dateOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import { DateTimeField } from '../../pages/ui/dates.tsx'
import { Dialog, DialogActs } from '../../pages/ui/dialog.tsx'
import { Select, TextField, wideClass } from '../../pages/ui/inputs.tsx'
import { ProblemList, problemAt, problemsElsewhere } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { useUnsaved } from '../router.ts'
import { words, type Words } from '../text/words.ts'
import { today } from '../today.ts'
import {
  draftOf,
  emptyDraft,
  errorsOf,
  inputOf,
  usualItem,
  withStart,
  withType,
  type ActivityDraft,
  type DraftErrors,
} from './form-draft.ts'
import { ExpectedFields, WindowFields } from './form-fields.tsx'
import { SettingsFields } from './form-settings.tsx'
import { useItems, type ItemOption } from './items-of-day.ts'
import css from './activities.module.css'

export interface ActivityFormProps {
  /** Null: a new one. */
  readonly activity: Activity | null
  /** The day of a new one; null: today. */
  readonly day: PlainDate | null
  readonly onClose: () => void
}

const AT_FIELDS = ['title', 'end', 'itemCode', 'opens', 'byHour', 'stayUntil', 'makesUpFor'] as const

export function ActivityForm({ activity, day, onClose }: ActivityFormProps) {
  const { form } = words().activities
  const settingsText = words().attendance.settings
  const [before] = useState(() => (activity ? draftOf(activity) : emptyDraft(day ?? today())))
  const [draft, setDraft] = useState(before)
  const [tried, setTried] = useState(false)
  const items = useItems(draft.start ? dateOf(draft.start) : today())
  // A new activity has its usual item as soon as the scheme is known.
  const [usualSet, setUsualSet] = useState(activity !== null)
  if (!usualSet && items) {
    setUsualSet(true)
    setDraft({ ...draft, itemCode: usualItem(draft.type, codesOf(items)) })
  }
  const dirty = JSON.stringify({ ...draft, itemCode: null }) !== JSON.stringify({ ...before, itemCode: null })
  useUnsaved(dirty)
  const save = useMutation(
    () => api.activities.plan.mutate(must(inputOf(draft), 'a draft with its times')),
    () => (activity ? form.saved(draft.title.trim()) : form.added(draft.title.trim())),
  )
  const errors = { ...errorsOf(draft, words()), ...unitError(draft, items, settingsText) }
  const run = async () => {
    setTried(true)
    if (Object.keys(errors).length > 0) return
    if ((await save.run()).ok) onClose()
  }
  const error = (field: keyof DraftErrors | 'itemCode') =>
    (tried && field !== 'itemCode' ? errors[field] : undefined) ?? problemAt(save.problems, field)
  const change = (part: Partial<ActivityDraft>) => setDraft(next => ({ ...next, ...part }))
  return (
    <Dialog
      width="wide"
      title={activity ? form.edit : form.add}
      {...(dirty ? {} : { onClose })}
      actions={
        <DialogActs label={form.save} busy={save.busy} why={offlineWhy()} onAct={() => void run()} onCancel={onClose}>
          <span class={css.footNote}>{form.now}</span>
        </DialogActs>
      }
    >
      <ProblemList problems={problemsElsewhere(save.problems, AT_FIELDS)} />
      <div class={css.formColumns}>
        <MainFields draft={draft} items={items} error={error} change={change} setDraft={setDraft} />
        <div class={css.formStack}>
          <ExpectedFields draft={draft} error={error} change={change} />
          <WindowFields draft={draft} error={error} change={change} />
        </div>
      </div>
      <SettingsFields draft={draft} error={error} change={change} />
    </Dialog>
  )
}

interface MainFieldsProps {
  readonly draft: ActivityDraft
  readonly items: readonly ItemOption[] | null
  readonly error: (field: 'title' | 'start' | 'end' | 'itemCode') => string | null | undefined
  readonly change: (part: Partial<ActivityDraft>) => void
  readonly setDraft: (next: (draft: ActivityDraft) => ActivityDraft) => void
}

function MainFields({ draft, items, error, change, setDraft }: MainFieldsProps) {
  const { form, types } = words().activities
  return (
    <div class={css.formGrid}>
      <Select
        label={form.type}
        required
        value={draft.type}
        options={ACTIVITY_TYPES.map(value => ({ value, label: types[value] }))}
        onChange={type => setDraft(now => withType(now, type, codesOf(items ?? [])))}
      />
      <TextField
        label={form.code}
        maxLength={16}
        hint={form.codeHint}
        value={draft.code}
        onChange={code => change({ code })}
      />
      <TextField
        class={wideClass}
        label={form.title}
        required
        autofocus
        maxLength={80}
        hint={form.titleHint}
        value={draft.title}
        onChange={title => change({ title })}
        error={error('title')}
      />
      <DateTimeField
        class={wideClass}
        label={form.start}
        required
        value={draft.start}
        onChange={start => setDraft(now => withStart(now, start))}
        error={error('start')}
      />
      <DateTimeField
        class={wideClass}
        label={form.end}
        required
        value={draft.end}
        onChange={end => change({ end })}
        error={error('end')}
      />
      <TextField
        class={wideClass}
        label={form.place}
        maxLength={60}
        value={draft.place}
        onChange={place => change({ place })}
      />
      <Select
        class={wideClass}
        label={form.item}
        hint={items?.length === 0 ? form.itemNoScheme : form.itemHint}
        value={draft.itemCode ?? NO_ITEM}
        options={[{ value: NO_ITEM, label: form.noItem }, ...optionsOf(items ?? [], draft.itemCode)]}
        onChange={code => change({ itemCode: code === NO_ITEM ? null : code })}
        error={error('itemCode')}
      />
    </div>
  )
}

const NO_ITEM = '-'

/** What only the scheme tells: whether the chosen item is counted in hours. */
function unitError(
  { settings, itemCode }: ActivityDraft,
  items: readonly ItemOption[] | null,
  text: Words['attendance']['settings'],
): DraftErrors {
  const unit = settings.byHour ? items?.find(each => each.value === itemCode)?.notHourly : null
  return unit ? { byHour: text.byHourUnit(unit) } : {}
}

const codesOf = (items: readonly ItemOption[]): string[] => items.map(each => each.value)

/** An item of an earlier scheme stays choosable where it is set already. */
const optionsOf = (items: readonly ItemOption[], code: string | null): readonly ItemOption[] =>
  code === null || items.some(each => each.value === code)
    ? items
    : [...items, { value: code, label: code, notHourly: null }]
