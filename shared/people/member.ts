import * as v from 'valibot'
import { idSchema, type MemberId } from '../base/ids.ts'
import { PlainDateSchema } from '../base/plain-date.ts'

/** 正式党员 | 预备党员 | 入党积极分子 */
export const MEMBER_TYPES = ['full', 'probationary', 'activist'] as const
export type MemberType = (typeof MEMBER_TYPES)[number]

/** active 在册 | left 转出、去世等，不再计分 */
export const MEMBER_STATUSES = ['active', 'left'] as const

/** Ids of the categories the program ships; a scheme may rename them or add others. `exempt` is never ranked. */
export const SHIPPED_CATEGORIES = [
  'inPost',
  'noPost',
  'olderNoPost',
  'floating',
  'probationary',
  'activist',
  'exempt',
] as const

/** A person's standing in the branch without anything that names them: this is what the journal holds. */
export const MemberRecordSchema = v.object({
  memberId: idSchema<MemberId>(),
  /** 序号 in the branch's own roster: the key of imports and of the ledger file. */
  memberNo: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999_999)),
  type: v.picklist(MEMBER_TYPES),
  /** Kept for the whole cycle. */
  category: v.pipe(v.string(), v.maxLength(32)),
  inPost: v.boolean(),
  /** Sits on the branch committee (支委会). */
  committee: v.boolean(),
  group: v.pipe(v.string(), v.maxLength(20)),
  floating: v.boolean(),
  /** Application and branch decision; never the medical reason. Dates may be unknown when taken from an old roster. */
  exemption: v.nullable(v.object({ appliedOn: v.nullable(PlainDateSchema), decidedOn: v.nullable(PlainDateSchema) })),
  /** Consent to be named in public, on paper. Without it the name is masked (PR). */
  consent: v.nullable(v.object({ date: PlainDateSchema, paperRef: v.pipe(v.string(), v.maxLength(60)) })),
  status: v.picklist(MEMBER_STATUSES),
})
export type MemberRecord = v.InferOutput<typeof MemberRecordSchema>

const text = (max: number) => v.pipe(v.string(), v.maxLength(max))

/** What names a person. Lives in a table of its own, erasable; the journal keeps only its salted hash. */
export const MemberDetailsSchema = v.object({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  /** Tells namesakes apart: 王建国（大）. */
  nameNote: text(10),
  sex: v.picklist(['male', 'female', 'unknown']),
  /** `YYYY-MM`, or empty when unknown. */
  birth: v.pipe(v.string(), v.regex(/^(\d{4}-\d{2})?$/)),
  joined: v.pipe(v.string(), v.regex(/^(\d{4}-\d{2})?$/)),
  ethnic: text(20),
  duty: text(60),
  floatingPlace: text(60),
  /** Optional, kept apart, never leaves the hub. */
  phone: text(20),
  idNumber: text(18),
  note: text(200),
})
export type MemberDetails = v.InferOutput<typeof MemberDetailsSchema>

export interface Member extends MemberRecord, MemberDetails {}

/** The words that name a person… */
export const MemberWordsSchema = v.omit(MemberDetailsSchema, ['phone', 'idNumber'])
export type MemberWords = v.InferOutput<typeof MemberWordsSchema>

/** …and the numbers that find them, kept in a row of their own that only one procedure ever reads. */
export const MemberIdentifiersSchema = v.pick(MemberDetailsSchema, ['phone', 'idNumber'])
export type MemberIdentifiers = v.InferOutput<typeof MemberIdentifiersSchema>

/** A member as the branch's staff see them, without the identifiers. */
export type MemberView = MemberRecord & MemberWords

/** What a form or an import brings: a person who may have no id yet. */
export const MemberInputSchema = v.object({
  record: v.omit(MemberRecordSchema, ['memberId']),
  words: MemberWordsSchema,
  identifiers: MemberIdentifiersSchema,
})
export type MemberInput = v.InferOutput<typeof MemberInputSchema>
