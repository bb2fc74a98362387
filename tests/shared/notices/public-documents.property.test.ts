import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { points, type Hundredths } from '../../../shared/base/hundredths.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import { periodPointsBody, rankingBody, type PointsPerson } from '../../../shared/notices/build-points.ts'
import { BodySchema, type Body } from '../../../shared/notices/document.ts'
import { nameProblems } from '../../../shared/notices/public-name.ts'
import { maskName } from '../../../shared/people/names.ts'
import { groupByMember, standing } from '../../../shared/points/standing.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { startSentence } from '../../../shared/notices/wording.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import * as v from 'valibot'
import { anEntry } from '../../fixtures/entries.ts'
import { entryId, memberId } from '../../fixtures/sample.ts'

/** Whole branches made at random, and what of them reaches the wall. */

const PERIOD = '2026-Q3' as Period
const scheme = templateScheme(2026)
const SURNAMES = ['王', '李', '张', '刘', '陈', '杨', '欧阳', '𠮷']
const GIVEN = ['芳', '伟', '建国', '秀英', '桂芳', '𬸪', '德顺', '小明']
const NAMES = ['阿依古丽·买买提', ...SURNAMES.flatMap(surname => GIVEN.map(given => surname + given))]
const DEDUCTIONS = scheme.items.filter(item => item.component === 'deduction')
const BONUSES = scheme.items.filter(item => item.component === 'contribution' || item.component === 'base')

interface SecretPerson extends PointsPerson {
  /** What must never be read anywhere. */
  readonly deductions: readonly { readonly title: string; readonly amount: Hundredths }[]
}

const people = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom(...NAMES),
      consent: fc.boolean(),
      exempt: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      category: fc.constantFrom(...scheme.categories.map(each => each.id)),
      bonus: fc.array(fc.constantFrom(...BONUSES), { maxLength: 6 }),
      deducted: fc.array(fc.constantFrom(...DEDUCTIONS), { maxLength: 2 }),
      vetoed: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    }),
    { selector: each => each.name, maxLength: 30, size: 'max' },
  )
  .map(drawn =>
    drawn.map((each, at): SecretPerson => {
      const own = (code: string, number: number) =>
        anEntry(scheme, code, '2026-08-01', { entryId: entryId(at * 20 + number), memberId: memberId(at) })
      const codes = [...each.bonus, ...each.deducted].map(item => item.code)
      const veto = { documentNo: `青纪〔2026〕${at}号`, meetingDate: anEntry(scheme, 'V01', '2026-08-01').date }
      const entries = codes.map((code, number) => own(code, number))
      if (each.vetoed) entries.push({ ...own('V01', 19), points: points(0), basis: veto })
      return {
        name: each.name,
        nameNote: '',
        strokeKey: each.name,
        consent: each.consent,
        exempt: each.exempt,
        category: each.category,
        standing: standing(groupByMember(entries).get(memberId(at)) ?? [], scheme, each.category, PERIOD),
        deductions: each.deducted.map(item => ({ title: item.title, amount: item.points ?? points(0) })),
      }
    }),
  )

interface Builders {
  readonly points: typeof periodPointsBody
  readonly ranking: typeof rankingBody
}
const built = ({ points, ranking }: Builders, branch: readonly SecretPerson[]): Body[] => [
  points(branch, scheme, PERIOD, '公示说明'),
  ranking(branch, scheme, PERIOD),
]

/** Every text in a document, however deep, with the names of members on the way. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, part]) => [key, ...textsIn(part)])
}

const namesNobodyWithoutConsent = (builders: Builders) =>
  fc.property(people, branch => {
    const texts = new Set(built(builders, branch).flatMap(body => textsIn(body)))
    return branch.every(person => person.consent || !texts.has(person.name))
  })

const saysNothingOfDeductions = (builders: Builders) =>
  fc.property(people, branch => {
    const all = built(builders, branch).flatMap(body => textsIn(body))
    const secrets = branch.flatMap(person => person.deductions.map(each => each.title))
    // Neither what somebody lost points for, nor a column that would say how many, nor the papers of a veto.
    const told = (text: string) => secrets.includes(text) || /deduct|veto|扣分|否决|青纪/.test(text)
    return !all.some(told)
  })

/** The same sums, come about by twice the bonus and as much more deducted. */
const otherwise = (person: SecretPerson): SecretPerson => {
  const { components, total } = person.standing.inPeriod
  const more = (amount: typeof components.base, by: number) => ({
    ...amount,
    counted: (amount.counted + by) as Hundredths,
  })
  const parts = { contribution: more(components.contribution, 700), deduction: more(components.deduction, -700) }
  const inPeriod = { ...person.standing.inPeriod, components: { ...components, ...parts }, total }
  return { ...person, standing: { ...person.standing, inPeriod } }
}

/** Nobody can tell from the wall how a sum came about, nor that it would be below zero. */
const tellsSumsAlone = (builders: Builders) =>
  fc.property(people, branch => {
    const one = JSON.stringify(built(builders, branch))
    const other = JSON.stringify(built(builders, branch.map(otherwise)))
    const [notice] = built(builders, branch)
    const rows = notice?.kind === 'periodPoints' ? notice.rows : []
    return one === other && rows.every(row => row.periodTotal >= 0 && row.yearTotal >= 0)
  })

const leavesOutTheExempt = (builders: Builders) =>
  fc.property(people, branch => {
    const isIn = (person: SecretPerson) => !person.exempt && person.category !== 'exempt'
    const shown = branch.filter(isIn)
    const [notice, ranking] = built(builders, branch)
    if (notice?.kind !== 'periodPoints' || ranking?.kind !== 'ranking') return false
    const names = (list: readonly SecretPerson[]) =>
      list.map(each => (each.consent ? each.name : maskName(each.name))).sort()
    const ranked = ranking.categories.reduce((sum, each) => sum + each.period.size, 0)
    return (
      JSON.stringify(notice.rows.map(row => row.name).sort()) === JSON.stringify(names(shown)) &&
      ranked === shown.length &&
      ranking.categories.every(each => each.id !== 'exempt')
    )
  })

const standsInStrokeOrder = (builders: Builders) =>
  fc.property(people, branch => {
    const notice = builders.points(branch, scheme, PERIOD, '')
    const keys = branch
      .filter(person => !person.exempt && person.category !== 'exempt')
      .sort((a, b) => (a.strokeKey < b.strokeKey ? -1 : 1))
      .map(person => (person.consent ? person.name : maskName(person.name)))
    return notice.rows.every((row, at) => row.order === at + 1 && row.name === keys[at])
  })

const fitsTheSchema = (builders: Builders) =>
  fc.property(people, branch => built(builders, branch).every(body => v.is(BodySchema, body)))

const lastLookAgrees = (builders: Builders) =>
  fc.property(people, branch =>
    built(builders, branch).every(
      body => nameProblems({ title: '公示', correction: null, body }, branch, []).length === 0,
    ),
  )

const REAL: Builders = { points: periodPointsBody, ranking: rankingBody }
const RUNS = { numRuns: 300, seed: 2026 }

test('PR16 no public document names anybody who has not agreed, and the last look finds none', () => {
  fc.assert(namesNobodyWithoutConsent(REAL), RUNS)
  fc.assert(lastLookAgrees(REAL), RUNS)
})

test('PR17 no public document says what points were deducted for, or how many, or why somebody was vetoed', () => {
  fc.assert(saysNothingOfDeductions(REAL), RUNS)
})

test('NT42 from sums alone nobody can work out what was deducted from whom', () => {
  fc.assert(tellsSumsAlone(REAL), RUNS)
})

/** The same branch where everybody began the year with 100: whoever lost more than they won is below it. */
const from100 = people.map(branch =>
  branch.map(person => {
    const { start, total } = person.standing
    const begun = { start: points(100), total: (total - start + 10_000 - 800) as Hundredths }
    return { ...person, consent: true, standing: { ...person.standing, ...begun } }
  }),
)

/** No total of a year that is below its start is on the wall, by name or in a row. */
const startsStand = (builders: Builders) =>
  fc.property(from100, branch => {
    const [notice, ranking] = built(builders, branch)
    const rows = notice?.kind === 'periodPoints' ? notice.rows : []
    const named = ranking?.kind === 'ranking' ? ranking.categories.flatMap(each => each.yearToDate.rows) : []
    return [...rows.map(row => row.yearTotal), ...named.map(row => row.points)].every(each => each >= 10_000)
  })

test('NT42 RK12 where a year starts from 100, nobody stands with less: it would be what was deducted', () => {
  fc.assert(startsStand(REAL), RUNS)
  const some = fc.sample(from100, RUNS).flatMap(branch => branch.filter(each => each.standing.total < 10_000))
  expect(some.length).toBeGreaterThan(100)
  const fromZero = (branch: readonly PointsPerson[]) =>
    branch.map(person => ({ ...person, standing: { ...person.standing, start: points(0) } }))
  const bare: Builders['points'] = (branch, ...rest) => periodPointsBody(fromZero(branch), ...rest)
  const named: Builders['ranking'] = (branch, ...rest) => rankingBody(fromZero(branch), ...rest)
  for (const bug of [{ points: bare }, { ranking: named }]) {
    expect(fc.check(startsStand({ ...REAL, ...bug }), RUNS).failed).toBe(true)
  }
})

test('PT97 what a year starts from is said: one score, others by category, a share of last year, nothing', () => {
  const say = (start: Scheme['start']) => startSentence({ ...scheme, start })
  expect(say({ mode: 'accrue' })).toBe('')
  expect(say({ mode: 'grant', points: points(100), byCategory: {} })).toBe(
    '全年累计从年初的100分算起；不足起始分的，按起始分公布。',
  )
  expect(say({ mode: 'grant', points: points(60), byCategory: { floating: points(50), exempt: points(1) } })).toBe(
    '全年累计从年初的60分（流动党员50分）算起；不足起始分的，按起始分公布。',
  )
  expect(say({ mode: 'carryOver', percentOfLastYear: 20, otherwise: points(20) })).toBe(
    '全年累计从上年总分的20%算起，没有上年分的从20分算起；不足起始分的，按起始分公布。',
  )
  const start = { mode: 'grant', points: points(100), byCategory: {} } as const
  expect(rankingBody([], { ...scheme, start }, PERIOD)).toMatchObject({ starts: say(start) })
  expect(rankingBody([], scheme, PERIOD)).not.toHaveProperty('starts')
})

test('PR18 NT13 NT14 whoever is exempt has no row and no rank, everybody else has exactly one', () => {
  fc.assert(leavesOutTheExempt(REAL), RUNS)
})

test('NT13 the points notice is in stroke order, numbered', () => {
  fc.assert(standsInStrokeOrder(REAL), RUNS)
})

test('NT13 NT14 what is built is a document that kiosks accept', () => {
  fc.assert(fitsTheSchema(REAL), RUNS)
})

const everybody = (branch: readonly PointsPerson[]) => branch.map(person => ({ ...person, consent: true }))
const nobodyExempt = (branch: readonly PointsPerson[]) => branch.map(person => ({ ...person, exempt: false }))

/* Builders with one bug each; the property named beside each must find it. */
const BROKEN: readonly [string, (builders: Builders) => fc.IProperty<unknown>, Partial<Builders>][] = [
  [
    'the notice forgets masking',
    namesNobodyWithoutConsent,
    { points: (branch, ...rest) => periodPointsBody(everybody(branch), ...rest) },
  ],
  [
    'the ranking forgets masking',
    namesNobodyWithoutConsent,
    { ranking: (branch, ...rest) => rankingBody(everybody(branch), ...rest) },
  ],
  [
    'the last look is all that would stop a forgotten mask',
    lastLookAgrees,
    { points: (branch, ...rest) => periodPointsBody(everybody(branch), ...rest) },
  ],
  [
    'a column shows the deductions',
    saysNothingOfDeductions,
    {
      points: (branch, ...rest) => {
        const body = periodPointsBody(branch, ...rest)
        return { ...body, rows: body.rows.map(row => ({ ...row, deduction: row.periodTotal })) }
      },
    },
  ],
  [
    'basic and bonus points stand beside the sum',
    tellsSumsAlone,
    {
      points: (branch, ...rest) => {
        const body = periodPointsBody(branch, ...rest)
        const partsOf = (at: number) => branch[at]?.standing.inPeriod.components.contribution.counted ?? 0
        return { ...body, rows: body.rows.map((row, at) => ({ ...row, contribution: partsOf(at) })) }
      },
    },
  ],
  [
    'a sum below zero stands as it is',
    tellsSumsAlone,
    {
      points: (branch, ...rest) => {
        const body = periodPointsBody(branch, ...rest)
        const rows = body.rows.map(row => ({ ...row, periodTotal: (row.periodTotal - 300) as Hundredths }))
        return { ...body, rows }
      },
    },
  ],
  [
    'the exempt are listed',
    leavesOutTheExempt,
    { points: (branch, ...rest) => periodPointsBody(nobodyExempt(branch), ...rest) },
  ],
  [
    'the exempt are ranked',
    leavesOutTheExempt,
    { ranking: (branch, ...rest) => rankingBody(nobodyExempt(branch), ...rest) },
  ],
  [
    'the notice is sorted by points',
    standsInStrokeOrder,
    {
      points: (branch, ...rest) => {
        const body = periodPointsBody(branch, ...rest)
        return { ...body, rows: body.rows.toSorted((a, b) => b.yearTotal - a.yearTotal) }
      },
    },
  ],
]

test.each(BROKEN)('PR16 PR17 PR18 NT13 NT42 a planted bug is found: %s', (_, property, bug) => {
  expect(fc.check(property({ ...REAL, ...bug }), RUNS).failed).toBe(true)
})
