import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { Millis, RecordId } from '../../../shared/base/ids.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import { COMPONENTS } from '../../../shared/points/item.ts'
import { OWN_WORDS_BYTES, OwnWordsSchema } from '../../../shared/passes/own-words.ts'
import {
  componentBars,
  dimensionBars,
  isGuarded,
  plain,
  signed,
  trendOf,
  type Bar,
} from '../../../shared/own/own-view.ts'
import { hintOf } from '../../../kiosk/own/feedback.tsx'
import type { OwnSaid } from '../../../kiosk/state/own-said.ts'
import { mattersOf } from '../../../kiosk/own/matters.ts'
import { papersOf } from '../../../kiosk/own/papers.tsx'
import { feedbackNow, WORDS_BYTES_MAX, WORDS_PAGES_MAX, wordsOf } from '../../../kiosk/state/own.ts'
import { zhOwn } from '../../../kiosk/text/zh-own.ts'
import { pageOf, pagesOf } from '../../../kiosk/ui/paging.ts'
import { thinnedPages, type StrokePages } from '../../../shared/passes/strokes.ts'
import * as v from 'valibot'
import { anOwnEntry, anOwnFeedback, anOwnMatter, anOwnPage, aStretch } from '../../fixtures/own-page.ts'

const hundredths = fc.integer({ min: -200_000, max: 200_000 }) as fc.Arbitrary<Hundredths>

test('KS79 an objection is promised only while the period can still have one', () => {
  const said = { seen: true, acceptedAt: null, matters: [] } as unknown as OwnSaid
  const stages = ['compiled', 'settled', 'closed', 'archived'] as const
  const hints = stages.map(stage => hintOf(feedbackNow({ ...anOwnFeedback(), stage }, said)))
  expect(hints).toEqual(['hint', 'hintSettled', 'hintOver', 'hintOver'])
})

describe('pictures of points', () => {
  test('KS51 a bar is as long as its share of the cap, whatever was recorded above it', () => {
    const bars = componentBars(aStretch([15, 10, -2], [20, 10, 20], [15, 41.5, -2]))
    expect(bars.map(each => each.share)).toEqual([75, 100, 10])
    expect(bars.map(each => plain(each.counted))).toEqual(['15', '10', '−2'])
    expect(plain(bars[1]?.recorded ?? (0 as Hundredths))).toBe('41.5')
  })

  test('KS51 without a cap the longest is the whole track, and nothing at all is no bar', () => {
    expect(componentBars(aStretch([6, 0, -12])).map(each => each.share)).toEqual([50, 0, 100])
    expect(componentBars(aStretch([0, 0, 0])).map(each => each.share)).toEqual([0, 0, 0])
    expect(componentBars(aStretch([0, 0, 0], [0, 0, 0])).map(each => each.share)).toEqual([0, 0, 0])
  })

  /** Half as much is half as long: a scale that does not begin at nothing breaks it. */
  const inProportion = (bars: (values: readonly Hundredths[]) => readonly Pick<Bar<number>, 'share'>[]) =>
    fc.check(
      fc.property(fc.array(hundredths, { minLength: 2, maxLength: 5 }), values => {
        const shares = bars(values).map(each => each.share)
        const longest = Math.max(...values.map(Math.abs))
        return values.every((value, at) => {
          const due = longest === 0 ? 0 : (Math.abs(value) / longest) * 100
          return Math.abs((shares[at] ?? -1) - due) < 1e-6
        })
      }),
      { seed: 5, numRuns: 300 },
    ).failed
  const dimensionsOf = ([political = 0, discipline = 0, character = 0, role = 0, none = 0]: readonly number[]) => {
    const both = (points: number) => ({ recorded: points as Hundredths, counted: points as Hundredths })
    return {
      ...aStretch([0, 0, 0]),
      dimensions: {
        political: both(political),
        discipline: both(discipline),
        character: both(character),
        role: both(role),
        none: both(none),
      },
    }
  }

  test('KS51 dimensions are drawn in proportion; an axis that is cut to exaggerate is found', () => {
    expect(inProportion(values => dimensionBars(dimensionsOf(values)))).toBe(false)
    const cut = (values: readonly Hundredths[]) => {
      const least = Math.min(...values.map(Math.abs))
      const range = Math.max(...values.map(Math.abs)) - least || 1
      return values.map(each => ({ share: ((Math.abs(each) - least) / range) * 100 }))
    }
    expect(inProportion(cut)).toBe(true)
  })

  test('KS51 what belongs to no dimension shows only where there is some', () => {
    expect(dimensionBars(dimensionsOf([1, 2, 3, 4])).map(each => each.key)).toHaveLength(4)
    expect(dimensionBars(dimensionsOf([1, 2, 3, 4, 5])).at(-1)?.key).toBe('none')
  })

  test('KS51 the periods share one zero line: up is above it, down below, in proportion', () => {
    fc.assert(
      fc.property(fc.array(hundredths, { minLength: 1, maxLength: 4 }), sums => {
        const quarters = sums.map((inPeriod, at) => ({
          period: `2026-Q${at + 1}` as Period,
          inPeriod,
          toDate: 0 as Hundredths,
        }))
        const { bars, zero } = trendOf({ quarters, period: '2026-Q2' as Period })
        const scale = Math.max(0, ...sums) - Math.min(0, ...sums) || 1
        for (const each of bars) {
          const edge = each.points >= 0 ? each.top + each.height : each.top
          expect(edge).toBeCloseTo(zero, 6)
          expect(each.height).toBeCloseTo((Math.abs(each.points) / scale) * 100, 6)
          expect(each.top).toBeGreaterThanOrEqual(-1e-9)
          expect(each.top + each.height).toBeLessThanOrEqual(100 + 1e-9)
          expect(each.isNow).toBe(each.period === '2026-Q2')
        }
      }),
      { seed: 5, numRuns: 200 },
    )
  })

  test('KS51 numbers say their sign with a minus as wide as a digit', () => {
    expect([150, -325, 0].map(each => signed(each as Hundredths))).toEqual(['+1.5', '−3.25', '0'])
    expect(plain(-325 as Hundredths)).toBe('−3.25')
  })
})

describe('lists', () => {
  test('KS52 60 entries stand once each over the pages, in their order', () => {
    const entries = Array.from({ length: 60 }, (_, at) => anOwnEntry(at))
    const pages = pagesOf(entries.length, 5)
    const all = Array.from({ length: pages }, (_, at) => pageOf(entries, at, 5)).flat()
    expect(all).toEqual(entries)
  })

  test('KS52 deductions and vetoes ask before they open, and nothing else does', () => {
    const asked = COMPONENTS.filter(component => isGuarded(anOwnEntry(1, { component })))
    expect(asked).toEqual(['deduction', 'veto'])
  })

  test('KS58 matters of the hub and of here stand once each, newest first', () => {
    const feedback = anOwnFeedback({
      matters: [
        anOwnMatter(1, { raisedAt: 10 as Millis }),
        anOwnMatter(2, { raisedAt: 30 as Millis, answered: { at: 40 as Millis, outcome: 'upheld', words: '已补记' } }),
      ],
    })
    const raised = [
      { matterId: anOwnMatter(1).matterId as string as RecordId, kind: 'defence' as const, at: 10 as Millis },
      { matterId: anOwnMatter(3).matterId as string as RecordId, kind: 'inquiry' as const, at: 20 as Millis },
    ]
    const rows = mattersOf(feedback, { seen: true, acceptedAt: null, raised })
    expect(rows.map(each => [each.at, each.state])).toEqual([
      [30, 'answered'],
      [20, 'kept'],
      [10, 'waiting'],
    ])
  })

  test('KS52 declarations and leaves stand in one list under keys of their own', () => {
    const page = anOwnPage({
      declarations: [
        {
          declarationId: 'a',
          code: null,
          title: '修路',
          date: '2026-10-01' as never,
          sentAt: 1 as Millis,
          state: 'waiting',
        },
      ],
      leaves: [
        {
          activityId: 'a' as never,
          title: '党课',
          startsAt: '2026-10-15T14:30' as never,
          reason: 'away',
          state: 'asked',
        },
      ],
    })
    expect(new Set(papersOf(page).map(each => each.key)).size).toBe(2)
  })
})

/** Scribbles with more points than anybody needs. */
const scribble = (strokes: number, seed: number): StrokePages[number] =>
  Array.from({ length: strokes }, (_, at) =>
    Array.from({ length: 60 }, (_, point) => [
      Math.round(500 + 400 * Math.sin((at + 1) * 0.7 + point * 0.09 + seed)),
      Math.round(500 + 400 * Math.cos((at + 2) * 1.3 + point * 0.11)),
    ]).flat(),
  )

describe('words by finger', () => {
  test('KS57 what is written on several pages is what is sent, thinned into one record, empty pages left out', () => {
    const words = wordsOf([scribble(9, 1), [], scribble(7, 2)])
    expect(words?.drawn?.map(each => each.length)).toEqual([9, 7])
    expect(JSON.stringify(words).length).toBeLessThanOrEqual(OWN_WORDS_BYTES)
    expect(v.is(OwnWordsSchema, words)).toBe(true)
    // The ends of each stroke are where the finger put them.
    const [first] = scribble(9, 1)
    expect(words?.drawn?.[0]?.[0]?.slice(0, 2)).toEqual(first?.slice(0, 2))
  })

  test('KS57 more than fits is nothing at all: never a part of what somebody wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: WORDS_PAGES_MAX }), counts => {
        const pages = counts.map((count, at) => scribble(count, at))
        const thin = thinnedPages(pages, WORDS_BYTES_MAX)
        const written = pages.filter(each => each.length > 0)
        if (thin === null) return wordsOf(pages) === null
        expect(thin.map(each => each.length)).toEqual(written.map(each => each.length))
        return wordsOf(pages) === null ? written.length === 0 : written.length > 0
      }),
      { seed: 5, numRuns: 25 },
    )
    expect(wordsOf([scribble(120, 1), scribble(120, 2), scribble(120, 3), scribble(120, 4)])).toBeNull()
    expect(wordsOf([])).toBeNull()
    expect(wordsOf([[], []])).toBeNull()
  })

  test('KS57 a twin that cuts off what does not fit is found by counting strokes', () => {
    const pages = [scribble(120, 1), scribble(120, 2)]
    const cutting = pages.map(page => page.slice(0, 20))
    expect(cutting.flat().length).not.toBe(pages.flat().length)
    expect(thinnedPages(pages, WORDS_BYTES_MAX)?.flat().length ?? 240).toBe(240)
  })
})

test('KS59 the reading voice says what the pages are and what to touch, never a number', () => {
  for (const spoken of [zhOwn.points.spoken, zhOwn.feedback.spoken]) {
    expect(spoken).not.toMatch(/\d|[零一二三四五六七八九十百]+分/)
    expect(spoken).toContain('返回')
  }
})

test('KS59 no word of the own page shames or commands', () => {
  const texts: string[] = []
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value)
    else if (typeof value === 'function') texts.push(String((value as (...parts: string[]) => unknown)('甲', '乙')))
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect)
  }
  collect(zhOwn)
  expect(texts.length).toBeGreaterThan(100)
  expect(texts.filter(each => /失败|非法|无效|倒数|末位|落后|[!！]/.test(each))).toEqual([])
})
