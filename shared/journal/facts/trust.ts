import * as v from 'valibot'
import { idSchema, type KioskId } from '../../base/ids.ts'
import { HashSchema, PositionSchema } from '../../sync/fields.ts'
import { JournalHeadSchema } from '../../sync/hello.ts'
import { LostHeadSchema } from '../../sync/history.ts'
import { KeyChangeSchema } from '../../sync/key-change.ts'
import { PrivateRefSchema } from '../private-ref.ts'

/** What was found wrong with the journal itself, what became of it, and which key vouches for it. */
export const trustFacts = {
  /** From this line on the hub signs with another key. `why`: in the ordinary way, or because the old one may be known. */
  'hub.keyChanged': v.object({ ...KeyChangeSchema.entries, why: v.picklist(['planned', 'leaked']) }),
  /**
   * A check of the journal found faults: what, and when it was checked. Once for each different finding. `exit`: a document
   * on its way to the walls held what must not hang there; it was stopped.
   */
  'journal.faultFound': v.object({
    found: v.picklist(['start', 'daily', 'backup', 'console', 'exit']),
    head: v.object({ size: JournalHeadSchema.entries.size, hash: HashSchema }),
    /** As `verify` names them. */
    faults: v.pipe(
      v.array(v.object({ code: v.pipe(v.string(), v.maxLength(40)), where: v.pipe(v.string(), v.maxLength(80)) })),
      v.minLength(1),
      v.maxLength(20),
    ),
  }),
  /** After the restore at line `restored` this kiosk still remembered `seen`, and has records of these lost lines. */
  'kiosk.historyLost': v.object({ kioskId: idSchema<KioskId>(), restored: PositionSchema, ...LostHeadSchema.entries }),
  /** The secretary looked into the incident that began with line `incident`, and wrote down what it was. */
  'incident.closed': v.object({ incident: PositionSchema, finding: PrivateRefSchema }),
} as const
