import type { KioskId, Millis, NoticeId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import type { FactBody } from '../../../shared/journal/facts.ts'
import { mergeDay, NOTHING_SHOWN, type ShownDay } from '../../../shared/notices/shown-days.ts'
import { partsOfDoc } from '../../../shared/notices/shown-doc.ts'
import type { ShowingReads } from '../../office/notices/showing.ts'
import { insertRows, type BulkTarget } from '../bulk.ts'
import type { Db } from '../tables.ts'
import type { Projection } from './projection.ts'

export interface ShowingTables {
  shown_days: {
    notice_id: string
    rev: number
    kiosk_id: string
    day: string
    first_at: number | null
    last_at: number | null
    opened_first: number | null
    opened_last: number | null
    unsure: number
  }
  shown_gone: { notice_id: string; rev: number; kiosk_id: string; at: number; sure: number }
  shown_told: { kiosk_id: string; at: number; lost: number }
}

const DAYS = {
  table: 'shown_days',
  columns: ['notice_id', 'rev', 'kiosk_id', 'day', 'first_at', 'last_at', 'opened_first', 'opened_last', 'unsure'],
  suffix:
    'on conflict ("notice_id", "rev", "kiosk_id", "day") do update set "first_at" = excluded."first_at",' +
    ' "last_at" = excluded."last_at", "opened_first" = excluded."opened_first",' +
    ' "opened_last" = excluded."opened_last", "unsure" = excluded."unsure"',
} as const satisfies BulkTarget<'shown_days'>

const GONE = {
  table: 'shown_gone',
  columns: ['notice_id', 'rev', 'kiosk_id', 'at', 'sure'],
  suffix:
    'on conflict ("notice_id", "rev", "kiosk_id") do update set "at" = excluded."at", "sure" = excluded."sure"' +
    ' where excluded."at" > "shown_gone"."at"',
} as const satisfies BulkTarget<'shown_gone'>

/** Folds by earliest and latest, so whatever is told twice, or late, ends in the same rows. */
export const showingProjection: Projection<'shown.recorded'> = {
  tables: ['shown_days', 'shown_gone', 'shown_told'],
  apply: {
    'shown.recorded': async (db, body, { at, by }) => {
      // Taken in from kiosks alone.
      if (by.type !== 'kiosk') return
      await foldDays(db, by.id, body)
      const gone = body.gone.flatMap(({ docs, first, sure }) =>
        docs.map(partsOfDoc).map(({ docId, rev }) => [docId, rev, by.id, first, Number(sure)]),
      )
      await insertRows(db, GONE, gone)
      const before = await db.selectFrom('shown_told').select('lost').where('kiosk_id', '=', by.id).executeTakeFirst()
      const row = { at, lost: (before?.lost ?? 0) + body.lost }
      await db
        .insertInto('shown_told')
        .values({ kiosk_id: by.id, ...row })
        .onConflict(conflict => conflict.column('kiosk_id').doUpdateSet(row))
        .execute()
    },
  },
}

async function foldDays(db: Db, kioskId: KioskId, body: FactBody<'shown.recorded'>): Promise<void> {
  const days = [...new Set([...body.posted, ...body.opened].map(each => each.day))]
  if (days.length === 0) return
  const known = await db
    .selectFrom('shown_days')
    .selectAll()
    .where('kiosk_id', '=', kioskId)
    .where('day', 'in', days)
    .execute()
  const rows = new Map<string, ShownDay>(known.map(row => [keyOf(row.notice_id, row.rev, row.day), dayOf(row)]))
  const touched = new Set<string>()
  for (const what of ['posted', 'opened'] as const) {
    for (const span of body[what]) {
      for (const doc of span.docs) {
        const { docId, rev } = partsOfDoc(doc)
        const key = keyOf(docId, rev, span.day)
        rows.set(key, mergeDay(rows.get(key) ?? NOTHING_SHOWN, what, span))
        touched.add(key)
      }
    }
  }
  await insertRows(
    db,
    DAYS,
    [...touched].map(key => {
      const [noticeId, rev, day] = key.split(' ')
      const { first, last, openedFirst, openedLast, unsure } = rows.get(key) ?? NOTHING_SHOWN
      return [noticeId, Number(rev), kioskId, day, first, last, openedFirst, openedLast, Number(unsure)]
    }),
  )
}

const keyOf = (noticeId: string, rev: number, day: string): string => `${noticeId} ${rev} ${day}`

const dayOf = (row: ShowingTables['shown_days']): ShownDay => ({
  first: row.first_at as Millis | null,
  last: row.last_at as Millis | null,
  openedFirst: row.opened_first as Millis | null,
  openedLast: row.opened_last as Millis | null,
  unsure: row.unsure === 1,
})

export function showingReads(db: Db): ShowingReads {
  return {
    async days(noticeId, rev) {
      const rows = await db
        .selectFrom('shown_days')
        .selectAll()
        .where('notice_id', '=', noticeId)
        .where('rev', '=', rev)
        .orderBy('day')
        .orderBy('kiosk_id')
        .execute()
      return rows.map(row => ({ ...dayOf(row), kioskId: row.kiosk_id as KioskId, day: row.day as PlainDate }))
    },
    async gone(noticeId, rev) {
      const rows = await db
        .selectFrom('shown_gone')
        .select(['kiosk_id', 'at', 'sure'])
        .where('notice_id', '=', noticeId)
        .where('rev', '=', rev)
        .execute()
      return rows.map(row => ({ kioskId: row.kiosk_id as KioskId, at: row.at as Millis, sure: row.sure === 1 }))
    },
    async told() {
      const rows = await db.selectFrom('shown_told').select(['kiosk_id', 'at', 'lost']).execute()
      return rows.map(row => ({ kioskId: row.kiosk_id as KioskId, at: row.at as Millis, lost: row.lost }))
    },
    async newest() {
      const rows = await db
        .selectFrom('shown_days')
        .select(['notice_id', 'rev', 'kiosk_id', 'last_at'])
        .where('last_at', 'is not', null)
        .orderBy('last_at', 'desc')
        .limit(2_000)
        .execute()
      return rows.map(row => ({
        noticeId: row.notice_id as NoticeId,
        rev: row.rev,
        kioskId: row.kiosk_id as KioskId,
        at: (row.last_at ?? 0) as Millis,
      }))
    },
  }
}
