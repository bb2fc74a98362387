import { join } from 'node:path'
import { TRPCClientError } from '@trpc/client'
import { expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import { hashOf } from '../../../shared/base/bytes.ts'
import type { NoticeId } from '../../../shared/base/ids.ts'
import type { Period, PlainDate } from '../../../shared/base/plain-date.ts'
import type { Problem } from '../../../shared/base/problem.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { verifyDatabase } from '../../../hub/store/verify.ts'
import { dataPaths } from '../../../hub/data-folder.ts'
import { aMemberInput } from '../../fixtures/branch.ts'
import { aBrowser, aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'

/** The codes of a refused call, as the console sees them. */
async function codesOf(call: Promise<unknown>): Promise<string[]> {
  try {
    await call
    return []
  } catch (cause) {
    if (!(cause instanceof TRPCClientError)) throw cause
    const { problems } = cause.data as { problems: readonly Problem[] }
    return problems.map(each => each.code)
  }
}

const FIRST = '青山绿水三月天里走一走'
const OWN = '一场春雨一场暖花开'
const NO_HASH = hashOf('no document')

test('NT1 NT3 NT4 RT2 two people over the API: one writes, the other publishes; the tables are a fold of the journal', async () => {
  using folder = aFolder()
  const data = join(folder.path, 'data')
  const hub = await aRunningHub(data)
  const secretary = await aSecretary(hub)
  const added = { loginName: 'lijifen', displayName: '李积分', role: 'registrar', password: FIRST } as const
  await secretary.api.staff.add.mutate(added)
  const registrar = aBrowser(hub.url)
  await registrar.api.session.logIn.mutate({ loginName: 'lijifen', password: FIRST })
  await registrar.api.session.changePassword.mutate({ current: FIRST, next: OWN })

  const { notices } = registrar.api
  const starter = await notices.starter.query({ kind: 'announcement' })
  if (starter.kind !== 'announcement') throw new Error('another kind')
  const long = Array.from({ length: 60 }, (_, at) => `第${at + 1}条：${'请大家按时参加，互相转告。'.repeat(100)}`)
  const content = { ...starter, title: '关于冬训的通知', paragraphs: long }
  expect((await notices.preview.mutate({ noticeId: null, content })).problems).toEqual([])
  const noticeId = await notices.start.mutate({ content })
  const { version } = await notices.get.query({ noticeId })
  const hash = await notices.check.mutate({ noticeId, version })

  const forbidden = ['NOT_ALLOWED']
  expect(await codesOf(notices.approve.mutate({ noticeId, hash }))).toEqual(forbidden)
  expect(await codesOf(notices.publish.mutate({ noticeId, hash }))).toEqual(forbidden)
  expect(await codesOf(notices.withdraw.mutate({ noticeId, reason: '有误' }))).toEqual(forbidden)
  expect(await codesOf(aBrowser(hub.url).api.notices.list.query())).toEqual(['LOGIN_NEEDED'])
  expect(await codesOf(secretary.api.notices.publish.mutate({ noticeId, hash }))).toEqual(['NOTICE_STAGE'])

  await secretary.api.notices.approve.mutate({ noticeId, hash })
  await secretary.api.notices.publish.mutate({ noticeId, hash })
  const [listed] = await notices.list.query()
  expect(listed).toMatchObject({ title: '关于冬训的通知', stage: 'published', rev: 1, changedBy: '王书记' })
  const document = must((await notices.get.query({ noticeId })).document, 'the document')
  expect(document.body).toMatchObject({ kind: 'announcement', paragraphs: long })
  await secretary.api.notices.withdraw.mutate({ noticeId, reason: '时间有变' })
  await hub.stop()
  expect(await verifyDatabase(dataPaths(data).database, { rebuild: true })).toMatchObject({ ok: true, rebuilt: true })
}, 30_000)

/** A branch of two with last year's scheme, made by API alone. */
async function aBranchOfTwo(api: Awaited<ReturnType<typeof aSecretary>>['api'], cycle: number) {
  for (const [at, name] of ['王建国', '李秀英'].entries()) {
    const input = aMemberInput(at + 1)
    await api.members.record.mutate({ memberId: null, input: { ...input, words: { ...input.words, name } } })
  }
  await api.scheme.saveDraft.mutate({ scheme: templateScheme(cycle) })
  await api.scheme.brief.mutate({
    cycle,
    date: `${cycle}-01-04` as PlainDate,
    minutesNo: '党员大会1号',
    activityId: null,
  })
  await api.scheme.publish.mutate({ cycle, effectiveFrom: `${cycle}-01-01` as PlainDate })
  return (await api.members.list.query()).map(each => each.memberId)
}

test('NT40 RV4 over the API each gate out of order is refused with its code and changes nothing', async () => {
  using folder = aFolder()
  await using hub = await aRunningHub(join(folder.path, 'data'))
  const { api } = await aSecretary(hub)
  const { notices, reviews } = api
  const cycle = new Date().getFullYear() - 1
  const period = `${cycle}-Q1` as Period
  const memberIds = await aBranchOfTwo(api, cycle)
  const start = async (kind: 'periodPoints' | 'ranking') =>
    await notices.start.mutate({ content: await notices.starter.query({ kind, period }) })
  const noticeIds = [await start('periodPoints'), await start('ranking')]
  const head = async () => (await api.journal.head.query()).size
  const check = async (noticeId: NoticeId) => {
    const { version } = await notices.get.query({ noticeId })
    return await notices.check.mutate({ noticeId, version })
  }
  const refused = async (code: string) => {
    const before = await head()
    for (const noticeId of noticeIds) {
      expect(await codesOf(check(noticeId))).toEqual([code])
      expect((await notices.get.query({ noticeId })).problems.map(each => each.code)).toEqual([code])
      expect(await codesOf(notices.approve.mutate({ noticeId, hash: NO_HASH }))).toEqual(['NOTICE_STAGE'])
      expect(await codesOf(notices.publish.mutate({ noticeId, hash: NO_HASH }))).toEqual(['NOTICE_STAGE'])
    }
    expect(await head()).toBe(before)
  }
  await refused('REVIEW_NOT_COMPILED')
  await reviews.compile.mutate({ period })
  await refused('REVIEW_NOT_SETTLED')
  await reviews.tell.mutate({ period, memberIds: [...memberIds], how: 'person' })
  await refused('REVIEW_NOT_SETTLED')
  await reviews.settle.mutate({ period })
  const [noticeId = '' as NoticeId] = noticeIds
  const hash = await check(noticeId)
  // Settled is not for ever: reopened meanwhile, neither approval nor publication goes on.
  await reviews.reopen.mutate({ period, reason: '漏了一人' })
  expect(await codesOf(notices.approve.mutate({ noticeId, hash }))).toEqual(['NOTICE_OUTDATED', 'REVIEW_NOT_SETTLED'])
  await reviews.settle.mutate({ period })
  await notices.approve.mutate({ noticeId, hash })
  await reviews.reopen.mutate({ period, reason: '再漏一人' })
  expect(await codesOf(notices.publish.mutate({ noticeId, hash }))).toEqual(['NOTICE_OUTDATED', 'REVIEW_NOT_SETTLED'])
  await reviews.settle.mutate({ period })
  await notices.publish.mutate({ noticeId, hash })
  expect((await notices.get.query({ noticeId })).stage).toBe('published')
  expect(await codesOf(api.showing.extend.mutate({ noticeId, more: 1, reason: '停电' }))).toEqual(['NOTICE_NO_GAP'])
  expect(await codesOf(reviews.reopen.mutate({ period, reason: '又漏一人' }))).toEqual(['REVIEW_PUBLISHED'])
}, 30_000)
