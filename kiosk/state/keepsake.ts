import * as v from 'valibot'
import type { StreamEpoch } from '../../shared/sync/fields.ts'
import { LostStreamSchema, type LostStream } from '../../shared/sync/hello.ts'

/**
 * What a kiosk keeps outside its databases, because a browser that needs room throws all of them away at once: who it is,
 * so that it need not be paired again, and how far its stream was, so that it can say what is gone. Best effort: where
 * this is gone as well, the hub still knows what the kiosk last announced.
 */
export interface Keepsake {
  read(): Kept
  note(change: Partial<Kept>): void
}

const KeptSchema = v.object({
  /** The device's key, hex. */
  secret: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  /** As `device` holds it; parsed by whoever joins. */
  pairing: v.unknown(),
  stream: v.nullable(LostStreamSchema),
})
export type Kept = v.InferOutput<typeof KeptSchema>

const NOTHING: Kept = { secret: null, pairing: null, stream: null }
const KEY = 'branch-board-keepsake'

export function openKeepsake(storage: Pick<Storage, 'getItem' | 'setItem'>): Keepsake {
  /** Read every time: another window of the kiosk writes it too. */
  const read = (): Kept => {
    try {
      const parsed = v.safeParse(KeptSchema, JSON.parse(storage.getItem(KEY) ?? 'null'))
      return parsed.success ? parsed.output : NOTHING
    } catch {
      // Refused storage or a damaged text: nothing is kept.
      return NOTHING
    }
  }
  return {
    read,
    note(change) {
      try {
        storage.setItem(KEY, JSON.stringify({ ...read(), ...change }))
      } catch {
        // Full or refused: the hub's memory is left.
      }
    },
  }
}

/** @returns the stream that was kept in mind, where the outbox neither is it nor carries it on: it is gone */
export function lostStream(
  kept: LostStream | null,
  outbox: { readonly epoch: StreamEpoch; readonly carries: readonly StreamEpoch[] },
): LostStream | null {
  return !kept || kept.epoch === outbox.epoch || outbox.carries.includes(kept.epoch) ? null : kept
}
