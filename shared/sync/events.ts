import type * as v from 'valibot'
import { AppliedReplySchema, AppliedSchema } from './applied.ts'
import { ByeSchema } from './bye.ts'
import { ChallengeSchema } from './challenge.ts'
import { EnrolPhoneReplySchema, EnrolPhoneSchema } from './enrol-phone.ts'
import { HelloReplySchema, HelloSchema } from './hello.ts'
import { HistoryReplySchema, HistorySchema } from './history.ts'
import { NudgeSchema } from './nudge.ts'
import { PairBeginReplySchema, PairBeginSchema, PairedSchema, PairRevealReplySchema, PairRevealSchema } from './pair.ts'
import { PullReplySchema, PullSchema } from './pull.ts'
import { PushReplySchema, PushSchema } from './push.ts'

/** Every message of the namespace `/kiosk`, both directions. Types do not validate: each end parses what it receives. */

/** Kiosk → hub, each with its answer (a Socket.io acknowledgement). */
export const REQUESTS = {
  hello: { body: HelloSchema, reply: HelloReplySchema },
  push: { body: PushSchema, reply: PushReplySchema },
  pull: { body: PullSchema, reply: PullReplySchema },
  applied: { body: AppliedSchema, reply: AppliedReplySchema },
  history: { body: HistorySchema, reply: HistoryReplySchema },
  enrolPhone: { body: EnrolPhoneSchema, reply: EnrolPhoneReplySchema },
  pairBegin: { body: PairBeginSchema, reply: PairBeginReplySchema },
  pairReveal: { body: PairRevealSchema, reply: PairRevealReplySchema },
} as const

/** Hub → kiosk, without an answer. */
export const NOTICES = {
  challenge: ChallengeSchema,
  nudge: NudgeSchema,
  paired: PairedSchema,
  bye: ByeSchema,
} as const

export type RequestName = keyof typeof REQUESTS
export type RequestBody<K extends RequestName> = v.InferOutput<(typeof REQUESTS)[K]['body']>
export type RequestReply<K extends RequestName> = v.InferOutput<(typeof REQUESTS)[K]['reply']>
export type NoticeName = keyof typeof NOTICES
export type NoticeBody<K extends NoticeName> = v.InferOutput<(typeof NOTICES)[K]>

/** Socket.io's typed events: what the kiosk emits and the hub listens to. */
export type KioskToHub = {
  [K in RequestName]: (body: RequestBody<K>, answer: (reply: RequestReply<K>) => void) => void
}
export type HubToKiosk = { [K in NoticeName]: (body: NoticeBody<K>) => void }
