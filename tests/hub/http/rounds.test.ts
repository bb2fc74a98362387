import { TRPCClientError } from '@trpc/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import type { MemberId, RecordId } from '../../../shared/base/ids.ts'
import type { Problem } from '../../../shared/base/problem.ts'
import { importRoster } from '../../../hub/office/people/people.ts'
import { publishScheme, saveSchemeDraft } from '../../../hub/office/points/scheme.ts'
import { addStaff } from '../../../hub/office/staff/staff.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { aMemberInput, day, tellMeeting } from '../../fixtures/branch.ts'
import { aBrowser, aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'
import { aClock } from '../../fixtures/office.ts'

/** A round of slips, bulk entry and undo over real HTTP, with bad input; 2026-11-22. */

const folder = aFolder()
let hub: Awaited<ReturnType<typeof aRunningHub>>
let browser: Awaited<ReturnType<typeof aSecretary>>
let memberIds: readonly MemberId[]

beforeAll(async () => {
  hub = await aRunningHub(folder.path, { clock: aClock() })
  browser = await aSecretary(hub)
  const by = { type: 'local' } as const
  const changes = [1, 2].map(number => ({ memberId: null, input: aMemberInput(number) }))
  await importRoster(hub.office, by, { fileHash: 'a'.repeat(64), changes })
  await saveSchemeDraft(hub.office, by, templateScheme(2026))
  await tellMeeting(hub.office, by, 2026)
  await publishScheme(hub.office, by, 2026, day('2026-01-01'))
  memberIds = (await hub.office.store.read.people.all()).map(each => each.memberId)
}, 30_000)

afterAll(async () => {
  await hub.stop()
  folder[Symbol.dispose]()
})

const slip = (number = 1, change: object = {}) => ({
  memberId: must(memberIds[number - 1], 'a member'),
  itemCode: 'C05',
  date: day('2026-11-10'),
  quantity: 100,
  words: '清理村口水渠',
  ...change,
})
const round = (rows: readonly object[], change: object = {}) =>
  ({ decision: 'approved', meetingDate: day('2026-11-20'), basis: '支部会议通过', rows, ...change }) as never
const registration = (change: object = {}) =>
  ({
    itemCode: 'C05',
    memberIds,
    date: day('2026-11-12'),
    quantity: 100,
    source: 'branchRecord',
    recordedBy: 'branch',
    activityId: null,
    basis: null,
    note: '',
    ...change,
  }) as never

async function saidBy(call: Promise<unknown>): Promise<(readonly [string, string | undefined])[]> {
  try {
    await call
    return []
  } catch (cause) {
    if (!(cause instanceof TRPCClientError)) throw cause
    const { problems } = cause.data as { problems: readonly Problem[] }
    return problems.map(each => [each.code, each.where] as const)
  }
}
const head = async () => (await browser.api.journal.head.query()).size

test('PT84 PT85 bad rounds are refused with row and reason, whatever their shape, and change nothing', async () => {
  const { rounds } = browser.api
  const before = await head()
  const shapes = [
    round([]),
    round([slip()], { decision: 'later' }),
    round([slip()], { meetingDate: '2026-02-30' }),
    round([slip()], { basis: '长'.repeat(101) }),
    round([slip(1, { quantity: 0.5 })]),
    round([slip(1, { itemCode: "'; drop table" })]),
    round([slip(1, { memberId: 'me' })]),
    round([slip(1, { words: '长'.repeat(201) })]),
    round(Array.from({ length: 501 }, () => slip())),
  ]
  for (const shape of shapes) expect(await saidBy(rounds.enter.mutate(shape))).toEqual([['BAD_INPUT', undefined]])
  const rows = [slip(), slip(2, { itemCode: 'V01' }), slip(1, { date: day('2026-11-23') }), slip(1, { quantity: -100 })]
  expect(await saidBy(rounds.enter.mutate(round(rows)))).toEqual([
    ['DECLARATION_BRANCH_ONLY', 'rows.1'],
    ['DECLARATION_IN_FUTURE', 'rows.2'],
    ['ENTRY_QUANTITY', 'rows.3·quantity'],
  ])
  expect(await saidBy(rounds.enter.mutate(round([slip()], { meetingDate: day('2026-11-23') })))).toEqual([
    ['ROUND_MEETING_FUTURE', 'meetingDate'],
  ])
  expect(await head()).toBe(before)
})

test('PT80 PT81 PT83 looked at, registered, taken back; twice at once, one wins and the other is told', async () => {
  const { ledger } = browser.api
  const before = await head()
  expect(await ledger.check.mutate(registration({ date: day('2026-12-01') }))).toMatchObject({
    problems: [
      { code: 'ENTRY_IN_FUTURE', where: '党员1·date' },
      { code: 'ENTRY_IN_FUTURE', where: '党员2·date' },
    ],
  })
  expect(await head()).toBe(before)
  const { entries } = await ledger.register.mutate(registration())
  const entryIds = entries.map(each => each.entryId)
  const [one, two] = await Promise.all([
    saidBy(ledger.undo.mutate({ entryIds })),
    saidBy(ledger.undo.mutate({ entryIds })),
  ])
  const told = [
    ['UNDO_REVERSED', '党员1'],
    ['UNDO_REVERSED', '党员2'],
  ]
  expect([one, two].sort((a, b) => a.length - b.length)).toEqual([[], told])
  for (const bad of [[], ['x'], 'all']) {
    expect(await saidBy(ledger.undo.mutate({ entryIds: bad as never }))).toEqual([['BAD_INPUT', undefined]])
  }
})

test('PT84 PT88 two staff accept one declaration with its witness: one entry, and the other is told', async () => {
  const person = { loginName: 'limei', displayName: '李梅', password: '竹林后面三口老井' } as const
  await addStaff(hub.office, { type: 'local' }, { ...person, role: 'registrar' })
  const registrar = aBrowser(hub.url)
  await registrar.api.session.logIn.mutate(person)
  const { words: _, ...said } = slip(2, { date: day('2026-11-14') })
  const { declarationIds } = await registrar.api.rounds.enter.mutate(
    round([slip(2, { date: day('2026-11-14') })], { decision: 'inbox' }),
  )
  const declarationId = must(declarationIds[0], 'a declaration')
  const { quantity: __, ...about } = said
  const witness = await browser.api.declarations.attest.mutate({ ...about, name: '赵大娘', note: '看见了' })
  const accept = { ...said, declarationId, basis: '', joins: [witness] }
  const both = await Promise.all([
    saidBy(browser.api.declarations.accept.mutate(accept)),
    saidBy(registrar.api.declarations.accept.mutate(accept)),
  ])
  expect(both.sort((a, b) => a.length - b.length)).toEqual([[], [['DECLARATION_DECIDED', undefined]]])
  expect(await browser.api.declarations.inbox.query()).toEqual([])
  const strange = { ...accept, joins: ['0199e3a0-0000-7000-8000-00000000dead' as RecordId] }
  expect(await saidBy(browser.api.declarations.accept.mutate(strange))).toEqual([['DECLARATION_DECIDED', undefined]])
})
