import { signal } from '@preact/signals'
import type { Millis } from '../../shared/base/ids.ts'
import type { JournalHead } from '../../shared/journal/chain.ts'
import { api, call } from './api.ts'
import { onChanged } from './live.ts'

/** What the frame shows of the hub on every page. */
export interface HubState {
  readonly branchName: string
  readonly timeZone: string
  /** Null until the first answer. */
  readonly head: JournalHead | null
  /** Null: never, or not yet known. */
  readonly lastBackupAt: Millis | null
}

const NOTHING: HubState = { branchName: '', timeZone: 'Asia/Shanghai', head: null, lastBackupAt: null }

export const hubState = signal<HubState>(NOTHING)

export const clearHubState = (): void => {
  hubState.value = NOTHING
}

/** Keeps the frame's line up to date while the shell is open. @returns how to stop */
export function watchHubState(): () => void {
  void refreshHubState()
  return onChanged(['*'], () => void refreshHubState())
}

/** Also after a backup, which leaves no fact behind. */
export async function refreshHubState(): Promise<void> {
  const answer = await call(async () => {
    const [head, settings, backups] = await Promise.all([
      api.journal.head.query(),
      api.settings.get.query(),
      api.backup.list.query(),
    ])
    return { head, settings, backups }
  })
  if (!answer.ok) return
  const { head, settings, backups } = answer.value
  hubState.value = {
    branchName: settings?.branchName ?? '',
    timeZone: settings?.timeZone ?? NOTHING.timeZone,
    head,
    lastBackupAt: backups.last?.at ?? null,
  }
}
