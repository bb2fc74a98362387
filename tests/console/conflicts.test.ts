import { describe, expect, test } from 'vitest'
import type { ActivityId, MemberId, Millis, RecordId } from '../../shared/base/ids.ts'
import { REVIEW_REASONS } from '../../shared/journal/facts/sign-ins.ts'
import { CLASH_REASONS } from '../../shared/passes/presence.ts'
import {
  actsOf,
  isMild,
  isPlainByHand,
  kindsOf,
  saidText,
  spanText,
  wayText,
  type ConflictRow,
  type Reason,
  type SaidRow,
} from '../../hub/console/conflicts/model.ts'
import { conflictTodos } from '../../hub/console/conflicts/todo.ts'
import { en } from '../../hub/console/text/en.ts'
import { zh } from '../../hub/console/text/zh.ts'

const ZONE = 'Asia/Shanghai'
const NOW = Date.parse('2026-11-22T10:00:00+08:00') as Millis
const HELD: readonly Reason[] = [
  'unreadable',
  'unknownKind',
  'badBody',
  'unknownCard',
  'badProof',
  'badSeal',
  'idTaken',
  'notDeclarable',
]

const aSaid = (change: Partial<SaidRow> = {}): SaidRow => ({
  what: 'signIn',
  no: 1,
  recordId: 'r' as RecordId,
  memberId: 'm' as MemberId,
  activityId: 'a' as ActivityId,
  saidAt: NOW,
  at: NOW,
  span: null,
  trust: 'synced',
  way: 'card',
  who: '张建国',
  kiosk: '大厅',
  cardSerial: '000001',
  staff: null,
  shown: true,
  ...change,
})

const aRow = (reasons: readonly Reason[], change: Partial<ConflictRow> = {}): ConflictRow => ({
  conflictId: 'a/m',
  activityId: 'a' as ActivityId,
  memberId: 'm' as MemberId,
  recordId: null,
  reasons: [...reasons],
  no: 1,
  who: '张建国',
  activity: { activityId: 'a' as ActivityId, title: '主题党日', start: '2026-11-22T10:00' },
  said: [aSaid()],
  counts: { at: NOW, outAt: null },
  places: null,
  held: null,
  ...change,
})

const held = { kiosk: '大厅', receivedAt: NOW, kind: 'signIn', at: NOW }
const bare = { activityId: null, memberId: null, activity: null, counts: null, said: [] }

describe('the sign-in checks', () => {
  test('AT28 every reason is said in both languages, belongs to a kind, and offers something to do', () => {
    for (const reason of [...CLASH_REASONS, ...REVIEW_REASONS, ...HELD]) {
      expect([zh, en].map(each => each.conflicts.reasons[reason].length > 1)).toEqual([true, true])
      const row = HELD.includes(reason) ? aRow([reason], { ...bare, held }) : aRow([reason])
      expect(kindsOf(row).size, reason).toBe(1)
      expect(actsOf(row), reason).toContain(actsOf(row).includes('samePerson') ? 'samePerson' : 'seen')
      expect(typeof isMild(reason)).toBe('boolean')
    }
  })

  test('AT28 what is offered fits: nobody strikes what does not count, or puts down what has its activity', () => {
    expect(actsOf(aRow(['twoKiosks', 'byHand']))).toEqual(['samePerson', 'strike'])
    expect(actsOf(aRow(['revoked'], { counts: 'struck' }))).toEqual(['seen'])
    expect(actsOf(aRow(['signOutAlone'], { counts: 'none' }))).toEqual(['seen'])
    expect(actsOf(aRow(['noActivity'], { ...bare, recordId: 'r' as RecordId, said: [aSaid()] }))).toEqual([
      'place',
      'seen',
    ])
    expect(actsOf(aRow(['unknownCard'], { ...bare, held }))).toEqual(['place', 'again', 'seen'])
    expect(actsOf(aRow(['badProof'], { ...bare, held }))).toEqual(['seen', 'again'])
    expect(actsOf(aRow(['full'], { ...bare, places: { came: 3, capacity: 2 } }))).toEqual(['seen'])
  })

  test('AT28 those by hand and nothing else are ticked off together', () => {
    expect([aRow(['byHand']), aRow(['byHand', 'twoWays']), aRow(['notExpected', 'byHand'])].map(isPlainByHand)).toEqual(
      [true, false, false],
    )
  })

  test('AT24 a clock in 1970 is shown as such, and between when and when it was', () => {
    const hour = 3_600_000
    const said = aSaid({
      saidAt: (12 * 60_000) as Millis,
      trust: 'unknown',
      span: { from: (NOW - 3 * hour) as Millis, to: (NOW - hour) as Millis },
    })
    expect(saidText(said, NOW, ZONE)).toBe('屏上当时显示 1970年1月1日 08:12')
    expect(spanText(said, NOW, ZONE)).toBe('时钟不准，实际在 今天 07:00 到 今天 09:00 之间')
    const open = { ...said, span: { from: 0 as Millis, to: (NOW - hour) as Millis } }
    expect(spanText(open, NOW, ZONE)).toBe('时钟不准，实际在 今天 09:00 以前')
    expect([saidText(aSaid(), NOW, ZONE), spanText(aSaid(), NOW, ZONE)]).toEqual([null, null])
  })

  test('AT28 how somebody signed in names the card, or who stands for it', () => {
    expect([
      wayText(aSaid()),
      wayText(aSaid({ way: 'phone', cardSerial: null })),
      wayText(aSaid({ way: 'hand', cardSerial: null, staff: '黄秀英' })),
      wayText(aSaid({ way: 'hand', cardSerial: null })),
      wayText(aSaid({ what: 'confirmed', kiosk: null })),
    ]).toEqual([
      '刷卡 · 卡号 000001',
      '手机码',
      '工作人员代录 · 黄秀英确认',
      '工作人员代录 · 用服务密码，没有记名',
      '电脑',
    ])
  })

  test('AT28 the first page asks for it while there is something', () => {
    expect(conflictTodos(0)).toEqual([])
    expect(conflictTodos(4)).toMatchObject([{ title: '核对 4 条签到', href: '#/conflicts' }])
  })
})
