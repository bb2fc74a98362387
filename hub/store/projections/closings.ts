import type { Activity, ActivityState } from '../../../shared/activities/activity.ts'
import type { Lapse } from '../../../shared/activities/attendance.ts'
import type { ActivityId, EntryId, MemberId, RecordId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import type { ElsewhereReads } from '../../office/activities/elsewhere.ts'
import type { TranscriptReads } from '../../office/activities/guests.ts'
import type { ClosingReads } from '../../office/activities/roll.ts'
import type { Db } from '../tables.ts'
import type { Projection } from './projection.ts'

/** What closing settles, and the slips of members who were elsewhere. */

export interface ClosingTables {
  absences: { activity_id: string; member_id: string }
  closing_deductions: { entry_id: string; activity_id: string; member_id: string; why: string; no: number }
  elsewhere: {
    elsewhere_id: string
    member_id: string
    date: string
    entry_id: string
    words_id: string
    no: number
  }
  guest_notes: { guest_id: string; transcript_id: string }
}

type ClosingFact = 'absence.confirmed' | 'guest.listed' | 'guest.transcribed' | 'elsewhere.recorded'

export const closingsProjection: Projection<ClosingFact> = {
  tables: ['absences', 'closing_deductions', 'elsewhere', 'guest_notes'],
  apply: {
    'guest.listed': async (db, body, { at, by }) => {
      await db
        .insertInto('guests')
        .values({
          guest_id: body.guestId,
          activity_id: body.activityId,
          at,
          words_id: body.words.id,
          phone_id: body.phone?.id ?? null,
          slip_no: body.slipNo,
          kiosk_id: '',
          staff_id: by.type === 'staff' ? by.id : null,
          struck: 0,
        })
        .execute()
    },
    'guest.transcribed': async (db, { guestId, words }) => {
      await db
        .insertInto('guest_notes')
        .values({ guest_id: guestId, transcript_id: words.id })
        .onConflict(conflict => conflict.column('guest_id').doUpdateSet({ transcript_id: words.id }))
        .execute()
    },
    'absence.confirmed': async (db, { activityId, memberIds }) => {
      await db
        .insertInto('absences')
        .values(memberIds.map(memberId => ({ activity_id: activityId, member_id: memberId })))
        .onConflict(conflict => conflict.doNothing())
        .execute()
    },
    'elsewhere.recorded': async (db, { elsewhereId, memberId, date, entryId, words }, { no }) => {
      await db
        .insertInto('elsewhere')
        .values({
          elsewhere_id: elsewhereId,
          member_id: memberId,
          date,
          entry_id: entryId,
          words_id: words.id,
          no,
        })
        .execute()
    },
  },
}

/** Of `activity.closed`. */
export async function keepDeductions(
  db: Db,
  activityId: ActivityId,
  deductions: readonly { memberId: MemberId; entryId: EntryId; why: Lapse }[],
  no: number,
): Promise<void> {
  if (deductions.length === 0) return
  await db
    .insertInto('closing_deductions')
    .values(
      deductions.map(({ memberId, entryId, why }) => ({
        entry_id: entryId,
        activity_id: activityId,
        member_id: memberId,
        why,
        no,
      })),
    )
    .execute()
}

/** Of `activity.reopened`: what was confirmed belongs to the closing that is taken back. */
export async function forgetAbsences(db: Db, activityId: ActivityId): Promise<void> {
  await db.deleteFrom('absences').where('activity_id', '=', activityId).execute()
}

export function closingReads(db: Db): ClosingReads {
  return {
    async absences(activityId) {
      const rows = await db
        .selectFrom('absences')
        .select('member_id')
        .where('activity_id', '=', activityId)
        .orderBy('member_id')
        .execute()
      return rows.map(row => row.member_id as MemberId)
    },
    async deductions(activityId) {
      const rows = await db
        .selectFrom('closing_deductions')
        .select(['member_id', 'entry_id', 'why'])
        .where('activity_id', '=', activityId)
        .orderBy('no')
        .orderBy('entry_id')
        .execute()
      return rows.map(row => ({
        memberId: row.member_id as MemberId,
        entryId: row.entry_id as EntryId,
        why: row.why as Lapse,
      }))
    },
    async lastItem(why) {
      const row = await db
        .selectFrom('closing_deductions')
        .innerJoin('entries', 'entries.entry_id', 'closing_deductions.entry_id')
        .select('entries.item_code')
        .where('why', '=', why)
        .orderBy('closing_deductions.no', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row?.item_code ?? null
    },
    async makeUpsOf(activityId) {
      const rows = await db
        .selectFrom('activities')
        .select(['activity', 'state', 'closed_at'])
        .where('makes_up_for', '=', activityId)
        .orderBy('start')
        .orderBy('activity_id')
        .execute()
      return rows.map(row => ({
        activity: JSON.parse(row.activity) as Activity,
        state: row.state as ActivityState,
        closedAt: row.closed_at,
      }))
    },
  }
}

export function transcriptReads(db: Db): TranscriptReads {
  return {
    async of(guestIds) {
      const rows = await db
        .selectFrom('guest_notes')
        .selectAll()
        .where('guest_id', 'in', [...guestIds])
        .execute()
      return new Map(rows.map(row => [row.guest_id as RecordId, row.transcript_id as PrivateId]))
    },
  }
}

export function elsewhereReads(db: Db): ElsewhereReads {
  return {
    async between(from, to) {
      const rows = await db
        .selectFrom('elsewhere')
        .selectAll()
        .where('date', '>=', from)
        .where('date', '<=', to)
        .orderBy('date', 'desc')
        .orderBy('no', 'desc')
        .execute()
      return rows.map(row => ({
        elsewhereId: row.elsewhere_id as RecordId,
        memberId: row.member_id as MemberId,
        date: row.date as PlainDate,
        entryId: row.entry_id as EntryId,
        wordsId: row.words_id as PrivateId,
      }))
    },
  }
}
