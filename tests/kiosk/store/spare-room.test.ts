import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { expect, test, vi } from 'vitest'
import { openOutbox } from '../../../kiosk/store/outbox-db.ts'
import { OutboxFull } from '../../../kiosk/store/outbox.ts'
import { aRow } from '../../contract/outbox-contract.ts'
import { seededRandom } from '../../fixtures/office.ts'

test('SY141 what asks for spare room alone is refused on a full disk, and the reserve for sign-ins is as it was', async () => {
  const name = 'spare-room'
  const { outbox, close } = await openOutbox(seededRandom(1), name)
  const add = IDBObjectStore.prototype.add
  let refusals = 1
  const spy = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, ...args) {
    if (this.name !== 'rows' || refusals <= 0) return add.apply(this, args)
    refusals -= 1
    throw new DOMException('full', 'QuotaExceededError')
  })
  const reserve = async () => {
    const db = await new Dexie(name).open()
    const count = await db.table('reserve').count()
    db.close()
    return count
  }
  const before = await reserve()
  expect(before).toBeGreaterThan(500)
  await expect(outbox.add(aRow(1), 'spare')).rejects.toBeInstanceOf(OutboxFull)
  expect(await reserve()).toBe(before)
  expect(await outbox.state()).toMatchObject({ last: 0 })
  // A sign-in gets the room that the other did not.
  refusals = 1
  expect(await outbox.add(aRow(2))).toBe(1)
  expect(await reserve()).toBeLessThan(before)
  spy.mockRestore()
  close()
})
