import type { KioskId, Millis, NoticeId, RecordId, StaffId } from '../../../shared/base/ids.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import type { ObjectionWhy } from '../../../shared/declarations/declaration.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import type { Objection, ObjectionReads } from '../../office/notices/objections.ts'
import type { Db } from '../tables.ts'
import { nameAttachments } from './declarations.ts'
import type { Projection } from './projection.ts'

export interface ObjectionTables {
  objections: {
    objection_id: string
    no: number
    notice_id: string
    rev: number
    sent_at: number
    kiosk_id: string | null
    clock_unsure: number
    words_id: string
    period: string | null
    why: string | null
    answer_id: string | null
    answered_at: number | null
    answered_by: string | null
  }
}

export const objectionsProjection: Projection<'objection.received' | 'objection.placed' | 'objection.answered'> = {
  tables: ['objections'],
  apply: {
    'objection.received': async (db, { recordId, docId, rev, correctedAt, words, attachments, review }, line) => {
      const said = { objection_id: recordId, no: line.no, notice_id: docId, rev, sent_at: correctedAt }
      const from = { kiosk_id: line.by.type === 'kiosk' ? line.by.id : null, clock_unsure: review.length }
      const open = { period: null, why: null, answer_id: null, answered_at: null, answered_by: null }
      await db
        .insertInto('objections')
        .values({ ...said, ...from, words_id: words.id, ...open })
        .execute()
      await nameAttachments(db, recordId, attachments, line)
    },
    'objection.placed': async (db, { objectionId, period, why }) => {
      await db.updateTable('objections').set({ period, why }).where('objection_id', '=', objectionId).execute()
    },
    'objection.answered': async (db, { objectionId, words }, { at, by }) => {
      const answer = { answer_id: words.id, answered_at: at, answered_by: by.type === 'staff' ? by.id : null }
      await db.updateTable('objections').set(answer).where('objection_id', '=', objectionId).execute()
    },
  },
}

export function objectionReads(db: Db): ObjectionReads {
  const all = () => db.selectFrom('objections').selectAll()
  const open = () => all().where('why', 'is not', null).where('answer_id', 'is', null)
  return {
    async one(objectionId) {
      const row = await all().where('objection_id', '=', objectionId).executeTakeFirst()
      return row ? objectionOf(row) : null
    },
    ofNotice: async (noticeId, limit) =>
      (await all().where('notice_id', '=', noticeId).orderBy('no', 'desc').limit(limit).execute()).map(objectionOf),
    open: async limit => (await open().orderBy('no').limit(limit).execute()).map(objectionOf),
    async openCount() {
      const row = await db
        .selectFrom('objections')
        .select(eb => eb.fn.countAll<number>().as('count'))
        .where('why', 'is not', null)
        .where('answer_id', 'is', null)
        .executeTakeFirstOrThrow()
      return row.count
    },
  }
}

const objectionOf = (row: ObjectionTables['objections']): Objection => ({
  objectionId: row.objection_id as RecordId,
  noticeId: row.notice_id as NoticeId,
  rev: row.rev,
  sentAt: row.sent_at as Millis,
  kioskId: row.kiosk_id as KioskId | null,
  isClockUnsure: row.clock_unsure > 0,
  wordsId: row.words_id as PrivateId,
  period: row.period as Period | null,
  why: row.why as ObjectionWhy | null,
  answer:
    row.answer_id === null || row.answered_at === null
      ? null
      : {
          wordsId: row.answer_id as PrivateId,
          at: row.answered_at as Millis,
          by: row.answered_by as StaffId | null,
        },
})
