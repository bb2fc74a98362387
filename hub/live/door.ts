import type { Server, Socket } from 'socket.io'
import { HUB_LIMITS, LIMITS } from '../../shared/sync/limits.ts'
import { makeBucket } from './bucket.ts'
import { tear, tearLater } from './session.ts'

/**
 * Stands before Socket.io's namespaces: whatever a connection asks for, until a kiosk is welcomed on it it may say little.
 * Consoles never are, and say nothing but hello.
 */

type Connection = Socket['conn']

/** WebSocket's own pings, which are answered below everything else. Nobody needs more, and a peer that never reads must not make a heap of the answers. */
const PINGS_A_SECOND = 2
const PINGS_AT_ONCE = 20

/** What watches those that have not said who they are. */
const watchers = new WeakMap<Connection, (packet: Packet) => void>()

interface Packet {
  readonly type: string
  readonly data?: string | { readonly byteLength?: number }
}

/** Watches every connection of an engine from its first message on. */
export function watchDoor(engine: Server['engine']): void {
  engine.on('connection', (conn: Connection) => {
    watchMessages(conn)
    watchPings(conn)
    conn.once('close', () => tearLater(conn))
  })
}

/** The connection has said who it is: from now on the limits of a kiosk hold. */
export function letIn(conn: Connection): void {
  const watcher = watchers.get(conn)
  if (watcher) conn.off('packet', watcher)
  watchers.delete(conn)
}

function watchMessages(conn: Connection): void {
  let messages = 0
  let bytes = 0
  const watcher = ({ type, data = '' }: Packet): void => {
    if (type !== 'message') return
    const size = typeof data === 'string' ? data.length : (data.byteLength ?? 0)
    messages += 1
    bytes += size
    const isTooMuch =
      size > LIMITS.strangerBytes || messages > HUB_LIMITS.strangerMessages || bytes > HUB_LIMITS.strangerBytesAll
    if (isTooMuch) tear(conn)
  }
  watchers.set(conn, watcher)
  conn.on('packet', watcher)
}

function watchPings(conn: Connection): void {
  const bucket = makeBucket(PINGS_A_SECOND, PINGS_AT_ONCE)
  const { socket } = conn.transport as unknown as { socket?: { on(name: 'ping', heard: () => void): void } }
  socket?.on('ping', () => {
    if (bucket.take(performance.now()) > 0) tear(conn)
  })
}
