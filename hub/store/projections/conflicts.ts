import type { ActivityId, KioskId, MemberId, Millis, RecordId, StaffId } from '../../../shared/base/ids.ts'
import type { FactBody, JournalEntry } from '../../../shared/journal/facts.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import type { ClockTrust } from '../../../shared/passes/clock.ts'
import type {
  Conflict,
  ConflictReads,
  ConflictReason,
  HeldRecord,
  RecordSaid,
  Settlement,
} from '../../office/activities/conflicts.ts'
import type { Db } from '../tables.ts'
import { askMany, type ConflictRow } from './presence.ts'
import type { Projection } from './projection.ts'

export interface ConflictTables {
  conflict_settlements: {
    no: number
    conflict_id: string
    up_to: number
    how: string
    note_id: string | null
    at: number
    staff_id: string | null
  }
}

export const conflictsProjection: Projection<'conflict.settled'> = {
  tables: ['conflict_settlements'],
  apply: { 'conflict.settled': settle },
}

async function settle(
  db: Db,
  { conflictId, upTo, how, note }: FactBody<'conflict.settled'>,
  { no, at, by }: Pick<JournalEntry, 'no' | 'at' | 'by'>,
): Promise<void> {
  await db
    .insertInto('conflict_settlements')
    .values({
      no,
      conflict_id: conflictId,
      up_to: upTo,
      how,
      note_id: note?.id ?? null,
      at,
      staff_id: by.type === 'staff' ? by.id : null,
    })
    .execute()
}

export function conflictReads(db: Db): ConflictReads {
  const open = () =>
    db
      .selectFrom('conflicts')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('conflict_settlements')
              .select('conflict_settlements.no')
              .whereRef('conflict_settlements.conflict_id', '=', 'conflicts.conflict_id')
              .whereRef('conflict_settlements.up_to', '>=', 'conflicts.no'),
          ),
        ),
      )
  return {
    async open(limit) {
      const rows = await open().selectAll('conflicts').orderBy('conflicts.no', 'desc').limit(limit).execute()
      return rows.map(conflictOf)
    },
    async openCount() {
      const row = await open().select(db.fn.countAll<number>().as('count')).executeTakeFirst()
      return Number(row?.count ?? 0)
    },
    async one(conflictId) {
      const row = await db.selectFrom('conflicts').selectAll().where('conflict_id', '=', conflictId).executeTakeFirst()
      return row ? conflictOf(row) : null
    },
    async settled(limit) {
      const rows = await db.selectFrom('conflict_settlements').selectAll().orderBy('no', 'desc').limit(limit).execute()
      return rows.map(settlementOf)
    },
    said: conflicts => saidOf(db, conflicts),
    async held(no) {
      const row = await db
        .selectFrom('raw')
        .innerJoin('streams', 'streams.stream_id', 'raw.stream_id')
        .select(['kiosk_id', 'epoch', 'seq', 'received_at', 'hash', 'text'])
        .where('raw.no', '=', no)
        .where('state', '=', 'held')
        .executeTakeFirst()
      if (!row) return null
      const { kiosk_id, received_at, ...rest } = row
      return { ...rest, kioskId: kiosk_id, receivedAt: received_at } as HeldRecord
    },
    async cardsSeenAt(kioskId, since) {
      const rows = await askMany<{ pass_hash: string; at: number; times: number }>(
        db,
        `select "pass_hash", max("at") as "at", count(*) as "times" from (
          select "pass_hash", "at" from "sign_ins" where "kiosk_id" = ? and "pass_hash" is not null and "at" >= ?
          union all
          select "pass_hash", "at" from "member_acts" where "kiosk_id" = ? and "pass_hash" is not null and "at" >= ?
        ) as "seen" group by "pass_hash" order by max("at") desc, "pass_hash"`,
        [[kioskId, since, kioskId, since]],
      )
      return rows.map(row => ({ cardHash: row.pass_hash, lastAt: row.at as Millis, times: row.times }))
    },
  }
}

const conflictOf = (row: ConflictRow): Conflict => ({
  conflictId: row.conflict_id,
  activityId: row.activity_id as ActivityId | null,
  memberId: row.member_id as MemberId | null,
  recordId: row.record_id as RecordId | null,
  reasons: JSON.parse(row.reasons) as ConflictReason[],
  no: row.no,
})

const settlementOf = (row: ConflictTables['conflict_settlements']): Settlement => ({
  no: row.no,
  conflictId: row.conflict_id,
  how: row.how as Settlement['how'],
  noteId: row.note_id as PrivateId | null,
  at: row.at as Millis,
  staffId: row.staff_id as StaffId | null,
})

interface SaidRow {
  readonly what: string
  readonly no: number
  readonly record_id: string
  readonly kiosk_id: string
  readonly member_id: string | null
  readonly activity_id: string | null
  readonly said_at: number | null
  readonly at: number
  readonly span_from: number | null
  readonly span_to: number | null
  readonly trust: string | null
  readonly way: string
  readonly pass_hash: string | null
  readonly phone_ref: string | null
  readonly staff_id: string | null
}

const SHARED = `"no", "record_id", "kiosk_id", "member_id", "activity_id", "said_at", "at", "span_from", "span_to",
  "trust", "way", "pass_hash", "phone_ref", "staff_id"`

/** Sign-ins that count or would have, and what was done after them, of one member at one activity. */
const OF_PRESENCE = `
select 'signIn' as "what", ${SHARED} from "sign_ins" where "activity_id" = ? and "member_id" = ? and "counts" = 1
union all
select "kind", ${SHARED} from "member_acts" where "activity_id" = ? and "member_id" = ? and "kind" = 'signOut'
union all
select "kind", ${SHARED} from "member_acts" where "kind" = 'undo' and "member_id" = ? and "undoes" in
  (select "record_id" from "sign_ins" where "activity_id" = ? and "member_id" = ? and "counts" = 1)
union all
select 'confirmed', "confirmed_no", '', '', "member_id", "activity_id", null, "confirmed_at", null, null,
  null, 'hand', null, null, null
  from "presence_marks" where "activity_id" = ? and "member_id" = ? and "confirmed_no" is not null
union all
select 'struck', "struck_no", '', '', "member_id", "activity_id", null, "struck_at", null, null,
  null, 'hand', null, null, null
  from "presence_marks" where "activity_id" = ? and "member_id" = ? and "struck_no" is not null`

const OF_RECORD = `select 'signIn' as "what", ${SHARED} from "sign_ins" where "record_id" = ?
union all
select "kind", ${SHARED} from "member_acts" where "undoes" = ?`

const OF_ACTIVITY = `select 'signIn' as "what", ${SHARED} from "sign_ins" where "record_id" in (select "record_id"
  from "attendance" where "activity_id" = ? and "struck" = 0 order by "at" desc, "record_id" limit 12)`

async function saidOf(db: Db, conflictIds: readonly string[]): Promise<ReadonlyMap<string, readonly RecordSaid[]>> {
  const said = new Map<string, readonly RecordSaid[]>()
  for (const conflictId of conflictIds) {
    const [first = '', second = ''] = conflictId.split('/')
    const rows =
      first === 'record'
        ? await askMany<SaidRow>(db, OF_RECORD, [[second, second]])
        : first === 'places'
          ? await askMany<SaidRow>(db, OF_ACTIVITY, [[second]])
          : first === 'held'
            ? []
            : await askMany<SaidRow>(db, OF_PRESENCE, [
                [first, second, first, second, second, first, second, first, second, first, second],
              ])
    said.set(
      conflictId,
      rows.map(saidOfRow).sort((a, b) => a.at - b.at || a.no - b.no),
    )
  }
  return said
}

const saidOfRow = (row: SaidRow): RecordSaid => ({
  what: row.what as RecordSaid['what'],
  no: row.no,
  recordId: row.record_id === '' ? null : (row.record_id as RecordId),
  kioskId: row.kiosk_id === '' ? null : (row.kiosk_id as KioskId),
  memberId: row.member_id as MemberId | null,
  activityId: row.activity_id as ActivityId | null,
  saidAt: row.said_at as Millis | null,
  at: row.at as Millis,
  span:
    row.span_from === null || row.span_to === null
      ? null
      : { from: row.span_from as Millis, to: row.span_to as Millis },
  trust: row.trust as ClockTrust | null,
  way: row.way as RecordSaid['way'],
  cardHash: row.pass_hash,
  phoneRef: row.phone_ref,
  staffId: row.staff_id as StaffId | null,
})
