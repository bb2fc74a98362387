import type { ActivityInput } from '../office/activities/activities.ts'
import type { ActivityDraft } from '../spreadsheets/activities.ts'

/** What the activities desk takes in for a row of a file. */
export const activityInputOf = ({ row: _row, ...draft }: ActivityDraft): ActivityInput => ({
  ...draft,
  activityId: null,
})
