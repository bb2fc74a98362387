import * as v from 'valibot'
import { recordClip, removeClip } from '../../office/kiosks/voice.ts'
import { procedureFor, router, staffProcedure } from '../procedures.ts'
import { text } from './inputs.ts'
import { isBase64 } from './uploads.ts'

const change = procedureFor('settings.change')

/** Room for more than a recording may be, so that the office can say what is wrong with it. */
const BASE64_MAX = 4_000_000

/** The kiosks' voice: which sentences the branch says itself. */
export const voice = router({
  recordings: staffProcedure.query(({ ctx }) => ctx.office.store.read.voice.recordings()),
  record: change
    .input(
      v.object({
        clipId: text(20),
        base64: v.pipe(v.string(), v.maxLength(BASE64_MAX), v.check(isBase64, 'not Base64')),
      }),
    )
    .mutation(({ ctx, input }) =>
      recordClip(ctx.office, ctx.by, input.clipId, new Uint8Array(Buffer.from(input.base64, 'base64'))),
    ),
  remove: change
    .input(v.object({ clipId: text(20) }))
    .mutation(({ ctx, input }) => removeClip(ctx.office, ctx.by, input.clipId)),
})
