import * as v from 'valibot'

/** What every kiosk of the branch needs to know besides documents, people and activities (feed `settings`). */
export const BranchSettingsSchema = v.object({
  type: v.literal('settings'),
  /** 云溪村党支部 */
  branchName: v.string(),
  /** 中共青禾镇云溪村支部委员会: the signature under notices. */
  fullName: v.string(),
  /** 青禾镇云溪村党群服务中心 */
  placeName: v.string(),
  timeZone: v.string(),
  /** Five digits on every card, so that a neighbour's card says "another branch" and not "forged". */
  branchTag: v.pipe(v.string(), v.regex(/^\d{5}$/)),
  helpContact: v.object({ name: v.string(), phone: v.string(), place: v.string() }),
  /** Verifier of the service page's PIN: scrypt(PIN, salt), hex; null until the secretary sets one. */
  servicePin: v.nullable(v.object({ salt: v.string(), hash: v.string() })),
  /** Speak results aloud where the kiosk can. */
  voice: v.boolean(),
})
export type BranchSettings = v.InferOutput<typeof BranchSettingsSchema>
