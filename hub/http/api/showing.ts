import * as v from 'valibot'
import { idSchema, type NoticeId } from '../../../shared/base/ids.ts'
import { extendNotice } from '../../office/notices/notices.ts'
import { glassOf, showingOf } from '../../office/notices/showing.ts'
import { certificateOf, evidenceOf } from '../../office/notices/showing-evidence.ts'
import { nativeLeafHash } from '../../store/native-chain.ts'
import { procedureFor, router } from '../procedures.ts'

const prepare = procedureFor('notices.prepare')
const ofRevision = v.object({
  noticeId: idSchema<NoticeId>(),
  /** Null: the one on the board, or the last that was. */
  rev: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
})

/** 上屏情况: what was really on which screen, and the certificate of it. */
export const showing = router({
  of: prepare
    .input(ofRevision)
    .query(({ ctx, input }) =>
      showingOf(ctx.office, ctx.office.store.read, ctx.live.statuses(), input.noticeId, input.rev),
    ),
  /** 顺延公示期, for the days on which no screen showed it; the draft of a correction. */
  extend: prepare
    .input(
      v.object({
        noticeId: idSchema<NoticeId>(),
        more: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30)),
        reason: v.pipe(v.string(), v.maxLength(200)),
      }),
    )
    .mutation(({ ctx, input }) =>
      extendNotice(ctx.office, ctx.by, input, async read => {
        const { extension } = await showingOf(ctx.office, read, ctx.live.statuses(), input.noticeId)
        return extension
      }),
    ),
  certificate: prepare
    .input(ofRevision)
    .query(({ ctx, input }) => certificateOf(ctx.office, ctx.office.store.read, ctx.live.statuses(), input)),
  /** The file behind the certificate. */
  evidence: prepare.input(ofRevision).query(async ({ ctx, input }) => {
    const { office, live } = ctx
    const text = await evidenceOf(office, office.store.read, live.statuses(), input, nativeLeafHash)
    return {
      fileName: `公示证据-${input.noticeId.slice(-12).toUpperCase()}.json`,
      mime: 'application/json; charset=utf-8',
      base64: Buffer.from(text).toString('base64'),
    }
  }),
  /** Per screen, when it last told what was on its glass. */
  glass: procedureFor('kiosks.manage').query(({ ctx }) => glassOf(ctx.office.store.read)),
})
