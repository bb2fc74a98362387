import type { KioskId, MatterId, MemberId, Millis, RecordId } from '../../../shared/base/ids.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import type { JournalEntry } from '../../../shared/journal/facts.ts'
import type { PrivateId, PrivateRef } from '../../../shared/journal/private-ref.ts'
import { evolve } from '../../../shared/review/evolve.ts'
import type { Change, Review } from '../../../shared/review/review.ts'
import type { LateAnswer, ReviewOnFile, ReviewReads, ReviewWords } from '../../office/reviews/reviews.ts'
import type { Db } from '../tables.ts'
import type { Projection } from './projection.ts'

export interface ReviewTables {
  reviews: { period: string; situation: string; version: number }
  late_answers: {
    no: number
    record_id: string
    period: string
    member_id: string
    said: string
    why: string
    at: number
    kiosk_id: string | null
    words_id: string | null
  }
  review_words: { no: number; period: string; step: string; matter_id: string | null; words_id: string }
}

type ReviewFact = `review.${Change['type']}` | 'review.late'
type Line = Pick<JournalEntry, 'no' | 'at' | 'by'>

export const reviewsProjection: Projection<ReviewFact> = {
  tables: ['reviews', 'review_words', 'late_answers'],
  apply: {
    'review.compiled': (db, { period, ...body }, line) => step(db, period, { type: 'compiled', ...body }, line),
    'review.told': (db, { period, at, ...body }, line) => step(db, period, { type: 'told', ...body }, line, at),
    'review.accepted': (db, { period, at, ...body }, line) => step(db, period, { type: 'accepted', ...body }, line, at),
    'review.raised': async (db, { period, words, at, ...body }, line) => {
      await step(db, period, { type: 'raised', ...body }, line, at)
      await keepWords(db, period, { step: 'raised', matterId: body.matterId }, line, words)
    },
    'review.late': async (db, { words, ...body }, { no, by }) => {
      await db
        .insertInto('late_answers')
        .values({
          no,
          record_id: body.recordId,
          period: body.period,
          member_id: body.memberId,
          said: body.said,
          why: body.why,
          at: body.at,
          kiosk_id: by.type === 'kiosk' ? by.id : null,
          words_id: words?.id ?? null,
        })
        .execute()
    },
    'review.answered': async (db, { period, words, ...body }, line) => {
      await step(db, period, { type: 'answered', ...body }, line)
      await keepWords(db, period, { step: 'answered', matterId: body.matterId }, line, words)
    },
    'review.settled': (db, { period }, line) => step(db, period, { type: 'settled' }, line),
    'review.reopened': async (db, { period, reason }, line) => {
      await step(db, period, { type: 'reopened' }, line)
      await keepWords(db, period, { step: 'reopened', matterId: null }, line, reason)
    },
    'review.closed': (db, { period }, line) => step(db, period, { type: 'closed' }, line),
    'review.archived': (db, { period, ...body }, line) => step(db, period, { type: 'archived', ...body }, line),
  },
}

/** @param at where it was at another time than the line was written */
async function step(db: Db, period: Period, change: Change, line: Line, at: Millis = line.at as Millis): Promise<void> {
  const where = line.by.type === 'kiosk' ? { kioskId: line.by.id } : {}
  const done = { by: line.by.type === 'staff' ? line.by.id : null, at, ...where }
  const situation = JSON.stringify(evolve((await reviewOf(db, period))?.review ?? null, change, done))
  const now = { situation, version: line.no }
  await db
    .insertInto('reviews')
    .values({ period, ...now })
    .onConflict(conflict => conflict.column('period').doUpdateSet(now))
    .execute()
}

async function keepWords(
  db: Db,
  period: Period,
  about: Pick<ReviewWords, 'step' | 'matterId'>,
  { no }: Line,
  words: PrivateRef,
): Promise<void> {
  await db
    .insertInto('review_words')
    .values({ no, period, step: about.step, matter_id: about.matterId, words_id: words.id })
    .execute()
}

async function reviewOf(db: Db, period: Period): Promise<ReviewOnFile | null> {
  const row = await db.selectFrom('reviews').selectAll().where('period', '=', period).executeTakeFirst()
  return row ? onFile(row) : null
}

const onFile = ({ period, situation, version }: ReviewTables['reviews']): ReviewOnFile => ({
  period: period as Period,
  review: JSON.parse(situation) as Review,
  version,
})

export function reviewReads(db: Db): ReviewReads {
  return {
    all: async () => (await db.selectFrom('reviews').selectAll().orderBy('period').execute()).map(onFile),
    one: period => reviewOf(db, period),
    async words(period) {
      const rows = await db.selectFrom('review_words').selectAll().where('period', '=', period).orderBy('no').execute()
      return rows.map(row => ({
        no: row.no,
        step: row.step as ReviewWords['step'],
        matterId: row.matter_id as MatterId | null,
        wordsId: row.words_id as PrivateId,
      }))
    },
    async late(period) {
      const rows = await db.selectFrom('late_answers').selectAll().where('period', '=', period).orderBy('no').execute()
      return rows.map(row => ({
        no: row.no,
        recordId: row.record_id as RecordId,
        memberId: row.member_id as MemberId,
        said: row.said as LateAnswer['said'],
        why: row.why as LateAnswer['why'],
        at: row.at as Millis,
        kioskId: row.kiosk_id as KioskId | null,
        wordsId: row.words_id as PrivateId | null,
      }))
    },
  }
}
