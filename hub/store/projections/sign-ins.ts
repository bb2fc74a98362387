import type { ActivityId, KioskId, MemberId, RecordId } from '../../../shared/base/ids.ts'
import type { FactBody, JournalEntry } from '../../../shared/journal/facts.ts'
import type { DecisionCode } from '../../../shared/passes/decide.ts'
import { UNDO_MS } from '../../../shared/passes/member-act.ts'
import type { PresenceKey } from '../../../shared/passes/presence.ts'
import type { SignInReads, SignInRow } from '../../office/intake-ports.ts'
import { insertRows, type BulkTarget } from '../bulk.ts'
import type { Db } from '../tables.ts'
import {
  askMany,
  firstPresences,
  keepConflicts,
  keysOfCodes,
  keysOfRecords,
  refreshPresence,
  type FirstSignIn,
} from './presence.ts'
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
    seq: number
    said_at: number
    span_from: number | null
    span_to: number | null
    trust: string
    pass_hash: string | null
    phone_ref: string | null
    phone_step: number | null
    staff_id: string | null
  }
}

const SIGN_INS = {
  table: 'sign_ins',
  columns: [
    'no',
    'record_id',
    'kiosk_id',
    'member_id',
    'activity_id',
    'result',
    'way',
    'at',
    'counts',
    'review',
    'seq',
    'said_at',
    'span_from',
    'span_to',
    'trust',
    'pass_hash',
    'phone_ref',
    'phone_step',
    'staff_id',
  ],
} as const satisfies BulkTarget<'sign_ins'>

type Recorded = FactBody<'signIn.recorded'>
type Line = Pick<JournalEntry, 'no' | 'at' | 'by'>
interface Entered {
  readonly body: Recorded
  readonly entry: Line
}

export const signInsProjection: Projection<'signIn.recorded' | 'signIn.placed' | 'record.held'> = {
  tables: ['sign_ins'],
  apply: {
    'signIn.recorded': (db, body, entry) => applyAll(db, [{ body, entry }]),
    'signIn.placed': place,
    // The bytes stay in `raw`; a person is asked to look.
    'record.held': (db, { recordId, why }, { no }) =>
      keepConflicts(db, [
        {
          conflict_id: `held/${no}`,
          activity_id: null,
          member_id: null,
          record_id: recordId,
          reasons: JSON.stringify([why]),
          no,
        },
      ]),
  },
  applyMany: { 'signIn.recorded': applyAll },
}

async function applyAll(db: Db, facts: readonly Entered[]): Promise<void> {
  await insertRows(db, SIGN_INS, facts.map(rowOf))
  const [plain, others] = [facts.filter(isPlain), facts.filter(each => !isPlain(each))]
  const keys = others.flatMap(({ body }): PresenceKey[] => (body.counts ? [body.counts] : []))
  keys.push(...(await firstPresences(db, plain.flatMap(firstOf))))
  const codes = facts.flatMap(({ body: { signIn } }) =>
    signIn.phone ? [[signIn.phone.ref, signIn.phone.step] as const] : [],
  )
  await refreshPresence(db, [...keys, ...(await keysOfCodes(db, codes))])
  await refreshRecords(
    db,
    facts.flatMap(({ body }) => (body.counts === null && body.review.length > 0 ? [body.recordId] : [])),
  )
}

/** Nothing speaks against it, and it has nothing in common with another record. */
const isPlain = ({ body: { counts, review, signIn } }: Entered): boolean =>
  counts !== null && review.length === 0 && signIn.phone === null && signIn.result !== 'already'

const firstOf = ({ body, entry }: Entered): FirstSignIn[] => {
  if (!body.counts) return []
  const { recordId, correctedAt: at, signIn } = body
  return [{ ...body.counts, recordId, kioskId: authorId(entry), at, way: signIn.way }]
}

const rowOf = ({ body, entry }: Entered): readonly unknown[] => [
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
  body.seq,
  body.at,
  body.span?.from ?? null,
  body.span?.to ?? null,
  body.signIn.clockTrust,
  body.signIn.passHash,
  body.signIn.phone?.ref ?? null,
  body.signIn.phone?.step ?? null,
  body.signIn.staffId,
]

const authorId = ({ by }: Line): string => (by.type === 'kiosk' ? by.id : '')

/** Sign-ins that are no attendance yet and say why: each is looked at on its own, unless it was taken back in time. */
export async function refreshRecords(db: Db, recordIds: readonly string[]): Promise<void> {
  const rows = await askMany<{ record_id: string; review: string; no: number; counts: number; undone: number }>(
    db,
    `select "record_id", "review", "no", "counts", exists (select 1 from "member_acts"
        where "undoes" = "sign_ins"."record_id" and "kind" = 'undo'
        and "member_acts"."member_id" = "sign_ins"."member_id"
        and "member_acts"."at" - "sign_ins"."at" <= ?) as "undone"
      from "sign_ins" where "record_id" = ?`,
    recordIds.map(id => [UNDO_MS, id]),
  )
  await keepConflicts(
    db,
    rows.map(({ record_id, review, no, counts, undone }) => ({
      conflict_id: `record/${record_id}`,
      activity_id: null,
      member_id: null,
      record_id,
      reasons: counts === 1 || undone === 1 ? '[]' : review,
      no,
    })),
  )
}

/** A record that had no row here — it was held — gets one now. */
async function place(db: Db, body: FactBody<'signIn.placed'>, { no, by }: Line): Promise<void> {
  const { recordId, activityId, memberId } = body
  await db
    .insertInto('sign_ins')
    .values({
      no,
      record_id: recordId,
      kiosk_id: body.kioskId,
      member_id: memberId,
      activity_id: activityId,
      result: 'ok',
      way: body.way,
      at: body.at,
      counts: 1,
      review: '[]',
      seq: body.seq,
      said_at: body.at,
      span_from: null,
      span_to: null,
      trust: 'unknown',
      pass_hash: null,
      phone_ref: null,
      phone_step: null,
      staff_id: by.type === 'staff' ? by.id : null,
    })
    .onConflict(conflict =>
      // Its doubts were what the person answered.
      conflict
        .column('record_id')
        .doUpdateSet({ member_id: memberId, activity_id: activityId, counts: 1, review: '[]' }),
    )
    .execute()
  await refreshRecords(db, [recordId])
  await refreshPresence(db, await keysOfRecords(db, [recordId]))
}

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
