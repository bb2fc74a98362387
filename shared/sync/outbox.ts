import type { Outcome, PushReply } from './push.ts'
import { LIMITS } from './limits.ts'
import { byteLength } from './record.ts'

/**
 * The kiosk's side of the upload: when to send which records. A step machine without I/O; the caller reads rows,
 * writes marks and talks to the socket as the effects say. Losing or repeating any effect but `confirm` is harmless.
 */

export interface Sender {
  /** Newest position written to the outbox; 0 = none. */
  readonly last: number
  /** Oldest position still kept. Positions below it were confirmed and thrown away. */
  readonly first: number
  /** Everything up to here is on the hub's disk, as far as this kiosk was told. */
  readonly acked: number
  /** The connection that welcomed us; answers on any other are of no interest. Null while there is none. */
  readonly connection: number | null
  readonly flight: { readonly push: number; readonly from: number; readonly deadline: number } | null
  /** Failed tries in a row. */
  readonly failures: number
  /** No sending before this time. */
  readonly notBefore: number
  /** Records of a push; falls to 1 when the hub finds a push too big. */
  readonly batch: number
  /** Counts pushes, to tell their answers apart. */
  readonly pushes: number
  /** This stream can take no more; waits for the caller to begin a new one. */
  readonly broken: boolean
}

export type SenderEvent =
  /** `connection` is a number the caller never used before. */
  | {
      readonly type: 'welcomed'
      readonly connection: number
      readonly upto: number
      readonly frozen: boolean
      readonly batch: number
      /** The hub's database is the one whose acknowledgements this outbox holds. False after a restore. */
      readonly sameHub: boolean
    }
  | { readonly type: 'disconnected' }
  /** The outbox was written: its newest position. */
  | { readonly type: 'written'; readonly last: number }
  | { readonly type: 'replied'; readonly connection: number; readonly push: number; readonly reply: PushReply }
  /** Time passes; also sent when something hints that trying is worth while (`eager`: a nudge, the network is back). */
  | { readonly type: 'tick'; readonly eager?: boolean }
  /** Old confirmed records were thrown away: the oldest place still kept. */
  | { readonly type: 'pruned'; readonly first: number }
  /** A new stream was begun: all kept records were offered again under places 1 … `last`. */
  | { readonly type: 'renewed'; readonly last: number }

export type SenderEffect =
  | {
      readonly type: 'send'
      readonly connection: number
      readonly push: number
      readonly from: number
      readonly batch: number
    }
  /** Mark as acknowledged up to here, with what the hub said of each. */
  | { readonly type: 'confirm'; readonly upto: number; readonly outcomes: readonly Outcome[] }
  /** The hub lost what it had acknowledged after this place (restored from a backup): mark as unsent again. */
  | { readonly type: 'reopen'; readonly after: number }
  /** Begin a new stream with all kept records under new places, ids and bytes unchanged. */
  | { readonly type: 'renew' }

export type SenderStep = readonly [Sender, readonly SenderEffect[]]

export const newSender = (outbox: {
  readonly first: number
  readonly last: number
  readonly acked: number
}): Sender => ({
  ...outbox,
  connection: null,
  flight: null,
  failures: 0,
  notBefore: 0,
  batch: LIMITS.pushRecords,
  pushes: 0,
  broken: false,
})

/**
 * @param now milliseconds of a clock that never jumps
 * @param chance 0 ≤ chance < 1, for the jitter of a retry
 */
export function stepSender(sender: Sender, event: SenderEvent, now: number, chance: number): SenderStep {
  const [after, effects] = take(sender, event, now, chance)
  const [sending, more] = send(after, now)
  return [sending, [...effects, ...more]]
}

/** Rows that wait for the hub: what the screen calls 待上传. */
export const unsent = (sender: Sender): number => sender.last - sender.acked

function take(sender: Sender, event: SenderEvent, now: number, chance: number): SenderStep {
  switch (event.type) {
    case 'welcomed':
      return welcomed(sender, event)
    case 'disconnected':
      return [{ ...sender, connection: null, flight: null }, []]
    case 'written':
      return [{ ...sender, last: Math.max(sender.last, event.last) }, []]
    case 'replied':
      return replied(sender, event, now, chance)
    case 'tick':
      return ticked(sender, event.eager ?? false, now, chance)
    case 'pruned':
      return [{ ...sender, first: event.first }, []]
    case 'renewed':
      return [{ ...newSender({ first: 1, last: event.last, acked: 0 }), pushes: sender.pushes }, []]
  }
}

function welcomed(sender: Sender, event: Extract<SenderEvent, { type: 'welcomed' }>): SenderStep {
  const fresh = {
    ...sender,
    connection: event.connection,
    flight: null,
    failures: 0,
    notBefore: 0,
    batch: Math.max(1, Math.min(event.batch, LIMITS.pushRecords)),
  }
  if (event.frozen) return renew(fresh)
  return catchUp(fresh, event.sameHub ? event.upto : Math.min(event.upto, sender.first - 1), event.upto)
}

/**
 * The hub says how far it has the stream. That it has as many records does not make them ours: a device that was set
 * back may have written others since. Only the answer to a push, whose bytes the hub compared, confirms anything. After
 * a restore even what was confirmed is offered again: a twin of this device may have filled the places meanwhile.
 * @param sure up to here an earlier confirmation still counts
 */
function catchUp(sender: Sender, sure: number, upto: number = sure): SenderStep {
  // It has more than this outbox ever wrote, or misses what was thrown away here: the two can never meet in this stream.
  if (upto > sender.last || upto + 1 < sender.first) return renew(sender)
  return sure < sender.acked ? [{ ...sender, acked: sure }, [{ type: 'reopen', after: sure }]] : [sender, []]
}

function replied(
  sender: Sender,
  event: Extract<SenderEvent, { type: 'replied' }>,
  now: number,
  chance: number,
): SenderStep {
  if (event.connection !== sender.connection) return [sender, []]
  const { reply } = event
  const mine = sender.flight?.push === event.push
  if (reply.ok) {
    // Late and repeated answers are as good as others, but none takes anything back and none can pass what was written.
    if (reply.upto > sender.last) return [sender, []]
    const landed = mine ? { ...sender, flight: null, failures: 0, notBefore: 0 } : sender
    if (reply.upto <= sender.acked) return [landed, []]
    return [{ ...landed, acked: reply.upto }, [{ type: 'confirm', upto: reply.upto, outcomes: reply.res }]]
  }
  if (!mine) return [sender, []]
  const down = { ...sender, flight: null }
  switch (reply.code) {
    case 'GAP':
      return catchUp(failed(down, now, chance), (reply.expect ?? 1) - 1)
    case 'FORK':
      return renew(down)
    case 'BUSY':
      return [{ ...down, notBefore: now + (reply.retryAfter ?? LIMITS.retryFirstMs) * (0.75 + chance / 2) }, []]
    case 'TOO_BIG':
      return [failed({ ...down, batch: 1 }, now, chance), []]
    case 'AUTH':
    case 'PROTO':
      return [failed(down, now, chance), []]
  }
}

function ticked(sender: Sender, eager: boolean, now: number, chance: number): SenderStep {
  const { flight } = sender
  if (flight && now >= flight.deadline) return [failed({ ...sender, flight: null }, now, chance), []]
  return [eager ? { ...sender, failures: 0, notBefore: 0 } : sender, []]
}

const renew = (sender: Sender): SenderStep =>
  sender.broken ? [sender, []] : [{ ...sender, broken: true, flight: null }, [{ type: 'renew' }]]

/** Full jitter, 1 → 60 s: many kiosks that fail together do not come back together. */
function failed(sender: Sender, now: number, chance: number): Sender {
  const ceiling = Math.min(LIMITS.retryLastMs, LIMITS.retryFirstMs * 2 ** sender.failures)
  return { ...sender, failures: sender.failures + 1, notBefore: now + Math.max(100, Math.round(ceiling * chance)) }
}

/** One push in flight; the next one as soon as it is answered, until nothing is left. */
function send(sender: Sender, now: number): SenderStep {
  const { connection, batch } = sender
  const idle = connection !== null && !sender.flight && !sender.broken && now >= sender.notBefore
  if (!idle || sender.acked >= sender.last) return [sender, []]
  const push = sender.pushes + 1
  const from = sender.acked + 1
  const flight = { push, from, deadline: now + LIMITS.ackTimeoutMs }
  return [{ ...sender, pushes: push, flight }, [{ type: 'send', connection, push, from, batch }]]
}

/** How many of the texts, in order, one push may carry: at least one. */
export function batchLength(texts: readonly string[], records: number, bytes: number = LIMITS.pushBytes): number {
  let total = 0
  let length = 0
  for (const text of texts.slice(0, records)) {
    total += byteLength(text)
    if (length > 0 && total > bytes) break
    length += 1
  }
  return length
}
