import * as v from 'valibot'
import { EnvelopeSchema } from '../../../shared/sync/envelope.ts'
import type { Millis, NoticeId, StaffId } from '../../../shared/base/ids.ts'
import { must } from '../../../shared/base/check.ts'
import type { JournalEntry } from '../../../shared/journal/facts.ts'
import type { PrivateId, PrivateRef } from '../../../shared/journal/private-ref.ts'
import type { NoticeKind } from '../../../shared/notices/document.ts'
import { PeriodSchema, type Period } from '../../../shared/base/plain-date.ts'
import { CountSchema } from '../../../shared/sync/fields.ts'
import { evolve, type Change, type Notice, type Signed } from '../../../shared/notices/notice.ts'
import type { NoticeOnFile, NoticeReads, NoticeStep } from '../../office/notices/notices.ts'
import type { Db } from '../tables.ts'
import { addRead, standDown, standUp } from './inner-notices.ts'
import type { Projection } from './projection.ts'

export interface NoticeTables {
  notices: {
    notice_id: string
    kind: string
    situation: string
    version: number
    started_at: number
    changed_at: number
    content_id: string
    document_id: string | null
  }
  notice_steps: {
    no: number
    notice_id: string
    rev: number
    step: string
    by_id: string
    at: number
    words_id: string | null
  }
  notice_revisions: {
    notice_id: string
    rev: number
    at: number
    envelope: string
    period: string | null
    journal_size: number | null
  }
}

type NoticeFact =
  | 'notice.drafted'
  | 'notice.checked'
  | 'notice.returned'
  | 'notice.approved'
  | 'notice.published'
  | 'notice.withdrawn'
  | 'notice.discarded'
  | 'notice.delivered'
  | 'notice.recalled'
  | 'notice.erased'
  | 'notice.read'

type Line = Pick<JournalEntry, 'no' | 'at' | 'by'>

export const noticesProjection: Projection<NoticeFact> = {
  tables: ['notices', 'notice_steps', 'notice_revisions', 'inner_notices', 'inner_reads'],
  apply: {
    'notice.drafted': async (db, body, line) => {
      const { noticeId, kind, rev, content } = body
      const before = await situationOf(db, noticeId)
      const situation = JSON.stringify(evolve(before, { type: 'drafted', rev }, signed(line)))
      const now = { situation, version: line.no, changed_at: line.at, content_id: content.id, document_id: null }
      await db
        .insertInto('notices')
        .values({ notice_id: noticeId, kind, started_at: line.at, ...now })
        .onConflict(conflict => conflict.column('notice_id').doUpdateSet(now))
        .execute()
      await addStep(db, noticeId, { type: 'drafted', rev }, line, content)
    },
    'notice.checked': async (db, body, line) => {
      const change = { type: 'checked', rev: body.rev, hash: body.hash } as const
      await step(db, body.noticeId, change, line, body.document)
      const document = { document_id: body.document.id }
      await db.updateTable('notices').set(document).where('notice_id', '=', body.noticeId).execute()
    },
    'notice.returned': async (db, body, line) => {
      await step(db, body.noticeId, { type: 'returned', rev: body.rev }, line, body.reason)
      await db.updateTable('notices').set({ document_id: null }).where('notice_id', '=', body.noticeId).execute()
    },
    'notice.approved': async (db, { noticeId, ...change }, line) => {
      await step(db, noticeId, { type: 'approved', ...change }, line, null)
    },
    'notice.published': async (db, { noticeId, envelope, ...change }, line) => {
      await step(db, noticeId, { type: 'published', ...change }, line, null)
      await addRevision(db, noticeId, change.rev, line, envelope)
    },
    'notice.withdrawn': async (db, { noticeId, rev, envelope, reason }, line) => {
      await step(db, noticeId, { type: 'withdrawn', rev }, line, reason)
      await addRevision(db, noticeId, rev, line, envelope)
    },
    'notice.discarded': async (db, { noticeId, rev }, line) => {
      await step(db, noticeId, { type: 'discarded', rev }, line, null)
    },
    'notice.delivered': async (db, { noticeId, scope, document, ...change }, line) => {
      await step(db, noticeId, { type: 'published', ...change }, line, null)
      const { rev, shownUntil } = change
      await standUp(db, { noticeId, rev, at: line.at as Millis, scope, shownUntil, wordsId: document.id })
    },
    'notice.recalled': async (db, { noticeId, rev, reason }, line) => {
      await step(db, noticeId, { type: 'withdrawn', rev }, line, reason)
      await standDown(db, noticeId)
    },
    'notice.erased': async (db, { noticeId }) => {
      await standDown(db, noticeId)
    },
    'notice.read': async (db, { at, ...read }) => {
      await addRead(db, { ...read, at: at as Millis })
    },
  },
}

const signed = ({ by, at }: Line): Signed => ({ by: staffOf(by), at: at as Millis })

/** The notices' desk takes no other author. */
const staffOf = (by: Line['by']): StaffId => must(by.type === 'staff' ? by.id : null, 'a staff author')

async function situationOf(db: Db, noticeId: NoticeId): Promise<Notice | null> {
  const row = await db.selectFrom('notices').select('situation').where('notice_id', '=', noticeId).executeTakeFirst()
  return row ? (JSON.parse(row.situation) as Notice) : null
}

async function step(db: Db, noticeId: NoticeId, change: Change, line: Line, words: PrivateRef | null): Promise<void> {
  const situation = JSON.stringify(evolve(await situationOf(db, noticeId), change, signed(line)))
  const now = { situation, version: line.no, changed_at: line.at }
  await db.updateTable('notices').set(now).where('notice_id', '=', noticeId).execute()
  await addStep(db, noticeId, change, line, words)
}

async function addStep(
  db: Db,
  noticeId: NoticeId,
  change: Change,
  { no, at, by }: Line,
  words: PrivateRef | null,
): Promise<void> {
  await db
    .insertInto('notice_steps')
    .values({
      no,
      notice_id: noticeId,
      rev: change.rev,
      step: change.type,
      by_id: staffOf(by),
      at,
      words_id: words?.id ?? null,
    })
    .execute()
}

async function addRevision(db: Db, noticeId: NoticeId, rev: number, line: Line, envelope: string): Promise<void> {
  const found = v.safeParse(OfPeriodSchema, JSON.parse(v.parse(EnvelopeSchema, JSON.parse(envelope)).p))
  const computed = found.success
    ? { period: found.output.body.period, journal_size: found.output.asOfJournal.size }
    : { period: null, journal_size: null }
  await db
    .insertInto('notice_revisions')
    .values({ notice_id: noticeId, rev, at: line.at, envelope, ...computed })
    .execute()
}

/** Of what hangs: a document with people's points. */
const OfPeriodSchema = v.object({
  type: v.literal('document'),
  body: v.object({ period: PeriodSchema }),
  asOfJournal: v.object({ size: CountSchema }),
})

export function noticeReads(db: Db): NoticeReads {
  return {
    async all() {
      const rows = await db.selectFrom('notices').selectAll().orderBy('version', 'desc').execute()
      return rows.map(noticeOf)
    },
    async one(noticeId) {
      const row = await db.selectFrom('notices').selectAll().where('notice_id', '=', noticeId).executeTakeFirst()
      return row ? noticeOf(row) : null
    },
    async steps(noticeId) {
      const rows = await db
        .selectFrom('notice_steps')
        .selectAll()
        .where('notice_id', '=', noticeId)
        .orderBy('no')
        .execute()
      return rows.map(stepOf)
    },
    async revisions(noticeId) {
      return await db
        .selectFrom('notice_revisions')
        .select(['rev', 'at', 'envelope'])
        .where('notice_id', '=', noticeId)
        .orderBy('rev')
        .execute()
    },
    async ofPeriods() {
      const rows = await db
        .selectFrom('notice_revisions')
        .select(['notice_id', 'rev', 'at', 'period', 'journal_size'])
        .where('period', 'is not', null)
        .execute()
      return rows.map(row => ({
        noticeId: row.notice_id as NoticeId,
        rev: row.rev,
        at: row.at as Millis,
        period: must(row.period, 'a period') as Period,
        size: must(row.journal_size, 'a size'),
      }))
    },
    async envelope(noticeId, rev) {
      const row = await db
        .selectFrom('notice_revisions')
        .select('envelope')
        .where('notice_id', '=', noticeId)
        .where('rev', '=', rev)
        .executeTakeFirst()
      return row?.envelope ?? null
    },
  }
}

const noticeOf = (row: NoticeTables['notices']): NoticeOnFile => ({
  noticeId: row.notice_id as NoticeId,
  kind: row.kind as NoticeKind,
  notice: JSON.parse(row.situation) as Notice,
  version: row.version,
  startedAt: row.started_at as Millis,
  changedAt: row.changed_at as Millis,
  contentId: row.content_id as PrivateId,
  documentId: row.document_id as PrivateId | null,
})

const stepOf = (row: NoticeTables['notice_steps']): NoticeStep => ({
  no: row.no,
  rev: row.rev,
  step: row.step as NoticeStep['step'],
  by: row.by_id as StaffId,
  at: row.at as Millis,
  wordsId: row.words_id as PrivateId | null,
})
