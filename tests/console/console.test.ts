import * as fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { must } from '../../shared/base/check.ts'
import type { Millis } from '../../shared/base/ids.ts'
import { parsePlainDate, type PlainDate } from '../../shared/base/plain-date.ts'
import { nudge, onChanged } from '../../hub/console/live.ts'
import { loginAgain, loginOverPage, sessionIs } from '../../hub/console/login-again.ts'
import { PAGES } from '../../hub/console/pages.ts'
import { hrefTo, parseRoute } from '../../hub/console/router.ts'
import { daysIn, isWeekend, rangesOf, RANGE_MAX } from '../../hub/console/settings/day-ranges.ts'
import { en } from '../../hub/console/text/en.ts'
import { words } from '../../hub/console/text/words.ts'
import { zh } from '../../hub/console/text/zh.ts'
import { TODAY_CARDS, TODO_SOURCES } from '../../hub/console/today/cards.ts'
import { activityTodos, backupTodos, firstStepTodos, holidayTodos } from '../../hub/console/today/sources.ts'
import { inOrder, waitingByPage, type Todo } from '../../hub/console/today/todo.ts'
import { factText } from '../../hub/console/journal/fact-text.ts'
import { AT, HUB_STATE, KIOSKS } from '../../hub/console/gallery/fixtures.ts'
import { SCREENS } from '../../hub/console/gallery/screens.tsx'
import { healthOf, worstFirst, type Incident } from '../../hub/console/kiosks/health.ts'
import { kioskTodos } from '../../hub/console/kiosks/todo.ts'
import { OTHER_PAGES } from '../pictures/pages.ts'
import { anActivity } from './fixtures.ts'

const day = (text: string): PlainDate => must(parsePlainDate(text), text)

describe('addresses', () => {
  test('what hrefTo writes, parseRoute reads', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.array(fc.string({ minLength: 1 })), (page, rest) => {
        expect(parseRoute(hrefTo(page, ...rest))).toEqual({ page, rest })
      }),
    )
  })

  test('no address is the first page; a stray % is taken as it stands', () => {
    for (const none of ['', '#', '#/']) expect(parseRoute(none)).toEqual({ page: 'today', rest: [] })
    expect(parseRoute('#/members/50%')).toEqual({ page: 'members', rest: ['50%'] })
  })
})

describe('registries', () => {
  test('ids are there once, and the first page exists', () => {
    for (const ids of [PAGES, TODAY_CARDS, TODO_SOURCES].map(list => list.map(each => each.id))) {
      expect(new Set(ids).size).toBe(ids.length)
    }
    expect(PAGES.some(page => page.id === parseRoute('').page)).toBe(true)
  })

  test('every page has a name in both languages', () => {
    for (const page of PAGES) {
      expect(page.label(zh)).toMatch(/\p{Script=Han}/u)
      expect(page.label(en)).toMatch(/[a-z]/i)
    }
  })
})

describe('the hub’s nudges', () => {
  afterEach(() => vi.restoreAllMocks())

  test('only those who depend on a changed desk ask again; * hears everything, and so does everybody after a gap', () => {
    const heard: string[] = []
    const stops = [
      onChanged(['member', 'card'], () => heard.push('members')),
      onChanged(['activity'], () => heard.push('activities')),
      onChanged(['*'], () => heard.push('frame')),
    ]
    nudge(['member', 'roster'])
    expect(heard).toEqual(['members', 'frame'])
    nudge(null)
    expect(heard.slice(2)).toEqual(['members', 'activities', 'frame'])
    for (const stop of stops) stop()
    nudge(null)
    expect(heard).toHaveLength(5)
  })
})

describe('a session that ends under somebody’s hands', () => {
  test('calls wait for the login and then go on; before any login they do not wait', async () => {
    expect(await loginAgain()).toBe(false)
    sessionIs(true)
    const waiting = [loginAgain(), loginAgain()]
    expect(loginOverPage.value).toBe(true)
    sessionIs(true)
    expect(await Promise.all(waiting)).toEqual([true, true])
    expect(loginOverPage.value).toBe(false)
    const leaving = loginAgain()
    sessionIs(false)
    expect(await leaving).toBe(false)
  })
})

describe('days off', () => {
  test('ranges hold exactly the days they came from', () => {
    const start = Date.parse('2026-01-01')
    const days = fc
      .array(fc.nat(400), { maxLength: 60 })
      .map(list => list.map(each => day(new Date(start + each * 86_400_000).toISOString().slice(0, 10))))
    const property = (join: typeof rangesOf) =>
      fc.check(
        fc.property(days, list => {
          const ranges = join(list)
          const back = ranges.flatMap(range => {
            // Longer runs than one entry may hold are only ever met here.
            const halves = daysIn(range)
            return halves ?? []
          })
          fc.pre(ranges.every(range => daysIn(range) !== null))
          expect(back).toEqual([...new Set(list)].sort())
          ranges.slice(1).forEach((range, at) => expect(range.from > must(ranges[at], 'before').to).toBe(true))
        }),
      )
    expect(property(rangesOf).failed).toBe(false)
    expect(property(list => rangesOf(list).slice(1)).failed).toBe(true)
  })

  test('a range that runs backwards or by a slip of the year is refused', () => {
    expect(daysIn({ from: day('2026-10-07'), to: day('2026-10-01') })).toBeNull()
    expect(daysIn({ from: day('2026-10-01'), to: day('2027-10-07') })).toBeNull()
    expect(daysIn({ from: day('2026-10-01'), to: day('2026-10-31') })).toHaveLength(RANGE_MAX)
    expect([day('2026-10-10'), day('2026-10-12')].map(isWeekend)).toEqual([true, false])
  })
})

describe('今天要办', () => {
  const todo = (id: string, due: string | null): Todo => ({
    id,
    due,
    icon: 'tick',
    title: id,
    note: '',
    href: '#/',
    act: '',
  })

  test('by deadline, what has none comes last, equal ones as their sources stand', () => {
    const list = [todo('a', null), todo('b', '2026-10-15T15:15'), todo('c', null), todo('d', '2026-10-15T09:00')]
    expect(inOrder(list).map(each => each.id)).toEqual(['d', 'b', 'a', 'c'])
  })

  test('the menu counts what waits on each page, as the list of things to do says it', () => {
    const at = (page: string, waits?: number) => ({
      ...todo(page, null),
      href: hrefTo(page, 'x'),
      ...(waits ? { waits } : {}),
    })
    const counts = waitingByPage([at('declarations', 7), at('notices'), at('notices')])
    expect([...counts]).toEqual([
      ['declarations', 7],
      ['notices', 2],
    ])
  })

  test('an activity of today is watched until its end, then asks to be closed', () => {
    const planned = { activity: anActivity('2026-10-15', '15:00', '17:00'), state: 'planned' } as const
    expect(activityTodos([planned], '2026-10-15T08:00')).toMatchObject([{ due: '2026-10-15T15:15', icon: 'camp' }])
    expect(activityTodos([planned], '2026-10-15T17:00')).toMatchObject([{ icon: 'camp' }])
    expect(activityTodos([planned], '2026-10-15T17:01')).toMatchObject([{ id: 'close-activities', icon: 'tick' }])
    expect(activityTodos([planned], '2026-10-14T08:00')).toEqual([])
    expect(activityTodos([{ ...planned, state: 'closed' }], '2026-10-15T18:00')).toEqual([])
    const two = activityTodos([planned, planned], '2026-10-16T08:00')
    expect(two).toHaveLength(1)
    expect(two[0]?.title).toContain('2')
  })

  test('a new branch is led through its first hour; every link leads to a page that exists', () => {
    const steps = firstStepTodos({ roster: false, scheme: false, activity: false, pin: false })
    expect(steps.map(each => each.id)).toEqual(['roster', 'scheme', 'activity', 'pin'])
    expect(firstStepTodos({ roster: true, scheme: true, activity: false, pin: true }).map(each => each.id)).toEqual([
      'activity',
    ])
    const all = [
      ...steps,
      ...kioskTodos([], [], 0),
      ...backupTodos(null, 0 as Millis, 'Asia/Shanghai'),
      ...holidayTodos([], day('2026-10-15')),
      ...activityTodos(
        [{ activity: anActivity('2026-10-14', '15:00', '17:00'), state: 'planned' }],
        '2026-10-15T09:00',
      ),
    ]
    const pages = new Set(PAGES.map(page => page.id))
    expect(all.map(each => parseRoute(each.href).page).filter(page => !pages.has(page))).toEqual([])
  })

  test('a backup is asked for when there is none or a week has gone', () => {
    const now = Date.parse('2026-10-15T06:00:00Z') as Millis
    const before = (days: number) => (now - days * 86_400_000) as Millis
    const asked = (last: Millis | null) => backupTodos(last, now, 'Asia/Shanghai').length
    expect([asked(null), asked(before(7)), asked(before(6)), asked(now)]).toEqual([1, 1, 0, 0])
  })

  test('the holidays of the year, and of the next one from December', () => {
    const known = [day('2026-10-01')]
    const asked = (at: string) => holidayTodos(known, day(at)).map(each => each.id)
    expect(asked('2026-06-01')).toEqual([])
    expect(asked('2026-12-01')).toEqual(['days-2027'])
    expect(asked('2027-01-01')).toEqual(['days-2027'])
  })
})

describe('how a screen is', () => {
  const zone = HUB_STATE.timeZone
  const states = (incidents: readonly Incident[] = []) =>
    worstFirst(KIOSKS, incidents, AT, zone).map(each => [each.row.place, each.health.state])
  const well = must(KIOSKS[0], 'the first screen')
  const diverged: Incident = { no: 1, at: AT, kind: 'historyDiverged', kioskId: well.kioskId, detail: '{}' }

  test('worst first: to be checked, offline, behind, well, revoked', () => {
    expect(states()).toEqual([
      ['一楼大厅', 'check'],
      ['便民服务窗口', 'check'],
      ['五组晒谷场', 'check'],
      ['三组文化广场', 'offline'],
      ['老年活动室', 'behind'],
      ['二楼会议室', 'ok'],
      ['旧村部', 'revoked'],
    ])
    expect(states([diverged])).toContainEqual(['二楼会议室', 'check'])
  })

  test('what was wrong before it was paired anew is history; a revoked one is past caring', () => {
    const before = { ...diverged, at: well.pairedAt - 1 }
    expect(healthOf(well, [before], AT, zone).state).toBe('ok')
    expect(healthOf({ ...well, revokedAt: AT }, [diverged], AT, zone).state).toBe('revoked')
  })

  test('an offline one says since when and what it still shows; one never heard of does not invent a time', () => {
    const offline = must(KIOSKS[1], 'the offline screen')
    expect(healthOf(offline, [], AT, zone).word).toContain('26 分钟')
    expect(healthOf(offline, [], AT, zone).note).toContain('今天 14:16')
    const unheard = healthOf({ ...offline, status: null, shows: [] }, [], AT, zone)
    expect(unheard.word + unheard.note).not.toMatch(/\d/)
  })

  test('asks to pair the first one, or those that wait, and to look at the sick ones', () => {
    expect(kioskTodos([], [], 0).map(each => each.id)).toEqual(['pair-first'])
    expect(kioskTodos([], [], 2).map(each => each.id)).toEqual(['pair-waiting'])
    const places = ['一楼大厅', '便民服务窗口', '五组晒谷场']
    expect(kioskTodos(KIOSKS, [], 0).map(each => each.title)).toEqual(places.map(each => `检查公开屏：${each}`))
  })

  test('SY120 SY121 what never came is said until it is settled, also of a revoked one; what waits on one, by how long', () => {
    const gone = { ...well, missing: 3 }
    expect(healthOf(gone, [], AT, zone)).toMatchObject({
      state: 'check',
      note: expect.stringContaining('3 条') as string,
    })
    expect(kioskTodos([{ ...gone, revokedAt: AT }], [], 0).map(each => each.id)).toContain(`check-${well.kioskId}`)
    const owing = (hours: number) => ({ ...well, status: null, owed: { count: 2, at: AT - hours * 3_600_000 } })
    expect([1, 23, 25].map(each => healthOf(owing(each), [], AT, zone).state)).toEqual(['offline', 'offline', 'check'])
    expect(healthOf(owing(1), [], AT, zone).note).toContain('2 条')
  })
})

describe('the gallery', () => {
  test('every view in it is photographed', () => {
    const shown = SCREENS.map(screen => screen.id)
    const photographed = OTHER_PAGES.map(page => page.path.replace(/^.*screen=/, ''))
    expect(shown.filter(id => !photographed.includes(id))).toEqual([])
    expect(new Set(shown).size).toBe(shown.length)
  })
})

describe('journal lines in words', () => {
  test('known facts are told, unknown kinds and unreadable bodies still named', () => {
    const serials = JSON.stringify({ serials: ['000001', '000002'] })
    expect(factText('card.printed', serials)).toContain('2')
    expect(factText('year.dreamt', '{}')).toContain('year.dreamt')
    expect(factText('card.printed', '{"serials":1}')).toContain('card.printed')
  })
})

describe('the catalogue', () => {
  /** Every text in it; of a sentence with gaps its source. What is printed (`paper`) is Chinese in both languages. */
  const texts = (value: unknown, withPapers = true): string[] => {
    if (typeof value === 'string') return [value]
    if (typeof value === 'function') return [value.toString()]
    return Object.entries(value as object).flatMap(([key, each]) =>
      key === 'paper' && !withPapers ? [] : texts(each, withPapers),
    )
  }

  test('keeps to the wording of the design', () => {
    const all = texts(zh)
    expect(all.length).toBeGreaterThan(200)
    const wrong = all.filter(text => /失败|非法|无效用户|倒数|末位|落后|！/.test(text))
    expect(wrong).toEqual([])
  })

  test('speaks Chinese in one and not in the other', () => {
    const chinese = texts(en, false).filter(text => /[，。；]/.test(text))
    expect(chinese).toEqual([])
    expect(words().shell.product).toBe('支部公开栏')
  })
})
