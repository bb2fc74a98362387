import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A cable with faults: a TCP proxy on loopback between kiosks and a hub. */
export interface Proxy extends AsyncDisposable {
  readonly url: string
  fault: ProxyFault
  /** Connections made through it. */
  readonly connections: () => number
  /** Of these, the ones that `cutAfter` cut. */
  readonly cuts: () => number
}

export type ProxyFault =
  | { readonly kind: 'none' }
  /** Each piece arrives so much later, in order. */
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'narrow'; readonly bytesPerSecond: number }
  /** The next connection is cut after so many bytes in this direction; those after it are not. */
  | { readonly kind: 'cutAfter'; readonly bytes: number; readonly direction: Direction }
  /** Nothing passes in this direction any more, and nobody is told. */
  | { readonly kind: 'silent'; readonly direction: Direction | 'both' }
  /** Somebody else answers: a portal that wants a login says 200 to everything. */
  | { readonly kind: 'portal' }
export type Direction = 'up' | 'down'

const PORTAL_PAGE = '<html><body>Please log in to the network</body></html>'

export async function startProxy(target: number): Promise<Proxy> {
  const sockets = new Set<Socket>()
  let connections = 0
  let cuts = 0
  const proxy = {
    fault: { kind: 'none' } as ProxyFault,
    url: '',
    connections: () => connections,
    cuts: () => cuts,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
  const server = createServer(client => {
    connections += 1
    track(sockets, client)
    if (proxy.fault.kind === 'portal') return answerAsPortal(client)
    const hub = track(sockets, connect(target, '127.0.0.1'))
    const cut = cutterOf(proxy, () => {
      if (!client.destroyed) cuts += 1
      client.destroy()
      hub.destroy()
    })
    pass(client, hub, 'up', proxy, cut)
    pass(hub, client, 'down', proxy, cut)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return proxy
}

function track(sockets: Set<Socket>, socket: Socket): Socket {
  sockets.add(socket)
  socket.on('close', () => sockets.delete(socket))
  // A connection that breaks is what this is for.
  socket.on('error', () => {})
  return socket
}

/** Counts the bytes of the one connection that is to be cut. */
function cutterOf(proxy: { fault: ProxyFault }, cut: () => void) {
  const { fault } = proxy
  if (fault.kind !== 'cutAfter') return () => Infinity
  proxy.fault = { kind: 'none' }
  let left = fault.bytes
  return (direction: Direction, length: number): number => {
    if (direction !== fault.direction) return Infinity
    const may = left
    left -= length
    if (left < 0) setImmediate(cut)
    return Math.max(0, may)
  }
}

function pass(
  from: Socket,
  to: Socket,
  direction: Direction,
  proxy: { readonly fault: ProxyFault },
  mayPass: (direction: Direction, length: number) => number,
): void {
  let freeAt = 0
  from.on('data', (bytes: Buffer) => {
    const { fault } = proxy
    if (fault.kind === 'silent' && (fault.direction === direction || fault.direction === 'both')) return
    const may = mayPass(direction, bytes.length)
    const part = may >= bytes.length ? bytes : bytes.subarray(0, may)
    if (part.length === 0) return
    const now = performance.now()
    const wait =
      fault.kind === 'slow' ? fault.ms : fault.kind === 'narrow' ? (part.length / fault.bytesPerSecond) * 1_000 : 0
    freeAt = Math.max(fault.kind === 'narrow' ? freeAt : now, now) + wait
    if (freeAt <= now) to.write(part)
    else setTimeout(() => to.writable && to.write(part), freeAt - now)
  })
  from.on('close', () => to.destroy())
}

function answerAsPortal(client: Socket): void {
  client.on('data', () => {
    const head = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${PORTAL_PAGE.length}\r\n\r\n`
    client.write(head + PORTAL_PAGE)
  })
}
