import type { BoardDocument, BodyOf, NoticeKind } from '../../shared/notices/document.ts'
import { dateOf, type PlainDate, type PlainDateTime } from '../../shared/base/plain-date.ts'

/** Where a document stands in its notice period, if it has one. */
export type NoticeState = 'coming' | 'open' | 'ended' | 'standing'

export type DayMark = 'past' | 'today' | 'future'

/** The working days of a notice period as the strip shows them. */
export interface Progress {
  readonly state: Exclude<NoticeState, 'standing'>
  readonly days: readonly { readonly date: PlainDate; readonly mark: DayMark }[]
  /** Which working day it is, from 1; on a day of rest how many are done. */
  readonly at: number
  /** Today is none of the working days, though the period runs. */
  readonly rest: boolean
}

/** The notice period at a moment; null for documents that merely stand (KS4). */
export function progressOf(document: BoardDocument, now: PlainDateTime): Progress | null {
  const period = document.noticePeriod
  const first = period?.days[0]
  const last = period?.days.at(-1)
  if (!period || !first || !last) return null
  const today = dateOf(now)
  const days = period.days.map(date => ({ date, mark: markOf(date, today) }))
  const done = days.filter(each => each.mark === 'past').length
  const isDay = period.days.includes(today)
  const over = today > last || (today === last && now.slice(11) >= period.endsAt)
  const state = today < first ? 'coming' : over ? 'ended' : 'open'
  return { state, days, at: done + (isDay ? 1 : 0), rest: state === 'open' && !isDay }
}

const markOf = (date: PlainDate, today: PlainDate): DayMark =>
  date < today ? 'past' : date === today ? 'today' : 'future'

export const stateOf = (document: BoardDocument, now: PlainDateTime): NoticeState =>
  progressOf(document, now)?.state ?? 'standing'

/** KS80: as soon as it hangs, though it went up after office hours or on a day off, and until its period ends. */
export const isOpenToObjections = (document: BoardDocument, now: PlainDateTime): boolean =>
  ['coming', 'open'].includes(stateOf(document, now))

const ORDER: Record<NoticeState, number> = { open: 0, coming: 1, standing: 2, ended: 3 }

/** What 公示公告 lists: notices in their period first, then the newest. Items and ranking have pages of their own. */
export const noticesOf = (documents: readonly BoardDocument[], now: PlainDateTime): readonly BoardDocument[] =>
  documents
    .filter(({ body }) => body.kind !== 'items' && body.kind !== 'ranking')
    .sort(
      (a, b) =>
        ORDER[stateOf(a, now)] - ORDER[stateOf(b, now)] ||
        b.publishedAt - a.publishedAt ||
        (a.docId < b.docId ? -1 : 1),
    )

/** Everything that can be read on this board: what a section lists or opens. An older ranking is on the disk, not here. */
export function readableOf(documents: readonly BoardDocument[], now: PlainDateTime): readonly BoardDocument[] {
  const single = [newestOf(documents, 'items'), newestOf(documents, 'ranking')]
  return [...noticesOf(documents, now), ...single.filter(each => each !== undefined)]
}

/** What a notice begins with. Items and rankings are no running text. */
export function leadOf({ body }: BoardDocument): string {
  if (body.kind === 'activity') return `${body.time}，${body.place}。${body.paragraphs.join('')}`
  if (body.kind === 'announcement') return body.paragraphs.join('')
  return 'intro' in body ? body.intro : ''
}

/** How a screen marks what leads to documents, or the page of one, for `glass.ts`. */
export const docsOf = (documents: readonly (BoardDocument | undefined)[]): string =>
  documents
    .filter(each => each !== undefined)
    .map(({ docId, rev }) => `${docId}/${rev}`)
    .join(' ')

/** What rotates on the home page: every notice in its period; without any, the newest that stands. */
export function featuresOf(documents: readonly BoardDocument[], now: PlainDateTime): readonly BoardDocument[] {
  const notices = noticesOf(documents, now)
  const open = notices.filter(each => stateOf(each, now) === 'open')
  return open.length > 0 ? open : notices.slice(0, 1)
}

/** A document whose body kind is known. */
export type DocumentOf<Kind extends NoticeKind> = BoardDocument & { readonly body: BodyOf<Kind> }

const isOf = <Kind extends NoticeKind>(document: BoardDocument, kind: Kind): document is DocumentOf<Kind> =>
  document.body.kind === kind

/** The newest document of a kind on the board. */
export const newestOf = <Kind extends NoticeKind>(
  documents: readonly BoardDocument[],
  kind: Kind,
): DocumentOf<Kind> | undefined =>
  documents.filter(each => isOf(each, kind)).sort((a, b) => b.publishedAt - a.publishedAt || b.rev - a.rev)[0]
