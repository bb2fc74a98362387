import { useId, useState } from 'preact/hooks'
import type { ActivityId } from '../../../shared/base/ids.ts'
import { dateOf, yearOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import { dayText } from '../../pages/format.ts'
import { DateTimeField } from '../../pages/ui/dates.tsx'
import { FieldNote } from '../../pages/ui/field.tsx'
import { Checkbox, NumberField, RadioGroup, Select } from '../../pages/ui/inputs.tsx'
import { api } from '../api.ts'
import { useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import { addMinutes, type ActivityDraft, type DraftErrors } from './form-draft.ts'
import { changedCount, type SettingsDraft } from './settings-draft.ts'
import css from './attendance.module.css'

interface SettingsFieldsProps {
  readonly draft: ActivityDraft
  readonly error: (field: keyof DraftErrors) => string | null | undefined
  readonly change: (part: Partial<ActivityDraft>) => void
  /** Unfolded from the start. */
  readonly open?: boolean
}

/** 更多设置: folded away, so that the plain form stays plain; the fold says when something is not as usual. */
export function SettingsFields({ draft, error, change, open = false }: SettingsFieldsProps) {
  const { settings: text } = words().attendance
  const { settings } = draft
  const changed = changedCount(settings)
  const [unfolded, setUnfolded] = useState(open)
  const wrong = (['byHour', 'stayUntil', 'makesUpFor'] as const).some(field => error(field))
  const set = (part: Partial<SettingsDraft>) => change({ settings: { ...settings, ...part } })
  return (
    <details class={css.settings} open={unfolded || wrong} onToggle={event => setUnfolded(event.currentTarget.open)}>
      <summary>
        {text.title}
        <small>{changed === 0 ? text.usual : text.changed(changed)}</small>
      </summary>
      <div class={css.settingsGrid}>
        <Ways settings={settings} set={set} />
        <div class={css.settingsStack}>
          <Who settings={settings} set={set} />
          <Counting draft={draft} error={error} set={set} />
          <MakeUp draft={draft} error={error} set={set} change={change} />
        </div>
      </div>
    </details>
  )
}

interface PartProps {
  readonly settings: SettingsDraft
  readonly set: (part: Partial<SettingsDraft>) => void
}

const CARDS = ['enough', 'pin', 'staff'] as const

function Ways({ settings, set }: PartProps) {
  const { settings: text } = words().attendance
  const { rules } = settings
  const rule = (part: Partial<typeof rules>) => set({ rules: { ...rules, ...part } })
  return (
    <fieldset class={css.settingsStack}>
      <legend>{text.ways}</legend>
      <p class={css.note}>{text.waysNote}</p>
      <Checkbox label={text.phone} note={text.phoneNote} checked={rules.phone} onChange={phone => rule({ phone })} />
      <Checkbox
        label={text.kioskCode}
        note={text.kioskCodeNote}
        checked={rules.kioskCode}
        onChange={kioskCode => rule({ kioskCode })}
      />
      <RadioGroup
        label={text.card}
        stacked
        value={rules.card}
        options={CARDS.map(value => ({ value, label: text.cards[value], note: text.cardNotes[value] }))}
        onChange={card => rule({ card })}
      />
    </fieldset>
  )
}

function Who({ settings, set }: PartProps) {
  const { settings: text } = words().attendance
  const { rules } = settings
  return (
    <>
      <Select
        label={text.notExpected}
        value={rules.notExpected}
        options={(['welcome', 'refuse'] as const).map(value => ({ value, label: text.notExpecteds[value] }))}
        onChange={notExpected => set({ rules: { ...rules, notExpected } })}
      />
      <NumberField
        label={text.capacity}
        hint={text.capacityNote}
        unit={text.places}
        min={1}
        max={100_000}
        value={rules.capacity}
        onChange={capacity => set({ rules: { ...rules, capacity } })}
      />
    </>
  )
}

interface DraftPartProps extends Pick<SettingsFieldsProps, 'draft' | 'error'> {
  readonly set: PartProps['set']
}

/** How long before the end leaving is called early, to begin with. */
const USUALLY_STAYS_MINUTES = -30

function Counting({ draft, error, set }: DraftPartProps) {
  const { settings: text } = words().attendance
  const { settings, end } = draft
  const noteId = useId()
  return (
    <>
      <div>
        <Checkbox
          label={text.byHour}
          note={text.byHourNote}
          checked={settings.byHour}
          onChange={byHour => set({ byHour })}
        />
        <FieldNote id={noteId} hint={null} error={error('byHour') ?? null} />
      </div>
      <Checkbox
        label={text.leavesEarly}
        note={text.leavesEarlyNote}
        checked={settings.leavesEarly}
        onChange={leavesEarly =>
          set({ leavesEarly, stayUntil: settings.stayUntil ?? (end && addMinutes(end, USUALLY_STAYS_MINUTES)) })
        }
      />
      {settings.leavesEarly && (
        <DateTimeField
          label={text.stayUntil}
          required
          value={settings.stayUntil}
          onChange={stayUntil => set({ stayUntil })}
          error={error('stayUntil')}
        />
      )}
    </>
  )
}

function MakeUp({ draft, error, set, change }: DraftPartProps & Pick<SettingsFieldsProps, 'change'>) {
  const { settings: text } = words().attendance
  const { settings } = draft
  return (
    <>
      <Checkbox
        label={text.isMakeUp}
        note={text.isMakeUpNote}
        checked={settings.isMakeUp}
        onChange={isMakeUp => set({ isMakeUp })}
      />
      {settings.isMakeUp && draft.start && (
        <Original draft={draft} day={dateOf(draft.start)} error={error} change={change} />
      )}
    </>
  )
}

/** Earlier activities of the year; choosing one takes its item and its way of counting over. */
function Original(props: Pick<SettingsFieldsProps, 'draft' | 'error' | 'change'> & { readonly day: PlainDate }) {
  const { draft, day, error, change } = props
  const { settings: text } = words().attendance
  const from = `${yearOf(day)}-01-01` as PlainDate
  const rows = useQuery(['activity', 'originals', from, day], () => api.activities.between.query({ from, to: day }))
  const earlier = (rows.data ?? [])
    .filter(({ activity, state }) => state !== 'cancelled' && !activity.makesUpFor)
    .filter(({ activity }) => draft.start !== null && activity.start < draft.start)
    .filter(({ activity }) => activity.activityId !== draft.activityId)
    .toReversed()
  const choose = (id: ActivityId) => {
    const original = earlier.find(each => each.activity.activityId === id)?.activity
    if (!original) return
    change({
      itemCode: original.itemCode,
      settings: { ...draft.settings, makesUpFor: id, byHour: original.byHour === true },
    })
  }
  return (
    <Select
      label={text.makesUpFor}
      required
      hint={rows.data && earlier.length === 0 ? text.makesUpForEmpty : null}
      value={draft.settings.makesUpFor}
      options={earlier.map(({ activity }) => ({
        value: activity.activityId,
        label: `${dayText(dateOf(activity.start))} ${activity.title}`,
      }))}
      onChange={choose}
      error={error('makesUpFor')}
    />
  )
}
