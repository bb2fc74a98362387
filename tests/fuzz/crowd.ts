import { io, type Socket } from 'socket.io-client'
import type { KioskId } from '../../shared/base/ids.ts'
import type { Challenge } from '../../shared/sync/challenge.ts'
import type { HelloReply } from '../../shared/sync/hello.ts'
import { deviceOf, helloOf } from './hello.ts'
import type { Where } from './raw-kiosk.ts'

/** Many honest kiosks at once: real Socket.io clients with real keys. */

export interface Welcomed {
  readonly sockets: readonly Socket[]
  /** From the first try of all to each one's welcome, in milliseconds. */
  readonly waits: readonly number[]
}

const RETRY_MS = 500

/** Connects the kiosks `from` … `to - 1` at once; each tries again until it is welcomed. */
export async function welcomeAll(where: Where, from: number, to: number): Promise<Welcomed> {
  const began = performance.now()
  const all = Array.from({ length: to - from }, async (_, at) => {
    for (;;) {
      const socket = await tryOne(where, from + at)
      if (socket) return { socket, wait: performance.now() - began }
      await new Promise(resolve => setTimeout(resolve, RETRY_MS * (0.5 + Math.random())))
    }
  })
  const done = await Promise.all(all)
  return { sockets: done.map(each => each.socket), waits: done.map(each => each.wait) }
}

function tryOne({ port, kioskIds }: Where, number: number): Promise<Socket | null> {
  const socket = io(`http://127.0.0.1:${port}/kiosk`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  })
  return new Promise(resolve => {
    const fail = (): void => {
      socket.close()
      resolve(null)
    }
    socket.once('connect_error', fail)
    socket.once('disconnect', fail)
    socket.once('challenge', (challenge: Challenge) => {
      const hello = helloOf(deviceOf(number), kioskIds[number] as KioskId, challenge)
      socket.emit('hello', hello, (reply: HelloReply) => {
        if (!reply.ok) return fail()
        socket.off('disconnect', fail)
        resolve(socket)
      })
    })
  })
}
