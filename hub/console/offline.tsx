import { Icon } from '../pages/ui/icon.tsx'
import { reachable } from './live.ts'
import { words } from './text/words.ts'
import css from './shell.module.css'

/** The reason for a button that needs the hub, while there is none; null otherwise. */
export const offlineWhy = (): string | null => (reachable.value ? null : words().shell.offlineWhy)

/** Lies over the top of every page while the hub does not answer. */
export function OfflineBanner() {
  if (reachable.value) return null
  return (
    <div class={css.offline} role="status">
      <Icon name="offline" />
      {words().shell.offline}
    </div>
  )
}
