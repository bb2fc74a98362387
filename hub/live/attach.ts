import type { Server } from 'socket.io'
import * as v from 'valibot'
import { bytesToHex } from '../../shared/base/bytes.ts'
import { REQUESTS, type RequestName } from '../../shared/sync/events.ts'
import type { HubEpoch, RefusalCode } from '../../shared/sync/fields.ts'
import { LIMITS } from '../../shared/sync/limits.ts'
import { byteLength } from '../../shared/sync/record.ts'
import { PROTO_RANGE } from '../../shared/sync/version.ts'
import { makeBucket } from './bucket.ts'
import type { LiveContext } from './context.ts'
import { HANDLERS } from './handlers.ts'
import type { KioskNamespace, KioskSocket, Session } from './session.ts'

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

export interface AttachOptions {
  /** Messages per second and kiosk. */
  readonly rate: number
  readonly onFault: (cause: unknown) => void
}

/** A connection may be wrong this often before it is cut. */
const STRIKES_MAX = 20
const BUFFERED_BYTES_MAX = 1_048_576
const BUFFERED_PACKETS_MAX = 64

export function attachKiosks(io: Server, context: LiveContext, options: AttachOptions): KioskNamespace {
  // Nobody has business in the default namespace, and there is no time limit in it.
  io.of('/').use((_socket, next) => next(new Error('no such place')))
  const kiosks: KioskNamespace = io.of('/kiosk')
  const met = new WeakSet<object>()
  kiosks.on('connection', socket => {
    // Socket.io lets one connection ask thousands of times at once, each time with a timer and questions to the disk.
    if (met.has(socket.conn)) return void socket.disconnect(true)
    met.add(socket.conn)
    meet(context, socket, options).catch((cause: unknown) => {
      options.onFault(cause)
      socket.disconnect(true)
    })
  })
  return kiosks
}

async function meet(context: LiveContext, socket: KioskSocket, options: AttachOptions): Promise<void> {
  const { office, roll, pairing } = context
  const nonce = bytesToHex(office.random(32))
  const session: Session = { socket, standing: { type: 'stranger', nonce }, lastSeen: office.clock.now() }
  listen(context, session, options)
  const timer = setTimeout(() => {
    if (session.standing.type === 'stranger' && !pairing.holds(socket.id)) socket.disconnect(true)
  }, LIMITS.strangerMs)
  socket.on('disconnect', () => {
    clearTimeout(timer)
    pairing.drop(socket.id)
    roll.leave(session)
  })
  const { read } = office.store
  socket.emit('challenge', {
    nonce,
    hubId: (await read.branch.founded())?.hubId ?? '',
    hubEpoch: (await read.hub.epoch()) as HubEpoch,
    hubKey: office.signer.publicKey,
    proto: [...PROTO_RANGE],
  })
}

function listen(context: LiveContext, session: Session, options: AttachOptions): void {
  const { socket } = session
  const bucket = makeBucket(options.rate, options.rate * 2)
  let strikes = 0
  const strike = (): void => {
    strikes += 1
    if (strikes >= STRIKES_MAX) socket.disconnect(true)
  }
  limitStrangers(session)
  socket.use((packet: unknown[], next) => {
    const known = typeof packet[0] === 'string' && Object.hasOwn(REQUESTS, packet[0])
    // Without a question there is nothing to answer.
    if (known && packet.length === 3 && typeof packet[2] === 'function') next()
    else strike()
  })
  for (const name of Object.keys(REQUESTS) as RequestName[]) {
    const take = async (raw: unknown, answer: (reply: unknown) => void): Promise<void> => {
      if (session.standing.type === 'closed') return
      const { clock } = context.office
      session.lastSeen = clock.now()
      const wait = bucket.take(clock.now())
      const reply =
        wait > 0 ? { ok: false, code: 'BUSY', retryAfter: wait } : await answerTo(context, session, name, raw, options)
      if (wait > 0 || (reply.ok === false && reply.code === 'PROTO')) strike()
      answer(reply)
      if (reply.ok === false && reply.code === 'AUTH') socket.disconnect(true)
    }
    // The typed map gives each name its own pair of types; here they are all parsed the same way.
    socket.on(name, take as never)
  }
}

type AnyReply = { readonly ok: true } | { readonly ok: false; readonly code: RefusalCode }

async function answerTo(
  context: LiveContext,
  session: Session,
  name: RequestName,
  raw: unknown,
  options: AttachOptions,
): Promise<AnyReply> {
  const handler = HANDLERS[name]
  if (session.standing.type !== 'welcomed' && !handler.strangers) return { ok: false, code: 'AUTH' }
  const parsed = v.safeParse(REQUESTS[name].body, raw)
  if (!parsed.success) return { ok: false, code: isTooBig(name, raw) ? 'TOO_BIG' : 'PROTO' }
  try {
    // The body was parsed by the schema of this very name.
    return await (handler.handle as (...all: unknown[]) => Promise<AnyReply>)(context, session, parsed.output)
  } catch (cause) {
    options.onFault(cause)
    return { ok: false, code: 'BUSY', retryAfter: LIMITS.retryFirstMs } as AnyReply
  }
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

/** Before the welcome nothing larger than a hello is listened to. */
function limitStrangers(session: Session): void {
  session.socket.conn.on('packet', ({ data }) => {
    if (session.standing.type !== 'stranger' || data === undefined) return
    if ((typeof data === 'string' ? data.length : (data.byteLength ?? 0)) <= LIMITS.strangerBytes) return
    session.standing = { type: 'closed' }
    session.socket.disconnect(true)
  })
}

/** Whether the kiosk has stopped reading what it is sent (SYNC F.6). */
export function isClogged({ socket }: Session): boolean {
  // Neither number has a public name; without them a slow reader would fill the hub's memory.
  const conn = socket.conn as unknown as {
    writeBuffer?: unknown[]
    transport?: { socket?: { bufferedAmount?: number } }
  }
  const bytes = conn.transport?.socket?.bufferedAmount ?? 0
  return (conn.writeBuffer?.length ?? 0) > BUFFERED_PACKETS_MAX || bytes > BUFFERED_BYTES_MAX
}
