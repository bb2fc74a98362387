import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sumHundredths } from '../../../../shared/base/hundredths.ts'
import type { ActivityId } from '../../../../shared/base/ids.ts'
import type { Period } from '../../../../shared/base/plain-date.ts'
import { DEFAULT_SIGN_IN_RULES } from '../../../../shared/activities/activity.ts'
import { expectedMembers } from '../../../../shared/activities/expected.ts'
import {
  cancelActivity,
  confirmAttendance,
  importActivities,
  planActivity,
  setLeave,
  strikeAttendance,
} from '../../../../hub/office/activities/activities.ts'
import { signInWall } from '../../../../hub/office/activities/attendance-views.ts'
import { closeActivity, reopenActivity } from '../../../../hub/office/activities/closing.ts'
import { standingsOf } from '../../../../hub/office/points/standings.ts'
import { importRoster, recordMember, undoImport } from '../../../../hub/office/people/people.ts'
import { aMemberInput, anActivityInput, aWorkingOffice, day, moment } from '../../../fixtures/branch.ts'
import { codesOf } from '../../../fixtures/refusals.ts'

type Working = Awaited<ReturnType<typeof aWorkingOffice>>

const pointsOf = async (office: Working, memberNo: number) =>
  sumHundredths((await office.store.read.ledger.ofMember(office.idOf(memberNo), 2026)).map(entry => entry.points))

test('AT2 all members means who takes part and lives here; others come by group, committee, name or not at all', async () => {
  const office = await aWorkingOffice([
    { committee: true },
    { type: 'activist', category: 'activist' },
    { floating: true, category: 'floating' },
    { exemption: { appliedOn: null, decidedOn: null }, category: 'exempt' },
    { type: 'probationary', category: 'probationary', group: '第二党小组' },
    { status: 'left' },
  ])
  const members = await office.store.read.people.all()
  const numbers = (expected: Parameters<typeof expectedMembers>[0]) =>
    expectedMembers(expected, members).map(id => members.find(member => member.memberId === id)?.memberNo)
  expect(numbers({ kind: 'allMembers' })).toEqual([1, 5])
  expect(numbers({ kind: 'eachGroup' })).toEqual([1, 5])
  expect(numbers({ kind: 'groups', groups: ['第二党小组'] })).toEqual([5])
  expect(numbers({ kind: 'committee' })).toEqual([1])
  expect(numbers({ kind: 'volunteers' })).toEqual([])
  expect(numbers({ kind: 'named', memberIds: [office.idOf(3), office.idOf(6)] })).toEqual([3])
})

test('AT3 AT5 closing credits everybody present once, by the item, where it is meant for them', async () => {
  const office = await aWorkingOffice([{}, {}, { type: 'activist', category: 'activist' }])
  const activityId = await planActivity(office, office.by, anActivityInput({ itemCode: 'B04' }))
  await confirmAttendance(office, office.by, activityId, [office.idOf(1), office.idOf(3)])
  const closing = await closeActivity(office, office.by, activityId)
  expect(closing.credits.map(credit => credit.memberId)).toEqual([office.idOf(1)])
  expect(closing.withoutCredit).toEqual([office.idOf(3)])
  expect([await pointsOf(office, 1), await pointsOf(office, 2), await pointsOf(office, 3)]).toEqual([300, 0, 0])
})

test('AT5 an activity without an item posts nothing', async () => {
  const office = await aWorkingOffice()
  const activityId = await planActivity(office, office.by, anActivityInput({ itemCode: null }))
  await confirmAttendance(office, office.by, activityId, [office.idOf(1)])
  expect((await closeActivity(office, office.by, activityId)).credits).toEqual([])
  expect(await office.store.read.ledger.ofCycle(2026)).toEqual([])
})

test('AT4 reopening reverses the credits with its reason; what is closed again counts once', async () => {
  const office = await aWorkingOffice()
  const activityId = await planActivity(office, office.by, anActivityInput())
  await confirmAttendance(office, office.by, activityId, [office.idOf(1), office.idOf(2)])
  await closeActivity(office, office.by, activityId)
  await reopenActivity(office, office.by, activityId, { why: '多记了一人' })
  expect([await pointsOf(office, 1), await pointsOf(office, 2)]).toEqual([0, 0])
  await strikeAttendance(office, office.by, activityId, office.idOf(2), '没有到场')
  await closeActivity(office, office.by, activityId)
  expect([await pointsOf(office, 1), await pointsOf(office, 2)]).toEqual([100, 0])
})

test('AT10 what is reopened in a later quarter and closed again stands once in every quarter', async () => {
  const office = await aWorkingOffice([{}])
  const spring = (change: object) => anActivityInput({ start: moment('2026-02-10T09:00'), ...change })
  const window = { opens: moment('2026-02-10T08:00'), lateAfter: moment('2026-02-10T09:00') }
  const ends = { end: moment('2026-02-10T11:00'), closes: moment('2026-02-10T11:00') }
  const activityId = await planActivity(office, office.by, spring({ ...window, ...ends }))
  await confirmAttendance(office, office.by, activityId, [office.idOf(1)])
  await closeActivity(office, office.by, activityId)
  const recorded = async () =>
    (await standingsOf(office.store.read, '2026-Q4' as Period)).rows.map(row => row.standing.toDate.total / 100)
  expect(await recorded()).toEqual([1, 1, 1, 1])
  await reopenActivity(office, office.by, activityId, { why: '核对名单' })
  await closeActivity(office, office.by, activityId)
  await reopenActivity(office, office.by, activityId, { why: '再核对' })
  await closeActivity(office, office.by, activityId)
  expect(await recorded()).toEqual([1, 1, 1, 1])
})

test('AT9 kiosks count with the roster as it is now, not as it was when the activity was planned', async () => {
  const office = await aWorkingOffice([{}])
  const activityId = await planActivity(office, office.by, anActivityInput())
  const told = async () => {
    const row = await office.store.read.feeds.newest('activities', activityId)
    return (JSON.parse(row?.text ?? '{}') as { expectedIds: string[] }).expectedIds
  }
  const fileHash = 'c'.repeat(64)
  const added = [{ memberId: null, input: aMemberInput(2) }]
  const { batchId } = await importRoster(office, office.by, { fileHash, changes: added })
  const [one, two] = (await office.store.read.people.all()).map(each => each.memberId)
  expect(await told()).toEqual([one, two])
  const exempt = aMemberInput(1, { exemption: { appliedOn: null, decidedOn: null }, category: 'exempt' })
  await recordMember(office, office.by, { memberId: office.idOf(1), input: exempt })
  expect(await told()).toEqual([two])
  await undoImport(office, office.by, batchId)
  expect(await told()).toEqual([])
})

test('AT6 what is closed or cancelled is not changed behind its back', async () => {
  const office = await aWorkingOffice()
  const activityId = await planActivity(office, office.by, anActivityInput())
  await closeActivity(office, office.by, activityId)
  const again = { ...anActivityInput({ title: '改名' }), activityId }
  expect(await codesOf(planActivity(office, office.by, again))).toEqual(['ACTIVITY_CLOSED'])
  expect(await codesOf(confirmAttendance(office, office.by, activityId, [office.idOf(1)]))).toEqual(['ACTIVITY_CLOSED'])
  const other = await planActivity(office, office.by, anActivityInput({ code: 'A002' }))
  await cancelActivity(office, office.by, other, '下大雨')
  expect(await codesOf(closeActivity(office, office.by, other))).toEqual(['ACTIVITY_CANCELLED'])
  expect(await codesOf(closeActivity(office, office.by, other as unknown as ActivityId))).toEqual([
    'ACTIVITY_CANCELLED',
  ])
})

test('AT7 a list imported twice changes what changed and doubles nothing', async () => {
  const office = await aWorkingOffice()
  const list = [anActivityInput(), anActivityInput({ code: 'A002' })]
  expect(await importActivities(office, office.by, list)).toEqual({ added: 2, updated: 0, unchanged: 0 })
  const changed = [anActivityInput({ place: '村口广场' }), anActivityInput({ code: 'A002' })]
  expect(await importActivities(office, office.by, changed)).toEqual({ added: 0, updated: 1, unchanged: 1 })
  const planned = await office.store.read.activities.between(day('2026-01-01'), day('2026-12-31'))
  expect(planned.map(each => [each.activity.code, each.activity.place]).sort()).toEqual([
    ['A001', '村口广场'],
    ['A002', '二楼会议室'],
  ])
})

test('AT63 a list imported again leaves alone what its columns cannot say', async () => {
  const office = await aWorkingOffice()
  const service = { itemCode: 'C02', expected: { kind: 'volunteers' } } as const
  const [row] = [anActivityInput({ ...service })]
  await importActivities(office, office.by, [row])
  const [known] = await office.store.read.activities.byCode('A001')
  const rules = { ...DEFAULT_SIGN_IN_RULES, card: 'staff', capacity: 12 } as const
  const settings = { signIn: rules, byHour: true, stayUntil: moment('2026-11-20T10:30') }
  await planActivity(office, office.by, { ...row, ...settings, activityId: known?.activity.activityId ?? null })
  expect(await importActivities(office, office.by, [row])).toEqual({ added: 0, updated: 0, unchanged: 1 })
  const moved = anActivityInput({ ...service, place: '村口广场' })
  expect(await importActivities(office, office.by, [moved])).toEqual({ added: 0, updated: 1, unchanged: 0 })
  const [after] = await office.store.read.activities.byCode('A001')
  expect(after?.activity).toMatchObject({ ...settings, place: '村口广场' })
})

test('AT8 the wall shows who is expected, there, and on leave', async () => {
  const office = await aWorkingOffice()
  const activityId = await planActivity(office, office.by, anActivityInput())
  await confirmAttendance(office, office.by, activityId, [office.idOf(1)])
  await setLeave(office, office.by, activityId, office.idOf(2), 'illness')
  const wall = await signInWall(office.store.read, activityId)
  expect(wall.expectedIds).toHaveLength(3)
  expect(wall.attendance.map(each => [each.memberId, each.way])).toEqual([[office.idOf(1), 'hand']])
  expect(wall.leaves).toEqual([{ memberId: office.idOf(2), reason: 'illness' }])
})

type Step = 'confirm' | 'strike' | 'close' | 'reopen'

/** @param close stands in for `closeActivity`, so that a wrong one can be shown to be caught */
async function netCredits(steps: readonly Step[], close: typeof closeActivity): Promise<number> {
  const office = await aWorkingOffice([{}])
  const activityId = await planActivity(office, office.by, anActivityInput())
  const [me] = [office.idOf(1)]
  for (const step of steps) {
    await codesOf(
      {
        confirm: () => confirmAttendance(office, office.by, activityId, [me]),
        strike: () => strikeAttendance(office, office.by, activityId, me, '没有到场'),
        close: () => close(office, office.by, activityId),
        reopen: () => reopenActivity(office, office.by, activityId, { why: '核对' }),
      }[step](),
    )
  }
  const points = await pointsOf(office, 1)
  await office.store.close()
  return points / 100
}

const steps = fc.array(fc.constantFrom<Step>('confirm', 'strike', 'close', 'reopen'), { maxLength: 8 })

const atMostOne = (close: typeof closeActivity) =>
  fc.asyncProperty(steps, async some => {
    const net = await netCredits(some, close)
    return net === 0 || net === 1
  })

test('AT1 AT3 whatever the order of confirming, striking, closing and reopening: never more than one credit', async () => {
  await fc.assert(atMostOne(closeActivity), { numRuns: 25, seed: 20_261_122 })
})

test('AT1 AT3 the property catches a closing that forgets whom it credited', async () => {
  const forgetful: typeof closeActivity = async (office, by, activityId) => {
    const { read } = office.store
    const blind = { ...read.ledger, ofActivity: async () => [] }
    const store = {
      ...office.store,
      read,
      write: (author: typeof by, work: Parameters<typeof office.store.write>[1]) =>
        office.store.write(author, inner => work({ ...inner, ledger: blind })),
    }
    return (await closeActivity({ ...office, store: store as typeof office.store }, by, activityId)) as never
  }
  const caught = await fc.check(atMostOne(forgetful), { numRuns: 100, seed: 20_261_122 })
  expect(caught.failed).toBe(true)
})
