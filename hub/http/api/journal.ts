import * as v from 'valibot'
import { fingerprint } from '../../../shared/journal/chain.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import { noteFaults } from '../../office/incidents.ts'
import { entryOf } from '../../store/journal.ts'
import { procedureFor, router, staffProcedure } from '../procedures.ts'

/** Lines on one page at most. */
const PAGE_MAX = 200

const page = v.object({
  /** Lines with smaller numbers than this, newest first; absent for the newest of all. */
  before: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(PAGE_MAX)),
})

/** 流水账: who did what when, and whether it is still what it was. */
export const journal = router({
  head: staffProcedure.query(async ({ ctx }) => {
    const head = await ctx.office.store.read.journal.head()
    return { ...head, fingerprint: fingerprint(head.hash) }
  }),

  lines: procedureFor('journal.verify')
    .input(page)
    .query(async ({ ctx, input }) => {
      const { journal, staff } = ctx.office.store.read
      const end = input.before ?? (await journal.head()).size + 1
      const from = Math.max(1, end - input.limit)
      const rows = await journal.lines(from, end - from)
      const namesById = new Map((await staff.all()).map(account => [account.staffId, account.displayName]))
      const nameOf = (by: Author): string => (by.type === 'staff' ? (namesById.get(by.id) ?? '') : '')
      return rows.toReversed().map(row => {
        const { no, at, by, kind, body } = entryOf(row)
        return { no, at, by: by.type, name: nameOf(by), kind, hash: row.hash, body: JSON.stringify(body) }
      })
    }),

  verify: procedureFor('journal.verify').mutation(async ({ ctx }) => {
    const report = await ctx.hub.verify()
    await noteFaults(ctx.office, 'console', report)
    return report
  }),
})
