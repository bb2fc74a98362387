import { stillStanding } from '../../../shared/points/still-standing.ts'
import * as v from 'valibot'
import type { EntryId, KioskId, MemberId, RecordId } from '../../../shared/base/ids.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import { rangeOf, yearOf, type Period, type PlainDate } from '../../../shared/base/plain-date.ts'
import { must } from '../../../shared/base/check.ts'
import { problem, type Problem } from '../../../shared/base/problem.ts'
import {
  AttestationWordsSchema,
  DeclarationWordsSchema,
  isDeclarable,
  type AttestationWords,
  type DeclarationState,
  type DeclarationWords,
} from '../../../shared/declarations/declaration.ts'
import { falseItemOf } from '../../../shared/points/false-item.ts'
import { capHint, type CapHint } from '../../../shared/declarations/hints.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import type { MemberView } from '../../../shared/people/member.ts'
import { checkEntry } from '../../../shared/points/entry-check.ts'
import type { Entry } from '../../../shared/points/entry.ts'
import type { Attachment, Declaration } from './ports.ts'
import { askPosts } from '../points/duty-posts.ts'
import { askGates } from '../reviews/period-gate.ts'
import type { Office, Reads } from '../ports.ts'
import { inForce, type PublishedScheme } from '../points/scheme.ts'
import { todayOf } from '../today.ts'

/** What the registrar sees of declarations and attestations: the inbox, one of them, and what was drawn for checking. */

export interface DeclarationRow extends Omit<Declaration, 'wordsId' | 'answerId' | 'checked'> {
  /** Null for somebody who is not on the roster. */
  readonly member: Pick<MemberView, 'memberNo' | 'name' | 'nameNote' | 'category'> | null
  /** Where the kiosk stands that it came from; null from paper. */
  readonly kiosk: string | null
  /** Empty where the scheme of that day has no such item. */
  readonly itemTitle: string
  /** Null once they are erased. */
  readonly words: DeclarationWords | null
  readonly attested: AttestationWords | null
  /** What the branch said when it asked back or refused. */
  readonly answer: string | null
  readonly checked: { readonly found: 'true' | 'false'; readonly at: number; readonly words: string | null } | null
  readonly attachments: readonly Pick<Attachment, 'attachmentId' | 'type' | 'state' | 'why' | 'ms' | 'got' | 'count'>[]
}

/** PT74–PT76: told beside what waits; none of it decides anything. */
export interface DeclarationHints {
  /** Of the same member, day and item. */
  readonly duplicates: readonly Duplicate[]
  /** Null where all of it would count. */
  readonly cap: (CapHint & { readonly titles: readonly string[] }) | null
  /** What accepting it as it stands would be refused for. */
  readonly problems: readonly Problem[]
  /** What speaks against it without forbidding it: an item for another category above all. */
  readonly warnings: readonly Problem[]
}

export type Duplicate =
  | { readonly kind: 'entry'; readonly entryId: EntryId; readonly points: Hundredths; readonly source: Entry['source'] }
  | { readonly kind: 'declaration' | 'attestation'; readonly declarationId: RecordId; readonly state: DeclarationState }

export interface InboxRow extends DeclarationRow {
  readonly hints: DeclarationHints
}

const INBOX_MAX = 500
/** Attestations of one kiosk that the inbox shows at once; the next ones come when these are decided. */
const ATTESTATIONS_AT_ONCE = 20
const DECIDED_MAX = 200

/** What waits for a decision, the oldest first, each with its hints; of one kiosk not too many at once (PT79). */
export async function declarationInbox(office: Office, read: Reads): Promise<InboxRow[]> {
  const rows = await rowsOf(read, await read.declarations.queue(ATTESTATIONS_AT_ONCE, INBOX_MAX))
  const desk = await hintDesk(office, read)
  const hinted: InboxRow[] = []
  for (const row of rows) hinted.push({ ...row, hints: await desk.hintsOf(row) })
  return hinted
}

/** How many wait, for the first page; and how many of them the inbox does not show yet, by kiosk. */
export async function openDeclarations(read: Reads): Promise<{
  readonly open: number
  readonly later: readonly { readonly kioskId: KioskId | null; readonly place: string; readonly count: number }[]
}> {
  const counts = await read.declarations.openByKiosk()
  const places = new Map((await read.kiosks.all()).map(each => [each.kioskId, each.place]))
  const later = counts
    .filter(each => each.kind === 'attestation' && each.count > ATTESTATIONS_AT_ONCE)
    .map(({ kioskId, count }) => ({
      kioskId,
      place: (kioskId && places.get(kioskId)) ?? '',
      count: count - ATTESTATIONS_AT_ONCE,
    }))
  return { open: counts.reduce((sum, each) => sum + each.count, 0), later }
}

/** What was decided last, newest first. */
export const decidedDeclarations = async (read: Reads): Promise<DeclarationRow[]> =>
  await rowsOf(read, await read.declarations.inState(['accepted', 'refused', 'resent'], DECIDED_MAX))

export interface DeclarationDetail extends InboxRow {
  /** The entry that it became. */
  readonly entry: Entry | null
  /** Whether that entry was reversed. */
  readonly reversed: boolean
  /** Those that it sends again, and that sent it again, without itself, by time. */
  readonly thread: readonly DeclarationRow[]
  /** The scheme's item for a false declaration as of today. */
  readonly falseItem: { readonly code: string; readonly title: string; readonly points: Hundredths | null } | null
}

/** Null for an unknown one. */
export async function declarationDetail(
  office: Office,
  read: Reads,
  declarationId: RecordId,
): Promise<DeclarationDetail | null> {
  const found = await read.declarations.one(declarationId)
  if (!found) return null
  const [row] = await rowsOf(read, [found])
  const desk = await hintDesk(office, read)
  const shown = must(row, 'a row for a declaration')
  const item = falseItemIn(await read.scheme.published(), desk.today)
  return {
    ...shown,
    hints: await desk.hintsOf(shown),
    entry: found.entryId && (await read.ledger.one(found.entryId)),
    reversed: found.entryId !== null && (await read.ledger.reversalOf(found.entryId)) !== null,
    thread: await rowsOf(read, await threadOf(read, found)),
    falseItem: item && { code: item.code, title: item.title, points: item.points },
  }
}

const falseItemIn = (schemes: readonly PublishedScheme[], today: PlainDate) => {
  const version = inForce(schemes, today)
  return version && falseItemOf(version.scheme, today)
}

async function threadOf(read: Reads, { declarationId, follows, resentBy }: Declaration): Promise<Declaration[]> {
  const thread: Declaration[] = []
  const seen = new Set<RecordId | null>([declarationId, null])
  for (const [start, next] of [
    [follows, (each: Declaration) => each.follows],
    [resentBy, (each: Declaration) => each.resentBy],
  ] as const) {
    for (let id = start; id !== null && !seen.has(id);) {
      seen.add(id)
      const found = await read.declarations.one(id)
      if (found) thread.push(found)
      id = found ? next(found) : null
    }
  }
  return thread.sort((a, b) => a.no - b.no)
}

/** What was accepted in a period, with what was drawn and what checks found: where samples are drawn and noted. */
export async function acceptedIn(read: Reads, period: Period): Promise<DeclarationRow[]> {
  const { from, to } = rangeOf(period)
  return await rowsOf(read, await read.declarations.acceptedIn(from, to))
}

async function rowsOf(read: Reads, declarations: readonly Declaration[]): Promise<DeclarationRow[]> {
  const people = new Map((await read.people.all()).map(each => [each.memberId, each]))
  const kiosks = new Map((await read.kiosks.all()).map(each => [each.kioskId, each.place]))
  const schemes = await read.scheme.published()
  const words = await read.words.many(declarations.flatMap(wordsIdsOf))
  const attachments = await read.declarations.attachments(declarations.map(each => each.declarationId))
  return declarations.map(({ wordsId, answerId, checked, ...each }) => {
    const member = people.get(each.memberId)
    const text = words.get(wordsId)
    const isMembers = each.kind === 'declaration'
    return {
      ...each,
      member: member ? pick(member) : null,
      kiosk: each.kioskId && (kiosks.get(each.kioskId) ?? each.kioskId.slice(0, 8)),
      itemTitle: itemOf(schemes, each)?.title ?? '',
      words: isMembers ? readJson(DeclarationWordsSchema, text) : null,
      attested: isMembers ? null : readJson(AttestationWordsSchema, text),
      answer: (answerId && words.get(answerId)) ?? null,
      checked: checked && { found: checked.found, at: checked.at, words: words.get(checked.wordsId) ?? null },
      attachments: (attachments.get(each.declarationId) ?? []).map(
        ({ attachmentId, type, state, why, ms, got, count }) => ({ attachmentId, type, state, why, ms, got, count }),
      ),
    }
  })
}

const wordsIdsOf = ({ wordsId, answerId, checked }: Declaration): PrivateId[] =>
  [wordsId, answerId, checked?.wordsId].filter(id => typeof id === 'string')

const pick = ({ memberNo, name, nameNote, category }: MemberView) => ({ memberNo, name, nameNote, category })

const itemOf = (schemes: readonly PublishedScheme[], { itemCode, date }: Pick<Declaration, 'itemCode' | 'date'>) =>
  inForce(schemes, date)?.scheme.items.find(each => each.code === itemCode)

/** The hub's own text, unless somebody changed it. */
function readJson<S extends v.GenericSchema>(schema: S, text: string | undefined): v.InferOutput<S> | null {
  if (text === undefined) return null
  const parsed = v.safeParse(schema, JSON.parse(text))
  return parsed.success ? parsed.output : null
}

/** Asks the store once for what many hints need. */
async function hintDesk(office: Office, read: Reads) {
  const today = await todayOf(office, read)
  const people = new Map((await read.people.all()).map(each => [each.memberId, each]))
  const schemes = await read.scheme.published()
  const gateOf = askGates(read)
  const postsOf = askPosts(read)
  const entries = new Map<string, Promise<readonly Entry[]>>()
  const entriesOf = (memberId: MemberId, year: number): Promise<readonly Entry[]> => {
    const key = `${memberId} ${year}`
    const known = entries.get(key) ?? read.ledger.ofMember(memberId, year)
    entries.set(key, known)
    return known
  }
  return {
    today,
    async hintsOf(row: DeclarationRow): Promise<DeclarationHints> {
      const member = people.get(row.memberId)
      const ofYear = (await entriesOf(row.memberId, yearOf(row.date))).filter(each => each.entryId !== row.entryId)
      const duplicates = await duplicatesOf(read, row, ofYear)
      const none = { duplicates, cap: null, warnings: [] }
      const version = inForce(schemes, row.date)
      if (!member) return { ...none, problems: [MEMBER_UNKNOWN] }
      if (!version) return { ...none, problems: [SCHEME_NONE] }
      if (row.itemCode === null) return { ...none, problems: [] }
      const item = version.scheme.items.find(each => each.code === row.itemCode)
      if (item && !isDeclarable(item.component)) return { ...none, problems: [BRANCH_ONLY] }
      const isMembers = row.kind === 'declaration'
      const draft = {
        kind: 'item',
        // Not registered: any id does.
        entryId: row.declarationId as string as EntryId,
        itemCode: row.itemCode,
        date: row.date,
        quantity: row.quantity,
        source: isMembers ? 'declaration' : 'attestation',
        recordedBy: isMembers ? 'member' : 'resident',
        activityId: null,
        basis: null,
      } as const
      const posts = await postsOf(row.memberId, row.date)
      const checked = checkEntry(draft, { scheme: version.scheme, member, today, posts })
      const settled = await gateOf(row.date, version.scheme)
      const problems = [...(checked.ok ? [] : checked.error), ...(settled ? [settled] : [])]
      if (!checked.ok) return { ...none, problems }
      const cap = capHint(checked.value.entry, ofYear, version.scheme, member.category)
      return {
        duplicates,
        cap: cap && { ...cap, titles: cap.caps.map(each => capTitle(each, version)) },
        problems,
        warnings: checked.value.warnings,
      }
    },
  }
}

/** Reversed entries and their reversals are no duplicates; refused and resent declarations neither. */
async function duplicatesOf(read: Reads, row: DeclarationRow, entries: readonly Entry[]): Promise<Duplicate[]> {
  const registered = stillStanding(entries).filter(each => each.itemCode === row.itemCode && each.date === row.date)
  const said = (await read.declarations.ofDay(row.memberId, row.date)).filter(
    each =>
      each.declarationId !== row.declarationId &&
      each.itemCode === row.itemCode &&
      each.state !== 'refused' &&
      each.state !== 'resent',
  )
  return [
    ...registered.map(({ entryId, points, source }) => ({ kind: 'entry', entryId, points, source }) as const),
    ...said.map(({ kind, declarationId, state }) => ({ kind, declarationId, state })),
  ]
}

function capTitle({ kind, code }: CapHint['caps'][number], { scheme }: PublishedScheme): string {
  switch (kind) {
    case 'item':
      return scheme.items.find(each => each.code === code)?.title ?? code
    case 'group':
      return scheme.capGroups.find(each => each.code === code)?.note ?? code
    case 'component':
      return code === 'base' ? '基础积分' : '贡献加分'
    case 'total':
      return '总分'
  }
}

const MEMBER_UNKNOWN = problem('MEMBER_UNKNOWN', { zh: '名册里没有这个人。', en: 'Nobody like that is on the roster.' })
const SCHEME_NONE = problem('SCHEME_NONE', {
  zh: '那一年的积分方案还没有公布。',
  en: 'The scheme of that year is not published.',
})
const BRANCH_ONLY = problem('DECLARATION_BRANCH_ONLY', {
  zh: '扣分和一票否决不能申报、不能证实，只能由支部登记。',
  en: 'Deductions and vetoes are registered by the branch alone.',
})
