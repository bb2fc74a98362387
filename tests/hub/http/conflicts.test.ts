import { expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import { newId, type Millis, type RecordId } from '../../../shared/base/ids.ts'
import { proven } from '../../../shared/passes/sign-in.ts'
import type { StreamEpoch } from '../../../shared/sync/fields.ts'
import { recordText } from '../../../shared/sync/record.ts'
import { makeIntake } from '../../../hub/office/intake.ts'
import { pairKiosk } from '../../../hub/office/kiosks/kiosks.ts'
import { codesOf } from '../../fixtures/api.ts'
import { aMemberInput, day } from '../../fixtures/branch.ts'
import { todays } from '../../fixtures/door.ts'
import { aBrowser, aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'
import { aClock, seededRandom, TEST_NOW } from '../../fixtures/office.ts'

test('AT28 SG49 the checks over real HTTP: listed, decided, read again; nothing without a login', async () => {
  using folder = aFolder()
  const clock = aClock()
  await using hub = await aRunningHub(folder.path, { clock })
  const { api } = await aSecretary(hub)
  for (const [at, name] of ['赵永福', '丁一'].entries()) {
    const { record, words } = aMemberInput(at + 1)
    await api.members.record.mutate({ memberId: null, input: { record, words: { ...words, name }, identifiers: null } })
  }
  const activityId = await api.activities.plan.mutate(todays('A001', { itemCode: null }))
  const [one, two] = (await api.members.list.query()).map(each => each.memberId)
  const { kioskId } = await pairKiosk(
    hub.office,
    { type: 'local' },
    { publicKey: 'ab'.repeat(32) as never, place: '大厅', how: 'code' },
  )
  const random = seededRandom(5)
  const byHand = (memberId: typeof one) => {
    const head = { id: newId<RecordId>(TEST_NOW, random), at: TEST_NOW }
    const fact = { memberId: must(memberId, 'member'), activityId, result: 'ok', flags: [], pin: false } as const
    const scan = { kind: 'hand', memberId: fact.memberId } as const
    const body = proven(head, { scan, secret: null, clockTrust: 'synced', staffId: null }, fact)
    return recordText({ ...head, kind: 'signIn', kv: 1, mono: 5, boot: 'b007b007', body })
  }
  const intake = makeIntake(hub.office, {
    defer: work => void setImmediate(work),
    onFault: () => {},
    onAttendance: () => {},
  })
  const epoch = 'cd'.repeat(16) as StreamEpoch
  const clocks = { mono: 10, boot: 'b007b007', hubTime: TEST_NOW as Millis }
  await intake.push({ kioskId, epoch, clock: clocks }, { epoch, from: 1, recs: [byHand(one), byHand(two)] })

  expect(await api.conflicts.count.query()).toBe(2)
  const { rows } = await api.conflicts.open.query()
  expect(rows.map(row => [row.reasons, row.said.map(each => each.kiosk)])).toEqual([
    [['byHand'], ['大厅']],
    [['byHand'], ['大厅']],
  ])
  const [first, second] = rows.map(({ conflictId, no }) => ({ conflictId, upTo: no }))
  await api.conflicts.strike.mutate({ ...must(first, 'first'), why: '本人没有来' })
  expect(await api.conflicts.settleMany.mutate({ all: [must(second, 'second')] })).toBe(1)
  expect((await api.conflicts.open.query()).count).toBe(0)
  expect((await api.conflicts.settled.query()).map(each => [each.how, each.note, each.conflict.who])).toEqual([
    ['seen', null, '赵永福'],
    ['struck', '本人没有来', '丁一'],
  ])
  expect((await api.activities.wall.query({ activityId })).attendance).toHaveLength(1)
  expect(await api.conflicts.cardsSeen.query({ kioskId, since: day('2026-11-01') })).toEqual([])
  const place = { ...must(second, 'second'), activityId, memberId: null }
  expect(await codesOf(api.conflicts.place.mutate(place))).toEqual(['CONFLICT_NOT_PLACEABLE'])
  const stranger = aBrowser(hub.url).api
  expect(await codesOf(stranger.conflicts.open.query())).toEqual(await codesOf(stranger.members.list.query()))
}, 30_000)
