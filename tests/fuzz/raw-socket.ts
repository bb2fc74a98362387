import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/**
 * A WebSocket that may lie: frames of any opcode, length and fragmentation, headers as they are given. It reads what
 * an honest peer sends, unless it is told to stop reading.
 */

export const OPCODES = { next: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

/** A plain TCP connection to the hub; resolves once it is open. */
export async function openTcp(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  // Being cut is what these are for.
  socket.on('error', () => {})
  await Promise.race([once(socket, 'connect'), once(socket, 'close')])
  return socket
}

export interface FrameChange {
  readonly fin?: boolean
  readonly masked?: boolean
  readonly reserved?: number
  /** What the frame says its length is; its payload's own unless told. */
  readonly length?: number
}

/** One frame as a client sends it. */
export function frameOf(opcode: number, payload: Uint8Array, change: FrameChange = {}): Buffer {
  const { fin = true, masked = true, reserved = 0, length = payload.length } = change
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode
  const bit = masked ? 0x80 : 0
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10)
  head[0] = first
  head[1] = bit | (length < 126 ? length : length < 65_536 ? 126 : 127)
  if (head.length === 4) head.writeUInt16BE(length, 2)
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2)
  if (!masked) return Buffer.concat([head, payload])
  const mask = randomBytes(4)
  return Buffer.concat([head, mask, Uint8Array.from(payload, (byte, at) => byte ^ (mask[at % 4] ?? 0))])
}

export class RawSocket {
  readonly tcp: Socket
  /** What came as text and nobody took yet. */
  readonly #texts: string[] = []
  #waiting: (() => void) | null = null
  #bytes = Buffer.alloc(0)
  #open = false
  #hasManners = true

  private constructor(tcp: Socket) {
    this.tcp = tcp
    tcp.on('data', bytes => this.#take(bytes))
    tcp.on('close', () => this.#wake())
  }

  /** @param path of the upgrade, `/socket.io/?EIO=4&transport=websocket` unless told */
  static async open(port: number, path = '/socket.io/?EIO=4&transport=websocket', headers = ''): Promise<RawSocket> {
    const socket = new RawSocket(await openTcp(port))
    socket.tcp.write(
      `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n${headers}\r\n`,
    )
    return socket
  }

  /** The same, once Engine.IO has said hello: what is sent before that is not heard. */
  static async greeted(port: number): Promise<RawSocket> {
    const socket = await RawSocket.open(port)
    await socket.next(text => text.startsWith('0'), 10_000)
    return socket
  }

  get isClosed(): boolean {
    return this.tcp.destroyed || this.tcp.readableEnded
  }

  text(text: string): void {
    this.bytes(frameOf(OPCODES.text, Buffer.from(text)))
  }

  bytes(bytes: Uint8Array): void {
    if (!this.tcp.destroyed) this.tcp.write(bytes)
  }

  /** From now on it stays when the hub takes its leave. */
  ignoreGoodbye(): void {
    this.#hasManners = false
  }

  stopReading(): void {
    this.tcp.pause()
  }

  close(): void {
    this.tcp.destroy()
  }

  /** The next text that is wanted; null when the connection ends or nothing comes in time. Others are passed over. */
  async next(wanted: (text: string) => boolean, ms: number): Promise<string | null> {
    const late = performance.now() + ms
    for (;;) {
      for (let text = this.#texts.shift(); text !== undefined; text = this.#texts.shift()) {
        if (wanted(text)) return text
      }
      const left = late - performance.now()
      if (this.isClosed || left <= 0) return null
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, left)
        this.#waiting = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  #wake(): void {
    this.#waiting?.()
    this.#waiting = null
  }

  #take(bytes: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes])
    if (!this.#open) {
      const end = this.#bytes.indexOf('\r\n\r\n')
      if (end < 0) return
      this.#open = true
      this.#bytes = this.#bytes.subarray(end + 4)
    }
    for (let frame = this.#frame(); frame; frame = this.#frame()) {
      if (frame.opcode === OPCODES.text) this.#heard(frame.payload.toString())
      if (frame.opcode === OPCODES.close && this.#hasManners) this.tcp.destroy()
    }
    this.#wake()
  }

  #heard(text: string): void {
    // Engine.IO asks whether we are still there.
    if (text === '2') this.text('3')
    else this.#texts.push(text)
  }

  #frame(): { opcode: number; payload: Buffer } | null {
    const bytes = this.#bytes
    if (bytes.length < 2) return null
    const short = (bytes[1] ?? 0) & 0x7f
    const head = short < 126 ? 2 : short === 126 ? 4 : 10
    if (bytes.length < head) return null
    const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
    if (bytes.length < head + length) return null
    this.#bytes = bytes.subarray(head + length)
    return { opcode: (bytes[0] ?? 0) & 0x0f, payload: bytes.subarray(head, head + length) }
  }
}
