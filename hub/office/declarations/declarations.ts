import { must } from '../../../shared/base/check.ts'
import { canonical } from '../../../shared/base/canonical.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import { newId, type EntryId, type MemberId, type RecordId } from '../../../shared/base/ids.ts'
import { rangeOf, yearOf, type Period, type PlainDate } from '../../../shared/base/plain-date.ts'
import { problem, refuse, Refusal, type Problem } from '../../../shared/base/problem.ts'
import { isDeclarable, type AttestationWords, type DeclarationWords } from '../../../shared/declarations/declaration.ts'
import { falseItemOf } from '../../../shared/points/false-item.ts'
import { drawn, sampleText, shareOf } from '../../../shared/declarations/sample.ts'
import type { JournalHead } from '../../../shared/journal/chain.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import type { Item } from '../../../shared/points/item.ts'
import type { Declaration } from './ports.ts'
import { ledgerDesk } from '../points/ledger.ts'
import type { Office, Reads, Work } from '../ports.ts'
import { mustScheme, schemeInForce } from '../points/scheme.ts'
import { todayOf } from '../today.ts'
import { withWho } from '../who-did.ts'

/**
 * 申报 and 证实 (PT68–PT78): what members declare and residents vouch for waits here until a person accepts it (then it
 * is an entry of the ledger), asks back, or refuses it. What comes from kiosks is taken in by the intake.
 */

export interface Declared {
  readonly memberId: MemberId
  readonly itemCode: string
  readonly date: PlainDate
  readonly quantity: Hundredths
  readonly text: string
  /** The one asked back that this sends again. */
  readonly follows: RecordId | null
}

/**
 * Types in a declaration from a slip of paper.
 * @throws Refusal MEMBER_UNKNOWN | SCHEME_NONE | ENTRY_ITEM_UNKNOWN | DECLARATION_BRANCH_ONLY | DECLARATION_IN_FUTURE
 */
export async function declare(office: Office, by: Author, input: Declared): Promise<RecordId> {
  const [id] = await declareAll(office, by, [input])
  return must(id, 'an id for every declaration')
}

/** The slips of a meeting: all of them, or none. */
export async function declareAll(office: Office, by: Author, inputs: readonly Declared[]): Promise<RecordId[]> {
  return await office.store.write(by, async work => {
    const ids: RecordId[] = []
    for (const [at, { text, ...said }] of inputs.entries()) {
      const where = inputs.length > 1 ? `第${at + 1}条` : undefined
      await mustBeSayable(office, work, said, where)
      const words: DeclarationWords = { text: text.trim() }
      ids.push(await enter(office, work, 'declaration', said, words))
    }
    return ids
  })
}

export interface Attested {
  readonly memberId: MemberId
  readonly itemCode: string | null
  readonly date: PlainDate
  /** Of the resident; empty for who would rather not say. */
  readonly name: string
  readonly note: string
}

/** Types in what a resident vouches for. @throws Refusal as `declare` */
export async function attest(office: Office, by: Author, { name, note, ...said }: Attested): Promise<RecordId> {
  return await office.store.write(by, async work => {
    await mustBeSayable(office, work, said)
    const written = (text: string) => (text.trim() === '' ? null : ({ kind: 'typed', text: text.trim() } as const))
    const words: AttestationWords = { name: written(name), note: written(note) }
    return await enter(office, work, 'attestation', { ...said, quantity: 100 as Hundredths, follows: null }, words)
  })
}

/** What everybody may say who declares or vouches. @throws Refusal as `declare` */
export async function mustBeSayable(
  office: Office,
  work: Work,
  { memberId, itemCode, date }: Pick<Attested, 'memberId' | 'itemCode' | 'date'>,
  where?: string,
): Promise<void> {
  const today = await todayOf(office, work)
  if (!(await work.people.one(memberId))) {
    refuse('MEMBER_UNKNOWN', { zh: '没有这名党员。', en: 'There is no such member.' }, where)
  }
  if (date > today) {
    refuse('DECLARATION_IN_FUTURE', { zh: `日期 ${date} 还没有到。`, en: `${date} is in the future.` }, where)
  }
  if (itemCode !== null) await mustBeDeclarable(work, itemCode, date, where)
}

/** PT70 @throws Refusal SCHEME_NONE | ENTRY_ITEM_UNKNOWN | DECLARATION_BRANCH_ONLY */
async function mustBeDeclarable(work: Work, itemCode: string, date: PlainDate, where?: string): Promise<Item> {
  const { scheme } = await mustScheme(work, date)
  const item = scheme.items.find(each => each.code === itemCode)
  if (!item) {
    const text = { zh: `方案里没有项目“${itemCode}”。`, en: `The scheme has no item ${itemCode}.` }
    return refuse('ENTRY_ITEM_UNKNOWN', text, where ?? 'itemCode')
  }
  if (!isDeclarable(item.component)) {
    const zh = '扣分和一票否决不能申报、不能证实，只能由支部登记。'
    refuse('DECLARATION_BRANCH_ONLY', { zh, en: 'Deductions and vetoes are registered by the branch alone.' }, where)
  }
  return item
}

export async function enter(
  office: Office,
  work: Work,
  type: Declaration['kind'],
  said: Omit<Declared, 'itemCode' | 'text'> & { readonly itemCode: string | null },
  words: DeclarationWords | AttestationWords,
): Promise<RecordId> {
  const declarationId = newId<RecordId>(office.clock.now(), office.random)
  const kept = await work.keepWords('declaration', canonical(words))
  await work.append({ kind: 'declaration.entered', body: { ...said, declarationId, type, words: kept } })
  return declarationId
}

export interface Acceptance {
  readonly declarationId: RecordId
  /** As the registrar finds them right; the declaration itself stays as it was said. */
  readonly itemCode: string
  readonly date: PlainDate
  readonly quantity: Hundredths
  /** What was looked at; kept with the entry. */
  readonly basis: string
  /** Attestations of the same member that are its evidence and done with it (PT88). */
  readonly joins?: readonly RecordId[]
}

/**
 * PT72: makes the declaration an entry of the ledger, once.
 * @throws Refusal DECLARATION_UNKNOWN | DECLARATION_DECIDED | DECLARATION_BRANCH_ONLY, or what the ledger refuses (PT17–PT23)
 */
export async function acceptDeclaration(
  office: Office,
  by: Author,
  { declarationId, itemCode, date, quantity, basis, joins = [] }: Acceptance,
): Promise<{ entryId: EntryId; warnings: readonly Problem[] }> {
  return await office.store.write(by, async work => {
    const { kind, memberId } = await mustBeOpen(work, await work.declarations.one(declarationId))
    for (const each of joins) await mustBeEvidence(work, await work.declarations.one(each), { kind, memberId })
    await mustBeDeclarable(work, itemCode, date)
    const desk = await ledgerDesk(office, work)
    const entryId = desk.newId()
    const isMembers = kind === 'declaration'
    const draft = { kind: 'item', entryId, itemCode, date, quantity, activityId: null, basis: null } as const
    const said = isMembers
      ? ({ source: 'declaration', recordedBy: 'member' } as const)
      : ({ source: 'attestation', recordedBy: 'resident' } as const)
    await desk.add({ ...draft, ...said }, memberId, { note: basis.trim() })
    const { warnings } = await desk.finish(null)
    const done = [declarationId, ...new Set(joins)]
    await work.append(...done.map(each => acceptedBy(each, entryId)))
    return { entryId, warnings }
  })
}

const acceptedBy = (declarationId: RecordId, entryId: EntryId) =>
  ({ kind: 'declaration.accepted', body: { declarationId, entryId } }) as const

/** PT88 @throws Refusal DECLARATION_UNKNOWN | DECLARATION_DECIDED | DECLARATION_JOIN */
async function mustBeEvidence(
  work: Work,
  found: Declaration | null,
  about: Pick<Declaration, 'kind' | 'memberId'>,
): Promise<void> {
  const { kind, memberId } = await mustBeOpen(work, found)
  if (about.kind === 'declaration' && kind === 'attestation' && memberId === about.memberId) return
  refuse('DECLARATION_JOIN', {
    zh: '只有群众对同一名党员的证实，才能作为这件申报的依据。',
    en: 'Only an attestation about the same member is evidence for a declaration.',
  })
}

/**
 * PT73: asks the member something; they see it on their own page and may send it again.
 * @throws Refusal DECLARATION_UNKNOWN | DECLARATION_DECIDED | DECLARATION_WORDS | ATTESTATION_ASK_BACK
 */
export async function askBack(office: Office, by: Author, declarationId: RecordId, words: string): Promise<void> {
  await office.store.write(by, async work => {
    const { kind } = await mustBeOpen(work, await work.declarations.one(declarationId))
    if (kind === 'attestation') {
      const zh = '群众证实没有本人页面，不能退回去问；请当面核实后采纳或不采纳。'
      refuse('ATTESTATION_ASK_BACK', { zh, en: 'A resident has no page to be asked on.' })
    }
    const kept = await work.keepWords('declaration', mustSay(words))
    await work.append({ kind: 'declaration.askedBack', body: { declarationId, words: kept } })
  })
}

/** @throws Refusal DECLARATION_UNKNOWN | DECLARATION_DECIDED | DECLARATION_WORDS */
export async function refuseDeclaration(
  office: Office,
  by: Author,
  declarationId: RecordId,
  words: string,
): Promise<void> {
  await office.store.write(by, async work => {
    await mustBeOpen(work, await work.declarations.one(declarationId))
    const kept = await work.keepWords('declaration', mustSay(words))
    await work.append({ kind: 'declaration.refused', body: { declarationId, words: kept } })
  })
}

/** How much to check: a share such as `1/3`, or a number. */
export type SampleSize = { readonly share: string } | { readonly count: number }

export interface Sample {
  readonly head: JournalHead
  readonly of: number
  readonly declarationIds: readonly RecordId[]
}

/**
 * PT77: draws from what was accepted in a period and was neither drawn nor checked yet.
 * @throws Refusal SAMPLE_EMPTY
 */
export async function drawSample(
  office: Office,
  by: Author,
  { period, take }: { readonly period: Period; readonly take: SampleSize },
): Promise<Sample> {
  return await office.store.write(by, async work => {
    const { from, to } = rangeOf(period)
    const accepted = await work.declarations.acceptedIn(from, to)
    // An attestation that was evidence for a declaration is looked at with it.
    const declared = new Set(accepted.filter(each => each.kind === 'declaration').map(each => each.entryId))
    const own = accepted.filter(each => each.kind === 'declaration' || !declared.has(each.entryId))
    const ids = own.filter(each => !each.sampled && !each.checked).map(each => each.declarationId)
    if (ids.length === 0) {
      refuse('SAMPLE_EMPTY', {
        zh: '这一期没有还没抽查过的已采纳申报。',
        en: 'Nothing accepted in this period is left to be drawn.',
      })
    }
    const head = await work.journal.head()
    const count = Math.min(ids.length, 'share' in take ? shareOf(take.share, ids.length) : take.count)
    const lot = office.signer.sign(sampleText(head, ids, count))
    const declarationIds = drawn(lot, ids, count)
    const body = { period, head, of: ids.length, from: ids.toSorted(), lot, declarationIds }
    await work.append({ kind: 'declaration.sampled', body })
    return { head, of: ids.length, declarationIds }
  })
}

/**
 * A check found it true. What turns out false: `reverseFalse`.
 * @throws Refusal DECLARATION_UNKNOWN | DECLARATION_NOT_ACCEPTED | DECLARATION_CHECKED | DECLARATION_WORDS
 */
export async function noteTrue(office: Office, by: Author, declarationId: RecordId, words: string): Promise<void> {
  await office.store.write(by, async work => {
    mustBeUnchecked(await work.declarations.one(declarationId))
    const kept = await work.keepWords('declaration', mustSay(words))
    const body = { declarationId, found: 'true', words: kept, reversal: null, penalty: null } as const
    await work.append({ kind: 'declaration.checked', body })
  })
}

export interface Reversed {
  /** Null: the entry was reversed before. */
  readonly reversal: EntryId | null
  /** The scheme's own item for it, or null where it has none, or the declaration was a resident's. */
  readonly penalty: EntryId | null
}

/**
 * PT78: a check found it false: its entry is reversed and the scheme's item for a false declaration registered, both
 * dated today, all in one piece.
 * @throws Refusal as `noteTrue`, and what the ledger refuses
 */
export async function reverseFalse(
  office: Office,
  by: Author,
  declarationId: RecordId,
  words: string,
): Promise<Reversed> {
  return await office.store.write(by, async work => {
    const declaration = mustBeUnchecked(await work.declarations.one(declarationId))
    const reason = mustSay(words)
    const desk = await ledgerDesk(office, work)
    const entryId = must(declaration.entryId, 'the entry of what was accepted')
    const isReversed = (await work.ledger.reversalOf(entryId)) !== null
    if (!isReversed) await desk.reverse(entryId, desk.today, reason)
    const penalty = desk.newId()
    const item = await penaltyOf(work, declaration, desk.today)
    if (item) {
      const draft = { kind: 'item', entryId: penalty, itemCode: item.code, date: desk.today } as const
      const basis = { quantity: 100 as Hundredths, source: 'decision', recordedBy: 'branch', activityId: null } as const
      await desk.add({ ...draft, ...basis, basis: null }, declaration.memberId, { note: reason })
    }
    const { entries } = isReversed && !item ? { entries: [] } : await desk.finish(null)
    const result: Reversed = {
      reversal: entries.find(each => each.reverses === entryId)?.entryId ?? null,
      penalty: item ? penalty : null,
    }
    const kept = await work.keepWords('declaration', reason)
    await work.append({ kind: 'declaration.checked', body: { declarationId, found: 'false', words: kept, ...result } })
    return result
  })
}

/** What a resident said wrongly is not laid to the member's charge. */
async function penaltyOf(work: Work, { kind, date }: Declaration, today: PlainDate): Promise<Item | null> {
  if (kind === 'attestation' || yearOf(date) !== yearOf(today)) return null
  const version = await schemeInForce(work, today)
  return version && falseItemOf(version.scheme, today)
}

const mustBeKnown = (found: Declaration | null): Declaration =>
  found ?? refuse('DECLARATION_UNKNOWN', { zh: '没有这条申报，请刷新再看。', en: 'There is no such declaration.' })

/** @throws Refusal DECLARATION_UNKNOWN | DECLARATION_DECIDED, with who decided (RV32) */
async function mustBeOpen(read: Reads, found: Declaration | null): Promise<Declaration> {
  const declaration = mustBeKnown(found)
  const { state, decided } = declaration
  if (state === 'waiting' || state === 'askedBack') return declaration
  const zh = { accepted: '已经采纳', refused: '已经退回', resent: '已经重新申报' }[state]
  const text = { zh: `这条申报${zh}，不能再处理。`, en: 'This declaration is decided already.' }
  const signed = decided?.by ? { by: decided.by, at: decided.at } : null
  throw new Refusal(await withWho(read, [problem('DECLARATION_DECIDED', text)], () => signed))
}

function mustBeUnchecked(found: Declaration | null): Declaration {
  const declaration = mustBeKnown(found)
  if (declaration.state !== 'accepted') {
    refuse('DECLARATION_NOT_ACCEPTED', { zh: '只有采纳了的申报才核查。', en: 'Only what was accepted is checked.' })
  }
  if (declaration.checked) {
    refuse('DECLARATION_CHECKED', { zh: '这条申报已经核查过了。', en: 'It was checked already.' })
  }
  return declaration
}

function mustSay(words: string): string {
  const said = words.trim()
  if (said === '') refuse('DECLARATION_WORDS', { zh: '请写一句话说明。', en: 'Please say it in a sentence.' }, 'words')
  return said
}
