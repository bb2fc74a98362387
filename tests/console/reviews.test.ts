import { expect, test } from 'vitest'
import { isToTell, toTell } from '../../hub/console/reviews/model.ts'
import type { MemberId, Millis } from '../../shared/base/ids.ts'

test('RV19 of those ticked only who is still to be told is marked; the others are counted', () => {
  const told = { how: 'kiosk', at: 0 as Millis, by: '', where: '大厅' } as const
  const rows = [
    { memberId: 'a' as MemberId, told },
    { memberId: 'b' as MemberId, told: null },
    { memberId: 'c' as MemberId, told: null },
  ]
  expect(rows.filter(isToTell).map(each => each.memberId)).toEqual(['b', 'c'])
  expect(toTell(rows, new Set(['a', 'b']))).toEqual({ people: ['b'], already: 1 })
  expect(toTell(rows, new Set(['a']))).toEqual({ people: [], already: 1 })
})
