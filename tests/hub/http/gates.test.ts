import { expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import { hashOf, type Hash } from '../../../shared/base/bytes.ts'
import type { NoticeId, RecordId } from '../../../shared/base/ids.ts'
import { codesOf } from '../../fixtures/api.ts'
import { aMemberInput, day, tellMeeting } from '../../fixtures/branch.ts'
import { aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'
import { aClock } from '../../fixtures/office.ts'
import { importRoster } from '../../../hub/office/people/people.ts'
import { publishScheme, saveSchemeDraft } from '../../../hub/office/points/scheme.ts'
import { templateScheme } from '../../../shared/points/template.ts'

/**
 * Every step of a notice and every act on a declaration, tried in every situation over the API: a table of what each is
 * refused with. The reviews have theirs in reviews.test.ts, the scheme in scheme.test.ts.
 */

type Table = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

/** Tries whatever is out of order in a situation; each is refused with its codes, and not a line is written. */
const tryAll =
  (table: Table, steps: Readonly<Record<string, () => Promise<unknown>>>, head: () => Promise<number>) =>
  async (situation: string) => {
    const before = await head()
    const row = must(table[situation], situation)
    for (const [name, codes] of Object.entries(row)) {
      expect(await codesOf(must(steps[name], name)()), `${name}, ${situation}`).toEqual(codes)
    }
    expect(await head(), situation).toBe(before)
    return Object.keys(row)
  }

const STAGE = ['NOTICE_STAGE']
const OVER = ['NOTICE_OVER']
const NOT_PUBLISHED = ['NOTICE_NOT_PUBLISHED']
const REASON = ['NOTICE_REASON_MISSING']

/** What is left out of a row is in order there. */
const NOTICE: Table = {
  draft: {
    editOld: ['NOTICE_CHANGED'],
    checkOld: ['NOTICE_CHANGED'],
    giveBack: STAGE,
    approve: STAGE,
    publish: STAGE,
    correct: NOT_PUBLISHED,
    extend: NOT_PUBLISHED,
    withdraw: NOT_PUBLISHED,
  },
  checked: {
    editOld: ['NOTICE_CHANGED'],
    check: STAGE,
    giveBackMute: REASON,
    approveOther: ['NOTICE_OTHER_DOCUMENT'],
    publish: ['NOTICE_STAGE'],
    correct: NOT_PUBLISHED,
    extend: NOT_PUBLISHED,
    withdraw: NOT_PUBLISHED,
  },
  approved: {
    editOld: ['NOTICE_CHANGED'],
    check: STAGE,
    approve: STAGE,
    publishOther: ['NOTICE_OTHER_DOCUMENT'],
    correct: NOT_PUBLISHED,
    extend: NOT_PUBLISHED,
    withdraw: NOT_PUBLISHED,
  },
  published: {
    edit: ['NOTICE_PUBLISHED'],
    check: STAGE,
    giveBack: STAGE,
    approve: STAGE,
    publish: STAGE,
    correctMute: REASON,
    extend: ['NOTICE_NO_GAP'],
    withdrawMute: REASON,
    discard: ['NOTICE_PUBLISHED'],
  },
  withdrawn: {
    edit: OVER,
    check: OVER,
    giveBack: STAGE,
    approve: OVER,
    publish: STAGE,
    correct: OVER,
    extend: OVER,
    withdraw: OVER,
    discard: OVER,
  },
  discarded: {
    edit: OVER,
    check: OVER,
    giveBack: STAGE,
    approve: OVER,
    publish: STAGE,
    correct: OVER,
    extend: OVER,
    withdraw: NOT_PUBLISHED,
    discard: OVER,
  },
}

async function aHub() {
  const folder = aFolder()
  const hub = await aRunningHub(folder.path, { clock: aClock() })
  const { api } = await aSecretary(hub)
  return {
    hub,
    api,
    head: async () => (await api.journal.head.query()).size,
    async [Symbol.asyncDispose]() {
      await hub.stop()
      folder[Symbol.dispose]()
    },
  }
}

test('NT1 NT2 NT5 NT6 RV32 every step of a notice in every situation over the API', async () => {
  await using branch = await aHub()
  const { notices, showing } = branch.api
  const starter = await notices.starter.query({ kind: 'announcement' })
  if (starter.kind !== 'announcement') throw new Error('another kind')
  const content = { ...starter, title: '关于冬训的通知', paragraphs: ['请按时参加。'] }
  let noticeId = '' as NoticeId
  let hash: Hash = hashOf('none yet')
  const version = async () => (await notices.get.query({ noticeId })).version
  const edit = (on: number) => notices.edit.mutate({ noticeId, version: on, content })
  const steps = {
    edit: async () => await edit(await version()),
    editOld: () => edit(1),
    check: async () => {
      hash = await notices.check.mutate({ noticeId, version: await version() })
    },
    checkOld: () => notices.check.mutate({ noticeId, version: 1 }),
    giveBack: () => notices.giveBack.mutate({ noticeId, reason: '改一个字' }),
    giveBackMute: () => notices.giveBack.mutate({ noticeId, reason: ' ' }),
    approve: () => notices.approve.mutate({ noticeId, hash }),
    approveOther: () => notices.approve.mutate({ noticeId, hash: hashOf('another') }),
    publish: () => notices.publish.mutate({ noticeId, hash }),
    publishOther: () => notices.publish.mutate({ noticeId, hash: hashOf('another') }),
    correct: () => notices.correct.mutate({ noticeId, reason: '时间有变' }),
    correctMute: () => notices.correct.mutate({ noticeId, reason: '' }),
    extend: () => showing.extend.mutate({ noticeId, more: 1, reason: '停电' }),
    withdraw: () => notices.withdraw.mutate({ noticeId, reason: '有误' }),
    withdrawMute: () => notices.withdraw.mutate({ noticeId, reason: '' }),
    discard: () => notices.discard.mutate({ noticeId }),
  }
  const outOfOrder = tryAll(NOTICE, steps, branch.head)
  noticeId = await notices.start.mutate({ content })
  await outOfOrder('draft')
  await steps.check()
  await outOfOrder('checked')
  await steps.approve()
  await outOfOrder('approved')
  await steps.publish()
  await outOfOrder('published')
  await steps.withdraw()
  await outOfOrder('withdrawn')
  noticeId = await notices.start.mutate({ content })
  await steps.discard()
  await outOfOrder('discarded')
})

const DECIDED = ['DECLARATION_DECIDED']
const UNCHECKED = ['DECLARATION_NOT_ACCEPTED']
const DECLARATION: Table = {
  waiting: {
    askMute: ['DECLARATION_WORDS'],
    refuseMute: ['DECLARATION_WORDS'],
    noteTrue: UNCHECKED,
    reverse: UNCHECKED,
  },
  'asked back': { noteTrue: UNCHECKED, reverse: UNCHECKED },
  accepted: { accept: DECIDED, ask: DECIDED, refuse: DECIDED, noteMute: ['DECLARATION_WORDS'] },
  checked: {
    accept: DECIDED,
    ask: DECIDED,
    refuse: DECIDED,
    noteTrue: ['DECLARATION_CHECKED'],
    reverse: ['DECLARATION_CHECKED'],
    draw: ['SAMPLE_EMPTY'],
  },
  refused: { accept: DECIDED, ask: DECIDED, refuse: DECIDED, noteTrue: UNCHECKED, reverse: UNCHECKED },
}

test('PT72 PT73 PT77 PT78 RV32 every act on a declaration in every situation over the API', async () => {
  await using branch = await aHub()
  const { hub, api } = branch
  const by = { type: 'local' } as const
  const changes = [1].map(each => ({ memberId: null, input: aMemberInput(each) }))
  await importRoster(hub.office, by, { fileHash: 'a'.repeat(64), changes })
  await saveSchemeDraft(hub.office, by, templateScheme(2026))
  await tellMeeting(hub.office, by, 2026)
  await publishScheme(hub.office, by, 2026, day('2026-01-01'))
  const { memberId } = must((await hub.office.store.read.people.all())[0], 'a member')
  const { declarations } = api
  let declarationId = '' as RecordId
  const slip = { memberId, itemCode: 'C07', date: day('2026-11-20'), quantity: 100 as never, text: '', follows: null }
  const declare = async () => {
    declarationId = must((await declarations.declare.mutate({ slips: [slip] }))[0], 'an id')
  }
  const said = (words: string) => ({ declarationId, words })
  const steps = {
    accept: () =>
      declarations.accept.mutate({
        declarationId,
        itemCode: 'C07',
        date: slip.date,
        quantity: slip.quantity,
        basis: '',
        joins: [],
      }),
    ask: () => declarations.askBack.mutate(said('在哪里')),
    askMute: () => declarations.askBack.mutate(said(' ')),
    refuse: () => declarations.refuse.mutate(said('没有依据')),
    refuseMute: () => declarations.refuse.mutate(said('')),
    noteTrue: () => declarations.noteTrue.mutate(said('属实')),
    noteMute: () => declarations.noteTrue.mutate(said('')),
    reverse: () => declarations.reverseFalse.mutate(said('不属实')),
    draw: () => declarations.drawSample.mutate({ period: '2026-Q4' as never, take: { count: 1 } }),
  }
  const outOfOrder = tryAll(DECLARATION, steps, branch.head)
  await declare()
  await outOfOrder('waiting')
  await steps.ask()
  await outOfOrder('asked back')
  await steps.accept()
  await outOfOrder('accepted')
  await steps.noteTrue()
  await outOfOrder('checked')
  await declare()
  await steps.refuse()
  await outOfOrder('refused')
})
