import type { Activity, ActivityType, Expected } from '../../../shared/activities/activity.ts'
import type { ActivityId, MemberId } from '../../../shared/base/ids.ts'
import {
  dateOf,
  instantOf,
  plainDateTimeAt,
  type PlainDate,
  type PlainDateTime,
} from '../../../shared/base/plain-date.ts'
import type { Words } from '../text/words.ts'
import {
  settingsErrors,
  settingsInput,
  settingsOf,
  USUAL_SETTINGS,
  type SettingsDraft,
  type SettingsErrors,
} from './settings-draft.ts'

/** What the form of an activity holds while somebody types. */
export interface ActivityDraft {
  readonly activityId: ActivityId | null
  readonly code: string
  readonly type: ActivityType
  readonly title: string
  readonly start: PlainDateTime | null
  readonly end: PlainDateTime | null
  readonly place: string
  readonly expectedKind: Expected['kind']
  readonly groups: readonly string[]
  readonly memberIds: readonly MemberId[]
  readonly itemCode: string | null
  /** Null: the usual window, worked out from start and end. */
  readonly window: SignInWindow | null
  readonly settings: SettingsDraft
}

export interface SignInWindow {
  readonly opens: PlainDateTime | null
  readonly lateAfter: PlainDateTime | null
  readonly closes: PlainDateTime | null
}

export interface WholeWindow {
  readonly opens: PlainDateTime
  readonly lateAfter: PlainDateTime
  readonly closes: PlainDateTime
}

const MINUTE_MS = 60_000
const OPENS_BEFORE_MINUTES = 60

/** Wall-clock arithmetic; any zone without summer time will do, so UTC. */
export const addMinutes = (at: PlainDateTime, minutes: number): PlainDateTime =>
  plainDateTimeAt((instantOf(at, 'UTC') + minutes * MINUTE_MS) as ReturnType<typeof instantOf>, 'UTC')

/** From an hour before the start until the end; late after the start (PL15). */
export const usualWindow = (start: PlainDateTime, end: PlainDateTime): WholeWindow => ({
  opens: addMinutes(start, -OPENS_BEFORE_MINUTES),
  lateAfter: start,
  closes: end,
})

/** Who usually should come to each type. */
const USUAL_EXPECTED: { readonly [type in ActivityType]?: Expected['kind'] } = {
  committeeMeeting: 'committee',
  groupMeeting: 'eachGroup',
  volunteerService: 'volunteers',
}

/** What attendance usually gives, by the codes of the built-in scheme; used only where the branch's scheme has them. */
const USUAL_ITEMS: { readonly [type in ActivityType]?: string } = {
  generalMeeting: 'B04',
  partyLecture: 'B04',
  themePartyDay: 'B05',
  volunteerService: 'C01',
  organizationLifeMeeting: 'B07',
  democraticAppraisal: 'B07',
}

/** What attendance at such an activity usually gives, where the branch's scheme has it. */
export const usualItem = (type: ActivityType, itemCodes: readonly string[]): string | null =>
  itemCodes.find(code => code === USUAL_ITEMS[type]) ?? null

/** The draft after a change of type: what nobody chose by hand follows the type. */
export function withType(draft: ActivityDraft, type: ActivityType, itemCodes: readonly string[]): ActivityDraft {
  const usualExpected = (of: ActivityType) => USUAL_EXPECTED[of] ?? 'allMembers'
  return {
    ...draft,
    type,
    expectedKind: draft.expectedKind === usualExpected(draft.type) ? usualExpected(type) : draft.expectedKind,
    itemCode: draft.itemCode === usualItem(draft.type, itemCodes) ? usualItem(type, itemCodes) : draft.itemCode,
  }
}

/** A new activity: on the given day or today, at nine, for two hours. */
export function emptyDraft(day: PlainDate): ActivityDraft {
  return {
    activityId: null,
    code: '',
    type: 'themePartyDay',
    title: '',
    place: '',
    start: `${day}T09:00` as PlainDateTime,
    end: `${day}T11:00` as PlainDateTime,
    expectedKind: 'allMembers',
    groups: [],
    memberIds: [],
    itemCode: null,
    window: null,
    settings: USUAL_SETTINGS,
  }
}

export function draftOf(activity: Activity): ActivityDraft {
  const { activityId, code, type, title, start, end, place, expected, itemCode, opens, lateAfter, closes } = activity
  const usual = usualWindow(start, end)
  const isUsual = usual.opens === opens && usual.lateAfter === lateAfter && usual.closes === closes
  return {
    activityId,
    code,
    type,
    title,
    start,
    end,
    place,
    itemCode,
    expectedKind: expected.kind,
    groups: expected.kind === 'groups' ? expected.groups : [],
    memberIds: expected.kind === 'named' ? expected.memberIds : [],
    window: isUsual ? null : { opens, lateAfter, closes },
    settings: settingsOf(activity),
  }
}

/** Moving the start moves the end with it, so that the length stays. */
export function withStart(draft: ActivityDraft, start: PlainDateTime | null): ActivityDraft {
  if (!start || !draft.start || !draft.end) return { ...draft, start }
  const moved = (instantOf(start, 'UTC') - instantOf(draft.start, 'UTC')) / MINUTE_MS
  const { stayUntil } = draft.settings
  const settings = { ...draft.settings, stayUntil: stayUntil && addMinutes(stayUntil, moved) }
  return { ...draft, start, end: addMinutes(draft.end, moved), settings }
}

export type DraftErrors = Partial<
  Record<'title' | 'start' | 'end' | 'groups' | 'memberIds' | 'opens' | 'lateAfter' | 'closes', string>
> &
  SettingsErrors

export function errorsOf(draft: ActivityDraft, { activities: { form }, attendance }: FormWords): DraftErrors {
  const { start, end, window } = draft
  const found: { [field in keyof DraftErrors]: string | null } = {
    title: draft.title.trim() === '' ? form.titleNeeded : null,
    start: start === null ? form.timeNeeded : null,
    end: end === null ? form.timeNeeded : start !== null && end <= start ? form.endAfterStart : null,
    groups: draft.expectedKind === 'groups' && draft.groups.length === 0 ? form.groupsNeeded : null,
    memberIds: draft.expectedKind === 'named' && draft.memberIds.length === 0 ? form.peopleNeeded : null,
    opens: window && window.opens === null ? form.timeNeeded : null,
    lateAfter: window && window.lateAfter === null ? form.timeNeeded : null,
    closes: window && window.closes === null ? form.timeNeeded : null,
  }
  if (window?.opens && window.lateAfter && window.closes) {
    if (window.lateAfter < window.opens) found.lateAfter = form.windowOrder
    else if (window.closes < window.lateAfter) found.closes = form.windowOrder
  }
  const own = Object.fromEntries(Object.entries(found).filter(([, sentence]) => sentence !== null)) as DraftErrors
  return { ...own, ...settingsErrors(draft.settings, { start, end }, draft.itemCode, attendance.settings) }
}

type FormWords = Pick<Words, 'activities' | 'attendance'>

function expectedOf({ expectedKind, groups, memberIds }: ActivityDraft): Expected {
  if (expectedKind === 'groups') return { kind: 'groups', groups: [...groups] }
  if (expectedKind === 'named') return { kind: 'named', memberIds: [...memberIds] }
  return { kind: expectedKind }
}

/** Null while a time is missing. */
export function inputOf(
  draft: ActivityDraft,
): (Omit<Activity, 'activityId'> & { activityId: ActivityId | null }) | null {
  const { activityId, type, start, end, itemCode, window } = draft
  if (!start || !end) return null
  const usual = usualWindow(start, end)
  const { opens, lateAfter, closes } = window ?? usual
  return {
    activityId,
    type,
    start,
    end,
    itemCode,
    code: draft.code.trim(),
    title: draft.title.trim(),
    place: draft.place.trim(),
    expected: expectedOf(draft),
    opens: opens ?? usual.opens,
    lateAfter: lateAfter ?? usual.lateAfter,
    closes: closes ?? usual.closes,
    ...settingsInput(draft.settings),
  }
}

/** `09:00`, or with its day where that is another than the activity's. */
export const timeOn = (at: PlainDateTime, day: PlainDate): string =>
  dateOf(at) === day ? at.slice(11) : `${at.slice(5, 10).replace('-', '/')} ${at.slice(11)}`
