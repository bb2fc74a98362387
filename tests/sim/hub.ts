import { hash } from 'node:crypto'
import type { Hash } from '../../shared/base/bytes.ts'
import type { KioskId, Millis, NoticeId, RecordId } from '../../shared/base/ids.ts'
import { chainHash, GENESIS, leafHash } from '../../shared/journal/chain.ts'
import { envelopeText, type BoardItem } from '../../shared/sync/envelope.ts'
import type { RequestBody, RequestName, RequestReply } from '../../shared/sync/events.ts'
import { FEED_START, GONE, nextHead } from '../../shared/sync/feed.ts'
import { FEEDS, type FeedName, type HubEpoch, type StreamEpoch } from '../../shared/sync/fields.ts'
import type { Hello } from '../../shared/sync/hello.ts'
import { ackOf, NEW_STREAM, planPush, readPush, type IntakeRow, type StreamState } from '../../shared/sync/intake.ts'
import { LIMITS } from '../../shared/sync/limits.ts'
import type { Outcome, Push, PushReply } from '../../shared/sync/push.ts'
import { pageOfRows, planPull, type ServedItem } from '../../shared/sync/serve.ts'
import { keyIdOf } from '../../shared/sync/key-id.ts'
import { documentText, feedHeadText, historyText } from '../../shared/sync/signing.ts'
import type { VerifySignature } from '../../shared/sync/signature.ts'
import { composeWelcome, planHello, planHistory, signHead } from '../../shared/sync/welcome.ts'
import { announcement, withdrawal } from './documents.ts'
import type { Bug } from './bugs.ts'
import { WORLD_BEGAN, type SimTime } from './time.ts'
import type { ToyKey } from './toy-signature.ts'

/**
 * The hub around the real cores (`planHello`, `planPush`, `planPull`, the chain, the feeds' heads): one disk, one commit
 * at a time, a process that may die at any moment and a disk that may be set back.
 */

/** Everything that survives the process. Replaced whole by each commit. */
export interface HubDisk {
  readonly epoch: HubEpoch
  readonly streams: ReadonlyMap<string, StreamState>
  /** `kiosk epoch seq` */
  readonly places: ReadonlyMap<string, { readonly hash: Hash; readonly no: number | null }>
  readonly byId: ReadonlyMap<string, { readonly hash: Hash; readonly no: number | null }>
  readonly journal: readonly { readonly line: string; readonly hash: Hash }[]
  /** What took effect, in order: a record that is here twice was counted twice. */
  readonly effects: readonly RecordId[]
  readonly feeds: ReadonlyMap<FeedName, { readonly gen: number; readonly rows: readonly ServedItem[] }>
  readonly incidents: readonly KioskId[]
}

export interface HubDeps {
  readonly time: SimTime
  readonly key: ToyKey
  readonly verify: VerifySignature
  readonly bug: Bug | null
  readonly kioskKeys: ReadonlyMap<KioskId, ToyKey['publicKey']>
  /** After every commit. */
  readonly onCommit: () => void
  /** A push was answered with an acknowledgement of these places. */
  readonly onAcked: (places: readonly string[]) => void
}

export const HUB_ID = 'sim-hub'
const COMMIT_MS = 20
/** Long enough for a power cut to come between two halves. */
const SLOW_COMMIT_MS = 1_500
const sha256 = (data: Uint8Array): Uint8Array => hash('sha256', data, 'buffer')

/** One open connection as the hub sees it. */
export interface HubSide {
  /** Tells the kiosk something by itself. */
  readonly notice: (name: 'challenge' | 'nudge' | 'bye', body: object) => void
  readonly cut: () => void
}

interface Session {
  readonly nonce: string
  readonly side: HubSide
  kioskId: KioskId | null
  epoch: string
}

export class SimHub {
  disk: HubDisk
  up = true
  readonly #deps: HubDeps
  #life = 0
  #backup: HubDisk
  #sessions = new Set<Session>()
  #turn: Promise<unknown> = Promise.resolve()

  constructor(deps: HubDeps) {
    this.#deps = deps
    this.disk = {
      epoch: this.#newEpoch(),
      streams: new Map(),
      places: new Map(),
      byId: new Map(),
      journal: [],
      effects: [],
      feeds: new Map(FEEDS.map(feed => [feed, { gen: 1, rows: [] }])),
      incidents: [],
    }
    this.#backup = this.disk
  }

  connect(side: HubSide): Session {
    const nonce = hexOf(this.#deps.time.bytes(32))
    const session: Session = { nonce, side, kioskId: null, epoch: '' }
    this.#sessions.add(session)
    const { publicKey } = this.#deps.key
    side.notice('challenge', { nonce, hubId: HUB_ID, hubEpoch: this.disk.epoch, hubKey: publicKey, proto: [1, 1] })
    return session
  }

  leave(session: Session): void {
    this.#sessions.delete(session)
  }

  /** Never resolves where the process dies first. */
  async answer<K extends RequestName>(session: Session, name: K, body: RequestBody<K>): Promise<RequestReply<K>> {
    const replies: { [N in RequestName]?: (body: never) => Promise<unknown> } = {
      hello: (hello: Hello) => this.#hello(session, hello),
      push: (push: Push) => this.#push(session, push),
      pull: (pull: RequestBody<'pull'>) => this.#pull(session, pull),
      history: (body: RequestBody<'history'>) => this.#history(session, body),
      applied: async () => ({ ok: true }),
    }
    const life = this.#life
    const reply = (await replies[name]?.(body as never)) ?? { ok: false, code: 'PROTO' }
    return life === this.#life ? (reply as RequestReply<K>) : await new Promise<never>(() => {})
  }

  /** A document is published, corrected (the next revision) or withdrawn. */
  async publish(docId: NoticeId, withdraw: boolean): Promise<void> {
    await this.#commit(disk => {
      const rows = disk.feeds.get('board')?.rows ?? []
      const before = rows.findLast(each => each.id === docId)
      const rev = (before?.rev ?? 0) + 1
      if (withdraw && !before) return disk
      const item: BoardItem = withdraw
        ? withdrawal(docId, rev, this.#deps.time.now())
        : announcement(docId, rev, this.#deps.time.now())
      const p = JSON.stringify(item)
      const { key } = this.#deps
      const text = envelopeText(p, keyIdOf(key.publicKey), key.sign(documentText(p)))
      return withLine(withItem(disk, 'board', docId, text), `${this.#deps.time.now()} notice ${docId} ${rev}`)
    })
    this.#nudge('board')
  }

  crash(): void {
    this.up = false
    this.#life += 1
    this.#turn = Promise.resolve()
    for (const session of this.#sessions) session.side.cut()
    this.#sessions.clear()
  }

  start(): void {
    this.up = true
    if (this.#deps.bug === 'tombstoneCompacted') this.disk = withoutTombstones(this.disk)
  }

  backUp(): void {
    this.#backup = this.disk
  }

  /** The disk as it was at the last backup, as `hub restore` leaves it: a new epoch, feeds in a new generation. */
  restore(): void {
    this.crash()
    const feeds = new Map(
      [...this.#backup.feeds].map(([feed, { rows }]) => [feed, renumbered(this.#nextGeneration(feed), rows)] as const),
    )
    const kept = this.#deps.bug === 'sameGeneration' ? this.#backup.feeds : feeds
    const epoch = this.#deps.bug === 'sameEpoch' ? this.disk.epoch : this.#newEpoch()
    this.disk = { ...this.#backup, epoch, feeds: kept }
    this.start()
  }

  /** Somebody with the disk in hand changes a line and makes the chain fit again. */
  rewrite(at: number): void {
    const lines = this.disk.journal.map((each, no) => (no === at ? `${each.line} (changed)` : each.line))
    this.disk = { ...this.disk, journal: chained(lines) }
  }

  /** The real hub takes its clock; any number that only grows will do. */
  #nextGeneration(feed: FeedName): number {
    return Math.max(this.#deps.time.now(), (this.disk.feeds.get(feed)?.gen ?? 0) + 1)
  }

  async #hello(session: Session, hello: Hello): Promise<unknown> {
    const { kioskKeys, verify, key, time, bug } = this.#deps
    const publicKey = kioskKeys.get(hello.kioskId)
    const kiosk = publicKey ? { kioskId: hello.kioskId, publicKey, place: 'sim', revokedAt: null } : null
    const nonce = session.kioskId === null ? session.nonce : null
    const plan = planHello(hello, { nonce, hubId: HUB_ID, kiosk }, verify)
    if (plan.type !== 'welcome') return plan.reply
    for (const other of this.#sessions) {
      if (other === session || other.kioskId !== hello.kioskId) continue
      other.side.notice('bye', { reason: 'replaced', retryAfter: 30_000 })
      other.side.cut()
      this.#sessions.delete(other)
    }
    session.kioskId = hello.kioskId
    session.epoch = hello.epoch
    const { disk } = this
    const streams = streamsOf(disk, hello.kioskId)
    const standing = {
      now: time.now() as Millis,
      hubEpoch: disk.epoch,
      streams: bug === 'forkIgnored' ? streams.map(each => ({ ...each, frozen: false })) : streams,
      backedUp: this.#backup.journal.length,
      feeds: [...disk.feeds].map(([feed, { gen, rows }]) => {
        const last = rows.at(-1)
        return { feed, gen, n: last?.n ?? 0, head: last?.head ?? FEED_START }
      }),
      limits: { recs: 5, bytes: LIMITS.pushBytes, inflight: 1 as const },
      ...(await this.#journalAnswer(hello.kioskId, hello.journalSeen)),
    }
    return composeWelcome(hello, plan.kiosk, standing, key.sign)
  }

  async #history(session: Session, { journalSeen: seen, nonce }: RequestBody<'history'>): Promise<unknown> {
    if (!session.kioskId) return { ok: false, code: 'AUTH' }
    const answer = await this.#journalAnswer(session.kioskId, seen)
    const holds = seen !== null && answer.journalThen === seen.hash
    const lines = holds ? this.disk.journal.slice(seen.size, answer.journal.size) : []
    const leaves = lines.map(each => leafHash(sha256, each.line))
    const sig = this.#deps.key.sign(historyText(nonce, session.kioskId, answer.journal.time))
    return { ok: true, ...answer, leaves, more: false, sig }
  }

  async #journalAnswer(kioskId: KioskId, seen: Hello['journalSeen']) {
    const { journalThen, diverged } = planHistory(seen, seen ? this.#hashAt(seen.size) : null)
    if (diverged) {
      await this.#commit(disk => ({ ...disk, incidents: [...disk.incidents, kioskId] }))
    }
    const { time, key, bug } = this.#deps
    const ahead = bug === 'sameHeadSigned' ? chained([...this.disk.journal.map(each => each.line), 'not yet']) : null
    const journal = ahead ?? this.disk.journal
    const head = { size: journal.length, hash: journal.at(-1)?.hash ?? GENESIS, time: time.now() as Millis }
    return { journal: signHead(head, key.sign), journalThen }
  }

  #hashAt(size: number): Hash | null {
    return this.disk.journal[size - 1]?.hash ?? null
  }

  async #pull(session: Session, pull: RequestBody<'pull'>): Promise<unknown> {
    if (!session.kioskId) return { ok: false, code: 'AUTH' }
    const feed = this.disk.feeds.get(pull.feed)
    const rows = feed?.rows ?? []
    const plan = planPull(pull, feed ? { gen: feed.gen, n: rows.length } : null)
    if (plan.type === 'busy') return { ok: false, code: 'BUSY', retryAfter: plan.retryAfter }
    if (plan.type === 'refetch') return { ok: true, refetch: { gen: plan.gen } }
    // Small pages, so that a download of several is a thing of every day here.
    const small = { ...pull, limit: Math.min(pull.limit, 4) }
    const { items, n, head, more } = pageOfRows(small, rows.filter(row => row.n > plan.after).slice(0, small.limit + 2))
    const now = this.#deps.time.now() as Millis
    const said = { feed: pull.feed, gen: pull.gen, n, head, time: now }
    return { ok: true, items, head: { ...said, sig: this.#deps.key.sign(feedHeadText(said)) }, more, now }
  }

  async #push(session: Session, push: Push): Promise<PushReply> {
    const { kioskId } = session
    if (!kioskId) return { ok: false, code: 'AUTH' }
    if (push.epoch !== session.epoch) return { ok: false, code: 'PROTO' }
    const { bug, time } = this.#deps
    const key = `${kioskId} ${push.epoch}`
    const read = readPush(push)
    if (bug === 'poisonWedges' && read.records.some(each => !each.parsed.ok)) {
      return { ok: false, code: 'BUSY', retryAfter: 1_000 }
    }
    if (bug === 'lateRefused' && read.records.some(each => each.parsed.ok && isOld(each.parsed.value.at, time))) {
      return { ok: false, code: 'BUSY', retryAfter: 1_000 }
    }
    let reply: PushReply = { ok: false, code: 'BUSY' }
    const commit = this.#commit(disk => {
      const stream = disk.streams.get(key) ?? NEW_STREAM
      const seen = bug === 'gapAccepted' ? { ...stream, upto: Math.max(stream.upto, push.from - 1) } : stream
      const plan = planPush(seen, read, {
        hashAt: seq =>
          bug === 'noPlaceCheck'
            ? (read.records[seq - push.from]?.hash ?? null)
            : (disk.places.get(`${key} ${seq}`)?.hash ?? null),
        byId: id => this.#known(disk, id, read),
      })
      const streams = new Map([...disk.streams, [key, plan.stream]])
      if (plan.type === 'refuse') {
        reply = plan.reply
        return { ...disk, streams }
      }
      const rows = bug === 'heldForgotten' ? plan.rows.filter(row => row.state !== 'held') : plan.rows
      const after = withRows({ ...disk, streams }, key, rows, time.now())
      reply = ackOf(push, outcomesOf(after, key, push))
      return after
    })
    if (bug === 'ackBeforeCommit') await Promise.race([commit, new Promise<void>(resolve => time.after(1, resolve))])
    else await commit
    if (bug === 'ackBeforeCommit') reply = ackOf(push, [])
    if (reply.ok) this.#deps.onAcked(push.recs.map((_, at) => `${key} ${push.from + at}`))
    return reply
  }

  #known(disk: HubDisk, id: RecordId, { records }: ReturnType<typeof readPush>) {
    const { bug } = this.#deps
    if (bug === 'noUniqueId') return null
    if (bug === 'dedupeByTime') {
      const own = records.find(each => each.parsed.ok && each.parsed.value.id === id)
      const at = own?.parsed.ok ? own.parsed.value.at : 0
      const same = disk.byId.get(`at ${at}`)
      return own && same ? { ...same, hash: own.hash } : null
    }
    return disk.byId.get(id) ?? null
  }

  /** One piece of writing after the other; what it did is there when the promise resolves, or nothing of it ever. */
  #commit(change: (disk: HubDisk) => HubDisk): Promise<void> {
    const { time, bug } = this.#deps
    const life = this.#life
    const done = this.#turn.then(
      () =>
        new Promise<void>(resolve => {
          if (bug === 'cursorApart') {
            time.after(1, () => {
              if (life === this.#life) this.disk = { ...this.disk, streams: change(this.disk).streams }
            })
          }
          const planned = bug === 'cursorApart' ? change(this.disk) : null
          time.after(bug === 'cursorApart' ? SLOW_COMMIT_MS : time.between(2, COMMIT_MS), () => {
            if (life !== this.#life) return
            this.disk = planned ?? change(this.disk)
            this.#deps.onCommit()
            resolve()
          })
        }),
    )
    this.#turn = done
    return done
  }

  #nudge(feed: FeedName): void {
    const state = this.disk.feeds.get(feed)
    for (const { side, kioskId } of this.#sessions) {
      if (kioskId) side.notice('nudge', { feed, gen: state?.gen ?? 1, n: state?.rows.length ?? 0 })
    }
  }

  #newEpoch(): HubEpoch {
    return hexOf(this.#deps.time.bytes(16)) as HubEpoch
  }
}

function streamsOf({ streams }: HubDisk, kioskId: KioskId) {
  const own = [...streams].filter(([key]) => key.startsWith(`${kioskId} `))
  return own.map(([key, stream]) => ({ ...stream, epoch: key.slice(kioskId.length + 1) as StreamEpoch }))
}

const HOUR_MS = 3_600_000
const isOld = (at: number, time: SimTime): boolean => at < WORLD_BEGAN + time.now() - HOUR_MS

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

function chained(lines: readonly string[]): HubDisk['journal'] {
  let previous = GENESIS
  return lines.map(line => {
    previous = chainHash(sha256, previous, line)
    return { line, hash: previous }
  })
}

function withLine(disk: HubDisk, line: string): HubDisk {
  const hash = chainHash(sha256, disk.journal.at(-1)?.hash ?? GENESIS, line)
  return { ...disk, journal: [...disk.journal, { line, hash }] }
}

/** Raw places, ids, journal lines and effects of a stored push. */
function withRows(disk: HubDisk, key: string, rows: readonly IntakeRow[], now: number): HubDisk {
  let next = disk
  const places = new Map(disk.places)
  const byId = new Map(disk.byId)
  const effects = [...disk.effects]
  for (const row of rows) {
    if (row.state !== 'dup') next = withLine(next, `${now} ${row.state} ${row.hash}`)
    const no = row.state === 'dup' ? row.no : next.journal.length
    places.set(`${key} ${row.seq}`, { hash: row.hash, no })
    if (row.state !== 'fresh') continue
    byId.set(row.record.id, { hash: row.hash, no })
    byId.set(`at ${row.record.at}`, { hash: row.hash, no })
    effects.push(row.record.id)
  }
  return { ...next, places, byId, effects }
}

function outcomesOf(disk: HubDisk, key: string, push: Push): Outcome[] {
  return push.recs.map((_, at) => {
    const seq = push.from + at
    const no = disk.places.get(`${key} ${seq}`)?.no
    return no === null || no === undefined ? { seq, st: 'dup' } : { seq, st: 'new', no }
  })
}

function withItem(disk: HubDisk, feed: FeedName, id: string, text: string | null): HubDisk {
  const state = disk.feeds.get(feed) ?? { gen: 1, rows: [] }
  const before = state.rows.findLast(each => each.id === id)
  const hash = (text === null ? GONE : hashText(text)) as Hash
  const item = { n: state.rows.length + 1, id, rev: (before?.rev ?? 0) + 1, hash }
  const head = nextHead(state.rows.at(-1)?.head ?? FEED_START, item)
  const replaced = state.rows.map(each => (each.id === id ? { ...each, text: null } : each))
  return {
    ...disk,
    feeds: new Map([...disk.feeds, [feed, { gen: state.gen, rows: [...replaced, { ...item, head, text }] }]]),
  }
}

const hashText = (text: string): string => hash('sha256', text)

/** What counts stays, numbered anew. */
function renumbered(gen: number, rows: readonly ServedItem[]) {
  const kept: ServedItem[] = []
  for (const each of rows) {
    if (each.text === null && each.hash !== GONE) continue
    const item = { ...each, n: kept.length + 1 }
    kept.push({ ...item, head: nextHead(kept.at(-1)?.head ?? FEED_START, item) })
  }
  return { gen, rows: kept }
}

function withoutTombstones(disk: HubDisk): HubDisk {
  const board = disk.feeds.get('board')
  if (!board) return disk
  const rows = board.rows.filter(each => !each.text?.includes('withdrawal'))
  return { ...disk, feeds: new Map([...disk.feeds, ['board', renumbered(board.gen, rows)]]) }
}
