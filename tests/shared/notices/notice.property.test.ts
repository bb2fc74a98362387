import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashOf } from '../../../shared/base/bytes.ts'
import type { Millis, StaffId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import * as rules from '../../../shared/notices/notice.ts'
import type { Change, Notice } from '../../../shared/notices/notice.ts'

/** Random walks of several people over one notice; what the acts leave behind must keep the promises. */

type Rules = Pick<
  typeof rules,
  | 'decideDraft'
  | 'decideCorrection'
  | 'decideCheck'
  | 'decideReturn'
  | 'decideApproval'
  | 'decidePublication'
  | 'decideWithdrawal'
  | 'decideDiscard'
  | 'evolve'
>

const TODAY = '2026-10-14' as PlainDate
const staff = (at: number) => `staff-${at}` as StaffId

interface Act {
  readonly what: 'edit' | 'correct' | 'check' | 'return' | 'approve' | 'publish' | 'withdraw' | 'discard'
  readonly who: number
  /** Which text the actor has before them: the one of the last edit, or an older one. */
  readonly stale: boolean
}

const walks = fc.record({
  people: fc.integer({ min: 1, max: 3 }),
  acts: fc.array(
    fc.record({
      // The steps forward often, the ends seldom: otherwise few walks would ever come to a correction.
      what: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom<Act['what'][]>('edit', 'correct', 'correct') },
        { weight: 12, arbitrary: fc.constantFrom<Act['what'][]>('check', 'approve', 'publish') },
        { weight: 1, arbitrary: fc.constantFrom<Act['what'][]>('return', 'withdraw', 'discard') },
      ),
      who: fc.integer({ min: 0, max: 2 }),
      stale: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    }) satisfies fc.Arbitrary<Act>,
    { minLength: 20, maxLength: 60, size: 'max' },
  ),
})

interface Written {
  readonly change: Change
  readonly by: StaffId
  /** Number of the text at that moment. */
  readonly text: number
}

function walk(tried: Rules, { people, acts }: { people: number; acts: readonly Act[] }): Written[] {
  const first = tried.decideDraft(null)
  if (!first.ok) throw new Error('a first draft is refused')
  const written: Written[] = [{ change: first.value, by: staff(0), text: 1 }]
  let notice: Notice = tried.evolve(null, first.value, { by: staff(0), at: 0 as Millis })
  let text = 1
  for (const [at, act] of acts.entries()) {
    const by = staff(act.who % people)
    const hash = hashOf(`text ${act.stale ? text - 1 : text}`)
    const decided = decide(tried, notice, { ...act, by, hash, people })
    if (!decided.ok) {
      expect(decided.error.length).toBeGreaterThan(0)
      continue
    }
    if (decided.value.type === 'drafted') text += 1
    notice = tried.evolve(notice, decided.value, { by, at: at as Millis })
    written.push({ change: decided.value, by, text })
  }
  return written
}

function decide(
  tried: Rules,
  notice: Notice,
  act: Act & { by: StaffId; hash: ReturnType<typeof hashOf>; people: number },
) {
  switch (act.what) {
    case 'edit':
      return tried.decideDraft(notice)
    case 'correct':
      return tried.decideCorrection(notice, '更正第3行')
    case 'check':
      return tried.decideCheck(notice, act.hash, [])
    case 'return':
      return tried.decideReturn(notice, '请补充')
    case 'approve':
      return tried.decideApproval(notice, act.by, act.hash, { activeStaff: act.people, blocks: [] })
    case 'publish': {
      const document = { hash: act.hash, publishedOn: TODAY, shownUntil: null }
      return tried.decidePublication(notice, document, { today: TODAY, blocks: [] })
    }
    case 'withdraw':
      return tried.decideWithdrawal(notice, '有误')
    case 'discard':
      return tried.decideDiscard(notice)
  }
}

/** NT1–NT6 as they can be read off the journal alone, knowing nothing of how the rules are written. */
function keepsPromises(written: readonly Written[], people: number): boolean {
  let boardRev = 0
  for (const [at, { change }] of written.entries()) {
    if (change.type === 'published') {
      if (change.rev <= boardRev || !approvedAsIs(written.slice(0, at), change, people)) return false
      boardRev = change.rev
    }
    if (change.type === 'withdrawn') {
      if (boardRev === 0 || change.rev <= boardRev || at !== written.length - 1) return false
    }
  }
  return true
}

function approvedAsIs(before: readonly Written[], published: { rev: number; hash: string }, people: number): boolean {
  const since = (type: Change['type']) => before.findLastIndex(({ change }) => change.type === type)
  const approval = before[since('approved')]
  if (approval?.change.type !== 'approved') return false
  // What was given up is nobody's work any more.
  const kept = before.slice(since('discarded') + 1)
  const own = kept.filter(({ change }) => change.type === 'drafted' && change.rev === published.rev)
  const othersEye = people < 2 || own.every(each => each.by !== approval.by)
  const saysAlone = approval.change.alone === own.some(each => each.by === approval.by)
  const check = before[since('checked')]?.change
  return (
    othersEye &&
    saysAlone &&
    approval.change.hash === published.hash &&
    approval.change.rev === published.rev &&
    check?.type === 'checked' &&
    check.hash === published.hash &&
    since('drafted') < since('checked') &&
    since('checked') < since('approved') &&
    since('returned') < since('approved')
  )
}

const property = (tried: Rules) => fc.property(walks, scenario => keepsPromises(walk(tried, scenario), scenario.people))

const RUNS = { numRuns: 1500, seed: 20261014 }

test('NT1 NT2 NT3 NT4 NT5 NT6 whatever people do in whatever order, only what was checked and approved is published', () => {
  fc.assert(property(rules), RUNS)
})

test('NT1 the walks reach corrections, withdrawals and approvals alone', () => {
  const seen = new Map<string, number>()
  const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1)
  fc.assert(
    fc.property(walks, scenario => {
      for (const { change } of walk(rules, scenario)) {
        count(change.type)
        if (change.type === 'published' && change.rev > 1) count('corrected')
        if (change.type === 'approved' && change.alone) count('alone')
      }
    }),
    RUNS,
  )
  for (const what of ['published', 'corrected', 'withdrawn', 'returned', 'discarded', 'alone']) {
    expect(seen.get(what) ?? 0, what).toBeGreaterThan(20)
  }
})

/* The same walks against rules with one bug each: the property must find every one. */
const broken: Readonly<Record<string, Partial<Rules>>> = {
  'an edit leaves the approval standing': {
    evolve: (notice, change, signed) =>
      notice?.is === 'approved' && change.type === 'drafted' ? notice : rules.evolve(notice, change, signed),
  },
  'the published text is not compared with the approved one': {
    decidePublication: (notice, document, world) => {
      const decided = rules.decidePublication(
        notice,
        notice.is === 'approved' ? { ...document, hash: notice.hash } : document,
        world,
      )
      return decided.ok ? { ok: true, value: { ...decided.value, hash: document.hash } } : decided
    },
  },
  'whoever wrote it may approve it': {
    decideApproval: (notice, by, hash, world) => rules.decideApproval(notice, by, hash, { ...world, activeStaff: 1 }),
  },
  'only the first editor is remembered': {
    evolve: (notice, change, signed) => {
      const next = rules.evolve(notice, change, signed)
      return 'editors' in next ? { ...next, editors: next.editors.slice(0, 1) } : next
    },
  },
  'approval does not look at what was checked': {
    decideApproval: (notice, by, hash, world) =>
      rules.decideApproval(notice.is === 'checked' ? { ...notice, hash } : notice, by, hash, world),
  },
  'a correction keeps its number': {
    decideCorrection: (notice, reason) => {
      const decided = rules.decideCorrection(notice, reason)
      return decided.ok ? { ok: true, value: { ...decided.value, rev: decided.value.rev - 1 } } : decided
    },
    evolve: (notice, change, signed) => rules.evolve(notice, change, signed),
  },
  'the tombstone has the number of what it takes down': {
    decideWithdrawal: (notice, reason) => {
      const decided = rules.decideWithdrawal(notice, reason)
      return decided.ok ? { ok: true, value: { ...decided.value, rev: decided.value.rev - 1 } } : decided
    },
  },
}

test.each(Object.entries(broken))('NT1 the property finds a planted bug: %s', (_, bug) => {
  expect(fc.check(property({ ...rules, ...bug }), RUNS).failed).toBe(true)
})
