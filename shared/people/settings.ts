import * as v from 'valibot'
import { idSchema, type StaffId } from '../base/ids.ts'

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
  /** Who may confirm people by hand at a kiosk, each with the verifier of a PIN of their own. */
  staff: v.exactOptional(
    v.array(
      v.object({
        staffId: idSchema<StaffId>(),
        name: v.string(),
        pin: v.object({ salt: v.string(), hash: v.string() }),
      }),
    ),
  ),
  /** The hub's sealing key (base/seal.ts), hex: private words wait on a kiosk only sealed to it. */
  sealKey: v.exactOptional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  /** Where members' phones reach the hub, e.g. `http://192.168.1.5:8090/phone/`; left out where they cannot. */
  phoneUrl: v.exactOptional(v.string()),
  /** The branch's own recordings: by clip of shared/voice, the SHA-256 under which `/v1/blobs/` has the sound. */
  voiceClips: v.exactOptional(v.record(v.string(), v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)))),
})
export type BranchSettings = v.InferOutput<typeof BranchSettingsSchema>
