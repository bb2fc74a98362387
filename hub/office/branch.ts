import type { FactBody } from '../../shared/journal/facts.ts'

/** The branch itself: founding, settings, the table of working days. */

export type BranchFounded = FactBody<'branch.founded'>
export type BranchSettingsFact = FactBody<'branch.settingsChanged'>
export type WorkCalendar = FactBody<'branch.calendarChanged'>

export interface BranchReads {
  /** Null before the set-up wizard has run. */
  founded(): Promise<BranchFounded | null>
  settings(): Promise<BranchSettingsFact | null>
  calendar(): Promise<WorkCalendar>
}
