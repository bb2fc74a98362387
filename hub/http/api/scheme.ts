import * as v from 'valibot'
import { Refusal } from '../../../shared/base/problem.ts'
import { idSchema, type ActivityId, type MemberId } from '../../../shared/base/ids.ts'
import { PlainDateSchema } from '../../../shared/base/plain-date.ts'
import { PostIdSchema } from '../../../shared/points/scheme.ts'
import { schemeFromFile, schemeToFile } from '../../../shared/points/scheme-file.ts'
import { TEMPLATE_KINDS } from '../../../shared/points/template.ts'
import { givePosts, postHolders } from '../../office/points/duty-posts.ts'
import { briefScheme, schemeSteps, startDraft } from '../../office/points/january.ts'
import { lastYearScheme, publishScheme, saveSchemeDraft, schemeToEdit } from '../../office/points/scheme.ts'
import { procedureFor, router } from '../procedures.ts'

const CycleSchema = v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2199))

/** Digest of what the editor had before them. */
const BasisSchema = v.optional(v.string())

/** 积分方案 */
export const scheme = router({
  /** Every published version, oldest first. */
  published: procedureFor('ledger.read').query(({ ctx }) => ctx.office.store.read.scheme.published()),
  /** What the editor opens with, and whether it is a kept draft. */
  edit: procedureFor('ledger.read')
    .input(v.object({ cycle: CycleSchema }))
    .query(async ({ ctx, input }) => ({
      scheme: await schemeToEdit(ctx.office.store.read, input.cycle),
      isDraft: (await ctx.office.store.read.scheme.draft(input.cycle)) !== null,
      /** What a year's first scheme is compared with. */
      lastYear: await lastYearScheme(ctx.office.store.read, input.cycle),
    })),
  /** Drafted, told, published, on the board: how far a year's scheme is. */
  steps: procedureFor('ledger.read')
    .input(v.object({ cycle: CycleSchema }))
    .query(({ ctx, input }) => schemeSteps(ctx.office.store.read, input.cycle)),
  start: procedureFor('scheme.change')
    .input(v.object({ cycle: CycleSchema, from: v.picklist(['lastYear', ...TEMPLATE_KINDS]) }))
    .mutation(({ ctx, input }) => startDraft(ctx.office, ctx.by, input.cycle, input.from)),
  brief: procedureFor('scheme.change')
    .input(
      v.object({
        cycle: CycleSchema,
        date: PlainDateSchema,
        minutesNo: v.pipe(v.string(), v.maxLength(60)),
        activityId: v.nullable(idSchema<ActivityId>()),
      }),
    )
    .mutation(({ ctx, input }) => briefScheme(ctx.office, ctx.by, input)),
  /** Who holds which duty posts on the day. */
  postHolders: procedureFor('ledger.read')
    .input(v.object({ day: PlainDateSchema }))
    .query(({ ctx, input }) => postHolders(ctx.office.store.read, input.day)),
  givePosts: procedureFor('scheme.change')
    .input(
      v.object({
        memberId: idSchema<MemberId>(),
        from: PlainDateSchema,
        posts: v.pipe(v.array(PostIdSchema), v.maxLength(40)),
      }),
    )
    .mutation(({ ctx, input }) => givePosts(ctx.office, ctx.by, input)),
  saveDraft: procedureFor('scheme.change')
    .input(v.object({ scheme: v.unknown(), basis: BasisSchema }))
    .mutation(({ ctx, input }) => saveSchemeDraft(ctx.office, ctx.by, input.scheme, input.basis)),
  publish: procedureFor('scheme.publish')
    .input(v.object({ cycle: CycleSchema, effectiveFrom: PlainDateSchema, basis: BasisSchema }))
    .mutation(({ ctx, input }) => publishScheme(ctx.office, ctx.by, input.cycle, input.effectiveFrom, input.basis)),
  /** The file form (docs/scheme.md) of what the editor shows. */
  toFile: procedureFor('ledger.read')
    .input(v.object({ cycle: CycleSchema }))
    .query(async ({ ctx, input }) => schemeToFile(await schemeToEdit(ctx.office.store.read, input.cycle))),
  /** Takes a scheme file in as the draft of its cycle. */
  fromFile: procedureFor('scheme.change')
    .input(v.object({ text: v.pipe(v.string(), v.maxLength(1_000_000)) }))
    .mutation(async ({ ctx, input }) => {
      const read = schemeFromFile(input.text)
      if (!read.ok) throw new Refusal(read.error)
      return await saveSchemeDraft(ctx.office, ctx.by, read.value)
    }),
})
