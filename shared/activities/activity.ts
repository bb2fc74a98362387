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

/**
 * How this activity is signed in to. A card and a confirmation by hand always count, so a member without a phone is
 * never worse off; the two phone ways can be left out.
 */
export const SignInRulesSchema = v.object({
  /** A phone's rotating code before the kiosk. */
  phone: v.boolean(),
  /** The kiosk's rotating code before a phone. */
  kioskCode: v.boolean(),
  /**
   * Is the card enough? `pin`: with the member's own PIN where one is set, else staff confirm. `staff`: staff confirm
   * everybody, also who shows a phone's code.
   */
  card: v.picklist(['enough', 'pin', 'staff']),
  /** A member who is not expected is let in and flagged, or sent to staff. */
  notExpected: v.picklist(['welcome', 'refuse']),
  /** Places; whoever is expected is never refused for want of one. Null: no limit. */
  capacity: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))),
})
export type SignInRules = v.InferOutput<typeof SignInRulesSchema>

export const DEFAULT_SIGN_IN_RULES: SignInRules = {
  phone: true,
  kioskCode: false,
  card: 'enough',
  notExpected: 'welcome',
  capacity: null,
}

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
    /** Left out: `DEFAULT_SIGN_IN_RULES`. */
    signIn: v.exactOptional(SignInRulesSchema),
    /** Sign-out pairs with sign-in, and the item is credited by the hour (志愿服务按小时). Left out: once. */
    byHour: v.exactOptional(v.boolean()),
    /** Whoever signs out before this left early (早退). Left out or null: nobody is asked. */
    stayUntil: v.exactOptional(v.nullable(PlainDateTimeSchema)),
    /** This is the make-up session (补课) of that activity: who comes here is as if there. */
    makesUpFor: v.exactOptional(v.nullable(idSchema<ActivityId>())),
  }),
  v.check(each => each.start < each.end, 'end must be after start'),
  v.check(each => each.opens <= each.lateAfter && each.lateAfter <= each.closes, 'opens ≤ lateAfter ≤ closes'),
)
export type Activity = v.InferOutput<typeof ActivitySchema>

export const signInRulesOf = (activity: Activity): SignInRules => activity.signIn ?? DEFAULT_SIGN_IN_RULES

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
