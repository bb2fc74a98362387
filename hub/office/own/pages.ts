import { hashOf, hexToBytes, type Hash } from '../../../shared/base/bytes.ts'
import { canonical, type Json } from '../../../shared/base/canonical.ts'
import type { MemberId } from '../../../shared/base/ids.ts'
import type { JournalEntry } from '../../../shared/journal/facts.ts'
import { openOwn, sealOwn } from '../../../shared/own/seal-own.ts'
import type { OwnPage } from '../../../shared/own/own-page.ts'
import type { OwnKey } from '../../../shared/passes/card.ts'
import { GONE } from '../../../shared/sync/feed.ts'
import { dropExpired } from '../notices/inner.ts'
import type { MemberView } from '../../../shared/people/member.ts'
import { ownContent, ownWorld, type OwnContent, type OwnWorld } from './page.ts'
import type { Office, Reads, Work } from '../ports.ts'

/**
 * Keeps the feed `own` (PR22–PR26): for each member with a card that counts, an envelope of their own page. When any page
 * has changed all of them are sealed anew (of a very large branch, a lot of many), so that nobody can tell from the feed
 * whose it was. Runs beside everything
 * else: pages are made from what is committed, and the writer is held for a few envelopes at a time.
 */
export interface OwnPages {
  /** Something was committed: refreshes soon, unless it is nothing that a page shows. */
  committed(entries: readonly JournalEntry[]): void
  /** Looks whether any page has changed since, e.g. because a day is over. */
  refresh(): Promise<void>
  /** Takes no more work and waits for what is being done. */
  stop(): Promise<void>
}

export interface OwnPagesDeps {
  /** Calls back once, unless stopped. */
  readonly later: (work: () => void, ms: number) => () => void
  /** Lets whatever else is waiting have its turn. */
  readonly pause: () => Promise<void>
  /** Milliseconds of a clock that never jumps. */
  readonly mono: () => number
  readonly onFault: (cause: unknown) => void
  /** How many are sealed anew together at the least; left out: 64. */
  readonly lot?: number
}

/** After the last commit that matters; while one follows the other, at most so long after the first. */
const QUIET_MS = 1_000
const IMPATIENT_MS = 10_000
/** From the end of one refresh to the next: so many times what it took, and as long as kiosks need for its bytes. */
const REST_FACTOR = 10
const BYTES_PER_MS = 200
/** Pages made between two pauses, and envelopes sealed in one piece of writing: a few milliseconds each. */
const MADE_AT_ONCE = 4
const SEALED_AT_ONCE = 8

/** Facts after which a page may be another. */
const MATTERS: ReadonlySet<string> = new Set([
  'entry',
  'ledger',
  'review',
  'scheme',
  'member',
  'roster',
  'card',
  'leave',
  'activity',
  'declaration',
])

/** Of notices, those that put something behind cards or take it away; that somebody read one waits for the next page. */
const INNER_MATTERS: ReadonlySet<string> = new Set(['notice.delivered', 'notice.recalled', 'notice.erased'])

const matters = (entry: JournalEntry): boolean =>
  entry.kind === 'memberAct.recorded'
    ? ['askLeave', 'dropLeave'].includes(entry.body.act.act.kind)
    : MATTERS.has(entry.kind.split('.')[0] ?? '') || INNER_MATTERS.has(entry.kind)

export function makeOwnPages(office: Office, deps: OwnPagesDeps): OwnPages {
  const known = new Map<MemberId, Known>()
  let stopTimer: (() => void) | null = null
  let firstAt: number | null = null
  let notBefore = 0
  let running: Promise<void> | null = null
  let again = false
  let stopped = false

  const runNow = async (): Promise<void> => {
    const from = deps.mono()
    const bytes = await refreshAll(office, known, deps)
    const to = deps.mono()
    notBefore = to + Math.max((to - from) * REST_FACTOR, bytes / BYTES_PER_MS)
  }
  const run = (): Promise<void> => {
    again = running !== null
    running ??= runNow().finally(() => {
      running = null
      if (again && !stopped) arm()
    })
    return running
  }
  const arm = (): void => {
    stopTimer?.()
    const now = deps.mono()
    firstAt ??= now
    const wait = Math.max(0, notBefore - now, Math.min(QUIET_MS, firstAt + IMPATIENT_MS - now))
    stopTimer = deps.later(() => {
      stopTimer = null
      firstAt = null
      run().catch(deps.onFault)
    }, wait)
  }
  return {
    committed(entries) {
      if (!stopped && entries.some(matters)) arm()
    },
    refresh: run,
    async stop() {
      stopped = true
      stopTimer?.()
      // Whatever became of it was told to whoever asked.
      await running?.catch(() => {})
    },
  }
}

/** What the newest envelope of a member was made of. */
interface Known {
  readonly cardHash: string
  readonly content: Hash
}

interface Looked extends Known {
  readonly member: MemberView
}

/** @returns bytes that every kiosk has to download for it; 0 where nothing had changed */
async function refreshAll(office: Office, known: Map<MemberId, Known>, deps: OwnPagesDeps): Promise<number> {
  const { pause, lot = LOT } = deps
  const { read } = office.store
  if (!(await read.branch.founded())) return 0
  await dropExpired(office)
  const world = await ownWorld(read, office.clock.now())
  const looked = await lookAtAll(read, world, known, pause)
  const before = (each: Looked) => known.get(each.member.memberId)
  const isNewCard = (each: Looked): boolean => before(each)?.cardHash !== each.cardHash
  const changed = looked.filter(each => !isNewCard(each) && before(each)?.content !== each.content)
  const lotOfOne = (each: Looked) => lotOf(each.member.memberId, looked.length, lot)
  const lots = new Set(changed.map(lotOfOne))
  const due = looked.filter(each => isNewCard(each) || lots.has(lotOfOne(each)))
  return await sealAll(office, world, known, due, pause)
}

/** Pages are thrown away at once: those of thousands would fill the memory, and few are sealed. */
async function lookAtAll(
  read: Reads,
  world: OwnWorld,
  known: Map<MemberId, Known>,
  pause: () => Promise<void>,
): Promise<Looked[]> {
  const cards = await read.cards.ownKeys(world.people.map(each => each.memberId))
  const looked: Looked[] = []
  for (const [at, member] of world.people.entries()) {
    const { memberId } = member
    if (at % MADE_AT_ONCE === 0) await pause()
    const card = cards.get(memberId)
    if (!card) {
      known.delete(memberId)
      continue
    }
    const content = hashOfContent(await ownContent(read, world, member))
    if (!known.has(memberId)) await recall(read, known, memberId, card)
    looked.push({ member, cardHash: card.cardHash, content })
  }
  return looked
}

/**
 * Who is sealed anew together (PR25): everybody, or in a very large branch at least about so many, always the same ones,
 * so that the feed tells no more of a change than that it was one of them.
 */
const LOT = 64

export const lotOf = (memberId: MemberId, withCard: number, least = LOT): number =>
  Number.parseInt(hashOf(memberId).slice(0, 8), 16) % Math.max(1, Math.floor(withCard / least))

const hashOfContent = (content: OwnContent): Hash => hashOf(canonical(content as unknown as Json))

/** After a start: what the envelope in the feed was made of, if this very card opens it. */
async function recall(
  read: Reads,
  known: Map<MemberId, Known>,
  memberId: MemberId,
  { cardHash, ownKey }: { readonly cardHash: string; readonly ownKey: string },
): Promise<void> {
  const row = await read.feeds.newest('own', memberId)
  const page = row?.text ? openOwn(row.text, hexToBytes(ownKey) as OwnKey, { memberId, rev: row.rev }) : null
  if (!page) return
  const { asOf: _asOf, head: _head, ...content } = page
  known.set(memberId, { cardHash, content: hashOfContent(content) })
}

async function sealAll(
  office: Office,
  world: OwnWorld,
  known: Map<MemberId, Known>,
  due: readonly Looked[],
  pause: () => Promise<void>,
): Promise<number> {
  const { asOf, head } = world
  let bytes = 0
  for (let at = 0; at < due.length; at += SEALED_AT_ONCE) {
    await pause()
    const made: Made[] = []
    for (const { member, cardHash } of due.slice(at, at + SEALED_AT_ONCE)) {
      const content = await ownContent(office.store.read, world, member)
      made.push({ cardHash, content: hashOfContent(content), page: { ...content, asOf, head } })
    }
    bytes += await office.store.write({ type: 'hub' }, work => sealSome(office, work, made))
    for (const { page, cardHash, content } of made) known.set(page.memberId, { cardHash, content })
  }
  return bytes
}

interface Made extends Known {
  readonly page: OwnPage
}

async function sealSome(office: Office, work: Work, made: readonly Made[]): Promise<number> {
  let bytes = 0
  const keys = await work.cards.ownKeys(made.map(each => each.page.memberId))
  for (const { page, cardHash } of made) {
    const card = keys.get(page.memberId)
    // Revoked or given anew while the pages were made.
    if (card?.cardHash !== cardHash) continue
    const rev = ((await work.feeds.newest('own', page.memberId))?.rev ?? 0) + 1
    const text = sealOwn(page, hexToBytes(card.ownKey) as OwnKey, rev, office.random)
    await work.feeds.put('own', page.memberId, hashOf(text), text)
    bytes += text.length
  }
  return bytes
}

/** Takes the envelope of a member away at once, whatever else is going on. */
export const dropOwnPage = (work: Work, memberId: MemberId): Promise<void> =>
  work.feeds.put('own', memberId, GONE, null)
