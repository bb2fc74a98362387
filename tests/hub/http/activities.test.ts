import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import type { ActivityId, MemberId, Millis } from '../../../shared/base/ids.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { codesOf } from '../../fixtures/api.ts'
import { aMemberInput, anActivityInput, day, moment } from '../../fixtures/branch.ts'
import { aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'
import { aClock } from '../../fixtures/office.ts'

/** Activities, the wall and the closing as the console asks for them, over real HTTP. */

const folder = aFolder()
/** One at night on 23 November in Shanghai, still the 22nd in Greenwich. */
const clock = aClock(Date.parse('2026-11-22T17:00:00Z') as Millis)
const NAMES = ['赵永福', '丁一', '欧阳德顺', '李秀英']

let hub: Awaited<ReturnType<typeof aRunningHub>>
let api: Awaited<ReturnType<typeof aSecretary>>['api']
let ids: readonly MemberId[]

beforeAll(async () => {
  hub = await aRunningHub(folder.path, { clock })
  api = (await aSecretary(hub)).api
  for (const [at, name] of NAMES.entries()) {
    // The last is an activist, for whom the item of meetings is not meant.
    const activist = at === 3 ? ({ type: 'activist', category: 'activist' } as const) : {}
    const { record, words } = aMemberInput(at + 1, activist)
    await api.members.record.mutate({ memberId: null, input: { record, words: { ...words, name }, identifiers: null } })
  }
  await api.scheme.saveDraft.mutate({ scheme: templateScheme(2026) })
  await api.scheme.brief.mutate({ cycle: 2026, date: day('2026-01-01'), minutesNo: '1号', activityId: null })
  await api.scheme.publish.mutate({ cycle: 2026, effectiveFrom: day('2026-01-01') })
  ids = (await api.members.list.query()).map(each => each.memberId)
}, 30_000)

afterAll(async () => {
  await hub.stop()
  folder[Symbol.dispose]()
})

const idOf = (at: number): MemberId => must(ids[at], `member ${at}`)
const plan = (change: Parameters<typeof anActivityInput>[0] = {}): Promise<ActivityId> =>
  api.activities.plan.mutate(anActivityInput(change))

describe('activities', { timeout: 30_000 }, () => {
  test('AT61 AT8 PL18 the wall names its people in stroke order, says the item, and who may be named in public', async () => {
    const activityId = await plan({ code: 'W1', itemCode: 'B04' })
    await api.members.setConsent.mutate({
      memberIds: [idOf(1)],
      consent: { date: day('2026-01-04'), paperRef: '同意书第1页' },
    })
    await api.activities.confirm.mutate({ activityId, memberIds: [idOf(3)] })
    const wall = await api.activities.wall.query({ activityId })
    expect(wall.people.map(each => [each.name, each.consent])).toEqual([
      ['丁一', true],
      ['李秀英', false],
      ['欧阳德顺', false],
      ['赵永福', false],
    ])
    expect(wall.item).toMatchObject({ code: 'B04', points: 300 })
    expect(wall.expectedIds).not.toContain(idOf(3))
  })

  test('AT60 AT3 AT5 before closing it is said who gets the credit, who not and why; late arrivals are credited after', async () => {
    const activityId = await plan({ code: 'W2', itemCode: 'B04' })
    await api.activities.confirm.mutate({ activityId, memberIds: [idOf(0), idOf(3)] })
    await api.activities.setLeave.mutate({ activityId, memberId: idOf(1), reason: 'away' })
    const before = await api.activities.closing.query({ activityId })
    // Two who were confirmed within one millisecond have no order.
    const kinds = (lineup: typeof before.lineup) => new Map(lineup.map(each => [each.memberId, each.credit.kind]))
    expect(kinds(before.lineup)).toEqual(
      new Map([
        [idOf(0), 'units'],
        [idOf(3), 'notMeantFor'],
      ]),
    )
    const inState = (state: string) =>
      before.attended.filter(each => each.attended.state === state).map(each => each.memberId)
    expect([inState('onLeave'), inState('absent')]).toEqual([[idOf(1)], [idOf(2)]])
    const closed = await api.activities.close.mutate({ activityId })
    expect(closed.credits.map(each => each.memberId)).toEqual([idOf(0)])
    // Nobody for whom the item is not meant waits for a credit that never comes.
    expect((await api.activities.wall.query({ activityId })).uncreditedIds).toEqual([])
    const after = await api.activities.closing.query({ activityId })
    expect(kinds(after.lineup).get(idOf(0))).toBe('credited')
  })

  test('AT3 AT8 what an offline kiosk brings after the closing waits for its credit, and gets it once', async () => {
    const activityId = await plan({ code: 'W5', itemCode: 'B04' })
    await api.activities.confirm.mutate({ activityId, memberIds: [idOf(0)] })
    await api.activities.close.mutate({ activityId })
    // Past the desk, as the intake does it: the sign-in happened, whatever was decided since.
    for (const memberId of [idOf(1), idOf(3)]) {
      await hub.office.store.write({ type: 'hub' }, work =>
        work.append({ kind: 'attendance.confirmed', body: { activityId, memberId } }),
      )
    }
    expect((await api.activities.wall.query({ activityId })).uncreditedIds).toEqual([idOf(1)])
    const again = await api.activities.close.mutate({ activityId })
    expect(again.credits.map(each => each.memberId)).toEqual([idOf(1)])
    expect((await api.activities.wall.query({ activityId })).uncreditedIds).toEqual([])
    expect((await api.activities.close.mutate({ activityId })).credits).toEqual([])
  })

  test('AT62 AT4 reopening is dated by the hub’s clock in the branch’s zone, whatever a page believes', async () => {
    const activityId = await plan({ code: 'W3' })
    await api.activities.confirm.mutate({ activityId, memberIds: [idOf(0)] })
    await api.activities.close.mutate({ activityId })
    const claimed = { activityId, why: '误记一人', today: day('2026-01-01') }
    await api.activities.reopen.mutate(claimed)
    const entries = await hub.office.store.read.ledger.ofActivity(activityId)
    expect(entries.map(each => [each.reverses === null, each.date])).toEqual([
      [true, '2026-11-20'],
      [false, '2026-11-23'],
    ])
    expect(await codesOf(api.activities.reopen.mutate({ activityId, why: '误记一人' }))).toEqual([
      'ACTIVITY_NOT_CLOSED',
    ])
  })

  test('AT5 an activity without points closes without a scheme’s item, and says so', async () => {
    const activityId = await plan({ code: 'W4', itemCode: null })
    await api.activities.confirm.mutate({ activityId, memberIds: [idOf(0)] })
    const { lineup } = await api.activities.closing.query({ activityId })
    expect(lineup).toEqual([{ memberId: idOf(0), credit: { kind: 'noItem' }, hours: null }])
    expect((await api.activities.wall.query({ activityId })).item).toBeNull()
  })

  test('AT2 a month says how many should come and how many came', async () => {
    const rows = await api.activities.between.query({ from: day('2026-11-01'), to: day('2026-11-30') })
    const row = rows.find(each => each.activity.code === 'W2')
    expect(row).toMatchObject({ state: 'closed', expected: 3, present: 2, onLeave: 1 })
    const none = await api.activities.between.query({ from: day('2026-12-01'), to: day('2026-12-31') })
    expect(none).toEqual([])
  })

  test('AT6 times that contradict each other and items that attendance cannot give are refused at their field', async () => {
    const refused = (change: Parameters<typeof plan>[0]) => codesOf(plan({ code: 'W9', ...change }))
    expect(await refused({ end: moment('2026-11-20T08:00') })).toEqual(['ACTIVITY_TIMES'])
    expect(await refused({ closes: moment('2026-11-20T08:30') })).toEqual(['ACTIVITY_WINDOW'])
    expect(await refused({ itemCode: 'X01' })).toEqual(['ACTIVITY_ITEM'])
  })

  test('AT7 PL15 a plan is previewed and taken in whole, and a second time changes nothing', async () => {
    const bytes = readFileSync(resolve(import.meta.dirname, '../../../hub/demo/data/activities-2026.csv'))
    const file = { fileName: 'activities.csv', base64: bytes.toString('base64') }
    const takeIn = async () => {
      const preview = await api.activities.previewImport.mutate(file)
      expect([preview.blocked, preview.activities.length]).toEqual([false, 60])
      return await api.activities.confirmImport.mutate({ token: must(preview.token, 'a token') })
    }
    expect(await takeIn()).toEqual({ added: 60, updated: 0, unchanged: 0 })
    expect(await takeIn()).toEqual({ added: 0, updated: 0, unchanged: 60 })
  })
})
