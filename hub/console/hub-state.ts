import { signal } from '@preact/signals'
import type { Millis } from '../../shared/base/ids.ts'
import type { JournalHead } from '../../shared/journal/chain.ts'

/** What the frame shows of the hub on every page. */
export interface HubState {
  readonly branchName: string
  readonly timeZone: string
  /** Null until the first answer. */
  readonly head: JournalHead | null
  /** Null: never, or not yet known. */
  readonly lastBackupAt: Millis | null
}

export const hubState = signal<HubState>({
  branchName: '',
  timeZone: 'Asia/Shanghai',
  head: null,
  lastBackupAt: null,
})
