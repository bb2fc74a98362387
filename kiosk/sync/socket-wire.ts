import { io, type Socket } from 'socket.io-client'
import * as v from 'valibot'
import {
  NOTICES,
  REQUESTS,
  type NoticeName,
  type RequestBody,
  type RequestName,
  type RequestReply,
} from '../../shared/sync/events.ts'
import { LIMITS } from '../../shared/sync/limits.ts'
import type { Wire, WireConnection, WireEvents, WireFailure } from './wire.ts'

/**
 * The only file that knows Socket.io. It reconnects nothing, buffers nothing and repeats nothing: delivery is the
 * outbox's business (SYNC §5: `emit` while disconnected would flood the hub with stale duplicates).
 */
export function createSocketWire(origin: string): Wire {
  return { open: events => open(origin, events) }
}

function open(origin: string, events: WireEvents): WireConnection {
  const socket = io(`${origin}/kiosk`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    timeout: LIMITS.ackTimeoutMs,
  })
  let ended = false
  const end = (): void => {
    if (ended) return
    ended = true
    socket.close()
    events.closed()
  }
  socket.on('disconnect', end)
  socket.on('connect_error', end)
  for (const name of Object.keys(NOTICES) as NoticeName[]) {
    socket.on(name, (raw: unknown) => {
      const parsed = v.safeParse(NOTICES[name], raw)
      if (parsed.success && !ended) events.notice(name, parsed.output as never)
    })
  }
  return {
    ask: (name, body) => (socket.connected && !ended ? ask(socket, name, body) : Promise.resolve(LOST)),
    close: end,
  }
}

const LOST: WireFailure = { ok: false, code: 'lost' }

/** The one place that waits for an acknowledgement. */
async function ask<K extends RequestName>(
  socket: Socket,
  name: K,
  body: RequestBody<K>,
): Promise<RequestReply<K> | WireFailure> {
  let raw: unknown
  try {
    raw = await socket.timeout(LIMITS.ackTimeoutMs).emitWithAck(name, body)
  } catch {
    // The client rejects for one reason only: no answer in time, or none to come.
    return socket.connected ? { ok: false, code: 'timeout' } : LOST
  }
  const parsed = v.safeParse(REQUESTS[name].reply, raw)
  // Parsed by the reply schema of this very name.
  return parsed.success ? (parsed.output as RequestReply<K>) : { ok: false, code: 'garbled' }
}
