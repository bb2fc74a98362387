import { parseTime } from '../../pages/ui/dates.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { NumberField, TextField } from '../../pages/ui/inputs.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { problemAt } from '../../pages/ui/problems.tsx'
import { Loading } from '../loading.tsx'
import { words } from '../text/words.ts'
import { CalendarCard } from './calendar-card.tsx'
import { useSettings, type SettingsForm, type SettingsInput } from './draft.ts'
import { SaveBar } from './save-bar.tsx'
import css from './settings.module.css'

export function DaysTab({ canChange }: { canChange: boolean }) {
  const form = useSettings()
  return (
    <div class={css.column}>
      <Loading of={form.stored}>
        {() => form.form && <NoticeDaysCard input={form.form} form={form} canChange={canChange} />}
      </Loading>
      <CalendarCard canChange={canChange} />
    </div>
  )
}

function NoticeDaysCard(props: { input: SettingsInput; form: SettingsForm; canChange: boolean }) {
  const { input, form, canChange } = props
  const { settings } = words()
  const badTime = parseTime(input.officeCloses) === null
  return (
    <Card title={settings.noticeCard}>
      <div class={css.stack}>
        <div class={css.three}>
          <NumberField
            label={settings.noticeDays}
            unit={settings.workdays}
            min={1}
            max={30}
            value={input.noticeDays}
            onChange={value => value !== null && form.change({ noticeDays: value })}
            error={problemAt(form.problems, 'noticeDays')}
          />
          <NumberField
            label={settings.noticeDaysFloor}
            hint={settings.noticeDaysFloorHint}
            unit={settings.workdays}
            min={1}
            max={30}
            value={input.noticeDaysFloor}
            onChange={value => value !== null && form.change({ noticeDaysFloor: value })}
          />
          <TextField
            label={settings.officeCloses}
            hint={settings.officeClosesHint}
            inputMode="numeric"
            maxLength={5}
            readOnly={!canChange}
            value={input.officeCloses}
            onChange={value => form.change({ officeCloses: value })}
            onBlur={() =>
              form.dirty && form.change({ officeCloses: parseTime(input.officeCloses) ?? input.officeCloses })
            }
            error={badTime ? kitWords().badTime : null}
          />
        </div>
        <SaveBar form={form} fields={['noticeDays']} canChange={canChange} />
      </div>
    </Card>
  )
}
