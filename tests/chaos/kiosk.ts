import { createPrivateKey, sign } from 'node:crypto'
import { bytesToHex, hexToBytes, utf8ToBytes } from '../../shared/base/bytes.ts'
import type { KioskId, Millis, RecordId } from '../../shared/base/ids.ts'
import type { PublicKey, Signature, StreamEpoch } from '../../shared/sync/fields.ts'
import { publicKeyOf } from '../../shared/sync/signature.ts'
import { LIMITS } from '../../shared/sync/limits.ts'
import { verifySignature } from '../../hub/live/signer.ts'
import { makeFeedKeeper } from '../../kiosk/sync/feeds.ts'
import { startLink } from '../../kiosk/sync/link.ts'
import { startSender } from '../../kiosk/sync/sender-loop.ts'
import type { WireConnection } from '../../kiosk/sync/wire.ts'
import { createSocketWire } from '../../kiosk/sync/socket-wire.ts'
import { memoryCache } from '../fixtures/memory-cache.ts'
import { memoryDevice, memoryOutbox } from '../fixtures/memory-outbox.ts'
import { seededRandom } from '../fixtures/office.ts'
import { aSignInRecord } from '../fixtures/wire.ts'

/** The kiosk's real link, sender and feed keeper over real Socket.io, with a disk in memory and impatient timers. */

/** What the hub must know of a kiosk before it starts. */
export const deviceKey = (number: number): PublicKey => publicKeyOf(secretOf(number))
const secretOf = (number: number): Uint8Array => seededRandom(9_000 + number)(32)

/** DER of an Ed25519 private key before its 32 bytes (RFC 8410). */
const PKCS8_HEAD = hexToBytes('302e020100300506032b657004220420')

/** The native signature: twenty kiosks in one process would else keep the processor from the hub. */
function signerWith(secret: Uint8Array): (text: string) => Signature {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, secret]), format: 'der', type: 'pkcs8' })
  return text => sign(null, utf8ToBytes(text), key).toString('hex') as Signature
}

export interface ChaosKiosk {
  /** Somebody signs in. Resolves with the tick. */
  record(): Promise<RecordId>
  /** Ids that the hub has acknowledged, as this kiosk was told. */
  acked(): Promise<readonly RecordId[]>
  unsent(): number
  /** Welcomed, and not cut off since. */
  live(): boolean
  /** Pushes that were answered as stored. */
  answers(): number
  /** The connection ends, as when a cable is pulled and put back. */
  reconnect(): void
  /** Times the hub's history did not contain what this kiosk was shown. */
  forks(): number
  stop(): void
}

export interface ChaosKioskDeps {
  readonly number: number
  readonly kioskId: KioskId
  readonly hubId: string
  readonly hubKey: PublicKey
  readonly url: string
  readonly members: number
  /** Longest wait for anything, milliseconds. */
  readonly patienceMs?: number
  /** Longest wait for an answer, and polls at their leisure: for hubs that are slow and not silent. */
  readonly answerMs?: number
}

/** A hub that comes back within a second should not be waited for longer. */
const IMPATIENT_MS = 150
const POLL_MS = 1_000

export async function startChaosKiosk(deps: ChaosKioskDeps): Promise<ChaosKiosk> {
  const random = seededRandom(deps.number + 1)
  const outbox = memoryOutbox(bytesToHex(random(16)) as StreamEpoch)
  const device = memoryDevice()
  const timers = { mono: () => performance.now(), wall: () => Date.now() }
  let forks = 0
  let made = 0
  let live = false
  let answers = 0
  const feeds = await makeFeedKeeper({
    cache: memoryCache(),
    device,
    hubKey: deps.hubKey,
    verify: verifySignature,
    onShown: () => {},
  })
  const counting = {
    ...outbox,
    async confirm(...confirmed: Parameters<typeof outbox.confirm>) {
      await outbox.confirm(...confirmed)
      answers += 1
    },
  }
  const sender = await startSender({ ...timers, outbox: counting, device, random, every, onUnsent: () => {} })
  let open: WireConnection | null = null
  const wire = createSocketWire(deps.url)
  const link = startLink({
    ...timers,
    wire: { open: events => (open = wire.open(events)) },
    outbox,
    device,
    feeds,
    sender,
    paired: { kioskId: deps.kioskId, hubId: deps.hubId, hubKey: deps.hubKey, place: `${deps.number}号机` },
    sign: signerWith(secretOf(deps.number)),
    verify: verifySignature,
    random,
    app: 'chaos',
    boot: 'b007b007',
    storage: async () => ({ persisted: null, usage: null, quota: null }),
    later: (work, ms) => later(work, shortened(ms, deps)),
    onState: state => (live = state.kind === 'live'),
    onHubTime: () => {},
    onWelcome: () => {},
    onJournal: (_hash, forkedAt) => {
      if (forkedAt !== null) forks += 1
    },
  })
  return {
    async record() {
      const member = (made++ % deps.members) + 1
      const { id, text } = aSignInRecord(member, random)
      sender.written(await outbox.add({ id, text, at: 1 as Millis, mark: null }))
      return id
    },
    async acked() {
      const { acked } = await outbox.state()
      return (await outbox.read(1, acked)).filter(row => row.seq <= acked).map(row => row.id)
    },
    unsent: () => sender.unsent(),
    live: () => live,
    answers: () => answers,
    reconnect: () => open?.close(),
    forks: () => forks,
    stop() {
      link.stop()
      sender.stop()
    },
  }
}

/** The waits of the protocol, for a test that has no minutes. */
function shortened(ms: number, { patienceMs = IMPATIENT_MS, answerMs }: ChaosKioskDeps): number {
  if (answerMs === undefined) return Math.min(ms, patienceMs)
  if (ms === LIMITS.ackTimeoutMs) return Math.min(ms, answerMs)
  return Math.min(ms, ms === LIMITS.pollMs ? POLL_MS : patienceMs)
}

function later(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

function every(work: () => void, ms: number): () => void {
  const timer = setInterval(work, Math.min(ms, 50))
  return () => clearInterval(timer)
}
