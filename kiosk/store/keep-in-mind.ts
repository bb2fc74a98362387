import type { LostStream } from '../../shared/sync/hello.ts'
import { lostStream, type Keepsake } from '../state/keepsake.ts'
import type { OutboxDatabase } from './outbox-db.ts'
import { OutboxGone, type DeviceKey, type DeviceStore, type Outbox } from './outbox.ts'

/**
 * The outbox and what the device knows of itself, with the little that outlives them kept in mind beside them; and what
 * is known of an earlier outbox that is gone. A browser throws databases away as a whole, mostly while nobody looks.
 */
export async function keepInMind(
  { outbox, device, ...rest }: OutboxDatabase,
  keepsake: Keepsake,
  onGone: () => void,
): Promise<OutboxDatabase> {
  await recover(outbox, device, keepsake)
  const minded = {
    outbox: mindOutbox(outbox, keepsake, onGone),
    device: mindDevice(device, keepsake),
    ...rest,
  }
  keepsake.note({ secret: textOf(await device.get('secret')), pairing: await device.get('pairing') })
  await noteStream(outbox, keepsake)
  return minded
}

/** What a welcome said is missing, or, before one, what this kiosk remembers of a stream that is gone. */
export async function missingRecords(device: DeviceStore): Promise<number> {
  const lost = (await device.get('lost')) as LostStream | null
  const told = await device.get('missing')
  return (typeof told === 'number' ? told : 0) + (lost ? lost.last - lost.acked : 0)
}

/** The hub was told of the stream that is gone, and its count is the one that holds. */
export async function noteMissing(device: DeviceStore, missing: number): Promise<void> {
  await device.set('missing', missing)
  await device.remove('lost')
}

/** Every step may be repeated: a power cut in the middle must not make the loss a silent one. */
async function recover(outbox: Outbox, device: DeviceStore, keepsake: Keepsake): Promise<void> {
  const kept = keepsake.read()
  const lost = lostStream(kept.stream, await outbox.state())
  if (!lost) return
  await device.set('lost', lost)
  // The same kiosk in a new stream: nobody need stand before it and pair it again.
  if (kept.secret !== null && (await device.get('secret')) === null) {
    await device.set('pairing', kept.pairing)
    await device.set('secret', kept.secret)
  }
}

async function noteStream(outbox: Outbox, keepsake: Keepsake): Promise<void> {
  const { epoch, last, acked } = await outbox.state()
  keepsake.note({ stream: { epoch, last, acked } })
}

function mindOutbox(outbox: Outbox, keepsake: Keepsake, onGone: () => void): Outbox {
  const guard = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (cause) {
      if (cause instanceof OutboxGone) onGone()
      throw cause
    }
  }
  const noting = async <T>(work: Promise<T>): Promise<T> => {
    const done = await guard(work)
    await guard(noteStream(outbox, keepsake))
    return done
  }
  const written = async (work: Promise<number>): Promise<number> => {
    const seq = await guard(work)
    // The tick does not wait for it, and is not taken back when it cannot be written down.
    void noteStream(outbox, keepsake).catch((cause: unknown) => console.warn('not kept in mind', cause))
    return seq
  }
  return {
    ...outbox,
    state: () => guard(outbox.state()),
    add: (...record) => written(outbox.add(...record)),
    addAll: (...records) => written(outbox.addAll(...records)),
    confirm: (...args) => noting(outbox.confirm(...args)),
    reopen: after => noting(outbox.reopen(after)),
    renew: epoch => noting(outbox.renew(epoch)),
  }
}

function mindDevice(device: DeviceStore, keepsake: Keepsake): DeviceStore {
  const mind = (key: DeviceKey, value: unknown): void => {
    if (key === 'secret') keepsake.note({ secret: textOf(value) })
    if (key === 'pairing') keepsake.note({ pairing: value })
  }
  return {
    ...device,
    async set(key, value) {
      await device.set(key, value)
      mind(key, value)
    },
    async remove(key) {
      await device.remove(key)
      mind(key, null)
    },
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
