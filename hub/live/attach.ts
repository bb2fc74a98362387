import type { Server } from 'socket.io'
import * as v from 'valibot'
import { bytesToHex } from '../../shared/base/bytes.ts'
import { REQUESTS, type RequestBody, type RequestName } from '../../shared/sync/events.ts'
import type { HubEpoch, RefusalCode } from '../../shared/sync/fields.ts'
import { HUB_LIMITS, LIMITS } from '../../shared/sync/limits.ts'
import { byteLength } from '../../shared/sync/record.ts'
import { PROTO_RANGE } from '../../shared/sync/version.ts'
import { makeBucket, makeBuckets, type Buckets } from './bucket.ts'
import type { LiveContext } from './context.ts'
import { makeCrowd, type Crowd } from './crowd.ts'
import { letIn } from './door.ts'
import { HANDLERS } from './handlers.ts'
import { backlogOf, hangUp, tear, type KioskNamespace, type KioskSocket, type Session } from './session.ts'

/** Socket.io's part: connections, limits, parsing. What a message means is in its handler. */

/** What the server object must be made with; the rest is Socket.io's default. */
export const SERVER_OPTIONS = {
  transports: ['websocket' as const],
  allowUpgrades: false,
  perMessageDeflate: false,
  httpCompression: false,
  maxHttpBufferSize: LIMITS.messageBytes,
  connectTimeout: LIMITS.strangerMs,
  // Dead connections are found within 45 s (SYNC fault 27).
  pingInterval: 20_000,
  pingTimeout: 20_000,
  serveClient: false,
  destroyUpgrade: false,
}

/** What one kiosk may do; tests and measurements have their own. */
export interface KioskLimits {
  /** Messages per second and kiosk. */
  readonly rate: number
  readonly bufferedBytes: number
  readonly bufferedPackets: number
  readonly pushBytesAnHour: number
  readonly strangers: number
  readonly strangersPerAddress: number
}

export const KIOSK_LIMITS: KioskLimits = { ...HUB_LIMITS, rate: HUB_LIMITS.messagesPerSecond }

export interface AttachOptions {
  readonly limits: KioskLimits
  readonly onFault: (cause: unknown) => void
}

/** What may come at once is so many times what may come in a second. */
const BURST = HUB_LIMITS.messagesAtOnce / HUB_LIMITS.messagesPerSecond
/** A connection may be wrong this often before it is cut. */
const STRIKES_MAX = 20
const HOUR_S = 3_600
/** Kiosks whose bytes are counted: more than any hub has. */
const KIOSKS_COUNTED = 5_000

/** What all connections share. */
interface Desk {
  readonly context: LiveContext
  readonly options: AttachOptions
  readonly strangers: Crowd
  /** By kiosk, so that connecting anew gains nothing. */
  readonly messages: Buckets
  readonly pushed: Buckets
}

export function attachKiosks(io: Server, context: LiveContext, options: AttachOptions): KioskNamespace {
  // Nobody has business in the default namespace, and there is no time limit in it.
  io.of('/').use((_socket, next) => next(new Error('no such place')))
  const kiosks: KioskNamespace = io.of('/kiosk')
  const { rate, pushBytesAnHour, strangers, strangersPerAddress } = options.limits
  const desk: Desk = {
    context,
    options,
    strangers: makeCrowd({ all: strangers, perAddress: strangersPerAddress }),
    messages: makeBuckets(rate, rate * BURST, KIOSKS_COUNTED),
    pushed: makeBuckets(pushBytesAnHour / HOUR_S, pushBytesAnHour, KIOSKS_COUNTED),
  }
  const met = new WeakSet<object>()
  kiosks.on('connection', socket => {
    // Socket.io lets one connection ask thousands of times at once, each time with a timer and questions to the disk.
    if (met.has(socket.conn)) return void hangUp(socket)
    met.add(socket.conn)
    const { address } = socket.handshake
    if (!desk.strangers.enter(address)) return void hangUp(socket)
    const known = once(() => {
      desk.strangers.leave(address)
      letIn(socket.conn)
    })
    socket.on('disconnect', known)
    meet(desk, socket, known).catch((cause: unknown) => {
      options.onFault(cause)
      hangUp(socket)
    })
  })
  return kiosks
}

function once(work: () => void): () => void {
  let done = false
  return () => {
    if (!done) work()
    done = true
  }
}

/** @param known no longer a stranger */
async function meet(desk: Desk, socket: KioskSocket, known: () => void): Promise<void> {
  const { office, roll, pairing } = desk.context
  const nonce = bytesToHex(office.random(32))
  const session: Session = { socket, standing: { type: 'stranger', nonce }, lastSeen: office.clock.now() }
  listen(desk, session, known)
  const timer = setTimeout(() => {
    if (session.standing.type === 'stranger' && !pairing.holds(socket.id)) hangUp(socket)
  }, LIMITS.strangerMs)
  socket.on('disconnect', () => {
    clearTimeout(timer)
    pairing.drop(socket.id)
    roll.leave(session)
  })
  const { read } = office.store
  const keyChanges = await read.trust.keyChanges()
  socket.emit('challenge', {
    nonce,
    hubId: (await read.branch.founded())?.hubId ?? '',
    hubEpoch: (await read.hub.epoch()) as HubEpoch,
    hubKey: office.signer.publicKey,
    proto: [...PROTO_RANGE],
    ...(keyChanges.length > 0 && { keyChanges: [...keyChanges] }),
  })
}

function listen(desk: Desk, session: Session, known: () => void): void {
  const { socket } = session
  const { limits } = desk.options
  const bucket = makeBucket(limits.rate, limits.rate * BURST)
  let strikes = 0
  let unanswered = 0
  const strike = (): void => {
    strikes += 1
    if (strikes === STRIKES_MAX) hangUp(socket)
  }
  socket.use((packet: unknown[], next) => {
    const isKnown = typeof packet[0] === 'string' && Object.hasOwn(REQUESTS, packet[0])
    // Without a question there is nothing to answer.
    if (isKnown && packet.length === 3 && typeof packet[2] === 'function') next()
    else strike()
  })
  /** Null where it may be asked now, else why not. */
  const refusal = (): AnyReply | null => {
    const { standing } = session
    const now = desk.context.office.clock.now()
    const wait = standing.type === 'welcomed' ? desk.messages.take(standing.kioskId, now) : bucket.take(now)
    if (wait > 0) return busy(wait)
    return unanswered < HUB_LIMITS.questionsAtOnce ? null : busy(LIMITS.retryFirstMs)
  }
  const take = async (name: RequestName, raw: unknown, answer: (reply: unknown) => void): Promise<void> => {
    if (session.standing.type === 'closed') return
    // Who asks and does not read the answers would have them heaped up here.
    if (isClogged(session, limits)) return tear(socket.conn)
    session.lastSeen = desk.context.office.clock.now()
    const refused = refusal()
    unanswered += 1
    const reply = refused ?? (await answerTo(desk, session, name, raw))
    unanswered -= 1
    if (isWelcome(session)) known()
    if (refused || (!reply.ok && reply.code === 'PROTO')) strike()
    answer(reply)
    if (isClogged(session, limits)) return tear(socket.conn)
    if (!reply.ok && reply.code === 'AUTH') hangUp(socket)
  }
  for (const name of Object.keys(REQUESTS) as RequestName[]) {
    const heard = (raw: unknown, answer: (reply: unknown) => void): void => {
      take(name, raw, answer).catch((cause: unknown) => {
        desk.options.onFault(cause)
        hangUp(socket)
      })
    }
    // The typed map gives each name its own pair of types; here they are all parsed the same way.
    socket.on(name, heard as never)
  }
}

/** Asked again after an answer was waited for: the connection may have been welcomed, or gone, meanwhile. */
const isWelcome = (session: Session): boolean => session.standing.type === 'welcomed'

type AnyReply = { readonly ok: true } | { readonly ok: false; readonly code: RefusalCode; readonly retryAfter?: number }

const busy = (retryAfter: number): AnyReply => ({ ok: false, code: 'BUSY', retryAfter })

async function answerTo(desk: Desk, session: Session, name: RequestName, raw: unknown): Promise<AnyReply> {
  const { context, options } = desk
  const handler = HANDLERS[name]
  if (session.standing.type !== 'welcomed' && !handler.strangers) return { ok: false, code: 'AUTH' }
  const parsed = v.safeParse(REQUESTS[name].body, raw)
  if (!parsed.success) return { ok: false, code: isTooBig(name, raw) ? 'TOO_BIG' : 'PROTO' }
  if (name === 'push') {
    const wait = overQuota(desk, session, parsed.output as RequestBody<'push'>)
    if (wait > 0) return busy(Math.min(wait, LIMITS.retryLastMs))
  }
  try {
    // The body was parsed by the schema of this very name.
    return await (handler.handle as (...all: unknown[]) => Promise<AnyReply>)(context, session, parsed.output)
  } catch (cause) {
    options.onFault(cause)
    return busy(LIMITS.retryFirstMs)
  }
}

/** One kiosk cannot fill the hub's disk: what is too much waits on the kiosk. @returns milliseconds */
function overQuota(desk: Desk, { standing }: Session, { recs }: RequestBody<'push'>): number {
  if (standing.type !== 'welcomed') return 0
  const bytes = recs.reduce((sum, text) => sum + text.length, 0)
  return desk.pushed.take(standing.kioskId, desk.context.office.clock.now(), bytes)
}

/** A push that is right but for its size is told so, for it can be made smaller. */
function isTooBig(name: RequestName, raw: unknown): boolean {
  if (name !== 'push' || typeof raw !== 'object' || raw === null || !('recs' in raw) || !Array.isArray(raw.recs)) {
    return false
  }
  const bytes = raw.recs.reduce(
    (sum: number, text: unknown) => sum + (typeof text === 'string' ? byteLength(text) : 0),
    0,
  )
  return raw.recs.length > LIMITS.pushRecords || bytes > LIMITS.pushBytes
}

/** Whether the kiosk has stopped reading what it is sent (SYNC F.6). */
export function isClogged(session: Session, limits: KioskLimits): boolean {
  const { packets, bytes } = backlogOf(session.socket.conn)
  return packets > limits.bufferedPackets || bytes > limits.bufferedBytes
}
