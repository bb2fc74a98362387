import type { ActivityId } from '../../shared/base/ids.ts'
import { useApp } from '../app-context.ts'
import { Help } from '../signin/help.tsx'
import { startDraft } from '../state/guest-draft.ts'
import type { Screen } from '../state/screens.ts'

/** Where people come who cannot go on alone. */
export function HelpRoom({ back }: { back: Screen }) {
  const app = useApp()
  const activityId: ActivityId | null = 'activityId' in back ? back.activityId : null
  return (
    <Help
      contact={app.board.settings.value?.helpContact ?? null}
      onStaff={() => app.go({ kind: 'staffDoor', activityId })}
      onGuest={() => app.go({ kind: 'guest', draft: startDraft(activityId), session: null })}
      onType={() => app.go({ kind: 'code', activityId, wrong: false })}
      onBack={() => app.go(back)}
    />
  )
}
