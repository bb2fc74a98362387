import { computed, signal, type ReadonlySignal } from '@preact/signals'
import * as v from 'valibot'
import { FeedActivitySchema, type FeedActivity } from '../../shared/activities/activity.ts'
import type { MemberId, NoticeId } from '../../shared/base/ids.ts'
import { dateOf } from '../../shared/base/plain-date.ts'
import type { BoardDocument } from '../../shared/notices/document.ts'
import { BranchSettingsSchema, type BranchSettings } from '../../shared/people/settings.ts'
import { storedDocument } from '../../shared/sync/envelope.ts'
import type { FeedName } from '../../shared/sync/fields.ts'
import type { FeedCache, FeedCopy } from '../store/cache.ts'
import type { KioskClock } from './time.ts'

/** What the kiosk was told, as screens read it. */
export interface Board {
  /** What hangs on the board now: not withdrawn, and within its dates as far as the clock can be believed. */
  readonly documents: ReadonlySignal<readonly BoardDocument[]>
  readonly activities: ReadonlySignal<readonly FeedActivity[]>
  readonly settings: ReadonlySignal<BranchSettings | null>
  /** Hub time of the board's newest state, milliseconds; null before the first download. */
  readonly asOf: ReadonlySignal<number | null>
  /** Unread: a large roster costs time that the first picture does not have. `rosterOf` reads them. */
  rosterTexts(): readonly string[]
  /** The envelope of a member's own page as it came (own/seal-own.ts), with its revision; null where there is none. */
  ownEnvelope(memberId: MemberId): { readonly text: string; readonly rev: number; readonly asOf: number } | null
  /** A document behind the card as it came, sealed (own/inner.ts); null where there is none. */
  innerText(noticeId: NoticeId): string | null
  show(feed: FeedName, copy: FeedCopy, newTexts: boolean): void
  /** Takes everything off the wall but the branch's name and its helpers: this kiosk is no longer the branch's. */
  clear(): void
}

export function createBoard(clock: KioskClock): Board {
  const all = signal<readonly BoardDocument[]>([])
  const activities = signal<readonly FeedActivity[]>([])
  const settings = signal<BranchSettings | null>(null)
  const asOf = signal<number | null>(null)
  const readActivity = textReader(FeedActivitySchema)
  const readSettings = textReader(BranchSettingsSchema)
  let rosterTexts: readonly string[] = []
  /** Read by whoever's page is on the glass: a newer one takes its place there. */
  const own = signal<FeedCopy | null>(null)
  const inner = signal<FeedCopy | null>(null)
  const today = computed(() => dateOf(clock.now.value))
  const documents = computed(() =>
    // A clock that cannot be believed takes nothing off the wall (KIOSK §1.8).
    clock.trust.value === 'unknown'
      ? all.value
      : all.value.filter(each => each.shownUntil === null || each.shownUntil >= today.value),
  )
  const showers: { readonly [F in Exclude<FeedName, 'own' | 'inner'>]: (texts: readonly string[]) => void } = {
    board(texts) {
      all.value = texts.flatMap(text => {
        const item = storedDocument(text)
        return item?.type === 'document' ? [item] : []
      })
    },
    activities(texts) {
      activities.value = readActivity(texts)
    },
    settings(texts) {
      const [first] = readSettings(texts)
      if (!first) return
      settings.value = first
      clock.setTimeZone(first.timeZone)
    },
    roster(texts) {
      rosterTexts = texts
    },
  }
  return {
    documents,
    activities,
    settings,
    asOf,
    rosterTexts: () => rosterTexts,
    ownEnvelope(memberId) {
      const copy = own.value
      const item = copy?.items.get(memberId)
      return copy && item?.text != null ? { text: item.text, rev: item.rev, asOf: copy.asOf } : null
    },
    innerText: noticeId => inner.value?.items.get(noticeId)?.text ?? null,
    show(feed, copy, newTexts) {
      if (feed === 'own' || feed === 'inner') {
        const sealed = feed === 'own' ? own : inner
        sealed.value = copy
        return
      }
      if (feed === 'board') asOf.value = copy.asOf
      if (newTexts) showers[feed]([...copy.items.values()].flatMap(each => (each.text === null ? [] : [each.text])))
    },
    clear() {
      for (const feed of ['board', 'activities', 'roster'] as const) showers[feed]([])
      own.value = null
      inner.value = null
      asOf.value = null
    },
  }
}

/** What the first picture is made of. The roster is not: a large one costs time that a reader would wait. */
export const FIRST_FEEDS: readonly FeedName[] = ['settings', 'activities', 'board']

/** Shows what the last run left behind of these feeds. */
export async function showCached(board: Board, cache: FeedCache, feeds: readonly FeedName[]): Promise<void> {
  const copies = await Promise.all(feeds.map(async feed => ({ feed, copy: await cache.shown(feed) })))
  for (const { feed, copy } of copies) if (copy) board.show(feed, copy, true)
}

/**
 * Parses texts and leaves out those that this version does not understand: a newer hub's items wait for the next
 * update. A text that was parsed the time before is not parsed again: of a large roster one person changes at a time.
 */
export function textReader<S extends v.GenericSchema>(schema: S): (texts: readonly string[]) => v.InferOutput<S>[] {
  let known = new Map<string, v.InferOutput<S> | null>()
  return texts => {
    const before = known
    known = new Map()
    return texts.flatMap(text => {
      let item = before.get(text)
      if (item === undefined) {
        const parsed = v.safeParse(schema, JSON.parse(text))
        item = parsed.success ? parsed.output : null
      }
      known.set(text, item)
      return item === null ? [] : [item]
    })
  }
}
