import type { MemberId, Millis, NoticeId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import type { Delivery, InnerRead, InnerReads } from '../../office/notices/inner.ts'
import type { Db } from '../tables.ts'

export interface InnerTables {
  inner_notices: {
    notice_id: string
    rev: number
    at: number
    member_id: string | null
    shown_until: string | null
    words_id: string
    standing: number
  }
  inner_reads: { notice_id: string; rev: number; member_id: string; how: string; at: number }
}

/** Whatever stood of it no longer does. */
export async function standDown(db: Db, noticeId: NoticeId): Promise<void> {
  await db.updateTable('inner_notices').set({ standing: 0 }).where('notice_id', '=', noticeId).execute()
}

export async function standUp(db: Db, { noticeId, rev, at, scope, shownUntil, wordsId }: Delivery): Promise<void> {
  await standDown(db, noticeId)
  await db
    .insertInto('inner_notices')
    .values({
      notice_id: noticeId,
      rev,
      at,
      member_id: scope.is === 'self' ? scope.memberId : null,
      shown_until: shownUntil,
      words_id: wordsId,
      standing: 1,
    })
    .execute()
}

export async function addRead(db: Db, { noticeId, rev, memberId, how, at }: InnerRead): Promise<void> {
  await db
    .insertInto('inner_reads')
    .values({ notice_id: noticeId, rev, member_id: memberId, how, at })
    .onConflict(conflict => conflict.columns(['notice_id', 'rev', 'member_id']).doNothing())
    .execute()
}

export function innerReads(db: Db): InnerReads {
  return {
    async of(noticeId) {
      const rows = await db
        .selectFrom('inner_notices')
        .selectAll()
        .where('notice_id', '=', noticeId)
        .orderBy('rev')
        .execute()
      return rows.map(deliveryOf)
    },
    async standing() {
      const rows = await db
        .selectFrom('inner_notices')
        .selectAll()
        .where('standing', '=', 1)
        .orderBy('at', 'desc')
        .orderBy('notice_id')
        .execute()
      return rows.map(deliveryOf)
    },
    async reads(noticeId) {
      const all = db.selectFrom('inner_reads').selectAll('inner_reads').orderBy('inner_reads.at')
      const asked =
        noticeId === null
          ? all
              .innerJoin('inner_notices', join =>
                join
                  .onRef('inner_notices.notice_id', '=', 'inner_reads.notice_id')
                  .onRef('inner_notices.rev', '=', 'inner_reads.rev'),
              )
              .where('inner_notices.standing', '=', 1)
          : all.where('inner_reads.notice_id', '=', noticeId)
      return (await asked.execute()).map(readOf)
    },
  }
}

const deliveryOf = (row: InnerTables['inner_notices']): Delivery => ({
  noticeId: row.notice_id as NoticeId,
  rev: row.rev,
  at: row.at as Millis,
  scope: row.member_id === null ? { is: 'members' } : { is: 'self', memberId: row.member_id as MemberId },
  shownUntil: row.shown_until as PlainDate | null,
  wordsId: row.words_id as PrivateId,
})

const readOf = (row: InnerTables['inner_reads']): InnerRead => ({
  noticeId: row.notice_id as NoticeId,
  rev: row.rev,
  memberId: row.member_id as MemberId,
  how: row.how as InnerRead['how'],
  at: row.at as Millis,
})
