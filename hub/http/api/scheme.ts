import * as v from 'valibot'
import { Refusal } from '../../../shared/base/problem.ts'
import { PlainDateSchema } from '../../../shared/base/plain-date.ts'
import { schemeFromFile, schemeToFile } from '../../../shared/points/scheme-file.ts'
import { publishScheme, saveSchemeDraft, schemeToEdit } from '../../office/scheme.ts'
import { procedureFor, router } from '../procedures.ts'

const CycleSchema = v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2199))

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
    })),
  saveDraft: procedureFor('scheme.change')
    .input(v.object({ scheme: v.unknown() }))
    .mutation(({ ctx, input }) => saveSchemeDraft(ctx.office, ctx.by, input.scheme)),
  publish: procedureFor('scheme.publish')
    .input(v.object({ cycle: CycleSchema, effectiveFrom: PlainDateSchema }))
    .mutation(({ ctx, input }) => publishScheme(ctx.office, ctx.by, input.cycle, input.effectiveFrom)),
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
