import * as v from 'valibot'
import { idSchema, type MemberId } from '../../../shared/base/ids.ts'
import { offerText } from '../../../shared/passes/phone-offer.ts'
import { PhoneRefSchema } from '../../../shared/people/roster.ts'
import { offerPhone, revokePhone } from '../../office/people/phones.ts'
import { procedureFor, router } from '../procedures.ts'

const memberId = idSchema<MemberId>()

/** 绑定手机: a member's phones, the one-time code for another one, and stopping one that is lost. */
export const phones = router({
  /** Newest first, without codes that nobody took. */
  ofMember: procedureFor('members.read')
    .input(v.object({ memberId }))
    .query(async ({ ctx, input }) => {
      const all = await ctx.office.store.read.phones.ofMember(input.memberId)
      return all
        .filter(each => each.claimedAt !== null)
        .map(({ ref, state, via, claimedAt, revokedAt, revokedWhy }) => ({
          ref,
          state,
          via,
          claimedAt,
          revokedAt,
          revokedWhy,
        }))
        .reverse()
    }),
  /** Null where no phone can reach this hub. */
  urls: procedureFor('members.read').query(({ ctx }) => ctx.office.store.read.hub.phoneUrls()),
  /** `fragment` holds the phone's secret: shown as a QR and kept nowhere. */
  offer: procedureFor('cards.issue')
    .input(v.object({ memberId }))
    .mutation(async ({ ctx, input }) => {
      const offer = await offerPhone(ctx.office, ctx.by, input.memberId, 'console')
      return { ref: offer.ref, until: offer.until, fragment: `#e=${offerText(offer)}` }
    }),
  revoke: procedureFor('cards.issue')
    .input(v.object({ ref: PhoneRefSchema, why: v.picklist(['lost', 'replaced']) }))
    .mutation(({ ctx, input }) => revokePhone(ctx.office, ctx.by, input.ref, input.why)),
})
