import type { FeedActivity } from '../../shared/activities/activity.ts'
import type { ActivityId, StaffId } from '../../shared/base/ids.ts'
import type { ProofOf } from '../../shared/passes/card.ts'
import { indexRoster, type EnrolledPhone, type RosterIndex } from '../../shared/passes/decide.ts'
import { dayKey } from '../../shared/passes/phone.ts'
import type { PhoneRef, RosterItem } from '../../shared/people/roster.ts'
import type { FeedName } from '../../shared/sync/fields.ts'
import type { FeedState } from './feeds.ts'
import type { KnownPhone } from './people/phones.ts'
import type { Work } from './ports.ts'
import { inForce } from './points/scheme.ts'
import type { JudgeKnowledge, KnownCard } from './records/kind.ts'

/**
 * What the hub judges records by: exactly what it tells the kiosks (their feeds), the proof keys of cards and the
 * secrets of phones, kept in memory between commits and brought up to date by the items that are new.
 */

/** Proof keys remembered; a branch has far fewer cards. */
const CARDS_KEPT = 50_000

/** What the records of a batch name. */
export interface Named {
  readonly cardHashes: readonly string[]
  readonly staffIds: readonly string[]
  /** Some speak of items of the scheme. */
  readonly items: boolean
}

export function makeWireKnowledge(proofOf?: ProofOf) {
  const roster = makeCopy<RosterItem>('roster')
  const activities = makeCopy<FeedActivity>('activities')
  const cards = new Map<string, KnownCard>()
  let index = indexRoster([])
  let byId: ReadonlyMap<ActivityId, FeedActivity> = new Map()
  let staffIds: ReadonlySet<StaffId> = new Set()
  let timeZone: string | null = null

  return {
    async load(work: Work, named: Named): Promise<JudgeKnowledge> {
      const states = await work.feeds.states()
      if (await roster.update(work, states)) {
        // Whatever changes with a phone changes in this feed too.
        index = { ...indexRoster(roster.values()), phoneByRef: phonesOf(await work.phones.all()) }
      }
      if (await activities.update(work, states)) {
        // Who signed in already is settled by the attendance table, not by a list that may lag behind.
        byId = new Map([...activities.values()].map(each => [each.activity.activityId, { ...each, presentIds: [] }]))
      }
      timeZone ??= (await work.branch.founded())?.timeZone ?? null
      const missing = named.cardHashes.filter(hash => !cards.has(hash))
      if (missing.length > 0) {
        if (cards.size > CARDS_KEPT) cards.clear()
        for (const [hash, card] of await work.intake.cards(missing)) cards.set(hash, card)
      }
      if (named.staffIds.some(id => !staffIds.has(id as StaffId))) {
        staffIds = new Set((await work.staff.all()).map(each => each.staffId))
      }
      const schemes = named.items ? await work.scheme.published() : []
      return {
        roster: index,
        activities: byId,
        cards,
        staffIds,
        timeZone: timeZone ?? 'Asia/Shanghai',
        componentOf: (itemCode, day) =>
          inForce(schemes, day)?.scheme.items.find(each => each.code === itemCode)?.component ?? null,
        proofOf,
      }
    },
  }
}

/** The hub has every day's key of the phones that count: a kiosk's two weeks are no limit here. */
function phonesOf(phones: readonly KnownPhone[]): RosterIndex['phoneByRef'] {
  const byRef = new Map<PhoneRef, EnrolledPhone>()
  for (const { ref, memberId, state, secret } of phones) {
    if (state === 'active' && secret) byRef.set(ref, { memberId, keyOf: day => dayKey(secret, day) })
  }
  return byRef
}

/** One feed's newest texts, parsed. */
function makeCopy<T>(feed: FeedName) {
  const items = new Map<string, T>()
  let place = { gen: -1, n: 0 }
  return {
    values: () => items.values(),
    /** @returns whether anything changed */
    async update(work: Work, states: readonly FeedState[]): Promise<boolean> {
      const state = states.find(each => each.feed === feed)
      if (!state || (state.gen === place.gen && state.n === place.n)) return false
      if (state.gen !== place.gen) items.clear()
      const from = state.gen === place.gen ? place.n : 0
      for (const row of await work.feeds.after(feed, from, Number.MAX_SAFE_INTEGER)) {
        // The hub's own texts, made from checked values.
        if (row.text === null) items.delete(row.id)
        else items.set(row.id, JSON.parse(row.text) as T)
      }
      place = state
      return true
    },
  }
}
