import { TRPCClientError } from '@trpc/client'
import { expect, test } from 'vitest'
import type { Problem } from '../../../shared/base/problem.ts'
import { schemeToFile } from '../../../shared/points/scheme-file.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { digestOf } from '../../../hub/office/points/scheme.ts'
import { day } from '../../fixtures/branch.ts'
import { aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'

async function problemsOf(call: Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await call
    return []
  } catch (cause) {
    if (!(cause instanceof TRPCClientError)) throw cause
    return (cause.data as { problems: readonly Problem[] }).problems
  }
}

/** What a refused call says, and where. */
const saidBy = async (call: Promise<unknown>) =>
  (await problemsOf(call)).map((each): readonly [string, string | undefined] => [each.code, each.where])

test('PT14 PT42 PT45 PT46 a bad scheme, and every step out of order, is refused with its place and changes nothing', async () => {
  using folder = aFolder()
  await using hub = await aRunningHub(folder.path)
  const { api } = await aSecretary(hub)
  const year = Number((await api.notices.choices.query()).today.slice(0, 4))
  const scheme = templateScheme(year)
  const head = async () => (await api.journal.head.query()).size
  const begun = await head()
  const save = (change: object) => saidBy(api.scheme.saveDraft.mutate({ scheme: { ...scheme, ...change } }))
  const b05 = scheme.items.findIndex(item => item.code === 'B05')
  const items = (change: object) => scheme.items.map((item, at) => (at === b05 ? { ...item, ...change } : item))

  expect(await save({ items: items({ caps: { perPeriod: 500, perCycle: 400 } }) })).toEqual([
    ['SCHEME_CAP_ORDER', `items[${b05}].caps`],
  ])
  expect(await save({ items: items({ points: 1_000_000_001 }) })).toEqual([
    ['SCHEME_VALUE_INVALID', `items[${b05}].points`],
  ])
  expect(await save({ capGroups: [{ code: 'G', items: ['C01', 'Z99'], caps: { perCycle: 500 }, note: '' }] })).toEqual([
    ['SCHEME_GROUP_ITEM_UNKNOWN', 'capGroups[0].items'],
  ])
  expect(await save({ floor: 5000, totalCap: 4000 })).toEqual([['SCHEME_FLOOR_ABOVE_CAP', 'totalCap']])
  expect(await save({ duties: { categories: ['king'], posts: [] } })).toEqual([
    ['SCHEME_CATEGORY_UNKNOWN', 'duties.categories'],
  ])
  const file = schemeToFile(scheme).replace('"points": "0.5"', '"points": "0.005"')
  expect(await saidBy(api.scheme.fromFile.mutate({ text: file }))).toEqual([
    ['SCHEME_VALUE_INVALID', 'items[5].points'],
  ])

  const first = day(`${year}-01-01`)
  const told = { cycle: year, date: first, minutesNo: '1号', activityId: null }
  const publish = (effectiveFrom = first) => saidBy(api.scheme.publish.mutate({ cycle: year, effectiveFrom }))
  expect(await saidBy(api.scheme.brief.mutate(told))).toEqual([['SCHEME_NO_DRAFT', undefined]])
  expect(await publish()).toEqual([['SCHEME_NO_DRAFT', undefined]])
  expect(await saidBy(api.scheme.start.mutate({ cycle: year, from: 'lastYear' }))).toEqual([
    ['SCHEME_NO_LAST_YEAR', undefined],
  ])
  expect(await head()).toBe(begun)

  await api.scheme.start.mutate({ cycle: year, from: 'community' })
  expect(await publish()).toEqual([['SCHEME_NOT_BRIEFED', undefined]])
  expect(await saidBy(api.scheme.brief.mutate({ ...told, minutesNo: ' ' }))).toEqual([
    ['SCHEME_BRIEFED_MINUTES', 'minutesNo'],
  ])
  expect(await saidBy(api.scheme.brief.mutate({ ...told, date: day(`${year + 1}-01-05`) }))).toEqual([
    ['SCHEME_BRIEFED_DATE', 'date'],
  ])
  expect(await head()).toBe(begun + 1)
  await api.scheme.brief.mutate(told)
  expect(await publish(day(`${year - 1}-12-31`))).toEqual([['SCHEME_DATE', 'effectiveFrom']])
  expect(await publish()).toEqual([])
  expect(await saidBy(api.scheme.start.mutate({ cycle: year, from: 'village' }))).toEqual([
    ['SCHEME_STARTED', undefined],
  ])
  expect(await api.scheme.steps.query({ cycle: year })).toMatchObject({ version: 1, briefed: { minutesNo: '1号' } })
  const stranger = { memberId: '019a0000-0000-7000-8000-000000000000' as never, date: first }
  const talk = { ...stranger, followUpOn: null, by: '王书记', reason: 'other', said: '一句话' } as const
  expect(await saidBy(api.care.recordTalk.mutate(talk))).toEqual([['MEMBER_UNKNOWN', 'memberId']])
  expect(await saidBy(api.scheme.givePosts.mutate({ ...stranger, from: first, posts: ['order'] }))).toEqual([
    ['MEMBER_UNKNOWN', 'memberId'],
  ])
})

test('PT100 two people at one draft: the second is told who was first and when, loses nothing, and nothing unseen is published', async () => {
  using folder = aFolder()
  await using hub = await aRunningHub(folder.path)
  const { api } = await aSecretary(hub)
  const cycle = Number((await api.notices.choices.query()).today.slice(0, 4))
  const { scheme: begun } = await api.scheme.edit.query({ cycle })
  const basis = digestOf(begun)
  const titled = (title: string) => ({ ...begun, title })
  const [first, second] = [titled('先保存的方案'), titled('后保存的方案')]
  await api.scheme.saveDraft.mutate({ scheme: first, basis })
  expect(await saidBy(api.scheme.saveDraft.mutate({ scheme: second, basis }))).toEqual([['SCHEME_CHANGED', undefined]])
  const sentence = (await problemsOf(api.scheme.saveDraft.mutate({ scheme: second, basis })))[0]?.zh
  expect(sentence).toMatch(/（办理：.+，\d+月\d+日\d\d:\d\d）/)
  expect((await api.scheme.edit.query({ cycle })).scheme.title).toBe(first.title)
  const effectiveFrom = day(`${cycle}-01-01`)
  expect(await saidBy(api.scheme.publish.mutate({ cycle, effectiveFrom, basis }))).toEqual([
    ['SCHEME_CHANGED', undefined],
  ])
  await api.scheme.saveDraft.mutate({ scheme: second, basis: digestOf(first) })
  expect((await api.scheme.edit.query({ cycle })).scheme.title).toBe(second.title)
})
