import type { Namespace, Socket } from 'socket.io'
import type { KioskId, Millis } from '../../shared/base/ids.ts'
import type { HubToKiosk, KioskToHub } from '../../shared/sync/events.ts'
import type { StreamEpoch } from '../../shared/sync/fields.ts'
import type { Hello } from '../../shared/sync/hello.ts'
import type { ClockAtHello } from '../../shared/passes/placing.ts'

/** One connection of a kiosk, and what it may do. */

export type KioskNamespace = Namespace<KioskToHub, HubToKiosk>
export type KioskSocket = Socket<KioskToHub, HubToKiosk>

/** A stranger may say who it is or ask to be paired; everything else waits for the welcome. */
export type Standing =
  | { readonly type: 'stranger'; readonly nonce: string }
  | {
      readonly type: 'welcomed'
      readonly kioskId: KioskId
      readonly epoch: StreamEpoch
      readonly clock: ClockAtHello
      readonly hello: Hello
      readonly since: Millis
    }
  | { readonly type: 'closed' }

export interface Session {
  readonly socket: KioskSocket
  standing: Standing
  /** Milliseconds of the hub's clock. */
  lastSeen: Millis
}

/** Long enough for a goodbye to go out over a slow line. */
const GOODBYE_MS = 3_000

/**
 * Closes a connection with manners, and tears it when they are not returned: Socket.io waits without end for a buffer
 * that nobody reads to drain, and half a minute for the peer's own goodbye.
 */
export function hangUp(socket: Pick<Socket, 'conn' | 'disconnect'>): void {
  socket.disconnect(true)
  tearLater(socket.conn)
}

/** Ends it in a moment, whether or not the peer takes leave too: a closed connection would else be kept for half a minute. */
export const tearLater = (conn: Socket['conn']): void => void setTimeout(() => tear(conn), GOODBYE_MS).unref()

/** Ends the connection at once: nothing more of it is heard, and what it was still to be sent is forgotten. */
export function tear(conn: Socket['conn']): void {
  const webSocket = pipeOf(conn).transport?.socket
  conn.close(true)
  webSocket?.terminate?.()
}

/** What waits to be read by the peer: packets that were not yet handed to the system, and bytes in all. */
export function backlogOf(conn: Socket['conn']): { readonly packets: number; readonly bytes: number } {
  const { writeBuffer = [], transport } = pipeOf(conn)
  let bytes = transport?.socket?.bufferedAmount ?? 0
  for (const { data } of writeBuffer) bytes += data?.length ?? 0
  return { packets: writeBuffer.length, bytes }
}

interface Pipe {
  writeBuffer?: readonly { data?: { length?: number } }[]
  transport?: { socket?: { bufferedAmount?: number; terminate?(): void } }
}

/** None of this has a public name; without it a slow reader would fill the hub's memory. */
const pipeOf = (conn: Socket['conn']): Pipe => conn as unknown as Pipe
