import * as v from 'valibot'
import { procedureFor, router } from '../procedures.ts'

const make = procedureFor('backup.make')
/** Where private data is copied to is the secretary's alone to say. */
const place = procedureFor('settings.change')

/** Copies of everything, made while the hub runs and read back before they count. Downloads: /console/backups/<name>. */
export const backup = router({
  list: make.query(async ({ ctx }) => {
    const { here, second, rehearsal } = await ctx.office.store.read.hub.backups()
    return {
      files: await ctx.hub.backups(),
      last: here.verified,
      here,
      second: second && { ...second, placeId: undefined },
      rehearsal,
      nextAt: await ctx.hub.nextBackupAt(),
    }
  }),
  make: make.mutation(({ ctx }) => ctx.hub.makeBackup(ctx.by)),
  rehearse: make.mutation(({ ctx }) => ctx.hub.rehearse()),

  disks: place.query(({ ctx }) => ctx.hub.findDisks()),
  choosePlace: place
    .input(v.object({ path: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)) }))
    .mutation(({ ctx, input }) => ctx.hub.chooseBackupPlace(input.path, ctx.by)),
  forgetPlace: place.mutation(({ ctx }) => ctx.hub.forgetBackupPlace(ctx.by)),
})
