import type { Migration } from './all.ts'

/** Staff with a PIN of their own at the kiosks. */
export const kioskPins: Migration = {
  name: '0013-kiosk-pins',
  async up(db) {
    // The private words of the verifier; null where the account has none.
    await db.schema.alterTable('staff').addColumn('kiosk_pin_id', 'text').execute()
  },
}
