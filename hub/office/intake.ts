import type { Hash } from '../../shared/base/bytes.ts'
import { must } from '../../shared/base/check.ts'
import type { ActivityId, KioskId, Millis, RecordId } from '../../shared/base/ids.ts'
import type { JournalEntry } from '../../shared/journal/facts.ts'
import type { ProofOf } from '../../shared/passes/card.ts'
import {
  placeTimes,
  type ClockAtHello,
  type PlacedTime,
  type SaidTime,
  type StreamTime,
} from '../../shared/passes/placing.ts'
import type { StreamEpoch } from '../../shared/sync/fields.ts'
import { ackOf, planPush, readPush, type IntakeRow, type PushPlan, type ReadPush } from '../../shared/sync/intake.ts'
import { HUB_LIMITS } from '../../shared/sync/limits.ts'
import type { Outcome, Push, PushReply } from '../../shared/sync/push.ts'
import type { HeldReason, KioskRecord } from '../../shared/sync/record.ts'
import { handsOf } from './activities/conflicts.ts'
import type { KnownStream, StoredPlace } from './intake-ports.ts'
import type { Office, Work } from './ports.ts'
import { heldFact, type JudgeHands, type JudgeKnowledge, type OpenRecord, type Verdict } from './records/kind.ts'
import { openRecord } from './records/kinds.ts'
import { takeReads } from './notices/inner.ts'
import { takeObjections } from './notices/objections.ts'
import { takeFigureActs } from './reviews/acts.ts'
import { refreshRosterFeed } from './people/roster-feed.ts'
import { makeWireKnowledge, type Named } from './wire-knowledge.ts'

/**
 * Takes in what kiosks recorded. Everything that arrived since the last commit is one transaction: raw bytes, journal,
 * projections and the streams' cursors together; only then is anybody answered (SY).
 */

/** Who pushes, on one welcomed connection. */
export interface PushingKiosk {
  readonly kioskId: KioskId
  readonly epoch: StreamEpoch
  readonly clock: ClockAtHello
}

export interface Intake {
  /** Answers after the commit. Never rejects: what cannot be stored now is answered BUSY and stays on the kiosk. */
  push(kiosk: PushingKiosk, push: Push): Promise<PushReply>
  /** Resolves when nothing is waiting any more. */
  idle(): Promise<void>
}

export interface IntakeDeps {
  /** Runs the function once the messages that have already arrived are queued (`setImmediate`). */
  readonly defer: (work: () => void) => void
  /** Told of a commit that failed: a full or broken disk, or a bug. */
  readonly onFault: (cause: unknown) => void
  /** Told after each commit which activities got an attendance. */
  readonly onAttendance: (activityIds: ReadonlySet<ActivityId>) => void
  /** SHA-256 of a record's text, and the proof of a card; the portable ones where none are given. */
  readonly hash?: (text: string) => Hash
  readonly proofOf?: ProofOf
  /** Records and bytes that may wait; above, the answer is BUSY. */
  readonly queueRecords?: number
  readonly queueBytes?: number
}

const BUSY_MS = 1_000
const FAULT_MS = 5_000

interface Waiting {
  readonly kiosk: PushingKiosk
  readonly push: ReadPush
  readonly answer: (reply: PushReply) => void
}

export function makeIntake(office: Office, deps: IntakeDeps): Intake {
  const knowledge = makeWireKnowledge(deps.proofOf)
  const queue: Waiting[] = []
  let records = 0
  let bytes = 0
  let running: Promise<void> | null = null

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      await gather()
      const batch = queue.splice(0)
      records = 0
      bytes = 0
      await storeBatch(batch)
    }
    running = null
  }

  /** Waits as long as each turn brings more: kiosks answered together push again together, and one sync is for all. */
  const gather = async (): Promise<void> => {
    for (let seen = 0; queue.length > seen;) {
      seen = queue.length
      await new Promise<void>(resolve => deps.defer(resolve))
    }
  }

  const storeBatch = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const done = await office.store.write({ type: 'hub' }, async work => await takeIn(office, work, knowledge, batch))
      for (const [at, each] of batch.entries()) each.answer(must(done.replies[at], 'an answer for every push'))
      if (done.activities.size > 0) deps.onAttendance(done.activities)
    } catch (cause) {
      deps.onFault(cause)
      // One that cannot be stored must not hold the others back: each alone shows which it is.
      if (batch.length > 1) for (const each of batch) await storeBatch([each])
      else for (const each of batch) each.answer({ ok: false, code: 'BUSY', retryAfter: FAULT_MS })
    }
  }

  return {
    push(kiosk, push) {
      const read = readPush(push, deps.hash)
      const size = push.recs.reduce((sum, text) => sum + text.length, 0)
      const full =
        records + push.recs.length > (deps.queueRecords ?? HUB_LIMITS.queueRecords) ||
        bytes + size > (deps.queueBytes ?? HUB_LIMITS.queueBytes)
      if (full) return Promise.resolve({ ok: false, code: 'BUSY', retryAfter: BUSY_MS })
      records += push.recs.length
      bytes += size
      return new Promise(answer => {
        queue.push({ kiosk, push: read, answer })
        running ??= new Promise(resolve => deps.defer(() => resolve(drain())))
      })
    },
    async idle() {
      await running
    },
  }
}

interface Taken {
  readonly replies: readonly PushReply[]
  readonly activities: ReadonlySet<ActivityId>
}

async function takeIn(
  office: Office,
  work: Work,
  knowledge: ReturnType<typeof makeWireKnowledge>,
  batch: readonly Waiting[],
): Promise<Taken> {
  const now = office.clock.now()
  const plans = placeAll(await planAll(work, batch), now)
  const known = await knowledge.load(work, namedIn(plans))
  const hands = handsOf(office, work)
  const facts: RowFact[] = []
  for (const planned of plans) facts.push(...(await factsOf(planned, known, hands)))
  const entries = await work.appendAs(facts.map(each => ({ by: each.by, fact: each.verdict.fact })))
  const lines = new Map(facts.map((each, at) => [each.row, must(entries[at], 'a line for every fact')]))
  const kept = new Map(facts.map(each => [each.row, each.verdict.keep]))
  await keepRows(work, plans, lines, kept, now)
  const pins = entries.flatMap(each =>
    each.kind === 'memberAct.recorded' && each.body.act.act.kind === 'setPin' ? [each.body.act.memberId] : [],
  )
  await refreshRosterFeed(office, work, pins)
  await takeFigureActs(work, entries)
  await takeReads(work, entries)
  await takeObjections(work, entries)
  return {
    replies: plans.map(each => replyOf(each, lines)),
    activities: new Set(entries.flatMap(touchedActivities)),
  }
}

interface Planned {
  readonly kiosk: PushingKiosk
  readonly push: Push
  readonly stream: KnownStream
  readonly plan: PushPlan
  /** Of what this push repeats: what was there before the batch. */
  readonly before: ReadonlyMap<number, StoredPlace>
}

/** With the bodies read and the times found. */
interface PlacedPlan extends Planned {
  readonly opened: ReadonlyMap<IntakeRow, Opened>
}

interface Opened {
  readonly record: KioskRecord
  readonly body: OpenRecord | HeldReason
  readonly time: PlacedTime
}

/** Finds the times of what is new, push by push in the order in which they came: each stream goes on from the last. */
function placeAll(plans: readonly Planned[], now: Millis): readonly PlacedPlan[] {
  const times = new Map<number, StreamTime | null>()
  return plans.map(planned => {
    const { stream, kiosk } = planned
    const fresh = rowsOf(planned).flatMap(row =>
      row.state === 'fresh' ? [{ row, record: row.record, body: openRecord(row.record) }] : [],
    )
    const before = times.get(stream.streamId) ?? stream.time
    const { placed, after } = placeTimes(before, fresh.map(saidTime), kiosk.clock, now)
    times.set(stream.streamId, after)
    const opened = new Map(
      fresh.map(({ row, record, body }, at) => [
        row,
        { record, body, time: must(placed[at], 'a time for every record') },
      ]),
    )
    return { ...planned, stream: { ...stream, time: after }, opened }
  })
}

const saidTime = ({ record, body }: Omit<Opened, 'time'>): SaidTime => ({
  at: record.at,
  mono: record.mono,
  boot: record.boot,
  trust: typeof body === 'string' ? 'unknown' : body.clockTrust,
})

/** Plans every push against what is stored and against the pushes before it in the same batch. */
async function planAll(work: Work, batch: readonly Waiting[]): Promise<readonly Planned[]> {
  const ids = batch.flatMap(each =>
    each.push.records.flatMap(record => (record.parsed.ok ? [record.parsed.value.id] : [])),
  )
  const byId = new Map<RecordId, { hash: Hash; no: number | null }>(await work.intake.records(ids))
  const known = await work.intake.streamsOf(...new Set(batch.map(each => each.kiosk.kioskId)))
  const streams = new Map(known.map(each => [keyOf(each), each]))
  const planned: Planned[] = []
  for (const { kiosk, push } of batch) {
    const key = keyOf(kiosk)
    const stream = streams.get(key) ?? (await work.intake.openStream(kiosk.kioskId, kiosk.epoch))
    const { from, recs } = push.push
    const before =
      from <= stream.upto
        ? await work.intake.places(stream.streamId, from, Math.min(stream.upto, from + recs.length - 1))
        : new Map<number, StoredPlace>()
    const plan = planPush(stream, push, {
      hashAt: seq => before.get(seq)?.hash ?? hashInBatch(planned, stream.streamId, seq),
      byId: id => byId.get(id) ?? null,
    })
    if (plan.type === 'store') {
      for (const row of plan.rows) if (row.state === 'fresh') byId.set(row.record.id, { hash: row.hash, no: null })
    }
    const after = { ...stream, ...plan.stream }
    streams.set(key, after)
    planned.push({ kiosk, push: push.push, stream: after, plan, before })
  }
  return planned
}

function hashInBatch(earlier: readonly Planned[], streamId: number, seq: number): Hash | null {
  for (const planned of earlier) {
    const row = planned.stream.streamId === streamId ? rowsOf(planned).find(each => each.seq === seq) : undefined
    if (row) return row.hash
  }
  return null
}

const keyOf = ({ kioskId, epoch }: Pick<KnownStream, 'kioskId' | 'epoch'>): string => `${kioskId} ${epoch}`

const rowsOf = ({ plan }: Planned): readonly IntakeRow[] => (plan.type === 'store' ? plan.rows : [])

/** The cards and staff accounts that the records speak of. */
function namedIn(plans: readonly PlacedPlan[]): Named {
  const bodies = plans.flatMap(each => [...each.opened.values()].map(opened => opened.record.body))
  const items = bodies.some(body => 'itemCode' in body)
  const texts = (key: string) => [...new Set(bodies.map(body => body[key]).filter(each => typeof each === 'string'))]
  return {
    cardHashes: texts('passHash').filter(each => /^[0-9a-f]{64}$/.test(each)),
    staffIds: texts('staffId'),
    items,
  }
}

interface RowFact {
  readonly row: IntakeRow
  readonly by: { readonly type: 'kiosk'; readonly id: KioskId }
  readonly verdict: Verdict
}

async function factsOf(planned: PlacedPlan, known: JudgeKnowledge, hands: JudgeHands): Promise<RowFact[]> {
  const { kiosk, plan } = planned
  const by = { type: 'kiosk', id: kiosk.kioskId } as const
  const { epoch } = kiosk
  if (plan.type === 'refuse') {
    const froze = plan.froze
    if (froze === null) return []
    // A row of its own: nothing of the push was stored.
    const row: IntakeRow = { seq: froze, hash: '' as Hash, text: '', state: 'dup', no: null }
    const fact = { kind: 'kiosk.streamFrozen', body: { kioskId: kiosk.kioskId, epoch, seq: froze } } as const
    return [{ row, by, verdict: { fact } }]
  }
  const facts: RowFact[] = []
  for (const row of plan.rows) {
    const origin = { kioskId: kiosk.kioskId, epoch, seq: row.seq, hash: row.hash }
    const opened = planned.opened.get(row)
    if (row.state === 'held') facts.push({ row, by, verdict: { fact: heldFact(row.record, origin, row.why) } })
    if (!opened) continue
    const { record, body, time } = opened
    const judged =
      typeof body === 'string' ? { fact: heldFact(record, origin, body) } : body.judge(time, origin, known, hands)
    // Most are judged at once: a turn of the loop for each would be felt.
    facts.push({ row, by, verdict: judged instanceof Promise ? await judged : judged })
  }
  return facts
}

async function keepRows(
  work: Work,
  plans: readonly Planned[],
  lines: ReadonlyMap<IntakeRow, JournalEntry>,
  kept: ReadonlyMap<IntakeRow, string | undefined>,
  receivedAt: Millis,
): Promise<void> {
  await work.intake.keepRaw(
    plans.flatMap(planned =>
      rowsOf(planned).map(row => ({
        streamId: planned.stream.streamId,
        seq: row.seq,
        recordId: row.state === 'dup' ? null : (row.record?.id ?? null),
        hash: row.hash,
        text: kept.get(row) ?? row.text,
        receivedAt,
        state: stateOf(row, lines),
        no: row.state === 'dup' ? row.no : (lines.get(row)?.no ?? null),
      })),
    ),
  )
  const newest = new Map(plans.map(each => [each.stream.streamId, each.stream]))
  await work.intake.saveStreams([...newest.values()])
}

/** A record that could be read may still be held for what it says. */
const stateOf = (row: IntakeRow, lines: ReadonlyMap<IntakeRow, JournalEntry>): IntakeRow['state'] =>
  lines.get(row)?.kind === 'record.held' ? 'held' : row.state

function replyOf({ push, plan, before }: Planned, lines: ReadonlyMap<IntakeRow, JournalEntry>): PushReply {
  if (plan.type === 'refuse') return plan.reply
  // A kiosk lets go only of records whose number it knows (SY42), so a repetition says it again.
  const outcomes = plan.before.map(seq => outcomeOf(seq, 'dup', before.get(seq)?.no))
  for (const row of plan.rows) {
    const no = row.state === 'dup' ? row.no : lines.get(row)?.no
    const state = stateOf(row, lines)
    outcomes.push(outcomeOf(row.seq, state === 'fresh' ? 'new' : state, no))
  }
  return ackOf(push, outcomes)
}

const outcomeOf = (seq: number, st: Outcome['st'], no: number | null | undefined): Outcome =>
  no === undefined || no === null ? { seq, st } : { seq, st, no }

/** Whose presence the kiosks' list may have changed. */
function touchedActivities(entry: JournalEntry): ActivityId[] {
  if (entry.kind === 'signIn.recorded') return entry.body.counts ? [entry.body.counts.activityId] : []
  if (entry.kind !== 'memberAct.recorded') return []
  const { act } = entry.body.act
  return 'activityId' in act && act.activityId !== null ? [act.activityId] : []
}
