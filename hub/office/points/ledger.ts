import { must } from '../../../shared/base/check.ts'
import { newId, type ActivityId, type BatchId, type EntryId, type MemberId } from '../../../shared/base/ids.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import { plainDateAt, type PlainDate } from '../../../shared/base/plain-date.ts'
import { problem, refuse, Refusal, type Problem } from '../../../shared/base/problem.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import type { MemberView } from '../../../shared/people/member.ts'
import { checkEntry, type EntryContext, type EntryDraft } from '../../../shared/points/entry-check.ts'
import type { Entry } from '../../../shared/points/entry.ts'
import type { Component, Dimension, Evidence, Recorder } from '../../../shared/points/item.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { askGates, type GatesAsked } from '../reviews/period-gate.ts'
import type { Office, Work } from '../ports.ts'
import { askPosts, type PostsAsked } from './duty-posts.ts'
import { placeIn } from './place-in-line.ts'
import { mustScheme } from './scheme.ts'

/** The ledger (台账): registering, reversing, opening balances, importing the paper ledger. */

/** An entry as the console lists it. */
export interface LedgerLine extends Entry {
  readonly no: number
  readonly code: string | null
  readonly note: string
  readonly noteErased?: true
  readonly batchId: BatchId | null
  readonly reversedBy: EntryId | null
}

export interface LedgerQuery {
  readonly cycle: number
  readonly memberId?: MemberId
  readonly itemCode?: string
  readonly component?: Component
  readonly offset: number
  readonly limit: number
}

export interface LedgerReads {
  /** All entries dated in the year, by date. */
  ofCycle(cycle: number): Promise<readonly Entry[]>
  ofMember(memberId: MemberId, cycle: number): Promise<readonly Entry[]>
  ofActivity(activityId: ActivityId): Promise<readonly Entry[]>
  one(entryId: EntryId): Promise<Entry | null>
  lines(entryIds: readonly EntryId[]): Promise<readonly LedgerLine[]>
  noteId(entryId: EntryId): Promise<PrivateId | null>
  idsByCode(codes: readonly string[]): Promise<ReadonlyMap<string, EntryId>>
  reversalOf(entryId: EntryId): Promise<Entry | null>
  /**
   * Why points were ever deducted or somebody vetoed: each text once, with its first entry and everybody it was written
   * about; and each document number.
   */
  reasonsAgainst(except: MemberId | null): Promise<{
    readonly notes: readonly {
      readonly text: string
      readonly entryId: EntryId
      readonly memberIds: readonly MemberId[]
    }[]
    readonly documentNos: readonly string[]
  }>
  /** Newest first. */
  page(query: LedgerQuery): Promise<{ lines: readonly LedgerLine[]; total: number }>
}

/** What was registered, and what should be asked about it; the warnings forbid nothing. */
export interface Registered {
  readonly entries: readonly Entry[]
  readonly warnings: readonly Problem[]
}

/** One item for one or many members. */
export interface Registration {
  readonly itemCode: string
  readonly memberIds: readonly MemberId[]
  readonly date: PlainDate
  readonly quantity: Hundredths
  readonly source: Evidence
  readonly recordedBy: Recorder
  readonly activityId: ActivityId | null
  readonly basis: Entry['basis']
  readonly note: string
}

/** All or nothing (PT17–PT23). @throws Refusal with every problem, each naming its member */
export async function registerEntries(office: Office, by: Author, input: Registration): Promise<Registered> {
  return await office.store.write(by, work => registerWithin(office, work, input))
}

/** The same as a part of a larger piece of writing. */
export async function registerWithin(office: Office, work: Work, input: Registration): Promise<Registered> {
  const { memberIds, note, ...draft } = input
  const desk = await ledgerDesk(office, work)
  for (const memberId of memberIds) {
    await desk.add({ ...draft, kind: 'item', entryId: desk.newId() }, memberId, { note })
  }
  return await desk.finish(null)
}

/** Cancels an entry by a new one with its own date and reason; the entry itself stays as it is. */
export async function reverseEntry(
  office: Office,
  by: Author,
  input: { entryId: EntryId; date: PlainDate; reason: string },
): Promise<Registered> {
  return await office.store.write(by, async work => {
    const desk = await ledgerDesk(office, work)
    await desk.reverse(input.entryId, input.date, input.reason)
    return await desk.finish(null)
  })
}

export interface OpeningBalance {
  readonly memberId: MemberId
  readonly component: Exclude<Component, 'veto'>
  readonly dimension: Dimension | null
  readonly itemCode: string | null
  readonly points: Hundredths
}

/** Takes sums over from the paper ledger of a branch that starts in mid-year, marked as such (PT). */
export async function registerOpenings(
  office: Office,
  by: Author,
  input: { date: PlainDate; rows: readonly OpeningBalance[]; note: string },
): Promise<Registered> {
  return await office.store.write(by, async work => {
    const desk = await ledgerDesk(office, work)
    for (const { memberId, ...row } of input.rows) {
      await desk.add({ ...row, kind: 'opening', entryId: desk.newId(), date: input.date }, memberId, {
        note: input.note,
      })
    }
    return await desk.finish(null)
  })
}

/** A line of a ledger that was kept elsewhere, as its file says it. */
export interface ImportedLine {
  /** Where it stands in the file, for what is said about it. */
  readonly where: string
  readonly code: string
  readonly memberNo: number
  readonly itemCode: string
  readonly date: PlainDate
  readonly quantity: Hundredths
  readonly points: Hundredths
  readonly source: Evidence
  readonly recordedBy: Recorder
  readonly activityCode: string
  /** Code of the line that this one reverses, or empty. */
  readonly reverses: string
  readonly note: string
}

/**
 * Takes a ledger file in: all of it, or nothing with every problem by line. Lines whose code the ledger has already are
 * left out, so that the same file twice changes nothing.
 */
export async function importLedger(office: Office, by: Author, file: LedgerFile): Promise<LedgerImport> {
  return await office.store.write(by, work => importLines(office, work, file))
}

/** What `importLedger` would do, or refuse, with every check of the real thing: it is done and then thrown away. */
export async function tryLedger(office: Office, by: Author, file: LedgerFile): Promise<LedgerImport> {
  return await tried(office, by, work => importLines(office, work, file))
}

/** What a piece of writing would come to: it is done, with every check of the real thing, and then thrown away. */
export async function tried<T>(office: Office, by: Author, doIt: (work: Work) => Promise<T>): Promise<T> {
  const found: T[] = []
  try {
    await office.store.write(by, async work => {
      found.push(await doIt(work))
      throw new TriedOnly()
    })
  } catch (cause) {
    if (!(cause instanceof TriedOnly)) throw cause
  }
  return must(found[0], 'a tried piece of writing')
}

/** Rolls a trial back. */
class TriedOnly extends Error {}

export interface LedgerFile {
  readonly fileHash: string
  readonly lines: readonly ImportedLine[]
}

export interface LedgerImport extends Registered {
  /** Lines that the ledger has already. */
  readonly skipped: number
}

async function importLines(office: Office, work: Work, file: LedgerFile): Promise<LedgerImport> {
  const desk = await ledgerDesk(office, work)
  // A later file may cancel a line of an earlier one.
  const known = await work.ledger.idsByCode(file.lines.flatMap(line => [line.code, line.reverses].filter(Boolean)))
  const fresh = file.lines.filter(line => !known.has(line.code))
  const ids = new Map(known)
  for (const line of fresh) await importLine(work, desk, line, ids)
  if (fresh.length === 0) return { entries: [], warnings: [], skipped: file.lines.length }
  const registered = await desk.finish(file.fileHash)
  return { ...registered, skipped: file.lines.length - fresh.length }
}

async function importLine(work: Work, desk: LedgerDesk, line: ImportedLine, ids: Map<string, EntryId>): Promise<void> {
  const entryId = desk.newId()
  ids.set(line.code, entryId)
  const { where, code, note } = line
  if (line.reverses) {
    const reverses = ids.get(line.reverses)
    if (reverses === undefined || reverses === entryId) {
      desk.complain(
        problem(
          'REVERSAL_OF_NOTHING',
          { zh: `要冲销的登记 ${line.reverses} 不存在。`, en: `there is no entry ${line.reverses} to reverse` },
          where,
        ),
      )
      return
    }
    await desk.reverse(reverses, line.date, note || line.reverses, {
      entryId,
      where,
      code,
      source: line.source,
      recordedBy: line.recordedBy,
      stated: { quantity: line.quantity, points: line.points },
    })
    return
  }
  // Numbers start again every year; the line's own date says which year is meant.
  const activity = line.activityCode
    ? (await work.activities.byCode(line.activityCode)).find(
        each => each.activity.start.slice(0, 4) === line.date.slice(0, 4),
      )
    : undefined
  const { itemCode, date, quantity, source, recordedBy, points } = line
  await desk.add(
    {
      kind: 'item',
      entryId,
      itemCode,
      date,
      quantity,
      source,
      recordedBy,
      activityId: activity?.activity.activityId ?? null,
      basis: null,
      statedPoints: points,
    },
    desk.memberOfNo(line.memberNo, where),
    { note, where, code },
  )
}

interface LineContext {
  readonly note: string
  readonly where?: string
  readonly code?: string
}

interface ReversalContext {
  readonly entryId: EntryId
  readonly where: string
  readonly code: string
  readonly source: Evidence
  readonly recordedBy: Recorder
  readonly stated: { quantity: Hundredths; points: Hundredths }
}

/** Opens the ledger for one piece of writing. */
export async function ledgerDesk(office: Office, work: Work): Promise<LedgerDesk> {
  const { timeZone } = must(await work.branch.founded(), 'a founded branch')
  return new LedgerDesk(office, work, await work.people.all(), plainDateAt(office.clock.now(), timeZone))
}

/**
 * Collects the lines of one piece of writing: checks each against the scheme of its day, gathers every problem, and
 * writes only when there is none.
 */
export class LedgerDesk {
  readonly #office: Office
  readonly #work: Work
  readonly today: PlainDate
  readonly #members: ReadonlyMap<MemberId, MemberView>
  readonly #idsByNo: ReadonlyMap<number, MemberId>
  readonly #schemes = new Map<PlainDate, Scheme>()
  readonly #gateOf: GatesAsked
  readonly #posts: PostsAsked
  readonly #problems: Problem[] = []
  readonly #warnings: Problem[] = []
  readonly #lines: { entry: Entry; note: string; code: string | null }[] = []
  readonly #reversed = new Set<EntryId>()

  constructor(office: Office, work: Work, members: readonly MemberView[], today: PlainDate) {
    this.#office = office
    this.#work = work
    this.#posts = askPosts(work)
    this.#gateOf = askGates(work)
    this.today = today
    this.#members = new Map(members.map(member => [member.memberId, member]))
    this.#idsByNo = new Map(members.map(member => [member.memberNo, member.memberId]))
  }

  newId(): EntryId {
    return newId<EntryId>(this.#office.clock.now(), this.#office.random)
  }

  complain(...problems: readonly Problem[]): void {
    this.#problems.push(...problems)
  }

  /** Why `finish` would refuse, so far. */
  get problems(): readonly Problem[] {
    return this.#problems
  }

  /** Null after a complaint: the line is then left out of the checks. */
  memberOfNo(memberNo: number, where: string): MemberId | null {
    const memberId = this.#idsByNo.get(memberNo)
    if (memberId !== undefined) return memberId
    const text = { zh: `名册里没有序号 ${memberNo}。`, en: `no member with number ${memberNo}` }
    this.complain(problem('MEMBER_UNKNOWN', text, where))
    return null
  }

  async add(draft: EntryDraft, memberId: MemberId | null, line: LineContext): Promise<void> {
    if (memberId === null) return
    const member = this.#members.get(memberId)
    if (!member) refuse('MEMBER_UNKNOWN', { zh: '没有这名党员。', en: 'There is no such member.' })
    // What is posted again under a later date is worth what it was worth when it was done.
    const day = (draft.kind === 'item' && draft.doneOn) || draft.date
    const posts = await this.#posts(memberId, day)
    await this.#check(draft, { scheme: await this.#schemeOf(day), member, today: this.today, posts }, line)
  }

  async reverse(entryId: EntryId, date: PlainDate, reason: string, context?: ReversalContext): Promise<void> {
    const pending = this.#lines.find(line => line.entry.entryId === entryId)?.entry
    const entry = pending ?? (await this.#work.ledger.one(entryId))
    const member = entry && this.#members.get(entry.memberId)
    if (!entry || !member) {
      refuse('REVERSAL_OF_NOTHING', { zh: '要冲销的登记不存在。', en: 'There is no entry to reverse.' })
    }
    const alreadyReversed = this.#reversed.has(entryId) || (await this.#work.ledger.reversalOf(entryId)) !== null
    this.#reversed.add(entryId)
    const draft: EntryDraft = {
      kind: 'reversal',
      entryId: context?.entryId ?? this.newId(),
      reverses: entryId,
      date,
      source: context?.source ?? 'decision',
      recordedBy: context?.recordedBy ?? 'branch',
      reason,
      ...(context ? { stated: context.stated } : {}),
    }
    const scheme = await this.#schemeOf(date)
    const original = { entry, alreadyReversed }
    const line = { note: reason, ...(context ? { where: context.where, code: context.code } : {}) }
    await this.#check(draft, { scheme, member, today: this.today, original }, line)
  }

  /** @throws Refusal when anything was wrong */
  async finish(fileHash: string | null): Promise<Registered> {
    if (this.#problems.length > 0) throw new Refusal(this.#problems)
    const batchId = fileHash === null ? null : newId<BatchId>(this.#office.clock.now(), this.#office.random)
    if (batchId && fileHash) {
      await this.#work.append({ kind: 'ledger.imported', body: { batchId, fileHash, count: this.#lines.length } })
    }
    const facts = []
    for (const { entry, note, code } of this.#lines) {
      const words = note ? await this.#work.keepWords('note', note) : null
      facts.push({ kind: 'entry.registered', body: { entry, code, note: words, batchId } } as const)
    }
    await this.#work.append(...facts)
    return { entries: this.#lines.map(line => line.entry), warnings: this.#warnings }
  }

  async #schemeOf(date: PlainDate): Promise<Scheme> {
    const scheme = this.#schemes.get(date) ?? (await mustScheme(this.#work, date)).scheme
    this.#schemes.set(date, scheme)
    return scheme
  }

  async #check(draft: EntryDraft, context: EntryContext, line: LineContext): Promise<void> {
    const where = line.where ?? this.#members.get(context.member.memberId)?.name ?? ''
    const checked = checkEntry(draft, context)
    const closed = await this.#gateOf(draft.date, context.scheme)
    if (!checked.ok || closed) {
      const problems = [...(checked.ok ? [] : checked.error), ...(closed ? [closed] : [])]
      this.complain(...problems.map(each => ({ ...each, where: placeIn(where, each) })))
      return
    }
    this.#warnings.push(...checked.value.warnings.map(each => ({ ...each, where })))
    this.#lines.push({ entry: checked.value.entry, note: line.note, code: line.code ?? null })
  }
}
