import * as v from 'valibot'
import { LEAVE_REASONS } from '../activities/leave.ts'
import { HashSchema } from '../base/hash-schema.ts'
import { HundredthsSchema } from '../base/hundredths.ts'
import { idSchema, MillisSchema, type ActivityId, type EntryId, type MatterId, type MemberId } from '../base/ids.ts'
import { PeriodSchema, PlainDateSchema, PlainDateTimeSchema } from '../base/plain-date.ts'
import { COMPONENTS, DIMENSIONS, ItemCodeSchema } from '../points/item.ts'
import { DIMENSION_KEYS, SCORED } from '../points/scheme-index.ts'
import { FiguresSchema } from '../review/figures.ts'
import { OUTCOMES, WAYS_TOLD } from '../review/review.ts'
import { INNER_MAX, InnerKeySchema } from './inner-key.ts'

/**
 * A member's own page (本人页): everything the branch has about their points, for their own eyes. Leaves the hub only
 * sealed: on a kiosk under the key of the member's card, on a phone under that of the phone's secret (seal-own.ts).
 */

/** Entries on a page, newest first; older ones are counted in `earlierEntries`. */
export const OWN_ENTRIES = 300

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const amount = { recorded: HundredthsSchema, counted: HundredthsSchema }
const each = <K extends string, S extends v.GenericSchema>(keys: readonly K[], schema: S) =>
  v.object(Object.fromEntries(keys.map(key => [key, schema])) as Record<K, S>)

const StretchSchema = v.object({
  /** `cap`: the most that the component may count in this stretch; null where the scheme has no such cap. */
  components: each(SCORED, v.object({ ...amount, cap: v.nullable(HundredthsSchema) })),
  dimensions: each(DIMENSION_KEYS, v.object(amount)),
  /** Of the components; may be negative. */
  total: HundredthsSchema,
})

const OwnStandingSchema = v.object({
  start: HundredthsSchema,
  inPeriod: StretchSchema,
  toDate: StretchSchema,
  /** What counts: start and the year so far, after total cap, floor and veto. */
  total: HundredthsSchema,
  totalCap: v.nullable(HundredthsSchema),
  vetoed: v.boolean(),
  /** Caps that cut something off in the year to date. */
  capsReached: v.array(v.object({ kind: v.picklist(['item', 'group', 'component', 'total']), title: v.string() })),
})

/** One line of the ledger with its basis. */
const OwnEntrySchema = v.object({
  entryId: idSchema<EntryId>(),
  date: PlainDateSchema,
  /** Null: an opening balance of the paper ledger. */
  code: v.nullable(ItemCodeSchema),
  title: v.string(),
  component: v.picklist(COMPONENTS),
  dimension: v.nullable(v.picklist(DIMENSIONS)),
  points: HundredthsSchema,
  /** Units of the item, in hundredths, and what a unit is called. */
  quantity: HundredthsSchema,
  unit: v.string(),
  /** The private words beside the entry; empty where there are none, or where they were erased. */
  basisWords: v.string(),
  /** Of a veto. */
  basis: v.nullable(v.object({ documentNo: v.string(), meetingDate: PlainDateSchema })),
  /** The entry that this one cancels, or that cancelled this one. */
  reverses: v.nullable(idSchema<EntryId>()),
  reversedBy: v.nullable(idSchema<EntryId>()),
})
export type OwnEntry = v.InferOutput<typeof OwnEntrySchema>

const OwnMatterSchema = v.object({
  matterId: idSchema<MatterId>(),
  kind: v.picklist(['defence', 'inquiry', 'objection']),
  raisedAt: MillisSchema,
  /** What was said; empty where it was erased or written by finger. */
  words: v.string(),
  answered: v.nullable(v.object({ at: MillisSchema, outcome: v.picklist(OUTCOMES), words: v.string() })),
})

/** The figures of the newest review that has the member in it (RV3). */
const FeedbackSchema = v.object({
  period: PeriodSchema,
  /** Journal line of the compile: what `seeFigures`, `acceptFigures` and `raiseMatter` are about. */
  no: count,
  figures: FiguresSchema,
  /** `compiled`: waits to be accepted or disputed. */
  stage: v.picklist(['compiled', 'settled', 'closed', 'archived']),
  /** Null: not told these figures yet. */
  told: v.nullable(v.object({ how: v.picklist(WAYS_TOLD), at: MillisSchema })),
  acceptedAt: v.nullable(MillisSchema),
  matters: v.array(OwnMatterSchema),
})
export type OwnFeedback = v.InferOutput<typeof FeedbackSchema>

/** Something that the member declared (申报), and what became of it. */
const OwnDeclarationSchema = v.object({
  declarationId: v.string(),
  code: v.nullable(ItemCodeSchema),
  title: v.string(),
  date: PlainDateSchema,
  sentAt: MillisSchema,
  state: v.picklist(['waiting', 'askedBack', 'accepted', 'refused']),
  /** What the branch says. */
  words: v.exactOptional(v.string()),
  points: v.exactOptional(HundredthsSchema),
})
export type OwnDeclaration = v.InferOutput<typeof OwnDeclarationSchema>

const OwnLeaveSchema = v.object({
  activityId: idSchema<ActivityId>(),
  title: v.string(),
  startsAt: PlainDateTimeSchema,
  reason: v.picklist(LEAVE_REASONS),
  state: v.picklist(['asked', 'granted', 'refused', 'dropped']),
})
export type OwnLeave = v.InferOutput<typeof OwnLeaveSchema>

export const OwnPageSchema = v.object({
  /** The hub's time and journal when the page was made. */
  asOf: MillisSchema,
  head: v.object({ size: count, hash: HashSchema }),
  memberId: idSchema<MemberId>(),
  category: v.object({ id: v.string(), label: v.string() }),
  /** The period that runs; null where no scheme is in force. */
  period: v.nullable(PeriodSchema),
  /** Null for people who are not scored. */
  standing: v.nullable(OwnStandingSchema),
  /** Periods of the year up to the one that runs, in order: the sum of each, and the year's total at its end. */
  quarters: v.array(v.object({ period: PeriodSchema, inPeriod: HundredthsSchema, toDate: HundredthsSchema })),
  /** In the own category, by the year's total. */
  place: v.nullable(v.object({ place: count, of: count, tied: v.boolean() })),
  /** Of this year, newest first. */
  entries: v.pipe(v.array(OwnEntrySchema), v.maxLength(OWN_ENTRIES)),
  earlierEntries: count,
  feedback: v.nullable(FeedbackSchema),
  /** Newest first. */
  declarations: v.array(OwnDeclarationSchema),
  /** Of activities to come and of late, by their start. */
  leaves: v.array(OwnLeaveSchema),
  /** Notices for members and letters to this one, newest first: what opens them (inner.ts). */
  inner: v.pipe(v.array(InnerKeySchema), v.maxLength(INNER_MAX)),
})
export type OwnPage = v.InferOutput<typeof OwnPageSchema>

/** Null for a text that is no such page. */
export function readOwnPage(text: string): OwnPage | null {
  try {
    const parsed = v.safeParse(OwnPageSchema, JSON.parse(text))
    return parsed.success ? parsed.output : null
  } catch (cause) {
    // JSON.parse: not JSON.
    if (cause instanceof SyntaxError) return null
    throw cause
  }
}
