import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { Millis } from '../../../shared/base/ids.ts'
import { startMachine } from '../../../kiosk/machine.ts'
import { openCache } from '../../../kiosk/store/cache-db.ts'
import { createBoard } from '../../../kiosk/state/board.ts'
import { openKeepsake } from '../../../kiosk/state/keepsake.ts'
import { openMemory } from '../../../kiosk/state/remember.ts'
import { createClock } from '../../../kiosk/state/time.ts'
import { seededRandom, TEST_NOW } from '../../fixtures/office.ts'

test('SY98 a storage that refused is shown as closed until it writes again', async () => {
  const memory = openMemory({ getItem: () => null, setItem: () => {} })
  const clock = createClock(memory, {
    wall: () => TEST_NOW,
    mono: () => 10_000,
    boot: 'b007b007',
    buildTime: 1 as Millis,
  })
  const storage: string[] = []
  const machine = await startMachine({
    // Nobody is there.
    wire: { open: () => ({ ask: async () => ({ ok: false, code: 'lost' }), close: () => {} }) },
    cache: await openCache(),
    board: createBoard(clock),
    clock,
    memory,
    random: seededRandom(7),
    app: 'test',
    token: null,
    onLink: () => {},
    onPairing: () => {},
    onUnsent: () => {},
    keepsake: openKeepsake({ getItem: () => null, setItem: () => {} }),
    onStorage: state => storage.push(state),
    onMissing: () => {},
    onGone: () => {},
    onFault: () => {},
    readGlass: () => ({ posted: [], opened: [] }),
  })
  await machine.desk.take('6901234567892', null)
  const put = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('no room', 'QuotaExceededError')
  }
  await machine.desk.take('6901234567892', null)
  IDBObjectStore.prototype.put = put
  expect(storage.at(-1)).toBe('closed')
  await machine.desk.take('6901234567892', null)
  expect(storage.at(-1)).toBe('ok')
})
