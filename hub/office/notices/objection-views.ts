import * as v from 'valibot'
import type { Millis, NoticeId, RecordId } from '../../../shared/base/ids.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import {
  AttestationWordsSchema,
  type AttestationWords,
  type ObjectionWhy,
} from '../../../shared/declarations/declaration.ts'
import type { Attachment } from '../declarations/ports.ts'
import { newestOnBoard } from './board.ts'
import type { Objection } from './objections.ts'
import type { Reads } from '../ports.ts'

/** Objections as the console shows them (RV53). */

/** What came with it, as staff may see it. */
export type AttachmentView = Pick<Attachment, 'attachmentId' | 'type' | 'state' | 'why' | 'ms' | 'got' | 'count'>

export interface ObjectionRow {
  readonly objectionId: RecordId
  readonly noticeId: NoticeId
  /** Of the notice; empty where there is none. */
  readonly title: string
  readonly sentAt: Millis
  /** The kiosk's place. */
  readonly where: string
  readonly isClockUnsure: boolean
  /** Null once they are erased. */
  readonly said: AttestationWords | null
  readonly attachments: readonly AttachmentView[]
  /** Whose review answers it; null: it is answered here, and `why`. */
  readonly period: Period | null
  readonly why: ObjectionWhy | null
  readonly answer: { readonly words: string; readonly at: Millis; readonly by: string } | null
}

export interface ObjectionList {
  readonly rows: readonly ObjectionRow[]
  /** How many wait for an answer of their own, also those that are not in the rows. */
  readonly open: number
}

const AT_ONCE = 100

/** @param noticeId null: what waits for an answer, whatever it is about */
export async function objectionList(read: Reads, noticeId: NoticeId | null): Promise<ObjectionList> {
  const { objections } = read
  const found = noticeId === null ? await objections.open(AT_ONCE) : await objections.ofNotice(noticeId, AT_ONCE)
  return { rows: await rowsOf(read, found), open: await objections.openCount() }
}

async function rowsOf(read: Reads, found: readonly Objection[]): Promise<ObjectionRow[]> {
  const words = await read.words.many(
    found.flatMap(({ wordsId, answer }) => [wordsId, ...(answer ? [answer.wordsId] : [])]),
  )
  const attachments = await read.declarations.attachments(found.map(each => each.objectionId))
  const places = new Map((await read.kiosks.all()).map(each => [each.kioskId, each.place]))
  const staff = new Map((await read.staff.all()).map(each => [each.staffId, each.displayName]))
  const titles = await titlesOf(read, new Set(found.map(each => each.noticeId)))
  return found.map(({ objectionId, noticeId, sentAt, kioskId, isClockUnsure, wordsId, period, why, answer }) => ({
    objectionId,
    noticeId,
    title: titles.get(noticeId) ?? '',
    sentAt,
    where: (kioskId && places.get(kioskId)) ?? '',
    isClockUnsure,
    said: readObjectionWords(words.get(wordsId) ?? ''),
    attachments: (attachments.get(objectionId) ?? []).map(attachmentView),
    period,
    why,
    answer: answer && {
      words: words.get(answer.wordsId) ?? '',
      at: answer.at,
      by: (answer.by && staff.get(answer.by)) ?? '',
    },
  }))
}

export const attachmentView = ({ attachmentId, type, state, why, ms, got, count }: Attachment): AttachmentView => ({
  attachmentId,
  type,
  state,
  why,
  ms,
  got,
  count,
})

/** Null for a text that holds no such words. */
export function readObjectionWords(text: string): AttestationWords | null {
  try {
    const parsed = v.safeParse(AttestationWordsSchema, JSON.parse(text))
    return parsed.success ? parsed.output : null
  } catch (cause) {
    // JSON.parse: not JSON, or nested deeper than the stack.
    if (cause instanceof SyntaxError || cause instanceof RangeError) return null
    throw cause
  }
}

async function titlesOf(read: Reads, ids: ReadonlySet<NoticeId>): Promise<ReadonlyMap<NoticeId, string>> {
  const titles = new Map<NoticeId, string>()
  for (const noticeId of ids) titles.set(noticeId, (await newestOnBoard(read, noticeId))?.title ?? '')
  return titles
}
