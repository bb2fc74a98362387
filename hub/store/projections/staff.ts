import type { StaffId } from '../../../shared/base/ids.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import type { Role } from '../../../shared/people/rights.ts'
import type { StaffReads, StaffSecrets } from '../../office/staff/staff.ts'
import type { Db } from '../tables.ts'
import type { Projection } from './projection.ts'

export interface StaffTables {
  staff: {
    staff_id: string
    role: string
    active: number
    profile_id: string
    kiosk_pin_id: string | null
  }
}

export const staffProjection: Projection<
  'staff.recorded' | 'staff.passwordSet' | 'staff.kioskPinSet' | 'staff.kioskPinCleared'
> = {
  tables: ['staff'],
  apply: {
    'staff.recorded': async (db, body) => {
      const row = { role: body.role, active: Number(body.active), profile_id: body.profile.id }
      await db
        .insertInto('staff')
        .values({ staff_id: body.staffId, ...row })
        .onConflict(conflict => conflict.column('staff_id').doUpdateSet(row))
        .execute()
    },
    // The verifier itself is a secret and no projection; that it changed is all the journal says.
    'staff.passwordSet': async () => {},
    'staff.kioskPinSet': (db, { staffId, pin }) => notePin(db, staffId, pin.id),
    'staff.kioskPinCleared': (db, { staffId }) => notePin(db, staffId, null),
  },
}

async function notePin(db: Db, staffId: StaffId, wordsId: PrivateId | null): Promise<void> {
  await db.updateTable('staff').set({ kiosk_pin_id: wordsId }).where('staff_id', '=', staffId).execute()
}

export function staffReads(db: Db): StaffReads {
  return {
    async all() {
      const rows = await db
        .selectFrom('staff')
        .leftJoin('private_words', 'private_words.id', 'staff.profile_id')
        .select(['staff_id', 'role', 'active', 'profile_id', 'kiosk_pin_id', 'words'])
        .orderBy('staff_id')
        .execute()
      return rows.map(row => ({
        staffId: row.staff_id as StaffId,
        role: row.role as Role,
        active: row.active === 1,
        profileId: row.profile_id as PrivateId,
        kioskPinId: row.kiosk_pin_id as PrivateId | null,
        // Erased words leave an account without a name, which nobody can log in to.
        ...(JSON.parse(row.words ?? '{"loginName":"","displayName":""}') as { loginName: string; displayName: string }),
      }))
    },
    async password(staffId) {
      const row = await db
        .selectFrom('staff_passwords')
        .select(['verifier', 'changed_at', 'must_change'])
        .where('staff_id', '=', staffId)
        .executeTakeFirst()
      return row ? { verifier: row.verifier, changedAt: row.changed_at, mustChange: row.must_change === 1 } : null
    },
    async sessionOver(sessionId) {
      const row = await db
        .selectFrom('ended_sessions')
        .select('until')
        .where('session_id', '=', sessionId)
        .executeTakeFirst()
      return row !== undefined
    },
  }
}

export function staffSecrets(db: Db): StaffSecrets {
  return {
    async setPassword(staffId, { verifier, changedAt, mustChange }) {
      const row = { verifier, changed_at: changedAt, must_change: Number(mustChange) }
      await db
        .insertInto('staff_passwords')
        .values({ staff_id: staffId, ...row })
        .onConflict(conflict => conflict.column('staff_id').doUpdateSet(row))
        .execute()
    },
    async endSession(sessionId, until, now) {
      await db.deleteFrom('ended_sessions').where('until', '<', now).execute()
      await db
        .insertInto('ended_sessions')
        .values({ session_id: sessionId, until })
        .onConflict(conflict => conflict.doNothing())
        .execute()
    },
  }
}
