import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { Millis, RecordId } from '../../../shared/base/ids.ts'
import { daysBetween, plainDateAt, type PlainDate } from '../../../shared/base/plain-date.ts'
import { whenFull } from '../../../shared/declarations/hints.ts'
import type { Item } from '../../../shared/points/item.ts'
import { withNote } from '../../../shared/people/names.ts'
import { pointsText } from '../../pages/format.ts'
import { language, sentenceOf } from '../../pages/language.ts'
import type { api } from '../api.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'

/** What the rows of the inbox are called, sorted, offered and gone through; no drawing in here. */

export type InboxRow = Awaited<ReturnType<typeof api.declarations.inbox.query>>[number]
export type DecidedRow = Awaited<ReturnType<typeof api.declarations.decided.query>>[number]
export type AttachmentRow = DecidedRow['attachments'][number]

/** What waits for the branch first, the longest waiting on top; then what waits for the member. */
export function inOrder<Row extends Pick<InboxRow, 'state' | 'sentAt' | 'no'>>(rows: readonly Row[]): Row[] {
  const later = (row: Row) => (row.state === 'waiting' ? 0 : 1)
  return rows.toSorted((a, b) => later(a) - later(b) || a.sentAt - b.sentAt || a.no - b.no)
}

type Known = Pick<DecidedRow, 'declarationId'>

/** The one that is shown: the one asked for while it is there, else whatever stands at its place now. */
export function shownOf<Row extends Known>(rows: readonly Row[], id: string | null, place: number): Row | null {
  return rows.find(row => row.declarationId === id) ?? rows[Math.min(place, rows.length - 1)] ?? null
}

/** The one `step` rows on, staying within the list. */
export function neighbour<Row extends Known>(rows: readonly Row[], id: string | null, step: 1 | -1): Row | null {
  const at = rows.findIndex(row => row.declarationId === id)
  return rows[Math.max(0, Math.min(rows.length - 1, at + step))] ?? null
}

/** Attestations waiting that may be evidence for a declaration: about the same member, and the same item or none. */
export function witnessesOf(row: InboxRow, rows: readonly InboxRow[]): InboxRow[] {
  if (row.kind !== 'declaration') return []
  return rows.filter(
    each =>
      each.kind === 'attestation' &&
      each.state === 'waiting' &&
      each.memberId === row.memberId &&
      (each.itemCode === null || row.itemCode === null || each.itemCode === row.itemCode),
  )
}

/** Whole days since it was sent, in the branch's zone. */
export const daysWaited = (sentAt: number, now: Millis, timeZone: string): number =>
  Math.max(0, daysBetween(plainDateAt(sentAt as Millis, timeZone), plainDateAt(now, timeZone)))

export function nameOf({ member }: Pick<DecidedRow, 'member'>): string {
  if (!member) return words().ledger.unknownMember
  return withNote(member.name, member.nameNote)
}

export const titleOf = ({ itemCode, itemTitle }: Pick<DecidedRow, 'itemCode' | 'itemTitle'>): string =>
  itemCode === null ? words().declarations.noItem : itemTitle || itemCode

/** By whom and by what it is found. */
export const findableRow = (row: Pick<DecidedRow, 'member' | 'itemCode' | 'itemTitle'>) => ({
  name: row.member?.name ?? '',
  code: row.member?.memberNo,
  notes: [row.member?.nameNote ?? '', row.itemCode ?? '', titleOf(row)],
})

/** quantity × points of the item, in hundredths; null where nothing can be said. */
export const worthOf = (item: Item | null, quantity: Hundredths | null): Hundredths | null =>
  item?.points == null || quantity === null ? null : (Math.round((quantity * item.points) / 100) as Hundredths)

export interface HintLine {
  readonly text: string
  readonly href: string | null
  /** stop: accepting as it stands would be refused. */
  readonly tone: 'wait' | 'stop'
}

/** 11月, 全年: the time that is full. */
function whenOf({ caps }: NonNullable<InboxRow['hints']['cap']>, { date }: InboxRow): string {
  const [first] = caps
  return first ? whenFull(first.level, date)[language.value] : ''
}

/** What to look at before deciding, the gravest first. */
export function hintLines(row: InboxRow): HintLine[] {
  const { declarations } = words()
  const { hint, doubts, states } = declarations
  const line = (text: string, tone: HintLine['tone'], href: string | null = null): HintLine => ({ text, tone, href })
  const { cap } = row.hints
  const duplicates = row.hints.duplicates.flatMap(each => {
    if (each.kind === 'entry') {
      return line(hint.entry(pointsText(each.points, true)), 'wait', hrefTo('ledger', 'of', row.memberId))
    }
    const place = each.state === 'waiting' || each.state === 'askedBack' ? 'waiting' : 'done'
    // Attestations that wait are offered as evidence instead.
    if (each.kind === 'attestation' && row.kind === 'declaration' && place === 'waiting') return []
    const href = hrefTo('declarations', place, each.declarationId)
    if (row.kind === 'attestation' && each.kind === 'declaration' && place === 'waiting') {
      return line(hint.joinThere, 'wait', href)
    }
    const say = each.kind === 'attestation' ? hint.vouched : hint.same
    return line(say(states[each.state]), 'wait', href)
  })
  const [asked, counts] = cap ? [pointsText(cap.points), pointsText(cap.counts)] : ['', '']
  return [
    ...row.hints.problems.map(each => line(sentenceOf(each), 'stop')),
    ...duplicates,
    ...(cap
      ? [
          line(
            cap.titles[0] ? hint.cap(cap.titles[0], whenOf(cap, row), asked, counts) : hint.capMore(asked, counts),
            'wait',
          ),
        ]
      : []),
    ...row.hints.warnings.map(each => line(sentenceOf(each), 'wait')),
    ...row.review.map(each => line(doubts[each], 'wait')),
  ]
}

export interface AcceptDraft {
  readonly itemCode: string | null
  readonly date: PlainDate | null
  readonly quantity: Hundredths | null
  readonly basis: string
  readonly joins: ReadonlySet<RecordId>
}

/** As it was said; whatever vouches for it is taken along unless somebody takes it out. */
export const acceptDraft = (row: InboxRow, rows: readonly InboxRow[]): AcceptDraft => ({
  itemCode: row.itemCode,
  date: row.date,
  quantity: row.quantity,
  basis: '',
  joins: new Set(witnessesOf(row, rows).map(each => each.declarationId)),
})

/** The first thing without which it cannot be accepted. */
export function missingIn({ itemCode, date, quantity }: AcceptDraft): 'item' | 'date' | 'quantity' | null {
  if (itemCode === null) return 'item'
  if (date === null) return 'date'
  return quantity === null || quantity <= 0 ? 'quantity' : null
}

export type Act = 'accept' | 'ask' | 'refuse'

/** A resident has no page to be asked on; who was asked back may still be decided on. */
export const actsOf = (row: Pick<InboxRow, 'kind' | 'state'>): readonly Act[] =>
  row.kind === 'attestation' || row.state === 'askedBack' ? ['accept', 'refuse'] : ['accept', 'ask', 'refuse']

const KEYS: { readonly [key: string]: Act | 'next' | 'previous' } = {
  a: 'accept',
  b: 'ask',
  r: 'refuse',
  j: 'next',
  k: 'previous',
  ArrowDown: 'next',
  ArrowUp: 'previous',
}

/** What a key asks for; null for the others, and while somebody types or a dialog stands open. */
export function keyAct(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>, busy: boolean) {
  return busy || event.ctrlKey || event.altKey || event.metaKey ? null : (KEYS[event.key] ?? null)
}
