import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashOf, type Hash } from '../../../shared/base/bytes.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { MatterId, MemberId, Millis, NoticeId, StaffId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import * as evolving from '../../../shared/review/evolve.ts'
import type { Figures } from '../../../shared/review/figures.ts'
import * as rules from '../../../shared/review/review.ts'
import type { Change, Matter, Review, Sums } from '../../../shared/review/review.ts'

/** Random quarters: members, a ledger that moves, staff who try every step in any order. */

type Rules = typeof rules & typeof evolving

const REAL: Rules = { ...rules, ...evolving }
const LAST_DAY = '2026-09-30' as PlainDate
const STAFF = 'staff-1' as StaffId
const RECORD = {
  entries: { count: 0, digest: '0'.repeat(64) as Hash },
  notice: { noticeId: 'notice-1' as NoticeId, rev: 1, hash: '0'.repeat(64) as Hash },
}
const member = (at: number) => `member-${at}` as MemberId
const matter = (at: number) => `matter-${at}` as MatterId

const WHATS = [
  'compile', 'tell', 'tellAll', 'accept', 'defend', 'ask', 'object', 'answer', 'answerAll', 'enter', 'settle', 'reopen',
  'publish', 'withdraw', 'wait', 'close', 'archive',
] as const // prettier-ignore
interface Act {
  readonly what: (typeof WHATS)[number]
  readonly who: number
}

const quarters = fc.record({
  people: fc.integer({ min: 1, max: 4 }),
  acts: fc.array(
    fc.record({
      who: fc.integer({ min: 0, max: 3 }),
      what: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...WHATS) },
        { weight: 6, arbitrary: fc.constantFrom(...(['compile', 'tellAll', 'answerAll', 'settle'] as const)) },
        { weight: 2, arbitrary: fc.constantFrom(...(['publish', 'wait', 'close', 'archive'] as const)) },
      ),
    }) satisfies fc.Arbitrary<Act>,
    { minLength: 30, maxLength: 200, size: 'max' },
  ),
})

/** Something that happened, with the world as it was: what a reader of the books could know. */
interface Happened {
  readonly change: Change | { readonly type: 'entered'; readonly who: number }
  readonly points: readonly number[]
  readonly today: PlainDate
  readonly until: PlainDate | null
}

class Quarter {
  readonly history: Happened[] = []
  readonly #rules: Rules
  readonly #points: number[]
  #review: Review | null = null
  #today = '2026-09-29' as PlainDate
  #until: PlainDate | null = null
  #matters = 0

  constructor(tried: Rules, people: number) {
    this.#rules = tried
    this.#points = Array.from({ length: people }, () => 0)
  }

  act({ what, who }: Act): void {
    const at = who % this.#points.length
    if (what === 'wait') this.#today = nextDay(this.#today)
    else if (what === 'enter') this.#enter(at)
    else if (what === 'publish') this.#publish()
    else if (what === 'withdraw') this.#until = null
    else if (what === 'answerAll') for (const each of this.#review?.matters ?? []) this.#do(this.#answer(each))
    else this.#do(this.#decide(what, at))
  }

  /** The ledger takes entries of this period only while the rule says so. */
  #enter(at: number): void {
    if (!this.#rules.takesEntries(this.#review)) return
    this.#points[at] = (this.#points[at] ?? 0) + 100
    this.#note({ type: 'entered', who: at })
  }

  #publish(): void {
    if (this.#until === null && this.#rules.noticeBlocks(this.#review, this.#sums()).length === 0) {
      this.#until = nextDay(this.#today)
    }
  }

  #decide(what: Act['what'], at: number) {
    const { decideCompile, decideTold, decideAccept, decideRaise, decideSettle, decideReopen } = this.#rules
    const now = this.#sums()
    const notice = { live: this.#until !== null, until: this.#until }
    const everybody = this.#points.map((_, index) => member(index))
    const raise = (kind: Matter['kind']) =>
      decideRaise(this.#review, { matterId: matter(this.#matters++), kind, memberId: member(at) }, notice)
    switch (what) {
      case 'compile':
        return decideCompile(this.#review, now, { today: this.#today, lastDay: LAST_DAY, earlier: 'settled' })
      case 'tell':
        return decideTold(this.#review, [member(at)], 'person')
      case 'tellAll':
        return decideTold(this.#review, everybody, 'slip')
      case 'accept':
        return decideAccept(this.#review, member(at))
      case 'defend':
        return raise('defence')
      case 'ask':
        return raise('inquiry')
      case 'object':
        return raise('objection')
      case 'answer':
        return this.#answer(this.#review?.matters[at] ?? null)
      case 'settle':
        return decideSettle(this.#review, now, memberId => memberId)
      case 'reopen':
        return decideReopen(this.#review, notice, '更正')
      case 'close':
        return this.#rules.decideClose(this.#review, notice, this.#today)
      default:
        return this.#rules.decideArchive(this.#review, now, RECORD)
    }
  }

  #answer(about: Matter | null) {
    const matterId = about?.matterId ?? matter(-1)
    return this.#rules.decideAnswer(this.#review, { matterId, outcome: 'explained', entryIds: [] })
  }

  #do(
    decided: { readonly ok: true; readonly value: Change } | { readonly ok: false; readonly error: readonly unknown[] },
  ) {
    if (!decided.ok) {
      expect(decided.error.length).toBeGreaterThan(0)
      return
    }
    const before = JSON.stringify(this.#review)
    const at = this.history.length as Millis
    const next = this.#rules.evolve(this.#review, decided.value, { by: STAFF, at })
    expect(JSON.stringify(this.#review)).toBe(before)
    this.#review = next
    this.#note(decided.value)
  }

  #note(change: Happened['change']): void {
    this.history.push({ change, points: [...this.#points], today: this.#today, until: this.#until })
  }

  #sums(): Sums {
    const none = 0 as Hundredths
    const figures = this.#points.map((sum, at): Figures => {
      const base = sum as Hundredths
      const rest = { contribution: none, deduction: none, inPeriod: base, toDate: base, vetoed: false }
      return { memberId: member(at), base, ...rest }
    })
    return { head: { size: this.history.length, hash: hashOf(String(this.history.length)) }, figures }
  }
}

const nextDay = (day: PlainDate): PlainDate =>
  new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10) as PlainDate

/** RV1–RV9 as they can be read off the books alone, knowing nothing of how the rules are written. */
function keepsPromises(history: readonly Happened[]): boolean {
  return history.every(({ change, today, until, points }, at) => {
    const before = history.slice(0, at)
    switch (change.type) {
      case 'compiled':
        return today > LAST_DAY && stageOf(before) !== 'settled'
      case 'accepted':
        return points.every((_, who) => change.memberId !== member(who) || knows(before, who, points[who] ?? 0, false))
      case 'settled':
        return points.every((sum, who) => knows(before, who, sum, true)) && openMatters(before) === 0
      case 'answered':
        return (
          before.filter(each => each.change.type === 'answered' && each.change.matterId === change.matterId).length ===
          0
        )
      case 'raised':
        return (change.kind === 'objection') === (stageOf(before) === 'settled')
      case 'entered':
        return stageOf(before) !== 'settled'
      case 'reopened':
        return until === null
      case 'closed':
        return stageOf(before) === 'settled' && until !== null && today > until && openMatters(before) === 0
      case 'archived':
        return before.some(each => each.change.type === 'closed')
      case 'told':
        return before.some(each => each.change.type === 'compiled')
    }
  })
}

/** A settled review that was not reopened, closed ones included. */
function stageOf(before: readonly Happened[]): 'open' | 'settled' {
  const last = before.findLast(({ change }) => change.type === 'settled' || change.type === 'reopened')
  return last?.change.type === 'settled' ? 'settled' : 'open'
}

const openMatters = (before: readonly Happened[]): number =>
  before.filter(each => each.change.type === 'raised').length -
  before.filter(each => each.change.type === 'answered').length

/** Was this person told a sum that was compiled and is still theirs, and (`current`) is it what the ledger says now? */
function knows(before: readonly Happened[], who: number, sum: number, current: boolean): boolean {
  const told = before.findLastIndex(({ change }) => change.type === 'told' && change.memberIds.includes(member(who)))
  const compiled = before.slice(0, Math.max(told, 0)).findLast(each => each.change.type === 'compiled')
  const newest = before.findLast(each => each.change.type === 'compiled')
  if (told < 0 || !compiled || !newest) return false
  const same = compiled.points[who] === newest.points[who]
  return same && (!current || newest.points[who] === sum)
}

const walk = (tried: Rules, { people, acts }: { people: number; acts: readonly Act[] }): Happened[] => {
  const quarter = new Quarter(tried, people)
  for (const act of acts) quarter.act(act)
  return quarter.history
}

const promises = (tried: Rules) => fc.property(quarters, quarter => keepsPromises(walk(tried, quarter)))

test('RV1 RV2 RV3 RV4 RV5 RV6 RV7 RV8 RV9 no walk through a quarter passes a gate too early', () => {
  fc.assert(promises(REAL), { numRuns: 500, seed: 5 })
})

test('the walks reach every step', () => {
  const seen = new Set<string>()
  for (const quarter of fc.sample(quarters, { numRuns: 300, seed: 5 })) {
    for (const { change } of walk(REAL, quarter)) seen.add(change.type)
  }
  const all = [
    'compiled',
    'told',
    'accepted',
    'raised',
    'answered',
    'settled',
    'reopened',
    'closed',
    'archived',
    'entered',
  ]
  expect([...seen].toSorted()).toEqual(all.toSorted())
})

const settledAnyway: Rules['decideSettle'] = () => ({ ok: true, value: { type: 'settled' } })
const only =
  (codes: readonly string[]): Rules['decideSettle'] =>
  (...args) => {
    const decided = rules.decideSettle(...args)
    if (decided.ok || decided.error.some(each => !codes.includes(each.code))) return decided
    return settledAnyway(...args)
  }

test.each<[string, Partial<Rules>]>([
  ['settles though somebody was not told', { decideSettle: only(['REVIEW_UNTOLD']) }],
  ['settles though a defence has no answer', { decideSettle: only(['REVIEW_UNANSWERED']) }],
  ['settles though the ledger has moved on', { decideSettle: only(['REVIEW_STALE']) }],
  ['counts whoever was told other sums as told', { evolve: (...args) => toldWhateverWasCompiled(...args) }],
  ['takes entries of a settled period', { takesEntries: () => true }],
  [
    'compiles before the period has ended',
    { decideCompile: (r, now, w) => rules.decideCompile(r, now, { ...w, today: '2027-01-01' as PlainDate }) },
  ],
  [
    'compiles a settled period anew',
    { decideCompile: (r, now, w) => rules.decideCompile(r && { ...r, stage: 'compiled' }, now, w) },
  ],
  [
    'answers twice',
    {
      decideAnswer: (r, a) =>
        rules.decideAnswer(r && { ...r, matters: r.matters.map(each => ({ ...each, answer: null })) }, a),
    },
  ],
  [
    'reopens under a notice that hangs',
    { decideReopen: (r, _, why) => rules.decideReopen(r, { live: false, until: null }, why) },
  ],
  [
    'closes before the notice period is over',
    { decideClose: (r, n) => rules.decideClose(r, n, '2030-01-01' as PlainDate) },
  ],
  [
    'closes over an open objection',
    { decideClose: (r, n, day) => rules.decideClose(r && { ...r, matters: [] }, n, day) },
  ],
  [
    'hears defences of a settled period',
    {
      decideRaise: (r, m, n) => rules.decideRaise(r && m.kind !== 'objection' ? { ...r, stage: 'compiled' } : r, m, n),
    },
  ],
])('RV1 RV3 RV4 RV5 RV6 RV7 RV8 RV9 the walk finds a rule that %s', (_, broken) => {
  expect(fc.check(promises({ ...REAL, ...broken }), { numRuns: 500, seed: 5 }).failed).toBe(true)
})

function toldWhateverWasCompiled(...[review, change, done]: Parameters<Rules['evolve']>): Review {
  const next = evolving.evolve(review, change, done)
  const renew = (each: Review['hearings'][number]) =>
    each.told ? { ...each, told: { ...each.told, figures: each.figures } } : each
  return { ...next, hearings: next.hearings.map(renew) }
}
