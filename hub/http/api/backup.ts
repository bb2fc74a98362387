import { procedureFor, router } from '../procedures.ts'

const make = procedureFor('backup.make')

/** Copies of everything, made while the hub runs and read back before they count. Downloads: /console/backups/<name>. */
export const backup = router({
  list: make.query(async ({ ctx }) => ({
    files: await ctx.hub.backups(),
    last: await ctx.office.store.read.hub.lastBackup(),
  })),
  make: make.mutation(({ ctx }) => ctx.hub.makeBackup(ctx.by)),
})
