import { hexToBytes } from '../../../shared/base/bytes.ts'
import type { MemberId, Millis } from '../../../shared/base/ids.ts'
import { phoneSecret } from '../../../shared/passes/phone.ts'
import type { PhoneRef } from '../../../shared/people/roster.ts'
import type { Phone, PhoneReads, PhoneSecrets } from '../../office/people/phones.ts'
import { insertRows } from '../bulk.ts'
import type { Db } from '../tables.ts'
import { refreshPresence } from './presence.ts'
import type { Projection } from './projection.ts'

export interface PhoneTables {
  phones: {
    ref: string
    member_id: string
    state: string
    via: string
    offered_at: number
    offered_until: number
    claimed_at: number | null
    claim: string | null
    revoked_at: number | null
    revoked_why: string | null
  }
  phone_secrets: { ref: string; secret: string }
}

export const phonesProjection: Projection<
  'phone.offered' | 'phone.claimed' | 'phone.revoked' | 'signIn.coded' | 'leave.asked' | 'leave.dropped'
> = {
  tables: ['phones'],
  apply: {
    'phone.offered': async (db, { ref, memberId, via, until }, { at }) => {
      const never = { claimed_at: null, claim: null, revoked_at: null, revoked_why: null }
      await db
        .insertInto('phones')
        .values({ ref, member_id: memberId, state: 'offered', via, offered_at: at, offered_until: until, ...never })
        .execute()
    },
    'phone.claimed': async (db, { ref, claim }, { at }) => {
      await db.updateTable('phones').set({ state: 'active', claimed_at: at, claim }).where('ref', '=', ref).execute()
    },
    'phone.revoked': async (db, { ref, why }, { at }) => {
      const gone = { state: 'revoked', revoked_at: at, revoked_why: why }
      await db.updateTable('phones').set(gone).where('ref', '=', ref).execute()
    },
    'signIn.coded': async (db, body, { no }) => {
      const { activityId, memberId, result } = body
      const review = body.flags.filter(flag => flag === 'notExpected')
      await insertRows(db, SIGN_INS, [
        [
          no,
          body.recordId,
          body.kioskId,
          memberId,
          activityId,
          result,
          'code',
          body.openedAt,
          result === 'ok' ? 1 : 0,
          JSON.stringify(review),
        ],
      ])
      if (result === 'ok') await refreshPresence(db, [{ activityId, memberId }])
    },
    'leave.asked': async (db, { activityId, memberId, recordId, reason }, { at }) => {
      const asked = { reason, at, record_id: recordId, state: 'asked' }
      await db
        .insertInto('leave_requests')
        .values({ activity_id: activityId, member_id: memberId, ...asked })
        .onConflict(conflict => conflict.columns(['activity_id', 'member_id']).doUpdateSet(asked))
        .execute()
    },
    'leave.dropped': async (db, { activityId, memberId }) => {
      await db
        .updateTable('leave_requests')
        .set({ state: 'dropped' })
        .where('activity_id', '=', activityId)
        .where('member_id', '=', memberId)
        .where('state', '=', 'asked')
        .execute()
    },
  },
}

const SIGN_INS = {
  table: 'sign_ins',
  columns: ['no', 'record_id', 'kiosk_id', 'member_id', 'activity_id', 'result', 'way', 'at', 'counts', 'review'],
} as const

export function phoneReads(db: Db): PhoneReads {
  const phones = () => db.selectFrom('phones').selectAll('phones').orderBy('offered_at').orderBy('phones.ref')
  const withSecrets = () =>
    phones().leftJoin('phone_secrets', 'phone_secrets.ref', 'phones.ref').select('phone_secrets.secret')
  const known = (row: Awaited<ReturnType<ReturnType<typeof withSecrets>['execute']>>[number]) => ({
    ...phoneOf(row),
    secret: row.secret === null ? null : phoneSecret(hexToBytes(row.secret)),
  })
  return {
    async all() {
      return (await withSecrets().execute()).map(known)
    },
    async one(ref) {
      const row = await withSecrets().where('phones.ref', '=', ref).executeTakeFirst()
      return row ? known(row) : null
    },
    async ofMember(memberId) {
      return (await phones().where('member_id', '=', memberId).execute()).map(phoneOf)
    },
  }
}

const phoneOf = (row: PhoneTables['phones']): Phone => ({
  ref: row.ref as PhoneRef,
  memberId: row.member_id as MemberId,
  state: row.state as Phone['state'],
  via: row.via as Phone['via'],
  offeredAt: row.offered_at as Millis,
  offeredUntil: row.offered_until as Millis,
  claimedAt: row.claimed_at as Millis | null,
  claim: row.claim,
  revokedAt: row.revoked_at as Millis | null,
  revokedWhy: row.revoked_why as Phone['revokedWhy'],
})

export function phoneSecrets(db: Db): PhoneSecrets {
  return {
    async keep(ref, secret) {
      await db.insertInto('phone_secrets').values({ ref, secret }).execute()
    },
    async drop(refs) {
      if (refs.length === 0) return
      await db.deleteFrom('phone_secrets').where('ref', 'in', refs).execute()
    },
  }
}
