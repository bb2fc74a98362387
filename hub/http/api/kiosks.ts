import * as v from 'valibot'
import { idSchema, type KioskId } from '../../../shared/base/ids.ts'
import { kioskFacts } from '../../../shared/journal/facts/kiosks.ts'
import { missingOf, owedBy, settleMissing } from '../../office/kiosks/streams.ts'
import { renameKiosk, revokeKiosk } from '../../office/kiosks/kiosks.ts'
import { procedureFor, router } from '../procedures.ts'
import { text } from './inputs.ts'

const manage = procedureFor('kiosks.manage')
const kioskId = idSchema<KioskId>()
const LISTED = 200

/** Kiosks: who is paired and how they are, letting new ones in, naming, revoking. */
export const kiosks = router({
  /** Revoked ones last. `status` is null for one that was not heard of since this hub started. */
  list: manage.query(async ({ ctx }) => {
    const { read } = ctx.office.store
    const statuses = new Map(ctx.live.statuses().map(each => [each.kioskId, each]))
    const [all, feeds, applied] = [await read.kiosks.all(), await read.feeds.states(), await read.kiosks.applied()]
    const owed = await read.intake.owed()
    const lost = await read.kiosks.lostStreams()
    return all
      .map(kiosk => ({
        ...kiosk,
        status: statuses.get(kiosk.kioskId) ?? null,
        /** What it said it has and the hub has not; null when nothing. Known after a restart of the hub too. */
        owed: owedBy(owed.filter(each => each.kioskId === kiosk.kioskId)),
        /** Records that were made on it, will never come, and that nobody has seen to. */
        missing: missingOf(
          kiosk,
          lost.filter(each => each.kioskId === kiosk.kioskId),
        ),
        /** Per feed: whether the kiosk shows the newest, and when it last said what it shows. */
        shows: feeds.map(({ feed, gen, n }) => {
          const row = applied.find(each => each.kioskId === kiosk.kioskId && each.feed === feed)
          return { feed, newest: row?.gen === gen && row.n === n, at: row?.at ?? null }
        }),
      }))
      .sort((a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null))
  }),
  /** How many kiosks show a pairing code now. */
  waiting: manage.query(({ ctx }) => ctx.live.pairingWaiting()),
  confirm: manage
    .input(v.object({ code: text(20), place: text(40) }))
    .mutation(({ ctx, input }) => ctx.live.confirmPairing(ctx.by, input.code, input.place)),
  rename: manage
    .input(v.object({ kioskId, place: text(40) }))
    .mutation(({ ctx, input }) => renameKiosk(ctx.office, ctx.by, input.kioskId, input.place)),
  revoke: manage
    .input(kioskFacts['kiosk.revoked'])
    .mutation(({ ctx, input }) => revokeKiosk(ctx.office, ctx.by, input.kioskId, input.why)),
  /** Somebody looked into the records that never came. */
  settleMissing: manage
    .input(v.object({ kioskId }))
    .mutation(({ ctx, input }) => settleMissing(ctx.office, ctx.by, input.kioskId)),
  /** Newest first. */
  incidents: manage.query(({ ctx }) => ctx.office.store.read.kiosks.incidents(LISTED)),
})
