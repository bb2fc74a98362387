import { join } from 'node:path'
import { TRPCClientError } from '@trpc/client'
import { expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import type { Problem } from '../../../shared/base/problem.ts'
import { verifyDatabase } from '../../../hub/store/verify.ts'
import { dataPaths } from '../../../hub/data-folder.ts'
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
