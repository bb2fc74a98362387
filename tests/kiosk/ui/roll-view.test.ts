import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MemberId } from '../../../shared/base/ids.ts'
import { pinyinInitials, strokeKey } from '../../../hub/names.ts'
import { narrowed, nextLetters, rollOf, stateOf, surnamesOf } from '../../../kiosk/staff/roll-view.ts'
import { zhStaff } from '../../../kiosk/text/zh-staff.ts'
import { aFeedActivity, aRosterPerson, idNo } from '../../fixtures/passes.ts'

const NAMES = '王建国 丁一 王建国 于大海 陈立新 欧阳德顺 阿依古丽·买买提 韦正光'.split(' ')
const people = NAMES.map((name, at) =>
  aRosterPerson(at + 1, {
    name,
    strokeKey: strokeKey(name),
    pinyin: pinyinInitials(name),
    group: at < 4 ? '第一党小组' : '第二党小组',
  }),
)
const rows = rollOf(people)
const names = (search: Parameters<typeof narrowed>[1]) => narrowed(rows, search).map(each => each.name)
const byLetters = (letters: string) => names({ by: 'letters', letters })

describe('the roster behind the PIN', () => {
  test('SG74 everybody who has not left, by whole names, in stroke order', () => {
    const left = aRosterPerson(9, { present: false, name: '丁二' })
    expect(rollOf([...people, left]).map(each => each.name)).toEqual(
      '丁一 于大海 王建国 王建国 韦正光 阿依古丽·买买提 陈立新 欧阳德顺'.split(' '),
    )
  })

  test('SG74 letters narrow as they are touched, in either case', () => {
    expect(byLetters('w')).toEqual(['王建国', '王建国', '韦正光'])
    expect(byLetters('WJ')).toEqual(['王建国', '王建国'])
    expect(byLetters('oyds')).toEqual(['欧阳德顺'])
    expect(byLetters('wjgx')).toEqual([])
    expect(byLetters('')).toHaveLength(8)
  })

  test('SG74 a letter that leads to nobody is dead, one that leads on never is', () => {
    expect([...nextLetters(rows, 'w')].sort()).toEqual(['J', 'Z'])
    expect([...nextLetters(rows, '')].sort()).toEqual(['A', 'C', 'D', 'O', 'W', 'Y'])
    const letters = fc.array(fc.constantFrom(...'adcgjowyz'), { maxLength: 4 }).map(each => each.join(''))
    fc.assert(
      fc.property(letters, typed => {
        const next = nextLetters(rows, typed)
        for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
          expect(byLetters(typed + letter).length > 0).toBe(next.has(letter))
        }
      }),
    )
  })

  test('SG74 namesakes are told apart by group and card; nobody else carries more than the name', () => {
    const [first, second] = rows.filter(each => each.name === '王建国')
    expect([first?.apart, second?.apart]).toEqual([
      { cardTail: '0001', group: '第一党小组' },
      { cardTail: '0003', group: '第一党小组' },
    ])
    expect(zhStaff.staff.apart({ cardTail: '', group: '第一党小组' })).toBe('第一党小组')
    expect(rows.filter(each => each.apart !== null).length).toBe(2)
  })

  test('SG74 who knows no pinyin finds people by surname, in stroke order', () => {
    expect(surnamesOf(rows)).toEqual(['丁', '于', '王', '韦', '阿', '陈', '欧'])
    expect(names({ by: 'surname', surname: '王' })).toEqual(['王建国', '王建国'])
    expect(names({ by: 'surname', surname: null })).toHaveLength(8)
  })

  test('SG74 the state beside the name: here since when, on leave, not yet', () => {
    const id = (number: number) => idNo<MemberId>(number)
    const feed = aFeedActivity(1, { onLeaveIds: [id(2), id(3)] })
    const here = { at: null, outAt: null, undoes: null }
    const present = new Map([[id(3), here]])
    expect(stateOf(id(1), feed, present)).toEqual({ kind: 'notYet' })
    expect(stateOf(id(2), feed, present)).toEqual({ kind: 'onLeave' })
    // Came all the same.
    expect(stateOf(id(3), feed, present)).toEqual({ kind: 'present', ...here })
  })

  test('SG74 five thousand people are found within a picture or two', () => {
    const many = Array.from({ length: 5_000 }, (_, at) => ({ ...people[at % 8], memberId: idNo<MemberId>(at + 1) }))
    const roll = rollOf(many as typeof people)
    const started = performance.now()
    for (const letters of ['w', 'wj', 'wjg']) {
      narrowed(roll, { by: 'letters', letters })
      nextLetters(roll, letters)
    }
    // Three touches; ten times what this costs on a slow machine.
    expect(performance.now() - started).toBeLessThan(300)
  })
})
