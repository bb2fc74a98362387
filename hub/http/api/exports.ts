import * as v from 'valibot'
import { idSchema, type ActivityId, type MemberId } from '../../../shared/base/ids.ts'
import { PeriodSchema } from '../../../shared/base/plain-date.ts'
import { COMPONENTS, ItemCodeSchema } from '../../../shared/points/item.ts'
import { EXPORT_FORMATS, TABLE_FORMATS, type ExportFile } from '../../exports/file.ts'
import { exportFeedback } from '../../exports/feedback.ts'
import { exportLedger } from '../../exports/ledger.ts'
import { exportOversight } from '../../exports/oversight.ts'
import { exportSignInSheet } from '../../exports/sign-in-sheet.ts'
import { exportRanking, exportStandings, exportStandingsTable } from '../../exports/standings.ts'
import { procedureFor, router } from '../procedures.ts'

/** A file as the console receives it: typed calls carry text. */
const asDownload = ({ name, mime, bytes }: ExportFile) => ({
  fileName: name,
  mime,
  base64: Buffer.from(bytes).toString('base64'),
})

const ofPeriod = v.object({ period: PeriodSchema, format: v.picklist(EXPORT_FORMATS) })

/** Files to take away; what the command line exports is byte for byte the same. */
export const exports = router({
  standings: procedureFor('ledger.read')
    .input(ofPeriod)
    .query(async ({ ctx, input }) =>
      asDownload(await exportStandings(ctx.office.store.read, input.period, input.format)),
    ),
  ranking: procedureFor('ledger.read')
    .input(ofPeriod)
    .query(async ({ ctx, input }) =>
      asDownload(await exportRanking(ctx.office.store.read, input.period, input.format)),
    ),
  /** For people who calculate: both tables in one workbook. */
  standingsTable: procedureFor('ledger.read')
    .input(v.object({ period: PeriodSchema }))
    .query(async ({ ctx, input }) => asDownload(await exportStandingsTable(ctx.office.store.read, input.period))),
  feedback: procedureFor('ledger.read')
    .input(v.object({ period: PeriodSchema }))
    .query(async ({ ctx, input }) => asDownload(await exportFeedback(ctx.office, input.period))),
  oversight: procedureFor('oversight.read')
    .input(v.object({ cycle: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2199)) }))
    .query(async ({ ctx, input }) => asDownload(await exportOversight(ctx.office, input.cycle))),
  signInSheet: procedureFor('members.read')
    .input(v.object({ activityId: idSchema<ActivityId>() }))
    .query(async ({ ctx, input }) =>
      asDownload(await exportSignInSheet(ctx.office.store.read, ctx.office.names, input.activityId)),
    ),
  ledger: procedureFor('ledger.read')
    .input(
      v.object({
        cycle: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2199)),
        memberId: v.optional(idSchema<MemberId>()),
        itemCode: v.optional(ItemCodeSchema),
        component: v.optional(v.picklist(COMPONENTS)),
        format: v.picklist(TABLE_FORMATS),
      }),
    )
    .query(async ({ ctx, input }) => {
      const { cycle, memberId, itemCode, component, format } = input
      const query = { cycle, ...(memberId && { memberId }), ...(itemCode && { itemCode }) }
      return asDownload(
        await exportLedger(ctx.office.store.read, { ...query, ...(component && { component }) }, format),
      )
    }),
})
