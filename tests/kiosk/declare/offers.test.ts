import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import { addDays, rangeOf, type Period, type PlainDate } from '../../../shared/base/plain-date.ts'
import { ATTACHMENT_BYTES } from '../../../shared/declarations/attachment.ts'
import { deedsOf, helpersOf } from '../../../kiosk/declare/deeds.ts'
import { isOpenDay, monthBeside, monthOf, offerFor, openDays, shelvesOf } from '../../../kiosk/declare/offers.ts'
import { amountsOf } from '../../../shared/declarations/amounts.ts'
import { fitPhoto, scaledTo, SIDE_MAX } from '../../../kiosk/media/photo.ts'
import { aRosterPerson } from '../../fixtures/passes.ts'
import { itemsOnBoard, pointsOnBoard, TODAY } from '../../fixtures/declaring.ts'

const offer = must(offerFor([itemsOnBoard], 'noPost', TODAY), 'items hang on the board')

describe('what may be declared here', () => {
  test('KS61 base and contributions that this member may have; never a deduction, a veto, or what attendance brings', () => {
    expect(offer.items.length).toBeGreaterThan(30)
    expect(offer.items.filter(each => each.component === 'deduction' || each.component === 'veto')).toEqual([])
    expect(offer.items.filter(each => each.recordedBy === 'attendance')).toEqual([])
    const codes = (category: string) => offerFor([itemsOnBoard], category, TODAY)?.items.map(each => each.code) ?? []
    // 防汛值守: for those who live here.
    expect(codes('noPost')).toContain('C08')
    expect(codes('floating')).not.toContain('C08')
    expect(codes('floating')).toContain('C03')
  })

  test('KS61 without items on the board, or before their cycle, there is nothing to declare', () => {
    expect(offerFor([], 'noPost', TODAY)).toBeNull()
    expect(offerFor([itemsOnBoard], 'noPost', '2025-12-31' as PlainDate)).toBeNull()
  })

  test('KS61 what is declared most at this kiosk comes first, every item stands under its dimension', () => {
    const shelves = shelvesOf(offer.items, { C17: 3, C03: 5 })
    expect(shelves[0]?.items.slice(0, 2).map(each => each.code)).toEqual(['C03', 'C17'])
    const rest = shelves.slice(1).flatMap(each => each.items)
    expect(new Set(rest.map(each => each.code))).toEqual(new Set(offer.items.map(each => each.code)))
    expect(shelves.slice(1).every(({ shelf, items }) => items.every(each => each.dimension === shelf))).toBe(true)
  })

  test('KS61 an amount is asked for where the unit is counted or the rule gives a range', () => {
    const item = (code: string) =>
      must(
        offer.items.find(each => each.code === code),
        code,
      )
    expect(amountsOf(item('C02'))).toEqual({ least: 50, most: 9_900, step: 50 })
    expect(amountsOf(item('C03'))).toBeNull()
    expect(amountsOf({ ...item('C03'), quantity: { least: 500, most: 1_000 } as never })).toMatchObject({ least: 500 })
  })
})

describe('which day', () => {
  test('KS62 no day to come, none before the cycle, none in a period whose points hang on the board or an earlier one', () => {
    expect(offer.days).toEqual({ from: '2026-01-01', to: TODAY })
    const late = must(offerFor([itemsOnBoard, pointsOnBoard('2026-Q2')], 'noPost', TODAY), 'offer')
    expect(late.days).toEqual({ from: '2026-07-01', to: TODAY })
    expect(isOpenDay(late, '2026-03-03' as PlainDate)).toBe(false)
    const over = must(offerFor([itemsOnBoard, pointsOnBoard('2025-Q4')], 'noPost', TODAY), 'offer')
    expect(over.days.from).toBe('2026-01-01')
    expect(must(offerFor([itemsOnBoard], 'noPost', '2027-01-05' as PlainDate), 'offer').days.to).toBe('2026-12-31')
  })

  test('KS62 walking through the months shows every open day once, and no other day can be pressed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), fc.constantFrom('Q1', 'Q2', 'Q3', null), (nth, settled) => {
        const today = addDays('2026-01-01' as PlainDate, nth)
        const documents = settled ? [itemsOnBoard, pointsOnBoard(`2026-${settled}`)] : [itemsOnBoard]
        if (settled && rangeOf(`2026-${settled}` as Period).to >= today) return
        const given = must(offerFor(documents, 'noPost', today), 'offer')
        const seen: PlainDate[] = []
        for (let month: PlainDate | null = today; month !== null; month = monthBeside(given, month, -1)) {
          const cells = monthOf(given, month)
          expect(cells).toHaveLength(42)
          seen.push(...cells.flatMap(each => (each?.open ? [each.day] : [])).toReversed())
        }
        expect(seen.toReversed()).toEqual(openDays(given))
        expect(seen.every(each => each <= today)).toBe(true)
      }),
      { numRuns: 60, seed: 5 },
    )
  })
})

describe('what residents vouch for', () => {
  test('KS60 pictures stand for items that those who were helped can vouch for, and one for everything else', () => {
    const deeds = deedsOf([itemsOnBoard])
    expect(deeds.map(each => each.itemCode)).toEqual(['C04', 'C11', 'C14', 'C25', 'C26', null])
    expect(new Set(deeds.map(each => each.picture)).size).toBe(deeds.length)
    expect(deedsOf([])).toEqual([{ picture: 'other', itemCode: null, title: null }])
  })

  test('KS60 names stand in stroke order, masked without consent, with the group where two look the same', () => {
    const people = [
      aRosterPerson(3, { name: '王芳', maskedName: '王*', consent: false, strokeKey: '2' }),
      aRosterPerson(1, { name: '丁一', strokeKey: '1' }),
      aRosterPerson(4, { name: '王明', maskedName: '王*', consent: false, strokeKey: '3', group: '第二党小组' }),
      aRosterPerson(5, { present: false, strokeKey: '0' }),
    ]
    expect(helpersOf(people).map(({ name, apart }) => [name, apart])).toEqual([
      ['丁一', null],
      ['王*', '第一党小组'],
      ['王*', '第二党小组'],
    ])
  })
})

test('KS67 a picture is made less fine, then smaller, until it may travel; never larger than its frame', async () => {
  const tries: (readonly [number, number, number])[] = []
  const pack = async (width: number, height: number, quality: number) => {
    tries.push([width, height, quality])
    return new Uint8Array(Math.round(width * height * quality * 0.3))
  }
  const photo = must(await fitPhoto(pack, 1_920, 1_080), 'photo')
  expect(photo.bytes.length).toBeLessThanOrEqual(ATTACHMENT_BYTES.photo)
  expect(Math.max(photo.width, photo.height)).toBeLessThanOrEqual(SIDE_MAX)
  expect(tries[0]).toEqual([1_280, 720, 0.82])
  // The first that fits is taken: nothing smaller than needed.
  expect(tries.filter(([w, h, q]) => w * h * q * 0.3 <= ATTACHMENT_BYTES.photo)).toHaveLength(1)
  expect(await fitPhoto(async () => null, 640, 480)).toBeNull()
  expect(await fitPhoto(async () => new Uint8Array(200_000), 640, 480)).toBeNull()
  expect(scaledTo(640, 480, 1_280)).toEqual({ width: 640, height: 480 })
})
