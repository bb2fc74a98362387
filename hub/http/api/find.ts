import * as v from 'valibot'
import { router, staffProcedure } from '../procedures.ts'

const TEXT_LENGTH_MAX = 200
const TEXTS_MAX = 1_000

/** What the console's lists are found and ordered by. */
export const find = router({
  /** Changes nothing; a mutation only because many texts do not fit the address of a query. */
  keys: staffProcedure
    .input(
      v.object({ texts: v.pipe(v.array(v.pipe(v.string(), v.maxLength(TEXT_LENGTH_MAX))), v.maxLength(TEXTS_MAX)) }),
    )
    .mutation(({ ctx, input }) =>
      input.texts.map(text => ({
        text,
        initials: ctx.office.names.pinyinInitials(text),
        strokeKey: ctx.office.names.strokeKey(text),
      })),
    ),
})
