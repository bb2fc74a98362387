import * as v from 'valibot'
import { assert } from '../base/check.ts'
import { PeriodSchema, PlainDateSchema, type PlainDate } from '../base/plain-date.ts'
import { idSchema, type ActivityId, type MemberId } from '../base/ids.ts'
import { NOTICE_KINDS, PLEDGE_STATES, PLEDGE_VARIANTS, type Body, type NoticeKind } from './document.ts'
import { scopeOf, type NoticeDocument } from './inner-document.ts'
import { NoticeScopeSchema, PUBLIC, type NoticeScope } from './scope.ts'
import { periodSentence } from './wording.ts'

/**
 * What staff write and choose for a notice: the draft, kept as private words until the document made from it is
 * published. Figures and names are never part of it; they are worked out anew each time the document is built.
 */

const text = (max: number) => v.pipe(v.string(), v.maxLength(max))

const frame = {
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  /** 落款日期: the day on which it will be published. */
  publishOn: PlainDateSchema,
  /** 公示期 in working days; null for a document that merely stands. */
  noticeDays: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60))),
  /** Last day on the board; null = until withdrawn. */
  shownUntil: v.nullable(PlainDateSchema),
  /** Who reads it; absent: everybody. Never another one once a revision was published (NT52). */
  scope: v.exactOptional(NoticeScopeSchema),
  /** Why this revision replaces the one before; null in a first revision. */
  correction: v.nullable(text(200)),
  /** Names that the text contains without meaning the member of that name. */
  notPeople: v.pipe(v.array(text(40)), v.maxLength(50)),
  /**
   * 顺延: this revision goes on with the notice period of the one before, because no screen showed it on some day of it;
   * absent in every other one. `noticeDays` then says nothing.
   */
  extension: v.optional(
    v.object({
      /** The days of the period so far. */
      days: v.pipe(v.array(PlainDateSchema), v.minLength(1), v.maxLength(60)),
      /** Working days that are added. */
      more: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30)),
    }),
  ),
}

const ItemsContentSchema = v.object({
  kind: v.literal('items'),
  ...frame,
  cycle: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2199)),
})
const PeriodPointsContentSchema = v.object({
  kind: v.literal('periodPoints'),
  ...frame,
  period: PeriodSchema,
  /** Comes before the sentence with the dates, which the program writes. */
  opening: text(600),
})
const RankingContentSchema = v.object({ kind: v.literal('ranking'), ...frame, period: PeriodSchema })
const AnnouncementContentSchema = v.object({
  kind: v.literal('announcement'),
  ...frame,
  paragraphs: v.pipe(v.array(text(2000)), v.maxLength(60)),
})

const ActivityContentSchema = v.object({
  kind: v.literal('activity'),
  ...frame,
  activityId: idSchema<ActivityId>(),
  paragraphs: v.pipe(v.array(text(2000)), v.maxLength(60)),
})
const CommendationContentSchema = v.object({
  kind: v.literal('commendation'),
  ...frame,
  period: PeriodSchema,
  opening: text(600),
  people: v.pipe(v.array(v.object({ memberId: idSchema<MemberId>(), deed: text(200) })), v.maxLength(200)),
})
const PledgesContentSchema = v.object({
  kind: v.literal('pledges'),
  ...frame,
  variant: v.picklist(PLEDGE_VARIANTS),
  cycle: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2199)),
  opening: text(600),
  rows: v.pipe(
    v.array(
      v.object({
        memberId: idSchema<MemberId>(),
        post: text(40),
        pledge: text(200),
        state: v.picklist(PLEDGE_STATES),
      }),
    ),
    v.maxLength(500),
  ),
})

export const ContentSchema = v.variant('kind', [
  ItemsContentSchema,
  PeriodPointsContentSchema,
  RankingContentSchema,
  ActivityContentSchema,
  AnnouncementContentSchema,
  CommendationContentSchema,
  PledgesContentSchema,
])
export type Content = v.InferOutput<typeof ContentSchema>
export type ContentOf<Kind extends NoticeKind> = Extract<Content, { kind: Kind }>

export const contentScope = ({ scope }: Pick<Content, 'scope'>): NoticeScope => scope ?? PUBLIC

export const NoticeKindSchema = v.picklist(NOTICE_KINDS)

/** What at most one notice on the board may be about (NT9): the items of a cycle, the points of a period, and so on. */
export function subjectOf(about: Content | Body): string | null {
  switch (about.kind) {
    case 'items':
      return `items ${about.cycle}`
    case 'periodPoints':
    case 'ranking':
    case 'commendation':
      return `${about.kind} ${about.period}`
    case 'pledges':
      return `pledges ${about.variant} ${about.cycle}`
    case 'activity':
      return `activity ${about.activityId}`
    case 'announcement':
      return null
  }
}

/** Shows what a settled review says of a period. */
export const isReviewed = <About extends Content | Body>(
  about: About,
): about is Extract<About, { kind: 'periodPoints' | 'ranking' }> =>
  about.kind === 'periodPoints' || about.kind === 'ranking'

/** Whether the document shows people who were picked for it: masked, it no longer tells whom. */
export const hasPicks = (kind: NoticeKind): boolean => kind === 'commendation' || kind === 'pledges'

/**
 * What a correction begins with: the words and choices of what hangs on the board. A notice period starts anew on the
 * day of the correction; confirmed names are asked for again.
 * @param kept the draft it was made from, of kinds that show people who were picked; null for the others
 */
export function contentOf(
  document: NoticeDocument,
  kept: Content | null,
  publishOn: PlainDate,
  correction: string,
): Content {
  const { title, noticePeriod, shownUntil, body } = document
  const noticeDays = noticePeriod?.days.length ?? null
  const scope = scopeOf(document)
  const hidden = scope.is === 'public' ? {} : { scope }
  const frame = { title, publishOn, noticeDays, shownUntil, correction, notPeople: [], ...hidden }
  switch (body.kind) {
    case 'items':
      return { kind: 'items', ...frame, cycle: body.cycle }
    case 'periodPoints': {
      const dates = periodSentence(noticePeriod)
      const opening = body.intro.endsWith(dates) ? body.intro.slice(0, body.intro.length - dates.length) : body.intro
      return { kind: 'periodPoints', ...frame, period: body.period, opening }
    }
    case 'ranking':
      return { kind: 'ranking', ...frame, period: body.period }
    case 'announcement':
      return { kind: 'announcement', ...frame, paragraphs: body.paragraphs }
    case 'activity':
      return { kind: 'activity', ...frame, activityId: body.activityId, paragraphs: body.paragraphs }
    case 'commendation':
    case 'pledges': {
      assert(kept?.kind === body.kind, 'what it was made from')
      const { extension: _, ...rest } = kept
      return { ...rest, ...frame }
    }
  }
}
