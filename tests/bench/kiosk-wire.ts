import type { Socket } from 'socket.io-client'
import type { RequestBody, RequestName, RequestReply } from '../../shared/sync/events.ts'
import type { WireConnection } from '../../kiosk/sync/wire.ts'

/** Lets the kiosk's own loops speak over a socket that is welcomed already. */
export function connectionOver(socket: Socket): WireConnection {
  return {
    ask: async <K extends RequestName>(name: K, body: RequestBody<K>) =>
      (await socket.emitWithAck(name, body)) as RequestReply<K>,
    close: () => void socket.close(),
  }
}
