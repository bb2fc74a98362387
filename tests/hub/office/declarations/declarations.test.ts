import { describe, expect, test } from 'vitest'
import type { Hundredths } from '../../../../shared/base/hundredths.ts'
import type { Period } from '../../../../shared/base/plain-date.ts'
import { newId, type RecordId } from '../../../../shared/base/ids.ts'
import { drawn, sampleText } from '../../../../shared/declarations/sample.ts'
import { isSignedBy } from '../../../../shared/sync/signature.ts'
import type { Signature } from '../../../../shared/sync/fields.ts'
import { declarationDetail, declarationInbox, openDeclarations } from '../../../../hub/office/declarations/views.ts'
import {
  acceptDeclaration,
  askBack,
  attest,
  declare,
  declareAll,
  drawSample,
  noteTrue,
  refuseDeclaration,
  reverseFalse,
} from '../../../../hub/office/declarations/declarations.ts'
import { givePosts } from '../../../../hub/office/points/duty-posts.ts'
import { overdueSteps } from '../../../../hub/office/overdue.ts'
import { registerEntries, reverseEntry } from '../../../../hub/office/points/ledger.ts'
import { verifyJournal } from '../../../../hub/store/verify.ts'
import { day } from '../../../fixtures/branch.ts'
import { aDoor, type Door } from '../../../fixtures/door.ts'
import { aSigner, seededRandom, TEST_NOW } from '../../../fixtures/office.ts'
import { codesOf } from '../../../fixtures/refusals.ts'
import { settleAllUpTo } from '../../../fixtures/reviews.ts'

const units = (many: number) => (many * 100) as Hundredths
const Q4 = '2026-Q4' as Period

async function start(people?: Parameters<typeof aDoor>[0]) {
  const door = await aDoor(people)
  return { door, kiosk: await door.kiosk(1) }
}

const inbox = (door: Door) => declarationInbox(door, door.store.read)
const states = (reply: { ok: boolean; res?: readonly { st: string }[] }) => reply.res?.map(each => each.st)
const ledgerOf = (door: Door, memberNo: number) => door.store.read.ledger.ofMember(door.idOf(memberNo), 2026)

const accept = (door: Door, declarationId: RecordId, change: object = {}) =>
  acceptDeclaration(door, door.by, {
    declarationId,
    itemCode: 'C07',
    date: day('2026-11-20'),
    quantity: units(1),
    basis: '看了处置单',
    ...change,
  })

describe('what arrives', () => {
  test('PT68 PR30 a declaration shown by the member’s own card waits in the inbox; its words never reach the journal', async () => {
    const { door, kiosk } = await start()
    const record = kiosk.declaration(1, { words: { text: '给独居的老人装了扶手' } })
    expect(states(await kiosk.push(record))).toEqual(['new'])
    expect(await inbox(door)).toMatchObject([
      {
        declarationId: record.id,
        kind: 'declaration',
        member: { name: '党员1' },
        itemCode: 'C07',
        itemTitle: '发现隐患并推动解决',
        words: { text: '给独居的老人装了扶手' },
        state: 'waiting',
        way: 'kiosk',
        review: [],
      },
    ])
    const lines = await door.store.read.journal.lines(1, 1_000)
    expect(lines.some(each => each.line.includes('扶手'))).toBe(false)
    const raw = door.store.engine.raw.prepare("SELECT text FROM raw WHERE text LIKE '%declaration%'").all()
    expect(raw.map(each => JSON.parse(String(each['text'])).body.sealed)).toEqual([''])
    expect(states(await kiosk.repeat(1, record))).toEqual(['dup'])
    expect(await inbox(door)).toHaveLength(1)
    expect(verifyJournal(door.store.engine.raw).faults).toEqual([])
  })

  test('PT68 with somebody else’s card, sealed to another hub, or of a broken shape it is held and waits for nobody', async () => {
    const { door, kiosk } = await start()
    const strange = [
      kiosk.declaration(1, {}, { cardOf: 2 }),
      kiosk.declaration(1, { sealKey: '12'.repeat(32) }),
      kiosk.declaration(1, { words: { text: '好', more: 1 } }),
      kiosk.declaration(1, { quantity: units(-1) }),
      kiosk.declaration(1, { date: '2026-02-30' as never }),
      kiosk.declaration(1, { itemCode: '"><script>' as never }),
      kiosk.attestation(1, { words: { name: null } }),
    ]
    expect(states(await kiosk.push(...strange))).toEqual(strange.map(() => 'held'))
    expect(await inbox(door)).toEqual([])
    const reasons = (await door.store.read.conflicts.open(20)).map(each => each.reasons[0])
    expect(reasons.toSorted()).toEqual(['badBody', 'badBody', 'badBody', 'badProof', 'badSeal', 'badSeal', 'badSeal'])
  })

  test('PT68 a card that has a PIN, shown without it, and an unsure clock are doubts that a person is told of', async () => {
    const { door, kiosk } = await start()
    door.clock.advance(60_000)
    const before = kiosk.declaration(1, {}, { at: TEST_NOW })
    await kiosk.push(kiosk.act(1, { kind: 'setPin', verifier: 'ab'.repeat(32) as never }, { at: TEST_NOW + 1_000 }))
    const [bare, given] = [kiosk.declaration(1), kiosk.declaration(1, { pin: true })]
    await kiosk.push(bare, given, kiosk.declaration(2))
    expect((await inbox(door)).map(each => each.review)).toEqual([['pinMissing'], [], []])
    const other = await door.kiosk(2)
    await other.push(before)
    expect(await door.store.read.declarations.one(before.id)).toMatchObject({ review: [] })
  })

  test('PT69 a resident vouches without a name, or with one written by finger', async () => {
    const { door, kiosk } = await start()
    const name = { kind: 'drawn', strokes: [[10, 10, 20, 20]] } as const
    await kiosk.push(
      kiosk.attestation(1),
      kiosk.attestation(2, { itemCode: null, words: { name, note: { kind: 'typed', text: '扶老人过河' } } }),
    )
    expect(await inbox(door)).toMatchObject([
      { kind: 'attestation', itemCode: 'C14', attested: { name: null, note: null }, member: { name: '党员1' } },
      { itemCode: null, attested: { name, note: { text: '扶老人过河' } }, member: { name: '党员2' } },
    ])
  })

  test('PT70 deductions and vetoes are neither declared nor vouched for, by whatever way', async () => {
    const { door, kiosk } = await start()
    const scheme = (await door.store.read.scheme.published())[0]?.scheme
    const branchOnly = (scheme?.items ?? []).filter(each => each.component === 'deduction' || each.component === 'veto')
    expect(branchOnly.length).toBeGreaterThan(20)
    for (const { code } of branchOnly) {
      const records = [kiosk.declaration(1, { itemCode: code }), kiosk.attestation(2, { itemCode: code })]
      expect(states(await kiosk.push(...records))).toEqual(['held', 'held'])
    }
    const reasons = (await door.store.read.conflicts.open(500)).flatMap(each => each.reasons)
    expect(new Set(reasons)).toEqual(new Set(['notDeclarable']))
    const said = { memberId: door.idOf(1), date: day('2026-11-20') }
    const typed = { ...said, quantity: units(1), text: '', follows: null }
    expect(await codesOf(declare(door, door.by, { ...typed, itemCode: 'X19' }))).toEqual(['DECLARATION_BRANCH_ONLY'])
    expect(await codesOf(attest(door, door.by, { ...said, itemCode: 'X19', name: '', note: '他说谎' }))).toEqual([
      'DECLARATION_BRANCH_ONLY',
    ])
    const honest = kiosk.declaration(1)
    await kiosk.push(honest)
    expect(await codesOf(accept(door, honest.id, { itemCode: 'X19' }))).toEqual(['DECLARATION_BRANCH_ONLY'])
    expect(await ledgerOf(door, 1)).toEqual([])
    const veto = { itemCode: 'V01', memberIds: [door.idOf(1)], date: day('2026-11-20'), quantity: units(1) }
    const byBranch = {
      ...veto,
      source: 'decision',
      recordedBy: 'branch',
      activityId: null,
      basis: null,
      note: '',
    } as const
    expect(await codesOf(registerEntries(door, door.by, byBranch))).toEqual(['ENTRY_BASIS_MISSING'])
  })

  test('PT68 slips of a meeting are typed in all at once or not at all, each fault named by its place', async () => {
    const { door } = await start()
    const slip = {
      memberId: door.idOf(1),
      itemCode: 'C07',
      date: day('2026-11-20'),
      quantity: units(1),
      text: '',
      follows: null,
    }
    const wrong = [slip, { ...slip, itemCode: 'C99' }]
    await expect(declareAll(door, door.by, wrong)).rejects.toMatchObject({
      problems: [{ code: 'ENTRY_ITEM_UNKNOWN', where: '第2条' }],
    })
    expect(await codesOf(declare(door, door.by, { ...slip, date: day('2026-11-23') }))).toEqual([
      'DECLARATION_IN_FUTURE',
    ])
    expect(await codesOf(declare(door, door.by, { ...slip, memberId: newId(TEST_NOW, seededRandom(4)) }))).toEqual([
      'MEMBER_UNKNOWN',
    ])
    expect(await inbox(door)).toEqual([])
    await declareAll(door, door.by, [slip, { ...slip, memberId: door.idOf(2) }])
    expect(await inbox(door)).toMatchObject([{ way: 'slip' }, { way: 'slip' }])
  })
})

test('PT79 a flood of attestations at one kiosk hides nobody, and none of it is lost', async () => {
  const { door, kiosk } = await start()
  const other = await door.kiosk(2)
  const flood = Array.from({ length: 45 }, () => kiosk.attestation(1))
  expect(states(await kiosk.push(...flood))).toEqual(flood.map(() => 'new'))
  const [honest, mine] = [other.attestation(2), kiosk.declaration(3)]
  await other.push(honest)
  await kiosk.push(mine)
  const shown = (await inbox(door)).map(each => each.declarationId)
  expect(shown).toEqual([...flood.slice(0, 20).map(each => each.id), honest.id, mine.id])
  expect(await openDeclarations(door.store.read)).toMatchObject({ open: 47, later: [{ place: '大厅1', count: 25 }] })
  for (const each of flood.slice(0, 20)) await refuseDeclaration(door, door.by, each.id, '重复')
  expect((await inbox(door)).map(each => each.declarationId)).toEqual([
    ...flood.slice(20, 40).map(each => each.id),
    honest.id,
    mine.id,
  ])
})

describe('what becomes of it', () => {
  test('PT72 accepted, it is one entry; accepted, refused or asked back again, nothing', async () => {
    const { door, kiosk } = await start()
    const [mine, seen] = [kiosk.declaration(1), kiosk.attestation(2)]
    await kiosk.push(mine, seen)
    const both = await Promise.allSettled([accept(door, mine.id), accept(door, mine.id)])
    expect(both.map(each => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await ledgerOf(door, 1)).toMatchObject([
      { itemCode: 'C07', points: 200, source: 'declaration', recordedBy: 'member', date: '2026-11-20' },
    ])
    await accept(door, seen.id, { itemCode: 'C14' })
    expect(await ledgerOf(door, 2)).toMatchObject([{ itemCode: 'C14', source: 'attestation', recordedBy: 'resident' }])
    for (const again of [
      () => accept(door, mine.id),
      () => askBack(door, door.by, mine.id, '在哪里'),
      () => refuseDeclaration(door, door.by, mine.id, '没有'),
    ]) {
      expect(await codesOf(again())).toEqual(['DECLARATION_DECIDED'])
    }
    expect(await ledgerOf(door, 1)).toHaveLength(1)
    expect(await codesOf(accept(door, newId(TEST_NOW, seededRandom(5))))).toEqual(['DECLARATION_UNKNOWN'])
  })

  test('PT72 what the ledger refuses leaves the declaration waiting', async () => {
    const { door, kiosk } = await start()
    const record = kiosk.declaration(1)
    const seen = kiosk.attestation(2)
    await kiosk.push(record, seen)
    expect(await codesOf(accept(door, record.id, { quantity: units(0) }))).toEqual(['ENTRY_QUANTITY'])
    expect(await codesOf(accept(door, record.id, { date: day('2026-12-24') }))).toEqual(['ENTRY_IN_FUTURE'])
    expect(await codesOf(accept(door, record.id, { itemCode: 'C99' }))).toEqual(['ENTRY_ITEM_UNKNOWN'])
    // Not one that a resident vouches for.
    expect(await codesOf(accept(door, seen.id, { itemCode: 'C07' }))).toEqual(['ENTRY_RECORDER'])
    expect(await inbox(door)).toMatchObject([{ state: 'waiting' }, { state: 'waiting' }])
    expect(await ledgerOf(door, 1)).toEqual([])
  })

  test('PT73 asked back, the member sees why and sends it again; the two stay linked', async () => {
    const { door, kiosk } = await start()
    const first = kiosk.declaration(1)
    await kiosk.push(first)
    expect(await codesOf(askBack(door, door.by, first.id, '  '))).toEqual(['DECLARATION_WORDS'])
    await askBack(door, door.by, first.id, '请补上处置单照片')
    const [own] = await door.store.read.declarations.ofMember(door.idOf(1))
    expect(own).toMatchObject({ state: 'askedBack' })
    expect(own?.answerId && (await door.store.read.words.get(own.answerId))).toBe('请补上处置单照片')
    // Somebody else's is no answer to it.
    const stranger = kiosk.declaration(2, { follows: first.id })
    await kiosk.push(stranger)
    expect(await door.store.read.declarations.one(first.id)).toMatchObject({ state: 'askedBack', resentBy: null })
    const second = kiosk.declaration(1, { follows: first.id })
    await kiosk.push(second)
    expect(await door.store.read.declarations.one(first.id)).toMatchObject({ state: 'resent', resentBy: second.id })
    expect(await codesOf(accept(door, first.id))).toEqual(['DECLARATION_DECIDED'])
    await accept(door, second.id)
    expect(await declarationDetail(door, door.store.read, second.id)).toMatchObject({
      state: 'accepted',
      entry: { points: 200 },
      thread: [{ declarationId: first.id, answer: '请补上处置单照片' }],
    })
  })

  test('PT73 refused with a reason; who vouched has no page to be asked on', async () => {
    const { door, kiosk } = await start()
    const [mine, seen] = [kiosk.declaration(1), kiosk.attestation(1)]
    await kiosk.push(mine, seen)
    await refuseDeclaration(door, door.by, mine.id, '去年已经计过')
    expect(await codesOf(askBack(door, door.by, seen.id, '您是谁'))).toEqual(['ATTESTATION_ASK_BACK'])
    expect(await door.store.read.declarations.ofMember(door.idOf(1))).toMatchObject([{ state: 'refused' }])
    expect(await ledgerOf(door, 1)).toEqual([])
  })
})

describe('what the registrar is told before', () => {
  test('PT74 the same item of the same day is pointed out, declared or registered, until it is reversed', async () => {
    const { door, kiosk } = await start()
    const [one, two] = [kiosk.declaration(1), kiosk.declaration(1)]
    await kiosk.push(one, two, kiosk.declaration(1, { date: day('2026-11-19') }), kiosk.declaration(2))
    const duplicates = async () => (await inbox(door)).map(each => each.hints.duplicates)
    expect(await duplicates()).toMatchObject([
      [{ kind: 'declaration', declarationId: two.id, state: 'waiting' }],
      [{ kind: 'declaration', declarationId: one.id }],
      [],
      [],
    ])
    const { entryId } = await accept(door, one.id)
    expect((await duplicates())[0]).toMatchObject([
      { kind: 'entry', entryId, points: 200 },
      { kind: 'declaration', declarationId: one.id, state: 'accepted' },
    ])
    await reverseEntry(door, door.by, { entryId, date: day('2026-11-22'), reason: '记错' })
    expect((await duplicates())[0]).toMatchObject([{ kind: 'declaration', declarationId: one.id }])
  })

  test('PT75 a cap reached is named, with what would still count', async () => {
    const { door, kiosk } = await start()
    // C07: 2 points each, 6 a year.
    const caps = async () =>
      (await inbox(door)).map(({ hints: { cap } }) => cap && [cap.points, cap.counts, cap.titles])
    await kiosk.push(kiosk.declaration(1, { quantity: units(4) }), kiosk.declaration(1, { quantity: units(3) }))
    expect(await caps()).toEqual([[800, 600, ['发现隐患并推动解决']], null])
    const [first] = await inbox(door)
    await accept(door, first?.declarationId as RecordId, { quantity: units(2) })
    expect(await caps()).toEqual([[600, 200, ['发现隐患并推动解决']]])
  })

  test('PT76 another category, a settled period, an unknown item and an unknown person are said beforehand', async () => {
    const { door, kiosk } = await start([{}, { type: 'activist', category: 'activist' }, {}])
    await settleAllUpTo(door, door.by, '2026-Q3' as Period)
    await kiosk.push(
      kiosk.declaration(1, { date: day('2026-08-01') }),
      kiosk.declaration(1, { itemCode: 'C99' }),
      kiosk.attestation(1, { memberId: newId(TEST_NOW, seededRandom(6)) }),
      kiosk.declaration(1, { date: day('2026-12-30') }),
      kiosk.attestation(1, { itemCode: 'C07' }),
    )
    const problems = (await inbox(door)).map(each => each.hints.problems.map(({ code }) => code))
    expect(problems).toEqual([
      ['PERIOD_SETTLED'],
      ['ENTRY_ITEM_UNKNOWN'],
      ['MEMBER_UNKNOWN'],
      ['ENTRY_IN_FUTURE'],
      ['ENTRY_RECORDER'],
    ])
    const scheme = (await door.store.read.scheme.published())[0]?.scheme
    const foreign = scheme?.items.find(
      each => each.appliesTo !== 'all' && !each.appliesTo.includes('activist') && each.component !== 'deduction',
    )
    await kiosk.push(kiosk.declaration(2, { itemCode: foreign?.code ?? '' }))
    const last = (await inbox(door)).at(-1)
    expect(last?.hints.warnings.map(each => each.code)).toEqual(['ENTRY_NOT_APPLICABLE'])
  })
})

test('PT76 the hints ask about duty posts and settled periods what accepting asks', async () => {
  const { door } = await start()
  await givePosts(door, door.by, { memberId: door.idOf(1), from: day('2026-10-01'), posts: ['science'] })
  const slip = { itemCode: 'B09', date: day('2026-11-20'), quantity: units(1), text: '', follows: null }
  const declarationId = await declare(door, door.by, { ...slip, memberId: door.idOf(2) })
  await declare(door, door.by, { ...slip, memberId: door.idOf(2), date: day('2026-02-10') })
  await settleAllUpTo(door, door.by, '2026-Q1' as Period)
  const [now, late] = await inbox(door)
  expect(now?.hints.warnings.map(each => each.code)).toEqual(['ENTRY_WITHOUT_POST'])
  expect(late?.hints.problems.map(each => each.code)).toEqual(['PERIOD_SETTLED'])
  const { warnings } = await accept(door, declarationId, { itemCode: 'B09' })
  expect(warnings.map(each => each.code)).toEqual(['ENTRY_WITHOUT_POST'])
})

test('RT23 the oldest declaration that waits is found however many came after it', async () => {
  const { door, kiosk } = await start()
  const old = TEST_NOW - 30 * 86_400_000
  const first = kiosk.declaration(1)
  await kiosk.push(first)
  for (let many = 0; many < 3; many += 1) await declare(door, door.by, { ...aSlip, memberId: door.idOf(2) })
  door.store.engine.raw.prepare('update "declarations" set "sent_at" = ? where "declaration_id" = ?').run(old, first.id)
  const { read } = door.store
  expect(await read.declarations.waiting()).toEqual({ count: 4, oldest: old })
  // The list of the newest alone, as it was once asked, does not have it.
  expect((await read.declarations.inState(['waiting'], 3)).map(each => each.sentAt)).not.toContain(old)
  const steps = await overdueSteps(door, read, null)
  expect(steps.filter(each => each.kind === 'declaration')).toMatchObject([{ count: 4, due: '2026-10-30' }])
})

const aSlip = { itemCode: 'C07', date: day('2026-11-20'), quantity: units(1), text: '', follows: null }

describe('checking', () => {
  async function accepted(door: Door, kiosk: Awaited<ReturnType<Door['kiosk']>>, many: number) {
    const records = Array.from({ length: many }, (_, at) =>
      kiosk.declaration(1 + (at % 3), { date: day(`2026-10-${10 + at}`) }),
    )
    await kiosk.push(...records)
    for (const [at, each] of records.entries()) await accept(door, each.id, { date: day(`2026-10-${10 + at}`) })
    return records.map(each => each.id)
  }

  test('PT77 a third is drawn by the hub’s signature, so that it can be drawn again; nobody is drawn twice', async () => {
    const { door, kiosk } = await start()
    expect(await codesOf(drawSample(door, door.by, { period: Q4, take: { share: '1/3' } }))).toEqual(['SAMPLE_EMPTY'])
    const ids = await accepted(door, kiosk, 7)
    const sample = await drawSample(door, door.by, { period: Q4, take: { share: '1/3' } })
    expect(sample).toMatchObject({ of: 7, head: { size: expect.any(Number) } })
    expect(sample.declarationIds).toHaveLength(3)
    const line = (await door.store.read.journal.lines(sample.head.size, 1))[0]
    expect(line?.hash).toBe(sample.head.hash)
    const [noted] = await door.store.read.journal.lines(sample.head.size + 1, 1)
    const { body } = JSON.parse(noted?.line ?? '') as { body: { lot: Signature; from: RecordId[] } }
    expect(body.from.toSorted()).toEqual(ids.toSorted())
    expect(isSignedBy(door.signer.publicKey, sampleText(sample.head, ids, 3), body.lot)).toBe(true)
    expect(drawn(body.lot, ids.toReversed(), 3)).toEqual(sample.declarationIds)
    const rest = await drawSample(door, door.by, { period: Q4, take: { count: 500 } })
    expect(new Set([...sample.declarationIds, ...rest.declarationIds])).toEqual(new Set(ids))
    expect(sample.declarationIds.length + rest.declarationIds.length).toBe(7)
  })

  test('PT77 whoever sees the journal can neither work the draw out nor steer it by adding lines', async () => {
    const { door, kiosk } = await start()
    const ids = await accepted(door, kiosk, 6)
    const wanted = ids[0] as RecordId
    // The draw as it was once made: by the head alone, which is no secret.
    const byHead = (hash: string) => drawn(hash, ids, 2)
    const headNow = async () => (await door.store.read.journal.head()).hash
    let tries = 0
    while (byHead(await headNow()).includes(wanted)) {
      tries += 1
      await declare(door, door.by, { ...aSlip, memberId: door.idOf(3) })
    }
    expect(tries).toBeLessThan(40)
    const head = await door.store.read.journal.head()
    const foreseen = byHead(head.hash)
    const sample = await drawSample(door, door.by, { period: Q4, take: { count: 2 } })
    expect(sample.declarationIds).not.toEqual(foreseen)
    // Another hub's key, another head, another number: another draw. Nothing else but the key tells which.
    const lots = [aSigner(9), door.signer].map(signer => signer.sign(sampleText(head, ids, 2)))
    expect(lots.map(lot => drawn(lot, ids, 2).join() === sample.declarationIds.join())).toEqual([false, true])
  })

  test('PT78 found false: the entry is reversed and the scheme’s item registered in one piece, once', async () => {
    const { door, kiosk } = await start()
    const [one, two] = await accepted(door, kiosk, 2)
    if (!one || !two) throw new Error('two')
    expect(await codesOf(reverseFalse(door, door.by, one, ''))).toEqual(['DECLARATION_WORDS'])
    const before = (await door.store.read.journal.head()).size
    await reverseFalse(door, door.by, one, '现场没有这回事')
    expect(await ledgerOf(door, 1)).toMatchObject([
      { itemCode: 'C07', points: 200 },
      { itemCode: 'C07', points: -200, date: '2026-11-22' },
      { itemCode: 'X19', points: -500, date: '2026-11-22', recordedBy: 'branch', source: 'decision' },
    ])
    expect((await door.store.read.journal.head()).size).toBe(before + 3)
    expect(await codesOf(reverseFalse(door, door.by, one, '再来'))).toEqual(['DECLARATION_CHECKED'])
    await noteTrue(door, door.by, two, '问过邻居，属实')
    expect(await codesOf(reverseFalse(door, door.by, two, '再来'))).toEqual(['DECLARATION_CHECKED'])
    expect(await declarationDetail(door, door.store.read, one)).toMatchObject({
      checked: { found: 'false', words: '现场没有这回事' },
      reversed: true,
    })
  })

  test('PT78 reversed by hand before, only the item is registered; what waits cannot be found false', async () => {
    const { door, kiosk } = await start()
    const [one] = await accepted(door, kiosk, 1)
    const waiting = kiosk.declaration(2)
    await kiosk.push(waiting)
    expect(await codesOf(reverseFalse(door, door.by, waiting.id, '假的'))).toEqual(['DECLARATION_NOT_ACCEPTED'])
    const [entry] = await ledgerOf(door, 1)
    if (!one || !entry) throw new Error('one')
    await reverseEntry(door, door.by, { entryId: entry.entryId, date: day('2026-11-22'), reason: '记错' })
    expect(await reverseFalse(door, door.by, one, '假的')).toMatchObject({ reversal: null })
    expect((await ledgerOf(door, 1)).map(each => each.itemCode)).toEqual(['C07', 'C07', 'X19'])
  })
})
