import { expect, test } from 'vitest'
import { readCard } from '../../../../shared/passes/card.ts'
import type { BranchTag } from '../../../../shared/passes/digits.ts'
import { must } from '../../../../shared/base/check.ts'
import { cardsToPrint, confirmPrinted, issueCards, reportCardLost } from '../../../../hub/office/people/cards.ts'
import { importRoster, recordMember, setConsent, undoImport } from '../../../../hub/office/people/people.ts'
import { aMemberInput, aWorkingOffice, day } from '../../../fixtures/branch.ts'
import { codesOf } from '../../../fixtures/refusals.ts'

const FILE = 'b'.repeat(64)

test('PL50 an import is one batch: all of it, or after any refusal nothing', async () => {
  const office = await aWorkingOffice([])
  const changes = [1, 2, 2].map(memberNo => ({ memberId: null, input: aMemberInput(memberNo) }))
  expect(await codesOf(importRoster(office, office.by, { fileHash: FILE, changes }))).toEqual(['MEMBER_NO_TAKEN'])
  expect(await office.store.read.people.all()).toEqual([])
  expect(await office.store.read.people.imports()).toEqual([])
})

test('PL50 a list may pass numbers round among its people', async () => {
  const office = await aWorkingOffice()
  const swap = [
    { memberId: office.idOf(1), input: aMemberInput(2) },
    { memberId: office.idOf(2), input: aMemberInput(1) },
  ]
  await importRoster(office, office.by, { fileHash: FILE, changes: swap })
  const members = await office.store.read.people.all()
  expect(members.map(member => member.memberId)).toEqual([office.idOf(2), office.idOf(1), office.idOf(3)])
  const clash = [{ memberId: office.idOf(1), input: aMemberInput(3) }]
  expect(await codesOf(importRoster(office, office.by, { fileHash: FILE, changes: clash }))).toEqual([
    'MEMBER_NO_TAKEN',
  ])
})

test('PL51 undoing an import takes the added people off and gives the changed ones back as they were', async () => {
  const office = await aWorkingOffice([{}])
  const before = await office.store.read.people.all()
  const changed = aMemberInput(1, { group: '第二党小组' })
  changed.identifiers.phone = '19900001007'
  const { batchId } = await importRoster(office, office.by, {
    fileHash: FILE,
    changes: [
      { memberId: office.idOf(1), input: changed },
      { memberId: null, input: aMemberInput(2) },
    ],
  })
  expect((await office.store.read.people.all()).map(each => each.group)).toEqual(['第二党小组', '第一党小组'])
  await undoImport(office, office.by, batchId)
  expect(await office.store.read.people.all()).toEqual(before)
  expect((await office.store.read.people.identifiers([office.idOf(1)])).size).toBe(0)
  expect(await codesOf(undoImport(office, office.by, batchId))).toEqual(['IMPORT_UNKNOWN'])
})

test('PL52 an import that something depends on is not undone', async () => {
  const office = await aWorkingOffice([])
  const batch = { fileHash: FILE, changes: [{ memberId: null, input: aMemberInput(7) }] }
  const { batchId } = await importRoster(office, office.by, batch)
  const [member] = await office.store.read.people.all()
  await issueCards(office, office.by, [must(member, 'member').memberId])
  expect(await codesOf(undoImport(office, office.by, batchId))).toEqual(['IMPORT_IN_USE'])
  expect(await office.store.read.people.all()).toHaveLength(1)
})

test('PL53 consent to be named is recorded for many at once, with its date and paper, and can be withdrawn', async () => {
  const office = await aWorkingOffice()
  const consent = { date: day('2026-03-01'), paperRef: '同意书第3号' }
  await setConsent(office, office.by, [office.idOf(1), office.idOf(3)], consent)
  await setConsent(office, office.by, [office.idOf(3)], null)
  const members = await office.store.read.people.all()
  expect(members.map(member => member.consent)).toEqual([consent, null, null])
})

test('PL54 identifiers live in a row of their own and never in the member as read', async () => {
  const office = await aWorkingOffice([])
  const input = aMemberInput(1)
  input.identifiers.idNumber = '999999196806150018'
  const memberId = await recordMember(office, office.by, { memberId: null, input })
  expect(JSON.stringify(await office.store.read.people.all())).not.toContain('999999196806150018')
  const lines = await office.store.read.journal.lines(1, 100)
  expect(JSON.stringify(lines)).not.toContain('999999196806150018')
  expect(JSON.stringify(lines)).not.toContain('党员1')
  expect((await office.store.read.people.identifiers([memberId])).get(memberId)?.idNumber).toBe('999999196806150018')
})

test('SG40 a card is printed once: confirming forgets its secret, and a reprint is a new card', async () => {
  const office = await aWorkingOffice()
  await issueCards(office, office.by, [office.idOf(1), office.idOf(2)])
  const [first, second] = await cardsToPrint(office)
  const { branchTag } = must(await office.store.read.branch.founded(), 'branch')
  expect(readCard(must(first, 'card').text, branchTag as BranchTag).ok).toBe(true)
  await confirmPrinted(office, office.by, [must(first, 'card').serial])
  expect(await cardsToPrint(office)).toEqual([second])
  await issueCards(office, office.by, [office.idOf(1)])
  const cards = await office.store.read.cards.ofMember(office.idOf(1))
  expect(cards.map(card => [card.serial, card.state, card.revokedWhy])).toEqual([
    ['000001', 'revoked', 'reissued'],
    ['000003', 'issued', null],
  ])
})

test('SG41 a lost card is revoked in one step, on the roster feed without a name', async () => {
  const office = await aWorkingOffice()
  await issueCards(office, office.by, [office.idOf(2)])
  const [card] = await office.store.read.cards.ofMember(office.idOf(2))
  await reportCardLost(office, office.by, office.idOf(2))
  const row = await office.store.read.feeds.newest('roster', `card:${card?.cardHash}`)
  expect(JSON.parse(row?.text ?? '')).toEqual({ type: 'revokedCard', hash: card?.cardHash })
  const person = await office.store.read.feeds.newest('roster', office.idOf(2))
  expect(JSON.parse(person?.text ?? '').card).toBeNull()
  expect(await codesOf(reportCardLost(office, office.by, office.idOf(2)))).toEqual(['CARD_NONE'])
})

test('SG42 who leaves the branch leaves their card', async () => {
  const office = await aWorkingOffice()
  await issueCards(office, office.by, [office.idOf(2)])
  const input = aMemberInput(2, { status: 'left' })
  await recordMember(office, office.by, { memberId: office.idOf(2), input })
  const cards = await office.store.read.cards.ofMember(office.idOf(2))
  expect(cards.map(card => card.revokedWhy)).toEqual(['left'])
  expect(await codesOf(issueCards(office, office.by, [office.idOf(2)]))).toEqual(['MEMBER_LEFT'])
})
