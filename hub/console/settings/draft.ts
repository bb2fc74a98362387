import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { useMutation, useQuery } from '../query.ts'
import { useUnsaved } from '../router.ts'
import { words } from '../text/words.ts'

export type BranchSettingsView = NonNullable<Awaited<ReturnType<typeof api.settings.get.query>>>
export type SettingsInput = Parameters<typeof api.settings.change.mutate>[0]

/**
 * The branch's settings as a form: what is on the hub, with what was typed over it. Three tabs show parts of the same
 * record; each sends the whole.
 */
export function useSettings() {
  const stored = useQuery(['branch', 'settings'], () => api.settings.get.query())
  const [typed, setTyped] = useState<Partial<SettingsInput>>({})
  const dirty = Object.keys(typed).length > 0
  useUnsaved(dirty)
  const save = useMutation(
    (input: SettingsInput) => api.settings.change.mutate(input),
    () => words().settings.saved,
  )
  const form = stored.data ? { ...inputOf(stored.data), ...typed } : null
  return {
    stored,
    form,
    dirty,
    busy: save.busy,
    problems: save.problems,
    change: (part: Partial<SettingsInput>) => setTyped({ ...typed, ...part }),
    discard: () => {
      setTyped({})
      save.clear()
    },
    save: async () => {
      if (!form) return
      const result = await save.run(form)
      if (!result.ok) return
      stored.refresh()
      setTyped({})
    },
  }
}

export type SettingsForm = ReturnType<typeof useSettings>

const inputOf = (from: BranchSettingsView): SettingsInput => ({
  branchName: from.branchName,
  fullName: from.fullName,
  placeName: from.placeName,
  voice: from.voice,
  noticeDays: from.noticeDays,
  noticeDaysFloor: from.noticeDaysFloor,
  officeCloses: from.officeCloses,
  helpContact: from.helpContact,
})
