import type { ActivityId, KioskId, MemberId, Millis, RecordId, StaffId } from '../../../shared/base/ids.ts'
import type { FactBody, JournalEntry } from '../../../shared/journal/facts.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import type { MemberAct } from '../../../shared/passes/member-act.ts'
import type { Guest, GuestReads, PinReads, PinTries } from '../../office/people/member-acts.ts'
import type { Db } from '../tables.ts'
import { keysOfRecords, refreshPresence } from './presence.ts'
import type { Projection } from './projection.ts'
import { refreshRecords } from './sign-ins.ts'

export interface MemberActTables {
  member_acts: {
    no: number
    record_id: string
    kiosk_id: string
    seq: number
    member_id: string
    activity_id: string | null
    kind: string
    undoes: string | null
    at: number
    said_at: number
    span_from: number | null
    span_to: number | null
    trust: string
    way: string
    pass_hash: string | null
    phone_ref: string | null
    staff_id: string | null
    review: string
  }
  leave_requests: {
    activity_id: string
    member_id: string
    reason: string
    at: number
    record_id: string
    state: string
  }
  guests: {
    guest_id: string
    activity_id: string
    at: number
    words_id: string
    phone_id: string | null
    slip_no: string
    kiosk_id: string
    staff_id: string | null
    struck: number
  }
  member_pins: { member_id: string; verifier: string; card_hash: string; at: number; record_id: string }
  /** No projection: counted by `notePinTries`. */
  pin_tries: { member_id: string; wrong: number; until: number }
}

type Acted = FactBody<'memberAct.recorded'>
type Line = Pick<JournalEntry, 'no' | 'at' | 'by'>

export const memberActsProjection: Projection<
  'memberAct.recorded' | 'guest.recorded' | 'guest.struck' | 'pin.cleared'
> = {
  tables: ['member_acts', 'leave_requests', 'guests', 'member_pins'],
  apply: {
    'memberAct.recorded': async (db, body, entry) => {
      await db.insertInto('member_acts').values(actRow(body, entry)).execute()
      await takeEffect(db, body)
    },
    'guest.recorded': async (db, body, { by }) => {
      await db
        .insertInto('guests')
        .values({
          guest_id: body.recordId,
          activity_id: body.activityId,
          at: body.correctedAt,
          words_id: body.words.id,
          phone_id: body.phone?.id ?? null,
          slip_no: body.slipNo,
          kiosk_id: by.type === 'kiosk' ? by.id : '',
          staff_id: body.staffId,
          struck: 0,
        })
        .execute()
    },
    'guest.struck': async (db, { guestId }) => {
      await db.updateTable('guests').set({ struck: 1 }).where('guest_id', '=', guestId).execute()
    },
    'pin.cleared': async (db, { memberId }) => {
      await db.deleteFrom('member_pins').where('member_id', '=', memberId).execute()
    },
  },
}

function actRow({ act: body, ...head }: Acted, { no, by }: Line): MemberActTables['member_acts'] {
  const { act } = body
  return {
    no,
    record_id: head.recordId,
    kiosk_id: by.type === 'kiosk' ? by.id : '',
    seq: head.seq,
    member_id: body.memberId,
    activity_id: 'activityId' in act ? act.activityId : null,
    kind: act.kind,
    undoes: act.kind === 'undo' ? act.undoes : null,
    at: head.correctedAt,
    said_at: head.at,
    span_from: head.span?.from ?? null,
    span_to: head.span?.to ?? null,
    trust: body.clockTrust,
    way: body.way,
    pass_hash: body.passHash,
    phone_ref: body.phone?.ref ?? null,
    staff_id: body.staffId,
    review: JSON.stringify(head.review),
  }
}

async function takeEffect(db: Db, { act: { memberId, act, passHash }, recordId, correctedAt }: Acted): Promise<void> {
  const record = { recordId, at: correctedAt }
  switch (act.kind) {
    case 'signOut':
      return await refreshPresence(db, [{ activityId: act.activityId, memberId }])
    case 'undo':
      await refreshPresence(db, await keysOfRecords(db, [act.undoes]))
      return await refreshRecords(db, [act.undoes])
    case 'askLeave':
    case 'dropLeave':
      return await wishLeave(db, memberId, act, record)
    case 'setPin':
      return await keepPin(db, { memberId, verifier: act.verifier, cardHash: passHash ?? '', ...record })
    // What follows from them are facts of the review (office/review-acts.ts).
    case 'seeFigures':
    case 'acceptFigures':
    case 'raiseMatter':
    // And of notices (office/inner-notices.ts).
    case 'readInner':
      return
  }
}

interface Placed {
  readonly recordId: RecordId
  readonly at: number
}

/** What the member wished last counts, whichever arrives first; a granted leave stays granted when it is asked again. */
async function wishLeave(
  db: Db,
  memberId: MemberId,
  act: Extract<MemberAct, { kind: 'askLeave' | 'dropLeave' }>,
  { recordId, at }: Placed,
): Promise<void> {
  const { activityId } = act
  const key = { activity_id: activityId, member_id: memberId }
  const known = await db
    .selectFrom('leave_requests')
    .select(['at', 'record_id', 'reason', 'state'])
    .where('activity_id', '=', activityId)
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  if (known && isOlder({ recordId, at }, known)) return
  const leave = await db
    .selectFrom('leaves')
    .select('reason')
    .where('activity_id', '=', activityId)
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  const reason = act.kind === 'askLeave' ? act.reason : (known?.reason ?? leave?.reason ?? '')
  const state = act.kind === 'dropLeave' ? 'dropped' : leave ? 'granted' : 'asked'
  const row = { reason, at, record_id: recordId, state }
  await db
    .insertInto('leave_requests')
    .values({ ...key, ...row })
    .onConflict(conflict => conflict.columns(['activity_id', 'member_id']).doUpdateSet(row))
    .execute()
  // Who drops a granted leave means to come.
  if (act.kind === 'dropLeave') {
    await db.deleteFrom('leaves').where('activity_id', '=', activityId).where('member_id', '=', memberId).execute()
  }
}

const isOlder = (record: Placed, known: { readonly at: number; readonly record_id: string }): boolean =>
  record.at < known.at || (record.at === known.at && record.recordId < known.record_id)

/** The PIN set last, as long as the card that it is keyed by is the member's own and counts. */
async function keepPin(
  db: Db,
  pin: Placed & { readonly memberId: MemberId; readonly verifier: string; readonly cardHash: string },
): Promise<void> {
  const { memberId, verifier, cardHash, recordId, at } = pin
  const card = await db
    .selectFrom('cards')
    .select('state')
    .where('card_hash', '=', cardHash)
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  if (!card || card.state === 'revoked') return
  const known = await db
    .selectFrom('member_pins')
    .select(['at', 'record_id'])
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  if (known && isOlder(pin, known)) return
  const row = { verifier, card_hash: cardHash, at, record_id: recordId }
  await db
    .insertInto('member_pins')
    .values({ member_id: memberId, ...row })
    .onConflict(conflict => conflict.column('member_id').doUpdateSet(row))
    .execute()
}

export function guestReads(db: Db): GuestReads {
  const guests = () => db.selectFrom('guests').selectAll()
  return {
    async ofActivity(activityId) {
      const rows = await guests().where('activity_id', '=', activityId).orderBy('at').orderBy('guest_id').execute()
      return rows.map(guestOf)
    },
    async one(guestId) {
      const row = await guests().where('guest_id', '=', guestId).executeTakeFirst()
      return row ? guestOf(row) : null
    },
  }
}

const guestOf = (row: MemberActTables['guests']): Guest => ({
  guestId: row.guest_id as RecordId,
  activityId: row.activity_id as ActivityId,
  at: row.at as Millis,
  wordsId: row.words_id as PrivateId,
  phoneId: row.phone_id as PrivateId | null,
  slipNo: row.slip_no,
  kioskId: row.kiosk_id as KioskId,
  staffId: row.staff_id as StaffId | null,
  struck: row.struck === 1,
})

export function pinReads(db: Db): PinReads {
  return {
    async verifierOf(memberId, cardHash) {
      const row = await db
        .selectFrom('member_pins')
        .select('verifier')
        .where('member_id', '=', memberId)
        .where('card_hash', '=', cardHash)
        .executeTakeFirst()
      return row?.verifier ?? null
    },
    async setAt(memberId, cardHash) {
      const row = await db
        .selectFrom('member_pins')
        .select('at')
        .where('member_id', '=', memberId)
        .where('card_hash', '=', cardHash)
        .executeTakeFirst()
      return row ? (row.at as Millis) : null
    },
    async holders() {
      const rows = await db.selectFrom('member_pins').select('member_id').execute()
      return new Set(rows.map(row => row.member_id as MemberId))
    },
    async tries(memberId) {
      const row = await db.selectFrom('pin_tries').selectAll().where('member_id', '=', memberId).executeTakeFirst()
      return { wrong: row?.wrong ?? 0, until: (row?.until ?? 0) as Millis }
    },
  }
}

export async function notePinTries(db: Db, memberId: MemberId, { wrong, until }: PinTries): Promise<void> {
  await db
    .insertInto('pin_tries')
    .values({ member_id: memberId, wrong, until })
    .onConflict(conflict => conflict.column('member_id').doUpdateSet({ wrong, until }))
    .execute()
}
