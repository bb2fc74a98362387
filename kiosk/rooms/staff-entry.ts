import type { ActivityId } from '../../shared/base/ids.ts'
import type { App } from '../state/app.ts'
import type { Screen } from '../state/screens.ts'
import { startSession, type DoorChoice } from '../state/staff-session.ts'
import { activitiesToday, plainlyMeant } from './today.ts'

/** The screen behind the PIN. @param wanted the activity that was chosen before */
export function staffScreen(app: App, staff: Pick<DoorChoice, 'staffId' | 'name'>, wanted: ActivityId | null): Screen {
  const activityId = plainlyMeant(app, activitiesToday(app), wanted)
  return { kind: 'staff', session: startSession(staff, activityId, app.clock.mono()) }
}
