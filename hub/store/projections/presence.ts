import { CompiledQuery } from 'kysely'
import { signInRulesOf, type Activity } from '../../../shared/activities/activity.ts'
import type { ActivityId, MemberId } from '../../../shared/base/ids.ts'
import {
  presenceOf,
  type Claim,
  type Presence,
  type PresenceFacts,
  type PresenceKey,
} from '../../../shared/passes/presence.ts'
import { insertRows, Rows, runRows, type BulkTarget } from '../bulk.ts'
import type { Db } from '../tables.ts'

/**
 * Who was there, and what of it a person should look at: folded anew from the records of a member at an activity each
 * time one comes in, so that the order of arrival, and how many come at once, never shows.
 */

export interface PresenceTables {
  attendance: AttendanceRow
  presence_marks: {
    activity_id: string
    member_id: string
    confirmed_no: number | null
    confirmed_at: number | null
    struck_no: number | null
    struck_at: number | null
  }
  conflicts: ConflictRow
}

export interface AttendanceRow {
  activity_id: string
  member_id: string
  at: number
  way: string
  kiosk_id: string | null
  record_id: string | null
  struck: number
  out_at: number | null
}

export interface ConflictRow {
  conflict_id: string
  activity_id: string | null
  member_id: string | null
  record_id: string | null
  reasons: string
  no: number
}

interface FactRow {
  readonly kind: 'claim' | 'signOut' | 'undo' | 'mark'
  readonly activity_id: string
  readonly member_id: string
  readonly no: number | null
  readonly record_id: string | null
  readonly kiosk_id: string
  readonly seq: number
  readonly at: number | null
  readonly way: string
  readonly review: string
  readonly undoes: string | null
  readonly twice: number
  readonly again: number
  readonly struck_no: number | null
  readonly struck_at: number | null
}

/** Everything that is known of one member at one activity. */
const FACTS_OF_KEY = `
select 'claim' as "kind", "activity_id", "member_id", "no", "record_id", "kiosk_id", coalesce("seq", 0) as "seq", "at", "way", "review",
  null as "undoes", case when "phone_ref" is null then 0 else exists (select 1 from "sign_ins" as "other"
    where "other"."phone_ref" = "sign_ins"."phone_ref" and "other"."phone_step" = "sign_ins"."phone_step"
      and "other"."result" = 'ok'
      and ("other"."at", "other"."kiosk_id", "other"."seq") < ("sign_ins"."at", "sign_ins"."kiosk_id", "sign_ins"."seq"))
  end as "twice", "result" = 'already' as "again", null as "struck_no", null as "struck_at"
  from "sign_ins" where "activity_id" = ? and "member_id" = ? and "counts" = 1
union all
select "kind", "activity_id", "member_id", "no", "record_id", "kiosk_id", "seq", "at", "way", "review",
  null, 0, 0, null, null
  from "member_acts" where "activity_id" = ? and "member_id" = ? and "kind" = 'signOut'
union all
select "kind", "activity_id", "member_id", "no", "record_id", "kiosk_id", "seq", "at", "way", "review",
  "undoes", 0, 0, null, null
  from "member_acts" where "member_id" = ? and "kind" = 'undo' and "undoes" in (select "record_id" from "sign_ins"
    where "activity_id" = ? and "member_id" = ? and "counts" = 1)
union all
select 'mark', "activity_id", "member_id", "confirmed_no", null, '', 0, "confirmed_at", 'hand', '[]',
  null, 0, 0, "struck_no", "struck_at"
  from "presence_marks" where "activity_id" = ? and "member_id" = ?`

/** The plainest case, by far the most frequent: the first that is heard of somebody at an activity. */
export interface FirstSignIn extends PresenceKey {
  readonly recordId: string
  readonly kioskId: string
  readonly at: number
  readonly way: string
}

const FIRST = `insert into "attendance"
  ("activity_id", "member_id", "at", "way", "kiosk_id", "record_id", "struck", "out_at")
  select ?1, ?2, ?3, ?4, ?5, ?6, 0, null
  where not exists (select 1 from "presence_marks" where "activity_id" = ?1 and "member_id" = ?2)
    and not exists (select 1 from "member_acts" where "activity_id" = ?1 and "member_id" = ?2)
    and not exists (select 1 from "member_acts" where "undoes" = ?6)
  on conflict do nothing`

/**
 * Makes those present of whom nothing was known yet: what the fold would say, at the price of one statement.
 * @param signIns nothing speaks against these
 * @returns the others, to be folded
 */
export async function firstPresences(db: Db, signIns: readonly FirstSignIn[]): Promise<PresenceKey[]> {
  const taken = await runRows(
    db,
    FIRST,
    signIns.map(({ activityId, memberId, at, way, kioskId, recordId }) => [
      activityId,
      memberId,
      at,
      way,
      kioskId,
      recordId,
    ]),
  )
  // Having each row returned would cost as much as writing it, and nearly always all of them are first.
  const others = taken === signIns.length ? [] : await notTaken(db, signIns)
  await refreshCapacity(db, new Set(signIns.map(each => each.activityId)))
  return others
}

/** Those whose own record is not what their attendance rests on: one who signed in twice is first only once. */
async function notTaken(db: Db, signIns: readonly FirstSignIn[]): Promise<FirstSignIn[]> {
  const rows = await askMany<{ record_id: string | null }>(
    db,
    'select "record_id" from "attendance" where "activity_id" = ? and "member_id" = ?',
    signIns.map(each => [each.activityId, each.memberId]),
  )
  const first = new Set(rows.map(row => row.record_id))
  return signIns.filter(each => !first.has(each.recordId))
}

/** Folds these people's presence anew. @param keys may name one more than once */
export async function refreshPresence(db: Db, keys: readonly PresenceKey[]): Promise<void> {
  const byName = new Map(keys.map(key => [nameOf(key), key]))
  if (byName.size === 0) return
  const distinct = [...byName.values()]
  const rows = await askMany<FactRow>(
    db,
    FACTS_OF_KEY,
    distinct.map(({ activityId: a, memberId: m }) => [a, m, a, m, m, a, m, a, m]),
  )
  const factsByName = Map.groupBy(rows, row => `${row.activity_id}/${row.member_id}`)
  const presences = distinct.map(key => {
    const facts = factsByName.get(nameOf(key)) ?? []
    return { key, ...judged(facts) }
  })
  await keepAttendance(db, presences)
  await keepConflicts(
    db,
    presences.map(({ key, presence, reasons }) => ({
      conflict_id: nameOf(key),
      activity_id: key.activityId,
      member_id: key.memberId,
      record_id: null,
      reasons: JSON.stringify(reasons),
      no: presence.no,
    })),
  )
  await refreshCapacity(db, new Set(distinct.map(key => key.activityId)))
}

const nameOf = ({ activityId, memberId }: PresenceKey): string => `${activityId}/${memberId}`

/** Shown by a pass that did not count: such an undo takes nothing back. */
const DOUBTED = /revoked|notMember|badPass/

function judged(rows: readonly FactRow[]): { presence: Presence; reasons: readonly string[] } {
  const mark = rows.find(row => row.kind === 'mark')
  const facts: PresenceFacts = {
    claims: rows.filter(row => row.kind === 'claim').map(claimOf),
    signOuts: rows.filter(row => row.kind === 'signOut').map(timed),
    undos: rows
      .filter(row => row.kind === 'undo' && !DOUBTED.test(row.review))
      .map(row => ({ ...timed(row), undoes: row.undoes ?? '' })),
    confirmed: mark && mark.no !== null ? timed(mark) : null,
    struck: mark && mark.struck_no !== null ? { no: mark.struck_no, at: mark.struck_at ?? 0 } : null,
  }
  const presence = presenceOf(facts)
  const standing = new Set(presence.standing.map(each => each.recordId))
  const told = rows.filter(row => row.kind === 'signOut' || row.kind === 'undo' || standing.has(row.record_id))
  const said = told.flatMap(row => JSON.parse(row.review) as string[])
  return { presence, reasons: [...new Set([...presence.reasons, ...said])].sort() }
}

const timed = (row: FactRow) => ({ no: row.no ?? 0, at: row.at ?? 0 })

const claimOf = (row: FactRow): Claim => ({
  ...timed(row),
  recordId: row.record_id,
  kioskId: row.kiosk_id,
  seq: row.seq,
  way: row.way as Claim['way'],
  codeTwice: row.twice === 1,
  again: row.again === 1,
})

const ATTENDANCE = {
  table: 'attendance',
  columns: ['activity_id', 'member_id', 'at', 'way', 'kiosk_id', 'record_id', 'struck', 'out_at'],
  suffix: `on conflict ("activity_id", "member_id") do update set "at" = excluded."at", "way" = excluded."way",
    "kiosk_id" = excluded."kiosk_id", "record_id" = excluded."record_id", "struck" = excluded."struck",
    "out_at" = excluded."out_at"`,
} as const satisfies BulkTarget<'attendance'>

async function keepAttendance(
  db: Db,
  presences: readonly { readonly key: PresenceKey; readonly presence: Presence }[],
): Promise<void> {
  const rows = presences.flatMap(({ key, presence: { shown, counts, outAt } }) =>
    shown === null
      ? []
      : [
          [
            key.activityId,
            key.memberId,
            shown.at,
            shown.way,
            shown.kioskId === '' ? null : shown.kioskId,
            shown.recordId,
            counts ? 0 : 1,
            outAt,
          ],
        ],
  )
  await insertRows(db, ATTENDANCE, rows)
}

const CONFLICTS = {
  table: 'conflicts',
  columns: ['conflict_id', 'activity_id', 'member_id', 'record_id', 'reasons', 'no'],
  suffix: `on conflict ("conflict_id") do update set "activity_id" = excluded."activity_id",
    "member_id" = excluded."member_id", "reasons" = excluded."reasons", "no" = excluded."no"`,
} as const satisfies BulkTarget<'conflicts'>

/** Writes those with reasons, takes away those without. */
export async function keepConflicts(db: Db, rows: readonly ConflictRow[]): Promise<void> {
  const open = rows.filter(row => row.reasons !== '[]')
  const gone = rows.filter(row => row.reasons === '[]')
  await insertRows(
    db,
    CONFLICTS,
    open.map(row => [row.conflict_id, row.activity_id, row.member_id, row.record_id, row.reasons, row.no]),
  )
  await askMany(
    db,
    'delete from "conflicts" where "conflict_id" = ?',
    gone.map(row => [row.conflict_id]),
  )
}

/** One statement for every row of parameters. */
export async function askMany<Row>(
  db: Db,
  sql: string,
  parameters: readonly (readonly unknown[])[],
): Promise<readonly Row[]> {
  if (parameters.length === 0) return []
  return (await db.executeQuery(CompiledQuery.raw(sql, [new Rows(parameters)]))).rows as Row[]
}

/** Whether more came than there are places: kiosks apart from each other cannot know. */
export async function refreshCapacity(db: Db, activityIds: ReadonlySet<ActivityId>): Promise<void> {
  const rows = await askMany<{ activity_id: string; activity: string }>(
    db,
    'select "activity_id", "activity" from "activities" where "activity_id" = ?',
    [...activityIds].map(id => [id]),
  )
  for (const { activity_id, activity } of rows) {
    const { capacity } = signInRulesOf(JSON.parse(activity) as Activity)
    const came = capacity === null ? null : await howManyCame(db, activity_id)
    const isOver = capacity !== null && came !== null && came.count > capacity
    const conflict = { conflict_id: `places/${activity_id}`, activity_id, member_id: null, record_id: null }
    await keepConflicts(db, [{ ...conflict, reasons: isOver ? '["full"]' : '[]', no: came?.no ?? 0 }])
  }
}

async function howManyCame(db: Db, activityId: string): Promise<{ count: number; no: number | null } | null> {
  const [row] = await askMany<{ count: number; no: number | null }>(
    db,
    `select (select count(*) from "attendance" where "activity_id" = ? and "struck" = 0) as "count",
      (select max("no") from "sign_ins" where "activity_id" = ? and "counts" = 1) as "no"`,
    [[activityId, activityId]],
  )
  return row ?? null
}

/** Notes that staff said somebody was there, or was not, and folds the presence anew. */
export async function markPresence(
  db: Db,
  key: PresenceKey,
  mark: 'confirmed' | 'struck',
  { no, at }: { readonly no: number; readonly at: number },
): Promise<void> {
  const said = mark === 'confirmed' ? { confirmed_no: no, confirmed_at: at } : { struck_no: no, struck_at: at }
  const none = { confirmed_no: null, confirmed_at: null, struck_no: null, struck_at: null }
  await db
    .insertInto('presence_marks')
    .values({ activity_id: key.activityId, member_id: key.memberId, ...none, ...said })
    .onConflict(conflict => conflict.columns(['activity_id', 'member_id']).doUpdateSet(said))
    .execute()
  await refreshPresence(db, [key])
}

/** Keys of the sign-ins with these records, and of those that used the same phone codes. */
export async function keysOfRecords(db: Db, recordIds: readonly string[]): Promise<PresenceKey[]> {
  const rows = await askMany<{ activity_id: string; member_id: string }>(
    db,
    'select "activity_id", "member_id" from "sign_ins" where "record_id" = ? and "counts" = 1',
    recordIds.map(id => [id]),
  )
  return rows.map(keyOf)
}

export async function keysOfCodes(db: Db, codes: readonly (readonly [string, number])[]): Promise<PresenceKey[]> {
  const rows = await askMany<{ activity_id: string; member_id: string }>(
    db,
    `select "activity_id", "member_id" from "sign_ins"
      where "phone_ref" = ? and "phone_step" = ? and "counts" = 1`,
    codes,
  )
  return rows.map(keyOf)
}

const keyOf = (row: { activity_id: string; member_id: string }): PresenceKey => ({
  activityId: row.activity_id as ActivityId,
  memberId: row.member_id as MemberId,
})
