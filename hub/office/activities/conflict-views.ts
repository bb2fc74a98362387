import type { ActivityId, KioskId, MemberId, Millis } from '../../../shared/base/ids.ts'
import { plainDateAt, type PlainDate } from '../../../shared/base/plain-date.ts'
import { parseRecord } from '../../../shared/sync/record.ts'
import type { Conflict, RecordSaid, Settlement } from './conflicts.ts'
import type { Reads } from '../ports.ts'

/** The conflict inbox as the console shows it: with names instead of ids. */

export interface SaidView extends Omit<RecordSaid, 'cardHash' | 'phoneRef' | 'staffId' | 'kioskId'> {
  readonly who: string | null
  /** Null: in the console. */
  readonly kiosk: string | null
  readonly cardSerial: string | null
  readonly staff: string | null
  /** The one that the attendance goes by. */
  readonly shown: boolean
}

export interface ConflictView extends Conflict {
  readonly who: string | null
  readonly activity: { readonly activityId: ActivityId; readonly title: string; readonly start: string } | null
  readonly said: readonly SaidView[]
  /** What counts now: null where no attendance is in question. */
  readonly counts: { readonly at: Millis; readonly outAt: Millis | null } | 'struck' | 'none' | null
  /** How many there are, and how many places. */
  readonly places: { readonly came: number; readonly capacity: number } | null
  /** Of a held record: where it came from and what it says of itself, which may be anything. */
  readonly held: {
    readonly kiosk: string
    readonly receivedAt: Millis
    readonly kind: string | null
    readonly at: Millis | null
  } | null
}

export interface SettledView extends Omit<Settlement, 'noteId' | 'staffId'> {
  readonly staff: string | null
  readonly note: string | null
  readonly conflict: ConflictView
}

const OPEN_SHOWN = 200
const SETTLED_SHOWN = 100

export async function openConflicts(read: Reads): Promise<{ count: number; rows: readonly ConflictView[] }> {
  return { count: await read.conflicts.openCount(), rows: await viewsOf(read, await read.conflicts.open(OPEN_SHOWN)) }
}

export async function settledConflicts(read: Reads): Promise<readonly SettledView[]> {
  const settled = await read.conflicts.settled(SETTLED_SHOWN)
  const conflicts = await Promise.all(
    settled.map(async ({ conflictId, no }) => (await read.conflicts.one(conflictId)) ?? bygone(conflictId, no)),
  )
  const views = await viewsOf(read, conflicts)
  const notes = await read.words.many(settled.flatMap(each => (each.noteId ? [each.noteId] : [])))
  const staff = new Map((await read.staff.all()).map(each => [each.staffId, each.displayName]))
  return settled.flatMap(({ noteId, staffId, ...each }, at): SettledView[] => {
    const conflict = views[at]
    if (!conflict) return []
    const note = noteId ? (notes.get(noteId) ?? null) : null
    return [{ ...each, note, staff: staffId ? (staff.get(staffId) ?? null) : null, conflict }]
  })
}

/** What was settled and is no conflict any more: its id still says what it was about. */
function bygone(conflictId: string, no: number): Conflict {
  const [first = '', second = ''] = conflictId.split('/')
  const base = { conflictId, reasons: [], no, activityId: null, memberId: null, recordId: null }
  if (first === 'record') return { ...base, recordId: second as Conflict['recordId'] }
  if (first === 'places') return { ...base, activityId: second as ActivityId }
  if (first === 'held') return base
  return { ...base, activityId: first as ActivityId, memberId: second as MemberId }
}

async function viewsOf(read: Reads, conflicts: readonly Conflict[]): Promise<ConflictView[]> {
  const book = await nameBook(read)
  const said = await read.conflicts.said(conflicts.map(each => each.conflictId))
  const views: ConflictView[] = []
  for (const conflict of conflicts) {
    const { conflictId, activityId, memberId } = conflict
    const planned = activityId === null ? null : await book.activity(activityId)
    const counts = await countsNow(read, conflict)
    const lines = (said.get(conflictId) ?? []).map(each => saidView(book, each, counts?.recordId ?? null))
    const names = memberId ?? lines[0]?.memberId ?? null
    views.push({
      ...conflict,
      who: names === null ? null : book.member(names),
      activity: planned && { activityId: planned.activityId, title: planned.title, start: planned.start },
      said: lines,
      counts: counts?.now ?? null,
      places: await placesOf(read, conflict, planned?.signIn?.capacity ?? null),
      held: await heldView(read, book, conflict),
    })
  }
  return views
}

type Book = Awaited<ReturnType<typeof nameBook>>

async function nameBook(read: Reads) {
  const members = new Map((await read.people.all()).map(each => [each.memberId, each.name]))
  const kiosks = new Map((await read.kiosks.all()).map(each => [each.kioskId, each.place]))
  const staff = new Map((await read.staff.all()).map(each => [each.staffId, each.displayName]))
  const cards = new Map((await read.cards.all()).map(each => [each.cardHash, each.serial]))
  const activities = new Map<ActivityId, Awaited<ReturnType<Reads['activities']['one']>>>()
  return {
    member: (id: MemberId) => members.get(id) ?? null,
    kiosk: (id: KioskId) => kiosks.get(id) ?? id.slice(0, 8),
    staff: (id: RecordSaid['staffId']) => (id ? (staff.get(id) ?? null) : null),
    card: (hash: string | null) => (hash ? (cards.get(hash) ?? null) : null),
    async activity(id: ActivityId) {
      if (!activities.has(id)) activities.set(id, await read.activities.one(id))
      return activities.get(id)?.activity ?? null
    },
  }
}

function saidView(book: Book, said: RecordSaid, shownId: string | null): SaidView {
  const { cardHash, phoneRef: _phone, staffId, kioskId, ...plain } = said
  return {
    ...plain,
    who: said.memberId === null ? null : book.member(said.memberId),
    kiosk: kioskId === null ? null : book.kiosk(kioskId),
    cardSerial: book.card(cardHash),
    staff: book.staff(staffId),
    shown: said.recordId !== null && said.recordId === shownId,
  }
}

async function countsNow(read: Reads, { activityId, memberId }: Conflict) {
  if (activityId === null || memberId === null) return null
  const there = await read.activities.presenceOf(activityId, memberId)
  if (!there) return { now: 'none' as const, recordId: null }
  const { at, outAt, recordId, struck } = there
  return struck ? { now: 'struck' as const, recordId: null } : { now: { at, outAt }, recordId }
}

async function placesOf(read: Reads, { conflictId, activityId }: Conflict, capacity: number | null) {
  if (!conflictId.startsWith('places/') || activityId === null || capacity === null) return null
  return { came: (await read.activities.attendance(activityId)).length, capacity }
}

async function heldView(read: Reads, book: Book, { conflictId, no }: Conflict): Promise<ConflictView['held']> {
  const held = conflictId.startsWith('held/') ? await read.conflicts.held(no) : null
  if (!held) return null
  const parsed = parseRecord(held.text)
  const said = parsed.ok ? parsed.value : null
  const { kioskId, receivedAt } = held
  return { kiosk: book.kiosk(kioskId), receivedAt, kind: said?.kind ?? null, at: said?.at ?? null }
}

/** A card that was scanned where it may have been read along. */
export interface SeenCard {
  readonly memberId: MemberId
  readonly name: string
  readonly serial: string
  readonly lastAt: Millis
}

/**
 * SG49: the cards to be given out anew after a kiosk was in strange hands.
 * @param since the last day on which it was surely in ours
 */
export async function cardsToReissue(read: Reads, kioskId: KioskId, since: PlainDate): Promise<SeenCard[]> {
  const { timeZone } = (await read.branch.founded()) ?? { timeZone: 'Asia/Shanghai' }
  const seen = await read.conflicts.cardsSeenAt(kioskId, startOf(since, timeZone))
  const members = new Map((await read.people.all()).map(each => [each.memberId, each]))
  const found: SeenCard[] = []
  for (const { cardHash, lastAt } of seen) {
    const card = await read.cards.byHash(cardHash)
    const member = card && members.get(card.memberId)
    if (!card || !member || card.state === 'revoked' || member.status !== 'active') continue
    found.push({ memberId: card.memberId, name: member.name, serial: card.serial, lastAt })
  }
  return found
}

/** The first moment of a day in the branch's zone. */
function startOf(day: PlainDate, timeZone: string): Millis {
  let at = Date.parse(`${day}T00:00:00Z`) - 15 * 3_600_000
  while (plainDateAt(at as Millis, timeZone) < day) at += 900_000
  return at as Millis
}
