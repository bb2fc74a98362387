import type { OutboxRow } from '../../kiosk/store/outbox.ts'
import { startSender } from '../../kiosk/sync/sender-loop.ts'
import { GENESIS } from '../../shared/journal/chain.ts'
import type { HubEpoch, Signature } from '../../shared/sync/fields.ts'
import type { Welcome } from '../../shared/sync/hello.ts'
import { LIMITS } from '../../shared/sync/limits.ts'
import { memoryDevice, memoryOutbox } from '../fixtures/memory-outbox.ts'
import type { BenchKiosk } from './ingest-kiosks.ts'
import { connectionOver } from './kiosk-wire.ts'

/** The sending half of kiosks: their own sender over an outbox in memory, as after a welcome. */

/** Resolves when the kiosk has noted of every row that it is safe. */
export async function emptied({ device, socket, welcomed }: BenchKiosk, rows: readonly OutboxRow[]): Promise<void> {
  const outbox = memoryOutbox(device.epoch, { last: rows.length, acked: 0, rows: [...rows] })
  let allNoted = () => {}
  const noted = new Promise<void>(resolve => (allNoted = resolve))
  const sender = await startSender({
    outbox: {
      ...outbox,
      async confirm(upto, outcomes) {
        await outbox.confirm(upto, outcomes)
        if (upto === rows.length) allNoted()
      },
    },
    device: memoryDevice(),
    random: device.random,
    mono: () => performance.now(),
    wall: () => Date.now(),
    every: (work, ms) => {
      const timer = setInterval(work, ms)
      return () => clearInterval(timer)
    },
    onUnsent: () => {},
  })
  sender.welcomed(connectionOver(socket), welcomed?.welcome ?? SKETCH_WELCOME)
  await noted
  sender.stop()
}

/** What the sketch would say, had it a handshake: it has nothing yet. */
const SKETCH_WELCOME: Welcome = {
  ok: true,
  proto: 1,
  hubEpoch: '0'.repeat(32) as HubEpoch,
  now: 0 as Welcome['now'],
  stream: { upto: 0, frozen: false },
  feeds: [],
  journal: { size: 0, hash: GENESIS, time: 0 as Welcome['now'], sig: '' as Signature },
  journalThen: null,
  backedUp: 0,
  otherStreams: 0,
  place: '',
  limits: { recs: LIMITS.pushRecords, bytes: LIMITS.pushBytes, inflight: 1 },
  sig: '' as Signature,
}
