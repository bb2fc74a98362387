import type { ActivityId, KioskId, MemberId, RecordId } from '../../../shared/base/ids.ts'
import type { FactBody, JournalEntry } from '../../../shared/journal/facts.ts'
import type { DecisionCode } from '../../../shared/passes/decide.ts'
import type { SignInReads, SignInRow } from '../../office/intake.ts'
import { insertRows, type BulkTarget } from '../bulk.ts'
import type { Db } from '../tables.ts'
import { attend, type AttendanceRow } from './activities.ts'
import type { Projection } from './projection.ts'

export interface SignInTables {
  sign_ins: {
    no: number
    record_id: string
    kiosk_id: string
    member_id: string | null
    activity_id: string | null
    result: string
    way: string
    at: number
    counts: number
    review: string
  }
}

const SIGN_INS = {
  table: 'sign_ins',
  columns: ['no', 'record_id', 'kiosk_id', 'member_id', 'activity_id', 'result', 'way', 'at', 'counts', 'review'],
} as const satisfies BulkTarget<'sign_ins'>

type Recorded = FactBody<'signIn.recorded'>
type Line = Pick<JournalEntry, 'no' | 'at' | 'by'>

export const signInsProjection: Projection<'signIn.recorded' | 'record.held'> = {
  tables: ['sign_ins'],
  apply: {
    'signIn.recorded': (db, body, entry) => applyAll(db, [{ body, entry }]),
    // The bytes and the reason stay in `raw`; the journal says that it happened.
    'record.held': async () => {},
  },
  applyMany: { 'signIn.recorded': applyAll },
}

async function applyAll(db: Db, facts: readonly { readonly body: Recorded; readonly entry: Line }[]): Promise<void> {
  await insertRows(
    db,
    SIGN_INS,
    facts.map(({ body, entry }) => [
      entry.no,
      body.recordId,
      authorId(entry),
      body.counts?.memberId ?? body.signIn.memberId,
      body.counts?.activityId ?? body.signIn.activityId,
      body.signIn.result,
      body.signIn.way,
      body.correctedAt,
      body.counts ? 1 : 0,
      JSON.stringify(body.review),
    ]),
  )
  const attendance = facts.flatMap(({ body, entry }): AttendanceRow[] => {
    if (!body.counts) return []
    const { activityId, memberId } = body.counts
    const came = { at: body.correctedAt, way: body.signIn.way, kiosk_id: authorId(entry), record_id: body.recordId }
    return [{ activity_id: activityId, member_id: memberId, ...came, struck: 0 }]
  })
  await attend(db, attendance)
}

const authorId = ({ by }: Line): string => (by.type === 'kiosk' ? by.id : '')

export function signInReads(db: Db): SignInReads {
  return {
    async ofActivity(activityId) {
      const rows = await db
        .selectFrom('sign_ins')
        .selectAll()
        .where('activity_id', '=', activityId)
        .orderBy('no')
        .execute()
      return rows.map(signInOf)
    },
    async toReview(limit) {
      const rows = await db
        .selectFrom('sign_ins')
        .selectAll()
        .where('review', '!=', '[]')
        .orderBy('no', 'desc')
        .limit(limit)
        .execute()
      return rows.map(signInOf)
    },
    async held(limit) {
      const rows = await db
        .selectFrom('raw')
        .innerJoin('streams', 'streams.stream_id', 'raw.stream_id')
        .select(['kiosk_id', 'seq', 'received_at', 'no', 'text'])
        .where('state', '=', 'held')
        .orderBy('received_at', 'desc')
        .limit(limit)
        .execute()
      return rows.map(row => ({
        kioskId: row.kiosk_id as KioskId,
        seq: row.seq,
        receivedAt: row.received_at,
        no: row.no,
        text: row.text,
      }))
    },
  }
}

const signInOf = (row: SignInTables['sign_ins']): SignInRow => ({
  no: row.no,
  recordId: row.record_id as RecordId,
  kioskId: row.kiosk_id as KioskId,
  memberId: row.member_id as MemberId | null,
  activityId: row.activity_id as ActivityId | null,
  result: row.result as DecisionCode,
  way: row.way as SignInRow['way'],
  at: row.at,
  counts: row.counts === 1,
  review: JSON.parse(row.review) as SignInRow['review'],
})
