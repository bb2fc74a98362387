import { expect, test } from 'vitest'
import { hashOf } from '../../shared/base/bytes.ts'
import type { Hundredths } from '../../shared/base/hundredths.ts'
import type { MemberId, Millis, NoticeId } from '../../shared/base/ids.ts'
import type { Period, PlainDate } from '../../shared/base/plain-date.ts'
import type { InnerDocument } from '../../shared/notices/inner-document.ts'
import { openWords, sealForPhone, type PhoneAnswer, type PhonePage } from '../../shared/own/phone-own.ts'
import type { OwnFeedback } from '../../shared/own/own-page.ts'
import { phoneSecret } from '../../shared/passes/phone.ts'
import { isPhoneProof } from '../../shared/passes/phone-offer.ts'
import type { PhoneRef } from '../../shared/people/roster.ts'
import type { Answer, Ask } from '../../hub/phone/ask.ts'
import { openDrafts } from '../../hub/phone/drafts.ts'
import { openKeep } from '../../hub/phone/keep.ts'
import { createOwn } from '../../hub/phone/own.ts'
import { idNo } from '../fixtures/passes.ts'
import { seededRandom, TEST_NOW } from '../fixtures/office.ts'
import { aStorage } from '../fixtures/storage.ts'

/** The own page on the phone without a browser, against a hub that answers as the real one does. */

const ref = '0123456789' as PhoneRef
const secret = phoneSecret(Uint8Array.from({ length: 16 }, (_, at) => at + 1))
const memberId = idNo<MemberId>(1)
const sum = (whole: number) => (whole * 100) as Hundredths
const feedback: OwnFeedback = {
  period: '2026-Q3' as Period,
  no: 40,
  figures: {
    memberId,
    base: sum(9),
    contribution: sum(2),
    deduction: sum(0),
    inPeriod: sum(11),
    toDate: sum(30),
    vetoed: false,
  },
  stage: 'compiled',
  told: null,
  acceptedAt: null,
  matters: [],
}
const aPage = (change: Partial<OwnFeedback> = {}): PhonePage => ({
  asOf: TEST_NOW,
  head: { size: 50, hash: hashOf('head') },
  memberId,
  category: { id: 'noPost', label: '无职党员' },
  period: '2026-Q4' as Period,
  standing: null,
  quarters: [],
  place: null,
  entries: [],
  earlierEntries: 0,
  feedback: { ...feedback, ...change },
  declarations: [],
  leaves: [],
  inner: [],
  documents: [],
})

type Body = { ref: PhoneRef; nonce: string; id: never; answer: PhoneAnswer; proof: string }

/** @param over what the hub does instead */
function aDesk(
  page: PhonePage,
  over: (name: string, body: Body) => Answer<unknown> | null = () => null,
  { storage = aStorage(), seed = 9 } = {},
) {
  const answers: Body[] = []
  const random = seededRandom(4)
  const ask: Ask = async (name, given) => {
    const body = given as Body
    const { proof, ...said } = body
    expect(isPhoneProof(secret, name as never, said as never, proof)).toBe(true)
    const other = over(name, body)
    if (name === 'answer') answers.push(body)
    if (other) return other as never
    const sealed = () => sealForPhone(page, secret, { ref, nonce: body.nonce }, random)
    return { kind: 'ok', value: name === 'own' ? { sealed: sealed() } : { late: null } } as never
  }
  const offer = { ref, secret }
  const now = () => TEST_NOW as Millis
  const drafts = openDrafts({ place: openKeep(() => storage).drafts, offer, random: seededRandom(5), now })
  const desk = createOwn({ offer, ask, random: seededRandom(seed), now, drafts })
  return { desk, answers, storage, kinds: () => answers.map(each => each.answer.kind) }
}

test('RV18 figures that were never told count as told once they are on the phone, others are only shown', async () => {
  const fresh = aDesk(aPage())
  await fresh.desk.ask()
  expect(fresh.desk.view.value).toMatchObject({ kind: 'page', page: { memberId }, told: null })
  expect(fresh.answers.map(each => each.answer)).toEqual([{ kind: 'seeFigures', period: '2026-Q3', no: 40 }])
  for (const change of [{ told: { how: 'kiosk', at: TEST_NOW } }, { stage: 'settled' }] as const) {
    const known = aDesk(aPage(change))
    await known.desk.ask()
    expect(known.answers).toEqual([])
  }
})

test('RV18 accepting and disputing name the figures that were shown; words go sealed about their own answer', async () => {
  const { desk, answers, kinds } = aDesk(aPage({ told: { how: 'phone', at: TEST_NOW } }))
  await desk.ask()
  // Agreeing is asked once more: one touch alone says nothing.
  await desk.accept()
  expect(answers).toEqual([])
  desk.toAccept()
  await desk.accept()
  expect(desk.view.value).toMatchObject({ kind: 'page', told: 'accepted' })
  desk.toMatter('defence')
  desk.write({ typed: '  二月那次没有记上。 ' })
  desk.step('check')
  await desk.raise()
  expect(desk.view.value).toMatchObject({ kind: 'page', told: 'raised' })
  expect(kinds()).toEqual(['acceptFigures', 'raiseMatter'])
  const [, raised] = answers
  if (raised?.answer.kind !== 'raiseMatter') throw new Error('a matter')
  expect(raised.answer).toMatchObject({ period: '2026-Q3', no: 40, matter: 'defence' })
  expect(openWords(raised.answer.sealed, secret, raised)).toEqual({ typed: '二月那次没有记上。' })
  expect(JSON.stringify(answers)).not.toContain('二月')
})

test('RV18 what came too late, was refused or never arrived is said, and nothing is taken for done', async () => {
  const told = { how: 'phone', at: TEST_NOW } as const
  const late = aDesk(aPage({ told }), name => (name === 'answer' ? { kind: 'ok', value: { late: 'over' } } : null))
  await late.desk.ask()
  late.desk.toAccept()
  await late.desk.accept()
  expect(late.desk.view.value).toMatchObject({ told: 'late' })
  const lost = aDesk(aPage({ told }), name => (name === 'answer' ? { kind: 'unreachable' } : null))
  await lost.desk.ask()
  lost.desk.toAccept()
  await lost.desk.accept()
  expect(lost.desk.view.value).toMatchObject({ kind: 'page', told: { code: 'UNREACHABLE' } })
})

test('PR28 an answer to another question, or under another secret, shows nothing', async () => {
  const random = seededRandom(5)
  const stranger = phoneSecret(new Uint8Array(16))
  const sealedFor = (nonce: string, by = secret) => sealForPhone(aPage(), by, { ref, nonce }, random)
  const old = aDesk(aPage(), () => ({ kind: 'ok', value: { sealed: sealedFor('0'.repeat(32)) } }))
  await old.desk.ask()
  expect(old.desk.view.value).toEqual({ kind: 'no', told: null })
  const forged = aDesk(aPage(), (_, { nonce }) => ({ kind: 'ok', value: { sealed: sealedFor(nonce, stranger) } }))
  await forged.desk.ask()
  expect(forged.desk.view.value).toEqual({ kind: 'no', told: null })
  const plain = { code: 'NEEDS_TLS', zh: '要用带锁的网址', en: 'https only' }
  const refused = aDesk(aPage(), () => ({ kind: 'no', told: plain }))
  await refused.desk.ask()
  expect(refused.desk.view.value).toEqual({ kind: 'no', told: plain })
})

test('NT59 NT56 letters come with the page, words included; opening one says so, and nothing else is sent', async () => {
  const letter: InnerDocument = {
    type: 'inner',
    scope: { is: 'self', memberId },
    salt: '0'.repeat(32),
    docId: idNo<NoticeId>(0xd001),
    rev: 2,
    title: '支部给您的信',
    issuer: '中共青禾镇云溪村支部委员会',
    publishedAt: TEST_NOW,
    publishedOn: '2026-11-20' as PlainDate,
    noticePeriod: null,
    shownUntil: null,
    contact: { name: '李梅', phone: '0000-8265-131', place: '一楼窗口' },
    correction: null,
    asOfJournal: { size: 50, hash: hashOf('head') },
    body: { kind: 'announcement', paragraphs: ['有难处请说。'] },
  }
  const key = { docId: letter.docId, rev: 2, key: 'a'.repeat(64), read: false }
  const told = { how: 'phone', at: TEST_NOW } as const
  const { desk, answers } = aDesk({ ...aPage({ told }), inner: [key], documents: [letter] })
  await desk.ask()
  expect(desk.view.value).toMatchObject({ kind: 'page', page: { documents: [letter] } })
  await desk.read(letter)
  expect(answers.map(each => each.answer)).toEqual([{ kind: 'readInner', noticeId: letter.docId, rev: 2 }])
})
