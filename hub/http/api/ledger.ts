import * as v from 'valibot'
import { HundredthsSchema } from '../../../shared/base/hundredths.ts'
import { idSchema, type ActivityId, type EntryId, type MemberId } from '../../../shared/base/ids.ts'
import { PeriodSchema, PlainDateSchema } from '../../../shared/base/plain-date.ts'
import { refuse } from '../../../shared/base/problem.ts'
import { ERASE_REASONS } from '../../../shared/people/erasure.ts'
import { may } from '../../../shared/people/rights.ts'
import { COMPONENTS, DIMENSIONS, EVIDENCES, ItemCodeSchema, RECORDERS } from '../../../shared/points/item.ts'
import { checkRegistration } from '../../office/points/beforehand.ts'
import { eraseEntryNote } from '../../office/points/erase-note.ts'
import {
  importLedger,
  registerEntries,
  registerOpenings,
  reverseEntry,
  tryLedger,
  type LedgerFile,
} from '../../office/points/ledger.ts'
import { standingsOf } from '../../office/points/standings.ts'
import { memberPage, partnersOf } from '../../office/points/ledger-views.ts'
import { mustScheme } from '../../office/points/scheme.ts'
import type { StaffAccount } from '../../office/staff/staff.ts'
import { undoEntries } from '../../office/points/undo.ts'
import { readLedger } from '../../spreadsheets/ledger.ts'
import { hasErrors } from '../../spreadsheets/sheet.ts'
import { procedureFor, router, type CallContext } from '../procedures.ts'
import { ledgerContext } from '../../imports/ledger.ts'
import { makePreviews } from './previews.ts'
import { sheetOf, UploadSchema } from './uploads.ts'

const previews = makePreviews<LedgerFile>()

const CycleSchema = v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2199))
const NoteSchema = v.pipe(v.string(), v.trim(), v.maxLength(200))
const memberId = idSchema<MemberId>()

const RegistrationSchema = v.object({
  itemCode: ItemCodeSchema,
  memberIds: v.pipe(v.array(memberId), v.minLength(1), v.maxLength(5000)),
  date: PlainDateSchema,
  quantity: HundredthsSchema,
  source: v.picklist(EVIDENCES),
  recordedBy: v.picklist(RECORDERS),
  activityId: v.nullable(idSchema<ActivityId>()),
  basis: v.nullable(v.object({ documentNo: v.pipe(v.string(), v.maxLength(60)), meetingDate: PlainDateSchema })),
  note: NoteSchema,
})

/** @throws Refusal NOT_ALLOWED for a deduction or veto by an account that may only add */
async function mayRegister(
  ctx: Pick<CallContext, 'office'> & { readonly account: Pick<StaffAccount, 'role'> },
  input: v.InferOutput<typeof RegistrationSchema>,
): Promise<void> {
  const { scheme } = await mustScheme(ctx.office.store.read, input.date)
  const component = scheme.items.find(item => item.code === input.itemCode)?.component
  if ((component === 'deduction' || component === 'veto') && !may(ctx.account.role, 'ledger.deduct')) {
    refuse('NOT_ALLOWED', { zh: '您的账号不能登记扣分。', en: 'Your account may not register deductions.' })
  }
}

/** 积分台账与合计 */
export const ledger = router({
  page: procedureFor('ledger.read')
    .input(
      v.object({
        cycle: CycleSchema,
        memberId: v.optional(memberId),
        itemCode: v.optional(ItemCodeSchema),
        component: v.optional(v.picklist(COMPONENTS)),
        offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
        limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)),
      }),
    )
    .query(async ({ ctx, input }) => {
      const { memberId, itemCode, component, ...rest } = input
      const { read } = ctx.office.store
      const page = await read.ledger.page({
        ...rest,
        ...(memberId && { memberId }),
        ...(itemCode && { itemCode }),
        ...(component && { component }),
      })
      return { ...page, partners: await partnersOf(read, page.lines) }
    }),
  /** One person's page: every entry of the cycle, and what they come to. */
  ofMember: procedureFor('ledger.read')
    .input(v.object({ memberId, period: PeriodSchema }))
    .query(({ ctx, input }) => memberPage(ctx.office.store.read, input.memberId, input.period)),
  register: procedureFor('ledger.register')
    .input(RegistrationSchema)
    .mutation(async ({ ctx, input }) => {
      await mayRegister(ctx, input)
      return await registerEntries(ctx.office, ctx.by, input)
    }),
  /** What registering would say, without doing it; a mutation for its size alone. */
  check: procedureFor('ledger.register')
    .input(RegistrationSchema)
    .mutation(({ ctx, input }) => checkRegistration(ctx.office, ctx.by, input)),
  reverse: procedureFor('ledger.reverse')
    .input(
      v.object({
        entryId: idSchema<EntryId>(),
        date: PlainDateSchema,
        reason: v.pipe(NoteSchema, v.minLength(2)),
      }),
    )
    .mutation(({ ctx, input }) => reverseEntry(ctx.office, ctx.by, input)),
  eraseNote: procedureFor('words.erase')
    .input(v.object({ entryId: idSchema<EntryId>(), reason: v.picklist(ERASE_REASONS) }))
    .mutation(({ ctx, input }) => eraseEntryNote(ctx.office, ctx.by, input)),
  /** Takes back what was just registered (PT80). */
  undo: procedureFor('ledger.reverse')
    .input(v.object({ entryIds: v.pipe(v.array(idSchema<EntryId>()), v.minLength(1), v.maxLength(5000)) }))
    .mutation(({ ctx, input }) => undoEntries(ctx.office, ctx.by, input)),
  openings: procedureFor('ledger.register')
    .input(
      v.object({
        date: PlainDateSchema,
        note: NoteSchema,
        rows: v.pipe(
          v.array(
            v.object({
              memberId,
              component: v.picklist(['base', 'contribution', 'deduction']),
              dimension: v.nullable(v.picklist(DIMENSIONS)),
              itemCode: v.nullable(ItemCodeSchema),
              points: HundredthsSchema,
            }),
          ),
          v.minLength(1),
          v.maxLength(5000),
        ),
      }),
    )
    .mutation(({ ctx, input }) => registerOpenings(ctx.office, ctx.by, input)),
  previewImport: procedureFor('ledger.deduct')
    .input(UploadSchema)
    .mutation(async ({ ctx, input }) => {
      const { sheet, fileHash } = await sheetOf(input)
      const reading = readLedger(sheet, await ledgerContext(ctx.office))
      if (hasErrors(reading.problems)) return { token: null, ...reading, warnings: [], added: 0, skippedLines: 0 }
      const file = { fileHash, lines: reading.lines }
      const { entries, warnings, skipped } = await tryLedger(ctx.office, ctx.by, file)
      const token = previews.keep(ctx.office, file)
      return { token, ...reading, warnings, added: entries.length, skippedLines: skipped }
    }),
  confirmImport: procedureFor('ledger.deduct')
    .input(v.object({ token: v.string() }))
    .mutation(({ ctx, input }) => importLedger(ctx.office, ctx.by, previews.take(ctx.office, input.token))),
  /** Every period of the cycle up to the one asked for; staff see everybody in full. */
  standings: procedureFor('ledger.read')
    .input(v.object({ period: PeriodSchema }))
    .query(async ({ ctx, input }) => {
      const { rows, scheme } = await standingsOf(ctx.office.store.read, input.period)
      return { rows, categories: scheme.categories }
    }),
})
