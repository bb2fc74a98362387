import { describe, expect, test } from 'vitest'
import type { PlainDateTime } from '../../../shared/base/plain-date.ts'
import { decide, SIGN_IN_FLAGS } from '../../../shared/passes/decide.ts'
import { DECISION_CODES } from '../../../shared/passes/sign-in.ts'
import type { Outcome, OutcomeCode } from '../../../shared/passes/outcome.ts'
import { LOOKS, tell } from '../../../shared/passes/sentences.ts'
import { spokenTime } from '../../../shared/passes/spoken-time.ts'
import { aFeedActivity, anAttempt, aRosterPerson, localTime, TIME_ZONE } from '../../fixtures/passes.ts'

const context = { timeZone: TIME_ZONE, now: '2026-10-15T14:10' as PlainDateTime, offline: false }
const member = aRosterPerson(1)
const activity = aFeedActivity(1)
const { opens, closes } = activity.activity

/** One of each; a new code does not compile without its line. */
const OUTCOMES: { readonly [C in OutcomeCode]: Outcome<C> } = {
  ok: { code: 'ok', member, activity, late: false, flags: [] },
  already: { code: 'already', member, activity, since: localTime('2026-10-15T14:06'), outAt: null, again: 'later' },
  notOpenYet: { code: 'notOpenYet', member, activity, opensAt: opens },
  closed: { code: 'closed', member, activity, closesAt: closes },
  notExpected: { code: 'notExpected', member, activity },
  noActivity: { code: 'noActivity', member, nextOpens: '2026-10-22T09:00' as PlainDateTime },
  unknownCard: { code: 'unknownCard' },
  revoked: { code: 'revoked' },
  notMember: { code: 'notMember' },
  damaged: { code: 'damaged' },
  wrongBranch: { code: 'wrongBranch' },
  notAPass: { code: 'notAPass' },
  unknownVersion: { code: 'unknownVersion' },
  full: { code: 'full', member, activity, capacity: 30 },
  weakPass: { code: 'weakPass', member, activity, need: 'pin' },
  expired: { code: 'expired', member },
  replay: { code: 'replay', member },
  unknownPhone: { code: 'unknownPhone' },
  badPass: { code: 'badPass' },
  failed: { code: 'failed' },
}
const nextWeek = '2026-10-22T09:00' as PlainDateTime
/** Besides one of each code: every need, every flag, both ways of being signed in, another day, a phone. */
const VARIANTS: readonly Outcome[] = [
  ...(['pin', 'staff', 'card'] as const).map(need => ({ ...OUTCOMES.weakPass, need })),
  ...SIGN_IN_FLAGS.map(flag => ({ ...OUTCOMES.ok, flags: [flag] })),
  { ...OUTCOMES.ok, activity: null, flags: [...SIGN_IN_FLAGS], late: true },
  { ...OUTCOMES.already, again: 'same' },
  { ...OUTCOMES.already, since: null },
  { ...OUTCOMES.already, outAt: localTime('2026-10-15T16:20') },
  { ...OUTCOMES.already, activity: null },
  { ...OUTCOMES.notOpenYet, opensAt: nextWeek },
  { ...OUTCOMES.closed, closesAt: '2026-10-14T15:00' as PlainDateTime },
  { ...OUTCOMES.noActivity, nextOpens: null },
  { code: 'revoked', phone: true },
]
const ALL: readonly Outcome[] = [...Object.values(OUTCOMES), ...VARIANTS]

describe('what a person reads and hears', () => {
  test('SG18 every outcome says what happened and what to do, in both languages, with a shape and a pictogram', () => {
    for (const outcome of ALL) {
      const { zh, en, shape, pictogram } = tell(outcome, context)
      for (const words of [zh, en]) {
        expect(words.title).not.toBe('')
        expect(words.spoken).not.toBe('')
        expect(words.todo.length).toBeGreaterThan(0)
      }
      expect(zh.title + zh.spoken + zh.todo.join('')).toMatch(/\p{Script=Han}/u)
      expect(en.title + en.todo.join('')).not.toMatch(/失|请/)
      expect(shape && pictogram).toBeTruthy()
    }
    const shapesByTone = new Set(Object.values(LOOKS).map(look => `${look.tone} ${look.shape}`))
    expect(shapesByTone.size).toBeGreaterThan(4)
  })

  test('SG18 no blame, no exclamation marks, and speech of about two seconds', () => {
    for (const outcome of ALL) {
      const { zh } = tell(outcome, context)
      const all = [zh.title, zh.detail, ...zh.todo, zh.spoken].join('')
      expect(all).not.toMatch(/失败|非法|无效|倒数|末位|落后|[!！]|二维码/)
      expect(zh.spoken.length).toBeLessThanOrEqual(22)
    }
  })

  test('SG18 every code of the decision has its words, and no two refusals are told alike', () => {
    for (const code of DECISION_CODES) expect(OUTCOMES[code].code).toBe(code)
    const titles = Object.values(OUTCOMES).map(outcome => tell(outcome, context).zh.title)
    expect(new Set(titles).size).toBe(titles.length)
  })

  test('SG18 short enough for a person of seventy before a glass: large lines, everyday words, no foreign letters', () => {
    for (const outcome of ALL) {
      for (const offline of [false, true]) {
        const { zh, en } = tell(outcome, { ...context, offline })
        expect(zh.title.length, zh.title).toBeLessThanOrEqual(14)
        expect(zh.detail.length, zh.detail).toBeLessThanOrEqual(24)
        for (const line of zh.todo) expect(line.length, line).toBeLessThanOrEqual(26)
        const flags = outcome.code === 'ok' ? outcome.flags.length : 0
        expect(zh.todo.length).toBeLessThanOrEqual(3 + Math.max(0, flags - 2))
        expect([zh.title, zh.detail, ...zh.todo, zh.spoken].join('')).not.toMatch(/[A-Za-z]/)
        expect([en.title, en.detail, ...en.todo, en.spoken].join('')).not.toMatch(/请|卡|码/)
      }
    }
  })

  test('SG18 whoever is not signed in is told a way in at once: the card, staff, a time or another try', () => {
    const ways = /刷|卡|工作人员|坐一坐|密码|就座|重新|活动安排|机器/
    for (const outcome of ALL) {
      if (outcome.code === 'ok' || outcome.code === 'already') continue
      const { todo, spoken } = tell(outcome, context).zh
      expect(todo[0]).toMatch(ways)
      // What cannot be mended alone names the people who help.
      expect([...todo, spoken].join('')).toMatch(/工作人员|以后再刷|再刷一次|输入个人密码/)
    }
  })

  test('SG18 a phone is never sent looking for a phone: its refusals name the card, and need no card of others', () => {
    const phones = [OUTCOMES.expired, OUTCOMES.replay, OUTCOMES.unknownPhone, OUTCOMES.badPass]
    for (const outcome of [
      ...phones,
      { code: 'revoked', phone: true } as const,
      { ...OUTCOMES.weakPass, need: 'card' } as const,
    ]) {
      expect(tell(outcome, context).zh.todo.join('')).toMatch(/刷卡|刷党员卡|刷您的党员卡/)
    }
    for (const code of ['ok', 'unknownCard', 'damaged'] as const) {
      expect(tell(OUTCOMES[code], context).zh.todo.join('')).not.toContain('手机')
    }
  })

  test('SG18 before an activity of another day nobody is told to sit down and wait', () => {
    const { zh } = tell({ ...OUTCOMES.notOpenYet, opensAt: nextWeek }, context)
    expect(zh.todo.join('')).not.toContain('坐一坐')
    expect(zh.todo[0]).toBe('10月22日 09:00 以后再刷一次')
    expect(zh.spoken).toBe('还没到签到时间。')
  })

  test('SG18 a refusal is never said in the name of a lost, foreign or unknown card', () => {
    for (const code of ['revoked', 'notMember', 'unknownCard', 'wrongBranch'] as const) {
      expect(Object.keys(OUTCOMES[code])).toEqual(['code'])
      expect(JSON.stringify(tell(OUTCOMES[code], context))).not.toContain('建国')
    }
  })

  test('SG18 with consent the name is spoken, without it nobody is named', () => {
    const ok = decide(anAttempt())
    expect(tell(ok, context).zh.spoken).toBe('张建国同志，签到成功。')
    const shy = { ...OUTCOMES.ok, member: aRosterPerson(1, { consent: false }) }
    expect(tell(shy, context).zh.spoken).toBe('这位同志，签到成功。')
    expect(JSON.stringify(tell(shy, context))).not.toContain('建国')
  })

  test('SG18 times are 14:00 on the screen and 下午两点 in speech; another day has its date', () => {
    expect(tell(OUTCOMES.notOpenYet, context).zh).toMatchObject({
      title: '还没到签到时间',
      detail: '14:00 开始签到',
      spoken: '还没到签到时间，下午两点开始。',
    })
    expect(tell(OUTCOMES.already, context).zh.detail).toContain('14:06')
    expect(tell(OUTCOMES.noActivity, context).zh.detail).toBe('下一次 10月22日 09:00 开始签到')
  })

  test('SG18 an unsure clock, no network and an unexpected guest are told, not hidden', () => {
    const flagged: Outcome<'ok'> = { ...OUTCOMES.ok, flags: ['clockUnsure', 'outsideWindow', 'notExpected'] }
    const { zh } = tell(flagged, { ...context, offline: true })
    expect(zh.title).toBe('签到成功')
    expect(zh.detail).toContain('没有网络')
    expect(zh.todo.join('')).toMatch(/机器时间还没有校准.*欢迎您来/)
    expect(zh.todo).not.toContain('')
  })

  test('SG18 spoken times', () => {
    const say = (time: string) => spokenTime(`2026-10-15T${time}` as PlainDateTime)
    expect(['00:00', '02:15', '07:30', '09:05', '10:20', '12:00', '14:00', '14:30', '18:59', '23:11'].map(say)).toEqual(
      [
        '凌晨零点',
        '凌晨两点十五分',
        '早上七点半',
        '上午九点零五分',
        '上午十点二十分',
        '中午十二点',
        '下午两点',
        '下午两点半',
        '晚上六点五十九分',
        '晚上十一点十一分',
      ],
    )
  })
})
