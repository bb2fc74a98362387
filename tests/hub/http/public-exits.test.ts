import { expect, test } from 'vitest'
import { consoleApi } from '../../../hub/http/console-api.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import { registerEntries } from '../../../hub/office/points/ledger.ts'
import { recordMember } from '../../../hub/office/people/people.ts'
import { publishScheme, saveSchemeDraft } from '../../../hub/office/points/scheme.ts'
import { must } from '../../../shared/base/check.ts'
import { hashOf } from '../../../shared/base/bytes.ts'
import { points } from '../../../shared/base/hundredths.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { aMemberInput, day, tellMeeting } from '../../fixtures/branch.ts'
import { aBrowser, aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'
import { aClock } from '../../fixtures/office.ts'

/** Whatever a stranger in the network may ask the hub for, with reasons in its ledger. */

const SECRETS = ['在镇上酒馆打牌赌钱', '拒不腾退占用的集体晒场', '脑梗后遗症长期卧床']

async function keepSecrets({ office }: Awaited<ReturnType<typeof aRunningHub>>): Promise<void> {
  const { read } = office.store
  const secretary = must((await read.staff.all())[0], 'the secretary')
  const by = { type: 'staff', id: secretary.staffId } as const satisfies Author
  await saveSchemeDraft(office, by, templateScheme(2026))
  await tellMeeting(office, by, 2026)
  await publishScheme(office, by, 2026, day('2026-01-01'))
  const input = aMemberInput(1, { exemption: { appliedOn: null, decidedOn: day('2026-01-10') }, category: 'exempt' })
  await recordMember(office, by, {
    memberId: null,
    input: { ...input, words: { ...input.words, note: SECRETS[2] ?? '' } },
  })
  await recordMember(office, by, { memberId: null, input: aMemberInput(2) })
  const member = must(
    (await read.people.all()).find(each => each.memberNo === 2),
    'a member',
  )
  for (const [itemCode, note] of [
    ['X16', SECRETS[0] ?? ''],
    ['V01', SECRETS[1] ?? ''],
  ] as const) {
    await registerEntries(office, by, {
      itemCode,
      memberIds: [member.memberId],
      date: day('2026-08-02'),
      quantity: points(1),
      source: 'decision',
      recordedBy: 'branch',
      activityId: null,
      basis: itemCode === 'V01' ? { documentNo: '青纪决〔2026〕7号', meetingDate: day('2026-08-01') } : null,
      note,
    })
  }
}

const procedures = Object.entries(
  consoleApi['_def'].procedures as unknown as Record<string, Readonly<Record<'_def', { readonly type: string }>>>,
).flatMap(([path, procedure]) => (procedure['_def'].type === 'query' ? [`/console/api/${path}`] : []))

const PATHS = [
  '/healthz',
  '/metrics',
  '/version.json',
  '/kiosk/',
  '/console/',
  '/console/papers/ledger',
  '/phone/',
  ...SECRETS.flatMap(secret => [`/v1/blobs/${hashOf(secret)}`, `/v1/blobs/${encodeURIComponent(secret)}`]),
  '/console/attachments/1',
  '/console/backups/1',
  '/kiosk/../data/hub.sqlite',
  ...procedures,
]

const told = (answers: readonly string[]): string[] =>
  SECRETS.filter(secret =>
    answers.some(text => text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1))),
  )

test('PR48 nothing that the hub answers a stranger holds a word of a reason', async () => {
  using folder = aFolder()
  await using hub = await aRunningHub(folder.path, { clock: aClock() })
  const secretary = await aSecretary(hub)
  await keepSecrets(hub)
  const answersTo = async ({ go }: ReturnType<typeof aBrowser>, paths: readonly string[]) =>
    await Promise.all(paths.map(async path => await (await go(path)).text()))
  expect(procedures.length).toBeGreaterThan(20)
  expect(told(await answersTo(aBrowser(hub.url), PATHS))).toEqual([])
  // The same questions find them for whoever has logged in: the reasons are there to be found.
  const asked = `/console/api/ledger.page?input=${encodeURIComponent(JSON.stringify({ cycle: 2026, offset: 0, limit: 50 }))}`
  expect(told(await answersTo(secretary, [asked, '/console/api/members.list']))).toEqual(SECRETS)
})
