import * as v from 'valibot'
import { hashOf, type Hash } from '../../../shared/base/bytes.ts'
import type { KioskId, Millis, NoticeId } from '../../../shared/base/ids.ts'
import { addDays, instantOf, plainDateAt, type PlainDate, type PlainDateTime } from '../../../shared/base/plain-date.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { BoardDocument } from '../../../shared/notices/document.ts'
import { isExpired, liveOf } from '../../../shared/notices/notice.ts'
import {
  daysOwed,
  dropOf,
  judgeDays,
  type DropState,
  type JudgedDay,
  type ShownDay,
  type ShownScreen,
} from '../../../shared/notices/shown-days.ts'
import { EnvelopeSchema } from '../../../shared/sync/envelope.ts'
import type { Kiosk, KioskStatus } from '../kiosks/kiosks.ts'
import { boardItemOf, publishedDocument } from './board.ts'
import { mustNotice, type NoticeOnFile } from './notices.ts'
import type { Office, Reads } from '../ports.ts'

/** What was on which glass: the screens' own reports, beside what they have taken over (NT30–NT36). */

export type ShownRow = ShownDay & { readonly kioskId: KioskId; readonly day: PlainDate }

export interface ShowingReads {
  /** All reports of one revision, in the order of days. */
  days(noticeId: NoticeId, rev: number): Promise<readonly ShownRow[]>
  /** When each screen said that it is no longer there. */
  gone(noticeId: NoticeId, rev: number): Promise<readonly { kioskId: KioskId; at: Millis; sure: boolean }[]>
  /** When each screen last told of its glass, by the hub's clock, and how much it had to throw away. */
  told(): Promise<readonly { kioskId: KioskId; at: Millis; lost: number }[]>
  /** The newest sure looks, newest first. */
  newest(): Promise<readonly { noticeId: NoticeId; rev: number; kioskId: KioskId; at: Millis }[]>
}

/** up: hangs on the board · replaced: by a correction · expired: its last day is over · withdrawn */
export type ShowingState = 'up' | 'replaced' | 'expired' | 'withdrawn'

export interface ScreenShowing {
  readonly kioskId: KioskId
  readonly place: string
  readonly revoked: boolean
  readonly online: boolean
  readonly heardAt: Millis | null
  /** It has taken over the newest of what the board says about this notice: on its disk, which is not yet on its glass. */
  readonly hasNewest: boolean
  readonly first: Millis | null
  readonly last: Millis | null
  readonly opened: Millis | null
  /** Days on which it was on this glass, and days of which only the time is unsure. */
  readonly days: number
  readonly unsureDays: number
  /** Whether it is off this glass; null while the board has it. */
  readonly drop: DropState | null
  /** Spans that the screen had to throw away for want of room. */
  readonly lost: number
}

export interface Showing {
  readonly noticeId: NoticeId
  readonly rev: number
  /** SHA-256 of the document's text as it was published. */
  readonly hash: Hash
  readonly document: BoardDocument
  readonly state: ShowingState
  /** When it was taken off the board; null while it is up. */
  readonly offAt: Millis | null
  readonly first: { readonly at: Millis; readonly place: string } | null
  readonly last: { readonly at: Millis; readonly place: string } | null
  /** The days of the notice period on which it had to be up; empty where it has none. Fewer than the period has: cut short. */
  readonly required: readonly (Omit<JudgedDay, 'on' | 'waitingFor'> & {
    readonly on: readonly string[]
    readonly waitingFor: readonly string[]
  })[]
  /** What the period should be longer by, as long as it can be; null: nothing. */
  readonly extension: { readonly missing: readonly PlainDate[]; readonly more: number } | null
  /** Days on which at least one screen had it on its glass. */
  readonly daysShown: number
  readonly screens: readonly ScreenShowing[]
}

/** What is known of connections; lives in memory. */
export type Contacts = readonly Pick<KioskStatus, 'kioskId' | 'online' | 'lastSeen'>[]

/**
 * @param rev the revision; null: the one on the board, or the last that was
 * @throws Refusal NOTICE_UNKNOWN | NOTICE_NEVER_UP
 */
export async function showingOf(
  office: Office,
  read: Reads,
  contacts: Contacts,
  noticeId: NoticeId,
  rev: number | null = null,
): Promise<Showing> {
  const onFile = await mustNotice(read, noticeId)
  const revision = await revisionOf(read, onFile, rev)
  const { document } = revision
  const timeZone = (await read.branch.founded())?.timeZone ?? 'Asia/Shanghai'
  const at = (day: PlainDate) => instantOf(`${day}T00:00` as PlainDateTime, timeZone)
  const endOf = (day: PlainDate) => at(addDays(day, 1))
  const off = offOf(onFile, revision, office.clock.now(), timeZone, endOf)
  const rows = await read.showing.days(noticeId, document.rev)
  const screens = await screensOf(office, read, contacts, { noticeId, rows, off, rev: document.rev })
  const offDay = off.at === null ? null : plainDateAt(off.at, timeZone)
  const days = (document.noticePeriod?.days ?? []).filter(day => offDay === null || day <= offDay)
  const places = new Map(screens.map(each => [each.screen.kioskId, each.place]))
  const named = (ids: readonly KioskId[]) => ids.map(id => places.get(id) ?? '')
  const chain = await chainOf(read, noticeId, document)
  const judged = judgeDays(
    days,
    [...rows, ...chain.rows],
    screens.map(each => each.screen),
    { today: plainDateAt(office.clock.now(), timeZone), startOf: at, endOf },
  )
  return {
    noticeId,
    rev: document.rev,
    hash: revision.hash,
    document,
    state: off.state,
    offAt: off.at,
    first: edge(rows, places, 'first'),
    last: edge(rows, places, 'last'),
    required: judged.map(each => ({ ...each, on: named(each.on), waitingFor: named(each.waitingFor) })),
    extension: extensionOf(onFile, off.state, judged, chain.promised),
    daysShown: new Set(rows.filter(each => each.first !== null).map(each => each.day)).size,
    screens: screens.map(each => each.showing),
  }
}

/**
 * An extension goes on with the period of the revision before: what screens showed of that one counts, and the number of
 * days that was promised when it began.
 */
async function chainOf(read: Reads, noticeId: NoticeId, document: BoardDocument) {
  const rows: ShownRow[] = []
  let first = document
  // A period that has begun before its document was published goes on; any other begins with it.
  for (let rev = document.rev - 1; rev >= 1 && goesOn(first); rev -= 1) {
    first = await publishedDocument(read, noticeId, rev)
    rows.push(...(await read.showing.days(noticeId, rev)))
  }
  return { rows, promised: first.noticePeriod?.days.length ?? 0 }
}

const goesOn = ({ noticePeriod, publishedOn }: BoardDocument): boolean =>
  noticePeriod?.days[0] !== undefined && noticePeriod.days[0] < publishedOn

function extensionOf(
  { notice }: NoticeOnFile,
  state: ShowingState,
  judged: readonly JudgedDay[],
  promised: number,
): Showing['extension'] {
  if (notice.is !== 'published' || (state !== 'up' && state !== 'expired')) return null
  const owed = daysOwed(judged, promised)
  return owed.more > 0 ? owed : null
}

interface Revision {
  readonly document: BoardDocument
  readonly hash: Hash
  /** When the next revision, or the tombstone, was published. */
  readonly next: { readonly at: number; readonly tombstone: boolean } | null
}

async function revisionOf(read: Reads, onFile: NoticeOnFile, rev: number | null): Promise<Revision> {
  const all = (await read.notices.revisions(onFile.noticeId)).map(each => ({
    ...each,
    item: boardItemOf(each.envelope),
  }))
  const found = all.findLastIndex(each => each.item.type === 'document' && (rev === null || each.rev === rev))
  const [one, after] = [all[found], all[found + 1]]
  if (one?.item.type !== 'document') {
    refuse('NOTICE_NEVER_UP', { zh: '这一版没有发布过。', en: 'This revision was never published.' })
  }
  return {
    document: one.item,
    hash: hashOf(v.parse(EnvelopeSchema, JSON.parse(one.envelope)).p),
    next: after ? { at: after.at, tombstone: after.item.type === 'withdrawal' } : null,
  }
}

interface Off {
  readonly state: ShowingState
  readonly at: Millis | null
  /** Of an expired one: the end of its last day. */
  readonly over: number | null
}

function offOf(
  { notice }: NoticeOnFile,
  { document, next }: Revision,
  now: Millis,
  timeZone: string,
  endOf: (day: PlainDate) => Millis,
): Off {
  const until = document.shownUntil
  const over = until === null ? null : endOf(until)
  // What came off by its date had come off before anybody withdrew it.
  if (next && (over === null || next.at < over)) {
    return { state: next.tombstone ? 'withdrawn' : 'replaced', at: next.at as Millis, over: null }
  }
  const live = liveOf(notice)
  const expired = until !== null && isExpired(live ?? { shownUntil: until }, plainDateAt(now, timeZone))
  return expired && over !== null ? { state: 'expired', at: over, over } : { state: 'up', at: null, over: null }
}

interface Screen {
  readonly screen: ShownScreen
  readonly place: string
  readonly showing: ScreenShowing
}

async function screensOf(
  office: Office,
  read: Reads,
  contacts: Contacts,
  of: { readonly noticeId: NoticeId; readonly rev: number; readonly rows: readonly ShownRow[]; readonly off: Off },
): Promise<Screen[]> {
  const newest = await read.feeds.newest('board', of.noticeId)
  const feed = (await read.feeds.states()).find(each => each.feed === 'board')
  const [applied, told, gone] = [
    await read.kiosks.applied(),
    await read.showing.told(),
    await read.showing.gone(of.noticeId, of.rev),
  ]
  const concerned = (await read.kiosks.all()).filter(
    each => each.revokedAt === null || of.rows.some(row => row.kioskId === each.kioskId),
  )
  concerned.sort((a, b) => (a.place < b.place ? -1 : 1))
  return concerned.map(kiosk => {
    const contact = contacts.find(each => each.kioskId === kiosk.kioskId)
    const took = applied.filter(each => each.kioskId === kiosk.kioskId)
    const tale = told.find(each => each.kioskId === kiosk.kioskId)
    const heard = [
      ...took.map(each => each.at),
      ...(tale ? [tale.at] : []),
      ...(contact ? [contact.online ? office.clock.now() : contact.lastSeen] : []),
    ]
    const board = took.find(each => each.feed === 'board')
    const facts: ScreenFacts = {
      kiosk,
      online: contact?.online ?? false,
      heardAt: heard.length === 0 ? null : (Math.max(...heard) as Millis),
      hasNewest: board?.gen === feed?.gen && board !== undefined && newest !== null && board.n >= newest.n,
      goneAt: gone.find(each => each.kioskId === kiosk.kioskId)?.at ?? null,
      rows: of.rows.filter(row => row.kioskId === kiosk.kioskId),
      lost: tale?.lost ?? 0,
    }
    return screenOf(facts, of.off)
  })
}

interface ScreenFacts {
  readonly kiosk: Kiosk
  readonly online: boolean
  readonly heardAt: Millis | null
  readonly hasNewest: boolean
  readonly goneAt: Millis | null
  readonly rows: readonly ShownRow[]
  readonly lost: number
}

function screenOf({ kiosk, online, heardAt, hasNewest, goneAt, rows, lost }: ScreenFacts, off: Off): Screen {
  const { kioskId, place, pairedAt, revokedAt } = kiosk
  const sure = rows.filter(row => row.first !== null)
  const last = latest(sure.map(row => row.last))
  const expiry = off.over === null ? null : { over: off.over, heardAt }
  const drop = off.state === 'up' ? null : dropOf({ hasNewBoard: hasNewest, goneAt, lastAt: last, expiry })
  return {
    screen: { kioskId, pairedAt, revokedAt, heardAt },
    place,
    showing: {
      kioskId,
      place,
      revoked: revokedAt !== null,
      online,
      heardAt,
      hasNewest,
      first: earliest(sure.map(row => row.first)),
      last,
      opened: latest(sure.map(row => row.openedLast)),
      days: sure.length,
      unsureDays: rows.length - sure.length,
      // A revoked one was told to take everything down, or is not heard of any more and cannot be spoken for.
      drop,
      lost,
    },
  }
}

const times = (all: readonly (Millis | null)[]): Millis[] => all.filter(each => each !== null)
const earliest = (all: readonly (Millis | null)[]): Millis | null =>
  times(all).length === 0 ? null : (Math.min(...times(all)) as Millis)
const latest = (all: readonly (Millis | null)[]): Millis | null =>
  times(all).length === 0 ? null : (Math.max(...times(all)) as Millis)

function edge(rows: readonly ShownRow[], places: ReadonlyMap<KioskId, string>, which: 'first' | 'last') {
  const sure = rows.flatMap(row => {
    const at = row[which]
    return at === null ? [] : [{ at, place: places.get(row.kioskId) ?? '' }]
  })
  const sorted = sure.toSorted((a, b) => a.at - b.at)
  return (which === 'first' ? sorted[0] : sorted.at(-1)) ?? null
}

/** The newest look of each screen: what the list of screens says of the glass. */
export async function glassOf(read: Reads): Promise<{ kioskId: KioskId; at: Millis; told: Millis; lost: number }[]> {
  const [newest, told] = [await read.showing.newest(), await read.showing.told()]
  return told.map(({ kioskId, at, lost }) => ({
    kioskId,
    at: newest.find(each => each.kioskId === kioskId)?.at ?? (0 as Millis),
    told: at,
    lost,
  }))
}
