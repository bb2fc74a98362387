import { sql } from 'kysely'
import type { Hash } from '../../../shared/base/bytes.ts'
import type { ActivityId, BatchId, EntryId, MemberId, Millis } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import type { Signed } from '../../../shared/notices/notice.ts'
import type { Entry } from '../../../shared/points/entry.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import type { LedgerLine, LedgerReads } from '../../office/points/ledger.ts'
import type { Briefing, PostsGiven, SchemeReads } from '../../office/points/scheme.ts'
import { entryOf as lineOf } from '../journal.ts'
import type { Db } from '../tables.ts'
import type { Projection } from './projection.ts'

interface EntryRow {
  no: number
  entry_id: string
  code: string | null
  member_id: string
  item_code: string | null
  component: string
  dimension: string | null
  date: string
  quantity: number
  points: number
  source: string
  recorded_by: string
  activity_id: string | null
  reverses: string | null
  basis: string | null
  note_id: string | null
  batch_id: string | null
}

export interface LedgerTables {
  scheme_briefings: {
    no: number
    cycle: number
    digest: string
    date: string
    minutes_no: string
    activity_id: string | null
  }
  scheme_posts: { no: number; cycle: number; member_id: string; from_day: string; posts: string }
  schemes: { cycle: number; version: number; effective_from: string; published_at: number; scheme: string }
  scheme_drafts: { cycle: number; scheme: string }
  entries: EntryRow
}

export const ledgerProjection: Projection<
  | 'scheme.drafted'
  | 'scheme.briefed'
  | 'scheme.postsGiven'
  | 'scheme.published'
  | 'entry.registered'
  | 'entry.noteErased'
  | 'ledger.imported'
> = {
  tables: ['schemes', 'scheme_drafts', 'scheme_briefings', 'scheme_posts', 'entries'],
  apply: {
    'scheme.drafted': async (db, { scheme }) => {
      const draft = JSON.stringify(scheme)
      await db
        .insertInto('scheme_drafts')
        .values({ cycle: scheme.cycle, scheme: draft })
        .onConflict(conflict => conflict.column('cycle').doUpdateSet({ scheme: draft }))
        .execute()
    },
    'scheme.published': async (db, { version, effectiveFrom, scheme }, { at }) => {
      await db
        .insertInto('schemes')
        .values({
          cycle: scheme.cycle,
          version,
          effective_from: effectiveFrom,
          published_at: at,
          scheme: JSON.stringify(scheme),
        })
        .execute()
      await db.deleteFrom('scheme_drafts').where('cycle', '=', scheme.cycle).execute()
    },
    'scheme.briefed': async (db, { cycle, digest, date, minutesNo, activityId }, { no }) => {
      const row = { no, cycle, digest, date, minutes_no: minutesNo, activity_id: activityId }
      await db.insertInto('scheme_briefings').values(row).execute()
    },
    'scheme.postsGiven': async (db, { cycle, memberId, from, posts }, { no }) => {
      const row = { no, cycle, member_id: memberId, from_day: from, posts: JSON.stringify(posts) }
      await db.insertInto('scheme_posts').values(row).execute()
    },
    'entry.registered': async (db, { entry, code, note, batchId }, { no }) => {
      await db
        .insertInto('entries')
        .values({
          no,
          entry_id: entry.entryId,
          code,
          member_id: entry.memberId,
          item_code: entry.itemCode,
          component: entry.component,
          dimension: entry.dimension,
          date: entry.date,
          quantity: entry.quantity,
          points: entry.points,
          source: entry.source,
          recorded_by: entry.recordedBy,
          activity_id: entry.activityId,
          reverses: entry.reverses,
          basis: entry.basis && JSON.stringify(entry.basis),
          note_id: note?.id ?? null,
          batch_id: batchId,
        })
        .execute()
    },
    // Notes lie beside the projections: a line that points at none has had one.
    'entry.noteErased': async () => {},
    // Each line of the import has a fact of its own.
    'ledger.imported': async () => {},
  },
}

export function schemeReads(db: Db): SchemeReads {
  return {
    async published() {
      const rows = await db.selectFrom('schemes').selectAll().orderBy('cycle').orderBy('version').execute()
      return rows.map(row => ({
        version: row.version,
        effectiveFrom: row.effective_from as PlainDate,
        publishedAt: row.published_at,
        scheme: JSON.parse(row.scheme) as Scheme,
      }))
    },
    async draft(cycle) {
      const row = await db.selectFrom('scheme_drafts').select('scheme').where('cycle', '=', cycle).executeTakeFirst()
      return row ? (JSON.parse(row.scheme) as Scheme) : null
    },
    lastChange: cycle => lastChange(db, cycle),
    briefings: cycle => briefings(db, cycle),
    posts: cycle => postsGiven(db, cycle),
  }
}

/** Asked only when two people met over a draft: the journal itself says who was first. */
async function lastChange(db: Db, cycle: number): Promise<Signed | null> {
  const rows = await db
    .selectFrom('journal')
    .select('line')
    .where('kind', 'in', ['scheme.drafted', 'scheme.published'])
    .orderBy('no', 'desc')
    .execute()
  for (const row of rows) {
    const entry = lineOf(row)
    if (entry.kind !== 'scheme.drafted' && entry.kind !== 'scheme.published') continue
    const { at, by, body } = entry
    if (body.scheme.cycle === cycle && by.type === 'staff') return { by: by.id, at: at as Millis }
  }
  return null
}

async function briefings(db: Db, cycle: number): Promise<readonly Briefing[]> {
  const rows = await db.selectFrom('scheme_briefings').selectAll().where('cycle', '=', cycle).orderBy('no').execute()
  return rows.map(row => ({
    digest: row.digest as Hash,
    date: row.date as PlainDate,
    minutesNo: row.minutes_no,
    activityId: row.activity_id as ActivityId | null,
  }))
}

async function postsGiven(db: Db, cycle: number): Promise<readonly PostsGiven[]> {
  const rows = await db.selectFrom('scheme_posts').selectAll().where('cycle', '=', cycle).orderBy('no').execute()
  return rows.map(row => ({
    memberId: row.member_id as MemberId,
    from: row.from_day as PlainDate,
    posts: JSON.parse(row.posts) as string[],
  }))
}

export function ledgerReads(db: Db): LedgerReads {
  const entries = () => db.selectFrom('entries').selectAll()
  const inCycle = (cycle: number) =>
    entries().where('date', '>=', `${cycle}-01-01`).where('date', '<=', `${cycle}-12-31`)
  return {
    async ofCycle(cycle) {
      return (await inCycle(cycle).orderBy('date').orderBy('no').execute()).map(entryOf)
    },
    async ofMember(memberId, cycle) {
      const rows = await inCycle(cycle).where('member_id', '=', memberId).orderBy('date').orderBy('no').execute()
      return rows.map(entryOf)
    },
    async ofActivity(activityId) {
      return (await entries().where('activity_id', '=', activityId).orderBy('no').execute()).map(entryOf)
    },
    async one(entryId) {
      const row = await entries().where('entry_id', '=', entryId).executeTakeFirst()
      return row ? entryOf(row) : null
    },
    async noteId(entryId) {
      const row = await db.selectFrom('entries').select('note_id').where('entry_id', '=', entryId).executeTakeFirst()
      return (row?.note_id ?? null) as PrivateId | null
    },
    async lines(entryIds) {
      const found: LedgerLine[] = []
      for (let at = 0; at < entryIds.length; at += 1000) {
        const some = entries().where('entry_id', 'in', entryIds.slice(at, at + 1000))
        found.push(...(await withNotes(db, await some.orderBy('no').execute())))
      }
      return found
    },
    async idsByCode(codes) {
      const found = new Map<string, EntryId>()
      for (let at = 0; at < codes.length; at += 1000) {
        const rows = await db
          .selectFrom('entries')
          .select(['code', 'entry_id'])
          .where('code', 'in', codes.slice(at, at + 1000))
          .execute()
        for (const row of rows) found.set(row.code ?? '', row.entry_id as EntryId)
      }
      return found
    },
    async reversalOf(entryId) {
      const row = await entries().where('reverses', '=', entryId).executeTakeFirst()
      return row ? entryOf(row) : null
    },
    reasonsAgainst: except => reasonsAgainst(db, except),
    async page(query) {
      let rows = inCycle(query.cycle)
      if (query.memberId) rows = rows.where('member_id', '=', query.memberId)
      if (query.itemCode) rows = rows.where('item_code', '=', query.itemCode)
      if (query.component) rows = rows.where('component', '=', query.component)
      const total = await rows.clearSelect().select(db.fn.countAll<number>().as('count')).executeTakeFirst()
      const found = await rows
        .orderBy('date', 'desc')
        .orderBy('no', 'desc')
        .limit(query.limit)
        .offset(query.offset)
        .execute()
      return { lines: await withNotes(db, found), total: total?.count ?? 0 }
    },
  }
}

async function reasonsAgainst(db: Db, except: MemberId | null): ReturnType<LedgerReads['reasonsAgainst']> {
  // The same words as in the index, so that it is taken.
  const all = db.selectFrom('entries').where(sql<boolean>`component in ('deduction', 'veto')`)
  const against = except === null ? all : all.where('entries.member_id', '!=', except)
  const notes = await against
    .innerJoin('private_words', 'private_words.id', 'entries.note_id')
    .select(['private_words.words', eb => eb.fn.min('entries.entry_id').as('first')])
    .select(sql<string>`group_concat(distinct entries.member_id)`.as('members'))
    .where('private_words.words', 'is not', null)
    .groupBy('private_words.words')
    .execute()
  const bases = await against.select('basis').distinct().where('basis', 'is not', null).execute()
  return {
    notes: notes.map(({ words, first, members }) => ({
      text: words ?? '',
      entryId: first as EntryId,
      memberIds: members.split(',') as MemberId[],
    })),
    documentNos: bases.flatMap(({ basis }) => (basis ? (JSON.parse(basis) as { documentNo: string }).documentNo : [])),
  }
}

async function withNotes(db: Db, rows: readonly EntryRow[]): Promise<LedgerLine[]> {
  const ids = rows.flatMap(row => row.note_id ?? [])
  const notes =
    ids.length === 0
      ? []
      : await db.selectFrom('private_words').select(['id', 'words']).where('id', 'in', ids).execute()
  const noteById = new Map(notes.map(note => [note.id, note.words]))
  const entryIds = rows.map(row => row.entry_id)
  const reversals =
    entryIds.length === 0
      ? []
      : await db.selectFrom('entries').select(['reverses', 'entry_id']).where('reverses', 'in', entryIds).execute()
  const reversedBy = new Map(reversals.map(row => [row.reverses, row.entry_id as EntryId]))
  return rows.map(row => ({
    ...entryOf(row),
    no: row.no,
    code: row.code,
    note: noteById.get((row.note_id ?? '') as PrivateId) ?? '',
    ...(row.note_id !== null && !noteById.has(row.note_id) && { noteErased: true as const }),
    batchId: row.batch_id as BatchId | null,
    reversedBy: reversedBy.get(row.entry_id) ?? null,
  }))
}

const entryOf = (row: EntryRow): Entry => ({
  entryId: row.entry_id as EntryId,
  memberId: row.member_id as MemberId,
  itemCode: row.item_code,
  component: row.component as Entry['component'],
  dimension: row.dimension as Entry['dimension'],
  date: row.date as Entry['date'],
  quantity: row.quantity as Entry['quantity'],
  points: row.points as Entry['points'],
  source: row.source as Entry['source'],
  recordedBy: row.recorded_by as Entry['recordedBy'],
  activityId: row.activity_id as Entry['activityId'],
  reverses: row.reverses as Entry['reverses'],
  basis: row.basis ? (JSON.parse(row.basis) as Entry['basis']) : null,
})
