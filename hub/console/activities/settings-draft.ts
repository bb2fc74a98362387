import { DEFAULT_SIGN_IN_RULES, type Activity, type SignInRules } from '../../../shared/activities/activity.ts'
import type { ActivityId } from '../../../shared/base/ids.ts'
import type { PlainDateTime } from '../../../shared/base/plain-date.ts'
import type { Words } from '../text/words.ts'

/** 更多设置: what most activities leave as it is. */
export interface SettingsDraft {
  readonly rules: SignInRules
  readonly byHour: boolean
  /** Whether early leaving is noted at all; then `stayUntil` is wanted. */
  readonly leavesEarly: boolean
  readonly stayUntil: PlainDateTime | null
  /** Whether this is a make-up session; then `makesUpFor` is wanted. */
  readonly isMakeUp: boolean
  readonly makesUpFor: ActivityId | null
}

export const USUAL_SETTINGS: SettingsDraft = {
  rules: DEFAULT_SIGN_IN_RULES,
  byHour: false,
  leavesEarly: false,
  stayUntil: null,
  isMakeUp: false,
  makesUpFor: null,
}

export const settingsOf = (activity: Activity): SettingsDraft => ({
  rules: activity.signIn ?? DEFAULT_SIGN_IN_RULES,
  byHour: activity.byHour === true,
  leavesEarly: Boolean(activity.stayUntil),
  stayUntil: activity.stayUntil ?? null,
  isMakeUp: Boolean(activity.makesUpFor),
  makesUpFor: activity.makesUpFor ?? null,
})

/** How many things are not as usual: said on the closed fold, so that nothing is hidden. */
export function changedCount({ rules, ...rest }: SettingsDraft): number {
  const usual = USUAL_SETTINGS.rules
  const keys = ['phone', 'kioskCode', 'card', 'notExpected', 'capacity'] as const
  const other = [rest.byHour, rest.leavesEarly, rest.isMakeUp].filter(Boolean).length
  return keys.filter(key => rules[key] !== usual[key]).length + other
}

/** What the hub is told: only what is not as usual, so that an activity without settings stays one. */
export function settingsInput(draft: SettingsDraft): Pick<Activity, 'signIn' | 'byHour' | 'stayUntil' | 'makesUpFor'> {
  const usual = JSON.stringify(draft.rules) === JSON.stringify(DEFAULT_SIGN_IN_RULES)
  return {
    ...(!usual && { signIn: draft.rules }),
    ...(draft.byHour && { byHour: true }),
    ...(draft.leavesEarly && draft.stayUntil && { stayUntil: draft.stayUntil }),
    ...(draft.isMakeUp && draft.makesUpFor && { makesUpFor: draft.makesUpFor }),
  }
}

export type SettingsErrors = Partial<Record<'byHour' | 'stayUntil' | 'makesUpFor', string>>

/** @param unit of the chosen item; null where none is chosen */
export function settingsErrors(
  draft: SettingsDraft,
  times: { readonly start: PlainDateTime | null; readonly end: PlainDateTime | null },
  itemCode: string | null,
  text: Words['attendance']['settings'],
): SettingsErrors {
  const { start, end } = times
  const errors: { -readonly [field in keyof SettingsErrors]: string } = {}
  if (draft.byHour && itemCode === null) errors.byHour = text.byHourNoItem
  if (draft.leavesEarly) {
    const at = draft.stayUntil
    if (at === null || (start && at <= start) || (end && at > end)) errors.stayUntil = text.stayUntilBad
  }
  if (draft.isMakeUp && draft.makesUpFor === null) errors.makesUpFor = text.makesUpForNone
  return errors
}
