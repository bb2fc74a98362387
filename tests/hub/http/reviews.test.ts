import { expect, test } from 'vitest'
import { addStaff } from '../../../hub/office/staff/staff.ts'
import { must } from '../../../shared/base/check.ts'
import { newId, type Millis, type MatterId, type NoticeId } from '../../../shared/base/ids.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { importRoster } from '../../../hub/office/people/people.ts'
import { publishScheme, saveSchemeDraft } from '../../../hub/office/points/scheme.ts'
import { codesOf } from '../../fixtures/api.ts'
import { aMemberInput, day, tellMeeting } from '../../fixtures/branch.ts'
import { aBrowser, aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'
import { aClock, SECRETARY } from '../../fixtures/office.ts'

/** Every gate of a review tried out of order over the API, and two people at one review at the same time. */

const QUARTER = { period: '2026-Q1' as Period, reviewPeriod: 'quarter', morning: '2026-04-02T10:00:00+08:00' } as const
const HALF_YEAR = {
  period: '2026-H1' as Period,
  reviewPeriod: 'halfYear',
  morning: '2026-07-02T10:00:00+08:00',
} as const
const LOCAL = { type: 'local' } as const
const LATER_MS = 20 * 86_400_000

async function aBranchAtWork({ period, reviewPeriod, morning }: typeof QUARTER | typeof HALF_YEAR) {
  const folder = aFolder()
  const clock = aClock(Date.parse(morning) as Millis)
  const hub = await aRunningHub(folder.path, { clock })
  const secretary = await aSecretary(hub)
  const changes = [1, 2, 3].map(each => ({ memberId: null, input: aMemberInput(each) }))
  await importRoster(hub.office, LOCAL, { fileHash: 'a'.repeat(64), changes })
  await saveSchemeDraft(hub.office, LOCAL, { ...templateScheme(2026), reviewPeriod })
  await tellMeeting(hub.office, LOCAL, 2026)
  await publishScheme(hub.office, LOCAL, 2026, day('2026-01-01'))
  const memberIds = (await hub.office.store.read.people.all()).map(each => each.memberId)
  const { reviews, notices } = secretary.api
  let matterId = newId<MatterId>(clock.now(), hub.office.random)
  let noticeId: NoticeId | null = null
  const publish = async () => {
    const content = await notices.starter.query({ kind: 'periodPoints', period })
    const started = await notices.start.mutate({ content })
    try {
      const { version } = await notices.get.query({ noticeId: started })
      const hash = await notices.check.mutate({ noticeId: started, version })
      await notices.approve.mutate({ noticeId: started, hash })
      await notices.publish.mutate({ noticeId: started, hash })
      noticeId = started
    } finally {
      if (noticeId !== started) await notices.discard.mutate({ noticeId: started })
    }
  }
  const steps = {
    compile: () => reviews.compile.mutate({ period }),
    tell: () => reviews.tell.mutate({ period, memberIds: [...memberIds], how: 'person' }),
    defence: async () => {
      matterId = await reviews.raise.mutate({
        period,
        kind: 'defence',
        memberId: memberIds[0] ?? null,
        words: '漏了',
      })
    },
    objection: async () => {
      matterId = await reviews.raise.mutate({ period, kind: 'objection', memberId: null, words: '问一下' })
    },
    answer: () => reviews.answer.mutate({ period, matterId, outcome: 'explained', words: '已说明', correction: null }),
    settle: () => reviews.settle.mutate({ period }),
    reopen: () => reviews.reopen.mutate({ period, reason: '漏了一笔' }),
    publish,
    close: () => reviews.close.mutate({ period }),
    archive: () => reviews.archive.mutate({ period }),
  }
  return {
    hub,
    clock,
    secretary,
    steps,
    async [Symbol.asyncDispose]() {
      await hub.stop()
      folder[Symbol.dispose]()
    },
  }
}

type Step = keyof Awaited<ReturnType<typeof aBranchAtWork>>['steps']

/** What each step is refused with where it is tried out of order; what is not named is in order there. */
const OUT_OF_ORDER: Readonly<Record<string, Readonly<Partial<Record<Step, readonly string[]>>>>> = {
  'before it is compiled': {
    tell: ['REVIEW_NOT_COMPILED'],
    defence: ['REVIEW_NOT_COMPILED'],
    objection: ['REVIEW_NOT_COMPILED'],
    answer: ['REVIEW_NO_MATTER'],
    settle: ['REVIEW_NOT_COMPILED'],
    reopen: ['REVIEW_NOT_COMPILED'],
    publish: ['REVIEW_NOT_COMPILED'],
    close: ['REVIEW_NOT_COMPILED'],
    archive: ['REVIEW_NOT_COMPILED'],
  },
  'compiled, nobody told': {
    objection: ['REVIEW_NO_NOTICE'],
    answer: ['REVIEW_NO_MATTER'],
    settle: ['REVIEW_UNTOLD'],
    reopen: ['REVIEW_NOT_SETTLED'],
    publish: ['REVIEW_NOT_SETTLED'],
    close: ['REVIEW_NOT_SETTLED'],
    archive: ['REVIEW_NOT_SETTLED'],
  },
  'told, a defence open': {
    objection: ['REVIEW_NO_NOTICE'],
    settle: ['REVIEW_UNANSWERED'],
    reopen: ['REVIEW_NOT_SETTLED'],
    publish: ['REVIEW_NOT_SETTLED'],
    close: ['REVIEW_NOT_SETTLED'],
    archive: ['REVIEW_NOT_SETTLED'],
  },
  settled: {
    compile: ['REVIEW_SETTLED'],
    tell: ['REVIEW_SETTLED'],
    defence: ['REVIEW_SETTLED'],
    objection: ['REVIEW_NO_NOTICE'],
    answer: ['REVIEW_ANSWERED'],
    settle: ['REVIEW_SETTLED'],
    close: ['REVIEW_NO_NOTICE'],
    archive: ['REVIEW_SETTLED'],
  },
  'the notice hangs, an objection open': {
    compile: ['REVIEW_SETTLED'],
    tell: ['REVIEW_SETTLED'],
    defence: ['REVIEW_SETTLED'],
    settle: ['REVIEW_SETTLED'],
    reopen: ['REVIEW_PUBLISHED'],
    publish: ['NOTICE_SUBJECT_SHOWN'],
    close: ['REVIEW_STILL_HANGS', 'REVIEW_UNANSWERED'],
    archive: ['REVIEW_SETTLED'],
  },
  closed: {
    compile: ['REVIEW_SETTLED'],
    tell: ['REVIEW_OVER'],
    defence: ['REVIEW_SETTLED'],
    objection: ['REVIEW_NO_NOTICE'],
    answer: ['REVIEW_ANSWERED'],
    settle: ['REVIEW_OVER'],
    publish: ['REVIEW_OVER', 'NOTICE_SUBJECT_SHOWN'],
    reopen: ['REVIEW_OVER'],
    close: ['REVIEW_OVER'],
  },
  archived: {
    compile: ['REVIEW_SETTLED'],
    tell: ['REVIEW_OVER'],
    defence: ['REVIEW_SETTLED'],
    objection: ['REVIEW_NO_NOTICE'],
    answer: ['REVIEW_ANSWERED'],
    settle: ['REVIEW_OVER'],
    publish: ['REVIEW_OVER', 'NOTICE_SUBJECT_SHOWN'],
    reopen: ['REVIEW_OVER'],
    close: ['REVIEW_OVER'],
    archive: ['REVIEW_OVER'],
  },
}

test.each([QUARTER, HALF_YEAR])(
  'RV1 RV3 RV4 RV5 RV7 RV8 RV9 RV10 every gate of $period tried out of order is refused with its code, and changes nothing',
  async given => {
    await using branch = await aBranchAtWork(given)
    const { period } = given
    const { steps, clock, hub } = branch
    const tryOutOfOrder = async (situation: string) => {
      const before = await hub.office.store.read.reviews.one(period)
      for (const [step, codes] of Object.entries(OUT_OF_ORDER[situation] ?? {})) {
        expect(await codesOf(steps[step as Step]()), `${step}, ${situation}`).toEqual(codes)
      }
      expect(await hub.office.store.read.reviews.one(period), situation).toEqual(before)
    }
    await tryOutOfOrder('before it is compiled')
    await steps.compile()
    await tryOutOfOrder('compiled, nobody told')
    await steps.tell()
    await steps.defence()
    await tryOutOfOrder('told, a defence open')
    await steps.answer()
    await steps.settle()
    await tryOutOfOrder('settled')
    await steps.publish()
    await steps.objection()
    await tryOutOfOrder('the notice hangs, an objection open')
    clock.advance(LATER_MS)
    await branch.secretary.api.session.logIn.mutate(SECRETARY)
    await steps.answer()
    await steps.close()
    await tryOutOfOrder('closed')
    await steps.archive()
    await tryOutOfOrder('archived')
  },
)

test('RV10 two people at one review: one wins, the other is told what happened', async () => {
  await using branch = await aBranchAtWork(QUARTER)
  const { period } = QUARTER
  const { hub, steps } = branch
  const person = { loginName: 'limei', displayName: '李梅', password: '竹林后面三口老井' } as const
  await addStaff(hub.office, LOCAL, { ...person, role: 'secretary' })
  const other = aBrowser(hub.url)
  await other.api.session.logIn.mutate(person)
  const both = async (one: Promise<unknown>, two: Promise<unknown>) =>
    (await Promise.all([codesOf(one), codesOf(two)])).toSorted((a, b) => a.length - b.length)
  await steps.compile()
  await steps.tell()
  await steps.defence()
  const { matters } = await other.api.reviews.get.query({ period })
  const { matterId } = must(matters[0], 'the defence')
  const said = { period, matterId, outcome: 'rejected', words: '没有漏', correction: null } as const
  expect(await both(steps.answer(), other.api.reviews.answer.mutate(said))).toEqual([[], ['REVIEW_ANSWERED']])
  expect(await both(steps.settle(), other.api.reviews.settle.mutate({ period }))).toEqual([[], ['REVIEW_SETTLED']])
  const { notices } = branch.secretary.api
  const noticeId = await notices.start.mutate({
    content: await notices.starter.query({ kind: 'periodPoints', period }),
  })
  const { version } = await notices.get.query({ noticeId })
  const hash = await notices.check.mutate({ noticeId, version })
  await other.api.notices.approve.mutate({ noticeId, hash })
  const reopen = other.api.reviews.reopen.mutate({ period, reason: '漏了一笔' })
  const [done, refused] = await both(notices.publish.mutate({ noticeId, hash }), reopen)
  expect(done).toEqual([])
  // Whoever came first: what hangs is settled, and what is heard again does not hang.
  const isPublished = refused?.[0] === 'REVIEW_PUBLISHED'
  if (!isPublished) expect(refused).toContain('REVIEW_NOT_SETTLED')
  const { stage, notice } = await other.api.reviews.get.query({ period })
  expect([stage, notice.live]).toEqual(isPublished ? ['settled', true] : ['compiled', false])
})
