import { canonical } from '../../../shared/base/canonical.ts'
import { refuse } from '../../../shared/base/problem.ts'
import { newId, type BatchId, type MemberId } from '../../../shared/base/ids.ts'
import type { Author, Fact } from '../../../shared/journal/facts.ts'
import type { PrivateId, PrivateRef } from '../../../shared/journal/private-ref.ts'
import type {
  MemberIdentifiers,
  MemberInput,
  MemberRecord,
  MemberView,
  MemberWords,
} from '../../../shared/people/member.ts'
import { refreshExpected } from '../activities/feed.ts'
import { revokeCardsOf } from './cards.ts'
import { revokePhonesOf } from './phones.ts'
import type { Office, Work } from '../ports.ts'
import { refreshRosterFeed } from './roster-feed.ts'

/** The roster: recording members, importing the branch's own list, undoing an import. */

export interface MemberVersion {
  readonly no: number
  readonly record: MemberRecord
  readonly wordsId: PrivateId
  readonly identifiersId: PrivateId | null
  readonly batchId: BatchId | null
}

export interface RosterImport {
  readonly batchId: BatchId
  readonly at: number
  readonly added: number
  readonly updated: number
  readonly undone: boolean
}

export interface PeopleReads {
  /** In the order of the branch's own numbers, those who left included. */
  all(): Promise<readonly MemberView[]>
  one(memberId: MemberId): Promise<MemberView | null>
  identifiers(memberIds: readonly MemberId[]): Promise<ReadonlyMap<MemberId, MemberIdentifiers>>
  versions(memberId: MemberId): Promise<readonly MemberVersion[]>
  batchVersions(batchId: BatchId): Promise<readonly MemberVersion[]>
  /** Newest first. */
  imports(): Promise<readonly RosterImport[]>
  /** Those of the given members that something else already refers to (a card, an entry, an attendance). */
  dependents(memberIds: readonly MemberId[]): Promise<ReadonlySet<MemberId>>
}

/** A change that an import or a form asks for: a new person when `memberId` is null. */
export interface MemberChange {
  readonly memberId: MemberId | null
  readonly input: MemberInput
}

/** Records one member, new or changed (PL). @throws Refusal MEMBER_NO_TAKEN, MEMBER_UNKNOWN */
export async function recordMember(office: Office, by: Author, change: MemberChange): Promise<MemberId> {
  return await office.store.write(by, async work => {
    const [memberId] = await recordAll(office, work, [change], null)
    return memberId ?? refuse('MEMBER_UNKNOWN', { zh: '没有这名党员。', en: 'There is no such member.' })
  })
}

/**
 * Takes a checked roster in as one batch: everything or nothing (PL).
 * @param fileHash SHA-256 of the file, so that the journal says which list it was
 */
export async function importRoster(
  office: Office,
  by: Author,
  batch: { fileHash: string; changes: readonly MemberChange[] },
): Promise<{ batchId: BatchId; added: number; updated: number }> {
  return await office.store.write(by, async work => {
    const batchId = newId<BatchId>(office.clock.now(), office.random)
    const added = batch.changes.filter(change => change.memberId === null).length
    const updated = batch.changes.length - added
    await work.append({ kind: 'roster.imported', body: { batchId, fileHash: batch.fileHash, added, updated } })
    await recordAll(office, work, batch.changes, batchId)
    return { batchId, added, updated }
  })
}

/**
 * Takes a whole import back: added people go, changed people are as they were before (PL).
 * @throws Refusal IMPORT_UNKNOWN, IMPORT_NOT_LAST, IMPORT_IN_USE when anything depends on it already
 */
export async function undoImport(office: Office, by: Author, batchId: BatchId): Promise<void> {
  await office.store.write(by, async work => {
    const imports = await work.people.imports()
    if (!imports.some(each => each.batchId === batchId && !each.undone)) {
      refuse('IMPORT_UNKNOWN', {
        zh: '找不到这次导入，或者已经撤销过了。',
        en: 'No such import, or it is undone already.',
      })
    }
    if (imports.find(each => !each.undone)?.batchId !== batchId) {
      refuse('IMPORT_NOT_LAST', { zh: '请先撤销后面的导入。', en: 'Undo the later imports first.' })
    }
    const versions = await work.people.batchVersions(batchId)
    const facts: Fact[] = []
    const gone: MemberId[] = []
    for (const version of versions) {
      const { memberId } = version.record
      const history = await work.people.versions(memberId)
      if (history.at(-1)?.no !== version.no) inUse()
      const before = history.at(-2)
      if (before) facts.push(await restored(work, before))
      else gone.push(memberId)
    }
    if ((await work.people.dependents(gone)).size > 0) inUse()
    for (const memberId of gone) facts.push({ kind: 'member.removed', body: { memberId, batchId } })
    await work.append({ kind: 'roster.importUndone', body: { batchId } }, ...facts)
    await refreshRosterFeed(
      office,
      work,
      versions.map(version => version.record.memberId),
    )
    await refreshExpected(office, work)
  })
}

function inUse(): never {
  refuse('IMPORT_IN_USE', {
    zh: '这次导入的党员已经有了后来的记录（修改、发卡、积分或签到），不能整批撤销。',
    en: 'Members of this import have later records (changes, cards, entries or sign-ins); it cannot be undone.',
  })
}

/** Records the consent to be named in public, or its withdrawal (null), for many members at once (PR). */
export async function setConsent(
  office: Office,
  by: Author,
  memberIds: readonly MemberId[],
  consent: MemberRecord['consent'],
): Promise<void> {
  await office.store.write(by, async work => {
    const facts: Fact[] = []
    for (const memberId of memberIds) {
      const before = (await work.people.versions(memberId)).at(-1) ?? unknownMember()
      const fact = await restored(work, before)
      facts.push({ ...fact, body: { ...fact.body, record: { ...before.record, consent } } })
    }
    await work.append(...facts)
    await refreshRosterFeed(office, work, memberIds)
  })
}

const unknownMember = (): never => refuse('MEMBER_UNKNOWN', { zh: '没有这名党员。', en: 'There is no such member.' })

async function recordAll(
  office: Office,
  work: Work,
  changes: readonly MemberChange[],
  batchId: BatchId | null,
): Promise<MemberId[]> {
  const now = await work.people.all()
  const changing = new Set(changes.map(change => change.memberId))
  // A list may pass numbers round among its people; only those outside it hold on to theirs.
  const byNo = new Map(now.filter(each => !changing.has(each.memberId)).map(each => [each.memberNo, each.memberId]))
  const facts: Fact[] = []
  const recorded: MemberId[] = []
  for (const { memberId: known, input } of changes) {
    if (known !== null && !now.some(member => member.memberId === known)) unknownMember()
    const memberId = known ?? newId<MemberId>(office.clock.now(), office.random)
    claimNo(byNo, input.record.memberNo, memberId)
    const record: MemberRecord = { ...input.record, memberId }
    facts.push({ kind: 'member.recorded', body: { record, ...(await keepPerson(work, input)), batchId } })
    recorded.push(memberId)
  }
  await work.append(...facts)
  const left = changes.flatMap(({ memberId, input }) => (memberId && input.record.status === 'left' ? [memberId] : []))
  for (const memberId of left) {
    await revokeCardsOf(work, memberId, 'left')
    await revokePhonesOf(office, work, memberId, 'left')
  }
  await refreshRosterFeed(office, work, recorded)
  await refreshExpected(office, work)
  return recorded
}

/** One number, one member: the number is the key of the branch's own lists. */
function claimNo(byNo: Map<number, MemberId>, memberNo: number, memberId: MemberId): void {
  const holder = byNo.get(memberNo)
  if (holder !== undefined && holder !== memberId) {
    refuse(
      'MEMBER_NO_TAKEN',
      { zh: `序号 ${memberNo} 已经是另一名党员的。`, en: `Number ${memberNo} belongs to another member.` },
      'memberNo',
    )
  }
  byNo.set(memberNo, memberId)
}

async function keepPerson(
  work: Work,
  input: MemberInput,
): Promise<{ words: PrivateRef; identifiers: PrivateRef | null }> {
  const words = await work.keepWords('memberDetails', canonical(input.words))
  const { phone, idNumber } = input.identifiers
  const identifiers = phone || idNumber ? await work.keepWords('memberIdentifiers', canonical(input.identifiers)) : null
  return { words, identifiers }
}

/** The fact that makes a former version count again, with its words kept anew: the old row may be erased on its own. */
async function restored(work: Work, version: MemberVersion): Promise<Extract<Fact, { kind: 'member.recorded' }>> {
  const words = await work.words.get(version.wordsId)
  const identifiers = version.identifiersId && (await work.words.get(version.identifiersId))
  return {
    kind: 'member.recorded',
    body: {
      record: version.record,
      words: await work.keepWords('memberDetails', words ?? canonical(NOBODY)),
      identifiers: identifiers ? await work.keepWords('memberIdentifiers', identifiers) : null,
      batchId: null,
    },
  }
}

/** What is left of a person whose words were erased. */
export const NOBODY: MemberWords = {
  name: '（已删除）',
  nameNote: '',
  sex: 'unknown',
  birth: '',
  joined: '',
  ethnic: '',
  duty: '',
  floatingPlace: '',
  note: '',
}
