import * as v from 'valibot'
import type { Hash } from '../base/bytes.ts'
import { linkHash, type JournalHead, type Sha256 } from '../journal/chain.ts'
import {
  CountSchema,
  HashSchema,
  NonceSchema,
  PositionSchema,
  RefusedSchema,
  SignatureSchema,
  StreamEpochSchema,
} from './fields.ts'
import { JournalHeadSchema, SignedJournalHeadSchema } from './hello.ts'

/** A row of journal numbers, both ends included. */
export const SpanSchema = v.tuple([PositionSchema, PositionSchema])
export type Span = v.InferOutput<typeof SpanSchema>

/**
 * What a kiosk knows of a journal that its hub no longer has, because it was restored: said once, so that the hub can
 * tell what comes back and what is gone.
 */
export const LostHeadSchema = v.object({
  /** The last head this kiosk was shown before. */
  seen: v.object({ size: CountSchema, hash: HashSchema }),
  /** The numbers that its records had in that journal, as far as they are kept here. */
  kept: v.pipe(v.array(SpanSchema), v.maxLength(200)),
  /** They are back once the hub has this stream up to here. */
  stream: v.object({ epoch: StreamEpochSchema, upto: CountSchema }),
})
export type LostHead = v.InferOutput<typeof LostHeadSchema>

/**
 * Kiosk → hub, once a minute while connected: what the journal has come to, and whether it still holds what this kiosk
 * was shown before. The hub's word is not enough: the answer carries the links from there to the new head, and the
 * kiosk walks them. Not even the hub's own key can make another history pass.
 */
export const HistorySchema = v.object({
  journalSeen: v.nullable(JournalHeadSchema),
  /** Made for this question alone. */
  nonce: NonceSchema,
  lost: v.optional(LostHeadSchema),
})

/** Links in one answer: about 33 KB. A kiosk that was away longer asks again. */
export const LEAVES_MAX = 500

export const HistoryAnswerSchema = v.object({
  ok: v.literal(true),
  /** Where `leaves` end, signed; the newest head where `journalSeen` was null or is not of this chain. */
  journal: SignedJournalHeadSchema,
  /** What the hub's chain holds at `journalSeen.size`; null where it does not reach so far. Must equal what was seen. */
  journalThen: v.nullable(HashSchema),
  /** What each line after `journalSeen` adds to the chain (`leafHash`), in order. */
  leaves: v.pipe(v.array(HashSchema), v.maxLength(LEAVES_MAX)),
  /** The journal goes on after `journal`. */
  more: v.boolean(),
  /** The hub's signature over `historyText` with this question's nonce. */
  sig: SignatureSchema,
})
export type HistoryAnswer = v.InferOutput<typeof HistoryAnswerSchema>

export const HistoryReplySchema = v.variant('ok', [HistoryAnswerSchema, RefusedSchema])

/**
 * Whether the journal that the hub shows continues the one this kiosk was shown: false for one that was rewritten,
 * cut, put in another order or forked before `seen`, whoever signed it.
 */
export function continues(
  sha256: Sha256,
  seen: JournalHead,
  { journal, journalThen, leaves }: Pick<HistoryAnswer, 'journalThen' | 'leaves'> & { readonly journal: JournalHead },
): boolean {
  if (journalThen !== seen.hash || journal.size !== seen.size + leaves.length) return false
  return journal.hash === leaves.reduce<Hash>((hash, leaf) => linkHash(sha256, hash, leaf), seen.hash)
}

/** Numbers as spans, at most `most` of them: the newest ones, for the oldest are safest in backups. */
export function spansOf(numbers: readonly number[], most = 200): Span[] {
  const spans: Span[] = []
  for (const no of numbers.toSorted((a, b) => a - b)) {
    const last = spans.at(-1)
    if (last && no <= last[1] + 1) last[1] = Math.max(last[1], no)
    else spans.push([no, no])
  }
  return spans.slice(-most)
}
