import type { HelpId, TalkId, WayReminded } from '../../../shared/people/care.ts'
import type { MemberId, Millis, NoticeId } from '../../../shared/base/ids.ts'
import type { Period, PlainDate } from '../../../shared/base/plain-date.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import type { CareReads, TalkOnFile } from '../../office/care/ports.ts'
import type { Db } from '../tables.ts'
import type { Projection } from './projection.ts'

interface TalkRow {
  talk_id: string
  no: number
  member_id: string
  date: string
  follow_up_on: string | null
  words_id: string | null
}

export interface CareTables {
  talks: TalkRow
  talk_notes: { no: number; talk_id: string; date: string; words_id: string }
  helpers: {
    help_id: string
    no: number
    member_id: string
    helper_id: string | null
    since: string
    until: string | null
    words_id: string
  }
  reminders: {
    no: number
    at: number
    member_id: string
    period: string
    how: string
    words_id: string
    letter_id: string | null
  }
}

export const careProjection: Projection<
  | 'talk.recorded'
  | 'talk.followedUp'
  | 'talk.erased'
  | 'helper.named'
  | 'helper.ended'
  | 'helper.erased'
  | 'reminder.given'
  | 'reminder.erased'
> = {
  tables: ['talks', 'talk_notes', 'helpers', 'reminders'],
  apply: {
    'talk.recorded': async (db, { talkId, memberId, date, followUpOn, words }, { no }) => {
      const row = { talk_id: talkId, no, member_id: memberId, date, follow_up_on: followUpOn, words_id: words.id }
      await db.insertInto('talks').values(row).execute()
    },
    'talk.followedUp': async (db, { talkId, date, followUpOn, words }, { no }) => {
      await db.insertInto('talk_notes').values({ no, talk_id: talkId, date, words_id: words.id }).execute()
      await db.updateTable('talks').set({ follow_up_on: followUpOn }).where('talk_id', '=', talkId).execute()
    },
    'talk.erased': async (db, { talkId }) => {
      const gone = { words_id: null, follow_up_on: null }
      await db.updateTable('talks').set(gone).where('talk_id', '=', talkId).execute()
      await db.deleteFrom('talk_notes').where('talk_id', '=', talkId).execute()
    },
    'helper.named': async (db, { helpId, memberId, helperId, since, words }, { no }) => {
      const row = { help_id: helpId, no, member_id: memberId, helper_id: helperId, since, until: null }
      await db
        .insertInto('helpers')
        .values({ ...row, words_id: words.id })
        .execute()
    },
    'helper.ended': async (db, { helpId, until }) => {
      await db.updateTable('helpers').set({ until }).where('help_id', '=', helpId).execute()
    },
    'reminder.given': async (db, { memberId, period, how, words, letterId }, { no, at }) => {
      const row = { no, at, member_id: memberId, period, how, words_id: words.id, letter_id: letterId ?? null }
      await db.insertInto('reminders').values(row).execute()
    },
    // Words lie beside the projections: what points at them finds nothing from then on.
    'helper.erased': async () => {},
    'reminder.erased': async () => {},
  },
}

const talkOf = (row: TalkRow): TalkOnFile => ({
  talkId: row.talk_id as TalkId,
  no: row.no,
  memberId: row.member_id as MemberId,
  date: row.date as PlainDate,
  followUpOn: row.follow_up_on as PlainDate | null,
  wordsId: row.words_id as PrivateId | null,
})

export function careReads(db: Db): CareReads {
  return {
    talks: async () => (await db.selectFrom('talks').selectAll().orderBy('no', 'desc').execute()).map(talkOf),
    async talk(talkId) {
      const row = await db.selectFrom('talks').selectAll().where('talk_id', '=', talkId).executeTakeFirst()
      return row ? talkOf(row) : null
    },
    async notes() {
      const rows = await db.selectFrom('talk_notes').selectAll().orderBy('no').execute()
      return rows.map(row => ({
        talkId: row.talk_id as TalkId,
        date: row.date as PlainDate,
        wordsId: row.words_id as PrivateId,
      }))
    },
    async helpers() {
      const rows = await db.selectFrom('helpers').selectAll().orderBy('no', 'desc').execute()
      return rows.map(row => ({
        helpId: row.help_id as HelpId,
        memberId: row.member_id as MemberId,
        helperId: row.helper_id as MemberId | null,
        since: row.since as PlainDate,
        until: row.until as PlainDate | null,
        wordsId: row.words_id as PrivateId,
      }))
    },
    async reminders() {
      const rows = await db.selectFrom('reminders').selectAll().orderBy('no', 'desc').execute()
      return rows.map(row => ({
        memberId: row.member_id as MemberId,
        period: row.period as Period,
        how: row.how as WayReminded,
        at: row.at as Millis,
        letterId: row.letter_id as NoticeId | null,
        wordsId: row.words_id as PrivateId,
      }))
    },
  }
}
