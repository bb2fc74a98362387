import * as v from 'valibot'
import { idSchema, type ActivityId, type MemberId } from '../base/ids.ts'
import { PlainDateTimeSchema } from '../base/plain-date.ts'
import { ItemCodeSchema } from '../points/item.ts'

/** DOMAIN §5: 党员大会、支委会、党小组会、党课、主题党日、志愿服务、组织生活会、民主评议, and anything else. */
export const ACTIVITY_TYPES = [
  'generalMeeting',
  'committeeMeeting',
  'groupMeeting',
  'partyLecture',
  'themePartyDay',
  'volunteerService',
  'organizationLifeMeeting',
  'democraticAppraisal',
  'other',
] as const
export type ActivityType = (typeof ACTIVITY_TYPES)[number]

/** Who should come. `volunteers`: nobody must, anybody may; `eachGroup`: everybody, the groups meet apart. */
export const ExpectedSchema = v.variant('kind', [
  v.object({ kind: v.literal('allMembers') }),
  v.object({ kind: v.literal('committee') }),
  v.object({ kind: v.literal('eachGroup') }),
  v.object({ kind: v.literal('groups'), groups: v.pipe(v.array(v.string()), v.minLength(1)) }),
  v.object({ kind: v.literal('volunteers') }),
  v.object({ kind: v.literal('named'), memberIds: v.pipe(v.array(idSchema<MemberId>()), v.minLength(1)) }),
])
export type Expected = v.InferOutput<typeof ExpectedSchema>

export const ActivitySchema = v.pipe(
  v.object({
    activityId: idSchema<ActivityId>(),
    /** The branch's own number, e.g. `A001`; the key of repeated imports. May be empty. */
    code: v.pipe(v.string(), v.maxLength(16)),
    type: v.picklist(ACTIVITY_TYPES),
    title: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
    start: PlainDateTimeSchema,
    end: PlainDateTimeSchema,
    place: v.pipe(v.string(), v.maxLength(60)),
    expected: ExpectedSchema,
    /** Attendance posts this item at closing; null = no points. */
    itemCode: v.nullable(ItemCodeSchema),
    /** The sign-in window, as wall-clock times: opens ≤ lateAfter ≤ closes. */
    opens: PlainDateTimeSchema,
    lateAfter: PlainDateTimeSchema,
    closes: PlainDateTimeSchema,
  }),
  v.check(each => each.start < each.end, 'end must be after start'),
  v.check(each => each.opens <= each.lateAfter && each.lateAfter <= each.closes, 'opens ≤ lateAfter ≤ closes'),
)
export type Activity = v.InferOutput<typeof ActivitySchema>

/** planned → closed (credits posted) ⇄ planned by reopening; planned → cancelled. */
export type ActivityState = 'planned' | 'closed' | 'cancelled'

/** An activity as a kiosk knows it (feed `activities`). */
export const FeedActivitySchema = v.object({
  type: v.literal('activity'),
  activity: ActivitySchema,
  state: v.picklist(['planned', 'closed', 'cancelled']),
  /** Who should come, resolved by the hub; empty for `volunteers`. */
  expectedIds: v.array(idSchema<MemberId>()),
  /** Who has leave; not counted as missing. */
  onLeaveIds: v.array(idSchema<MemberId>()),
  /** Who signed in as far as the hub knows, so that several kiosks count together. */
  presentIds: v.array(idSchema<MemberId>()),
})
export type FeedActivity = v.InferOutput<typeof FeedActivitySchema>
