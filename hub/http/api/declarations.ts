import * as v from 'valibot'
import { HundredthsSchema } from '../../../shared/base/hundredths.ts'
import { idSchema, type MemberId, type RecordId } from '../../../shared/base/ids.ts'
import { PeriodSchema, PlainDateSchema } from '../../../shared/base/plain-date.ts'
import { DECLARED_TEXT_MAX } from '../../../shared/declarations/declaration.ts'
import { ItemCodeSchema } from '../../../shared/points/item.ts'
import {
  acceptedIn,
  decidedDeclarations,
  declarationDetail,
  declarationInbox,
  openDeclarations,
} from '../../office/declarations/views.ts'
import {
  acceptDeclaration,
  askBack,
  attest,
  declareAll,
  drawSample,
  noteTrue,
  refuseDeclaration,
  reverseFalse,
} from '../../office/declarations/declarations.ts'
import { attachScan } from '../../office/declarations/slip-scans.ts'
import { redraw } from '../../attachment-keeper.ts'
import { procedureFor, router } from '../procedures.ts'
import { UploadSchema } from './uploads.ts'

const declarationId = idSchema<RecordId>()
const memberId = idSchema<MemberId>()
const text = v.pipe(v.string(), v.maxLength(DECLARED_TEXT_MAX))
const ofOne = v.object({ declarationId })
const saidOfOne = v.object({ declarationId, words: text })

/** 申报证实 */
export const declarations = router({
  /** What waits for a decision, with hints. */
  inbox: procedureFor('ledger.read').query(({ ctx }) => declarationInbox(ctx.office, ctx.office.store.read)),
  /** How many there are, and how many of a flood wait behind those of the inbox. */
  open: procedureFor('ledger.read').query(({ ctx }) => openDeclarations(ctx.office.store.read)),
  decided: procedureFor('ledger.read').query(({ ctx }) => decidedDeclarations(ctx.office.store.read)),
  one: procedureFor('ledger.read')
    .input(ofOne)
    .query(({ ctx, input }) => declarationDetail(ctx.office, ctx.office.store.read, input.declarationId)),
  /** What was accepted in a period: where samples come from. */
  accepted: procedureFor('ledger.read')
    .input(v.object({ period: PeriodSchema }))
    .query(({ ctx, input }) => acceptedIn(ctx.office.store.read, input.period)),
  /** Slips of paper, typed in as a batch: all or nothing. */
  declare: procedureFor('ledger.register')
    .input(
      v.object({
        slips: v.pipe(
          v.array(
            v.object({
              memberId,
              itemCode: ItemCodeSchema,
              date: PlainDateSchema,
              quantity: v.pipe(
                HundredthsSchema,
                v.check(units => units > 0),
              ),
              text,
              follows: v.nullable(declarationId),
            }),
          ),
          v.minLength(1),
          v.maxLength(500),
        ),
      }),
    )
    .mutation(({ ctx, input }) => declareAll(ctx.office, ctx.by, input.slips)),
  attest: procedureFor('ledger.register')
    .input(
      v.object({
        memberId,
        itemCode: v.nullable(ItemCodeSchema),
        date: PlainDateSchema,
        name: v.pipe(v.string(), v.maxLength(40)),
        note: text,
      }),
    )
    .mutation(({ ctx, input }) => attest(ctx.office, ctx.by, input)),
  /** A picture of the paper slip. */
  attachScan: procedureFor('ledger.register')
    .input(v.object({ declarationId, file: UploadSchema }))
    .mutation(({ ctx, input: { declarationId, file } }) => {
      const bytes = new Uint8Array(Buffer.from(file.base64, 'base64'))
      return attachScan(ctx.office, ctx.by, redraw, { declarationId, bytes })
    }),
  accept: procedureFor('ledger.register')
    .input(
      v.object({
        declarationId,
        itemCode: ItemCodeSchema,
        date: PlainDateSchema,
        quantity: HundredthsSchema,
        basis: v.pipe(v.string(), v.maxLength(200)),
        /** Attestations that are its evidence (PT88). */
        joins: v.pipe(v.array(declarationId), v.maxLength(20)),
      }),
    )
    .mutation(({ ctx, input }) => acceptDeclaration(ctx.office, ctx.by, input)),
  askBack: procedureFor('ledger.register')
    .input(saidOfOne)
    .mutation(({ ctx, input }) => askBack(ctx.office, ctx.by, input.declarationId, input.words)),
  refuse: procedureFor('ledger.register')
    .input(saidOfOne)
    .mutation(({ ctx, input }) => refuseDeclaration(ctx.office, ctx.by, input.declarationId, input.words)),
  drawSample: procedureFor('ledger.register')
    .input(
      v.object({
        period: PeriodSchema,
        take: v.union([
          v.strictObject({ share: v.picklist(['1/1', '1/2', '1/3', '1/5', '1/10']) }),
          v.strictObject({ count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)) }),
        ]),
      }),
    )
    .mutation(({ ctx, input }) => drawSample(ctx.office, ctx.by, input)),
  noteTrue: procedureFor('ledger.register')
    .input(saidOfOne)
    .mutation(({ ctx, input }) => noteTrue(ctx.office, ctx.by, input.declarationId, input.words)),
  /** Reverses the entry and deducts in one piece. */
  reverseFalse: procedureFor('ledger.deduct')
    .input(saidOfOne)
    .mutation(({ ctx, input }) => reverseFalse(ctx.office, ctx.by, input.declarationId, input.words)),
})
