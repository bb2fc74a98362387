import { hashOf, hexToBytes, type Hash } from '../../shared/base/bytes.ts'
import { canonical, type Json } from '../../shared/base/canonical.ts'
import type { MemberId } from '../../shared/base/ids.ts'
import type { JournalEntry } from '../../shared/journal/facts.ts'
import { openOwn, sealOwn } from '../../shared/own/seal-own.ts'
import type { OwnPage } from '../../shared/own/own-page.ts'
import type { OwnKey } from '../../shared/passes/card.ts'
import { GONE } from '../../shared/sync/feed.ts'
import { ownContent, ownWorld, type OwnContent } from './own-page.ts'
import type { Office, Reads, Work } from './ports.ts'

/**
 * Keeps the feed `own` (PR22–PR26): for each member with a card that counts, an envelope of their own page. When any page
 * has changed all of them are sealed anew, so that nobody can tell from the feed whose it was. Runs beside everything
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

const matters = (entry: JournalEntry): boolean =>
  entry.kind === 'memberAct.recorded'
    ? ['askLeave', 'dropLeave'].includes(entry.body.act.act.kind)
    : MATTERS.has(entry.kind.split('.')[0] ?? '')

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
    const bytes = await refreshAll(office, known, deps.pause)
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

interface Made extends Known {
  readonly page: OwnPage
}

/** @returns bytes that every kiosk has to download for it; 0 where nothing had changed */
async function refreshAll(office: Office, known: Map<MemberId, Known>, pause: () => Promise<void>): Promise<number> {
  const { read } = office.store
  if (!(await read.branch.founded())) return 0
  const world = await ownWorld(read, office.clock.now())
  const { asOf, head } = world
  const made: Made[] = []
  for (const [at, member] of world.people.entries()) {
    if (at % MADE_AT_ONCE === 0) await pause()
    const card = (await read.cards.ownKeys([member.memberId])).get(member.memberId)
    if (!card) {
      known.delete(member.memberId)
      continue
    }
    const content = await ownContent(read, world, member)
    if (!known.has(member.memberId)) await recall(read, known, member.memberId, card)
    const { cardHash } = card
    made.push({ cardHash, content: hashOfContent(content), page: { ...content, asOf, head } })
  }
  const isNewCard = (each: Made): boolean => known.get(each.page.memberId)?.cardHash !== each.cardHash
  const isChanged = made.some(each => !isNewCard(each) && known.get(each.page.memberId)?.content !== each.content)
  return await sealAll(office, known, isChanged ? made : made.filter(isNewCard), pause)
}

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
  known: Map<MemberId, Known>,
  made: readonly Made[],
  pause: () => Promise<void>,
): Promise<number> {
  let bytes = 0
  for (let at = 0; at < made.length; at += SEALED_AT_ONCE) {
    await pause()
    const some = made.slice(at, at + SEALED_AT_ONCE)
    bytes += await office.store.write({ type: 'hub' }, work => sealSome(office, work, some))
    for (const { page, cardHash, content } of some) known.set(page.memberId, { cardHash, content })
  }
  return bytes
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
