import * as v from 'valibot'
import { idSchema, MillisSchema, type KioskId, type StaffId } from '../base/ids.ts'
import { activityFacts } from './facts/activities.ts'
import { branchFacts } from './facts/branch.ts'
import { declarationFacts } from './facts/declarations.ts'
import { careFacts } from './facts/care.ts'
import { hubFacts } from './facts/hub.ts'
import { kioskFacts } from './facts/kiosks.ts'
import { ledgerFacts } from './facts/ledger.ts'
import { noticeFacts } from './facts/notices.ts'
import { objectionFacts } from './facts/objections.ts'
import { peopleFacts } from './facts/people.ts'
import { phoneFacts } from './facts/phones.ts'
import { presenceFacts } from './facts/presence.ts'
import { reviewFacts } from './facts/reviews.ts'
import { shownFacts } from './facts/shown.ts'
import { signInFacts } from './facts/sign-ins.ts'
import { slipFacts } from './facts/slips.ts'
import { staffFacts } from './facts/staff.ts'
import { trustFacts } from './facts/trust.ts'
import { voiceFacts } from './facts/voice.ts'

/** Every kind of fact the journal knows, by name. A new kind: its leaf in `facts/`, a line here, its projection. */
export const FACTS = {
  ...activityFacts,
  ...branchFacts,
  ...declarationFacts,
  ...careFacts,
  ...hubFacts,
  ...kioskFacts,
  ...ledgerFacts,
  ...noticeFacts,
  ...objectionFacts,
  ...peopleFacts,
  ...phoneFacts,
  ...presenceFacts,
  ...reviewFacts,
  ...shownFacts,
  ...signInFacts,
  ...slipFacts,
  ...staffFacts,
  ...trustFacts,
  ...voiceFacts,
} as const

export type FactKind = keyof typeof FACTS
export type FactBody<K extends FactKind> = v.InferOutput<(typeof FACTS)[K]>

/** A fact before it has its place in the journal. */
export type Fact = { [K in FactKind]: { readonly kind: K; readonly body: FactBody<K> } }[FactKind]

/** Who is answerable: a staff account, a kiosk, the local administrator at the hub's own PC, or the hub itself. */
export const AuthorSchema = v.variant('type', [
  v.object({ type: v.literal('staff'), id: idSchema<StaffId>() }),
  v.object({ type: v.literal('kiosk'), id: idSchema<KioskId>() }),
  v.object({ type: v.literal('local') }),
  v.object({ type: v.literal('hub') }),
])
export type Author = v.InferOutput<typeof AuthorSchema>

/** A journal line, parsed. `no` counts from 1 without gaps; `at` is the hub's clock and never decides order. */
export type JournalEntry = Fact & { readonly no: number; readonly at: number; readonly by: Author }

/** Kept loose on `kind`: a line written by a newer program is still a line of the chain. */
export const JournalLineSchema = v.object({
  no: v.pipe(v.number(), v.integer(), v.minValue(1)),
  at: MillisSchema,
  by: AuthorSchema,
  kind: v.string(),
  body: v.record(v.string(), v.unknown()),
})
