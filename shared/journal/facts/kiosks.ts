import * as v from 'valibot'
import { idSchema, type KioskId } from '../../base/ids.ts'
import { CountSchema, HashSchema, PositionSchema, PublicKeySchema, StreamEpochSchema } from '../../sync/fields.ts'

const kioskId = idSchema<KioskId>()
/** Where it stands, as the secretary named it. */
const place = v.pipe(v.string(), v.minLength(1), v.maxLength(40))

/** Kiosks: which belong to the branch, and what they found wrong. */
export const kioskFacts = {
  /** `how`: the secretary typed the code, or the one-time link of a demo. Pairing a known key again names it anew. */
  'kiosk.paired': v.object({ kioskId, publicKey: PublicKeySchema, place, how: v.picklist(['code', 'link']) }),
  'kiosk.renamed': v.object({ kioskId, place }),
  'kiosk.revoked': v.object({ kioskId, why: v.picklist(['lost', 'replaced', 'retired']) }),
  /** The same place of its stream came twice with different bytes: the device was cloned or set back. */
  'kiosk.streamFrozen': v.object({ kioskId, epoch: StreamEpochSchema, seq: PositionSchema }),
  /** It remembers a journal head that this journal does not contain: the hub was restored, or its history rewritten. */
  'kiosk.historyDiverged': v.object({
    kioskId,
    seen: v.object({ size: CountSchema, hash: HashSchema }),
    ours: v.nullable(HashSchema),
  }),
  /**
   * A stream of records ended though the device goes on, or is gone: what came after `upto` and up to `last` was made and
   * will not come. `told`: what the hub had heard of it, or what the kiosk remembers, or a revocation with records owed.
   */
  'kiosk.streamLost': v.object({
    kioskId,
    epoch: StreamEpochSchema,
    upto: CountSchema,
    last: CountSchema,
    told: v.picklist(['hub', 'kiosk', 'revoked']),
  }),
  /** Somebody at the desk looked into what never came: added by hand, or found to be nothing. */
  'kiosk.missingSettled': v.object({ kioskId }),
}
