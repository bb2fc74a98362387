import { Button } from '../../pages/ui/button.tsx'
import { actionsClass } from '../../pages/ui/inputs.tsx'
import { ProblemList, problemsElsewhere } from '../../pages/ui/problems.tsx'
import { offlineWhy } from '../offline.tsx'
import { words } from '../text/words.ts'
import type { SettingsForm } from './draft.ts'
import css from './settings.module.css'

/** Under a form of settings: what could not be kept, 保存, 放弃修改; or why nothing can be changed here. */
export function SaveBar({ form, fields, canChange }: { form: SettingsForm; fields: string[]; canChange: boolean }) {
  const { settings } = words()
  if (!canChange) return <p class={css.note}>{settings.readOnly}</p>
  return (
    <>
      <ProblemList problems={problemsElsewhere(form.problems, fields)} />
      {form.dirty && (
        <div class={actionsClass}>
          <Button kind="primary" busy={form.busy} why={offlineWhy()} onClick={() => void form.save()}>
            {settings.save}
          </Button>
          <Button onClick={form.discard}>{settings.discard}</Button>
        </div>
      )}
    </>
  )
}
