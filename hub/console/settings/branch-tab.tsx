import { Card, Facts } from '../../pages/ui/card.tsx'
import { Help } from '../../pages/ui/help.tsx'
import { formClass, TextField, wideClass } from '../../pages/ui/inputs.tsx'
import { problemAt } from '../../pages/ui/problems.tsx'
import { Loading } from '../loading.tsx'
import { words } from '../text/words.ts'
import { useSettings, type BranchSettingsView, type SettingsForm, type SettingsInput } from './draft.ts'
import { SaveBar } from './save-bar.tsx'
import css from './settings.module.css'

export function BranchTab({ canChange }: { canChange: boolean }) {
  const form = useSettings()
  return (
    <Loading of={form.stored}>
      {stored =>
        stored && form.form && <BranchForm stored={stored} input={form.form} form={form} canChange={canChange} />
      }
    </Loading>
  )
}

interface BranchFormProps {
  readonly stored: BranchSettingsView
  readonly input: SettingsInput
  readonly form: SettingsForm
  readonly canChange: boolean
}

function BranchForm({ stored, input, form, canChange }: BranchFormProps) {
  const { settings, setUp } = words()
  const { helpContact: contact } = input
  const line = (field: 'branchName' | 'fullName' | 'placeName', label: string, hint: string, max: number) => (
    <TextField
      label={label}
      hint={hint}
      maxLength={max}
      readOnly={!canChange}
      value={input[field]}
      onChange={value => form.change({ [field]: value })}
      error={problemAt(form.problems, field)}
    />
  )
  const contactLine = (field: keyof typeof contact, label: string, max: number, hint?: string) => (
    <TextField
      class={field === 'place' ? wideClass : undefined}
      label={label}
      hint={hint}
      maxLength={max}
      readOnly={!canChange}
      value={contact[field]}
      onChange={value => form.change({ helpContact: { ...contact, [field]: value } })}
    />
  )
  return (
    <div class={css.column}>
      <Card title={settings.branchCard}>
        <div class={css.stack}>
          <div class={formClass}>
            {line('branchName', setUp.branchName, setUp.branchNameHint, 30)}
            {line('fullName', setUp.fullName, setUp.fullNameHint, 40)}
            {line('placeName', setUp.placeName, setUp.placeNameHint, 40)}
          </div>
          <Facts
            items={[
              [settings.timeZone, stored.timeZone],
              [
                settings.branchTag,
                <span key="tag" class={css.inline}>
                  {stored.branchTag}
                  <Help word={settings.branchTag}>{settings.branchTagHelp}</Help>
                </span>,
              ],
            ]}
          />
        </div>
      </Card>
      <Card title={settings.contactCard} side={settings.contactNote}>
        <div class={formClass}>
          {contactLine('name', setUp.contactName, 20)}
          {contactLine('phone', setUp.contactPhone, 30)}
          {contactLine('place', setUp.contactPlace, 60, setUp.contactPlaceHint)}
        </div>
      </Card>
      <SaveBar form={form} fields={['branchName', 'fullName', 'placeName']} canChange={canChange} />
    </div>
  )
}
