import type { KioskId } from '../../shared/base/ids.ts'
import type { Welcome } from '../../shared/sync/hello.ts'
import type { Device } from '../bench/ingest-branch.ts'
import { deviceOf, helloOf, type Known } from './hello.ts'
import { RawSocket } from './raw-socket.ts'

/** A kiosk on a socket that may lie: it can say hello like an honest one, and then anything. */

const NAMESPACE = '/kiosk'

export interface Where {
  readonly port: number
  readonly kioskIds: readonly string[]
}

export class RawKiosk {
  readonly socket: RawSocket
  readonly device: Device
  readonly #known: Known
  readonly #kioskId: KioskId
  #asked = 0
  /** The generation of the roster, as the welcome said it. */
  rosterGen = 0
  challenge: { readonly nonce: string; readonly hubId: string } | null = null

  private constructor(socket: RawSocket, known: Known, kioskId: KioskId) {
    this.socket = socket
    this.device = known.device
    this.#known = known
    this.#kioskId = kioskId
  }

  /** Connected and challenged, or not, where the hub does not let it. */
  static async open({ port, kioskIds }: Where, number: number): Promise<RawKiosk> {
    const kiosk = new RawKiosk(await RawSocket.greeted(port), deviceOf(number), kioskIds[number] as KioskId)
    kiosk.socket.text(`40${NAMESPACE},`)
    const said = await kiosk.socket.next(text => text.startsWith(`42${NAMESPACE},["challenge"`), 10_000)
    if (said !== null) kiosk.challenge = (JSON.parse(said.slice(said.indexOf('['))) as [string, never])[1]
    return kiosk
  }

  /** @param epoch of the stream; the device's own unless told */
  hello(epoch = this.device.epoch as string): object {
    return helloOf(this.#known, this.#kioskId, this.challenge ?? { nonce: '', hubId: '' }, epoch)
  }

  /** Sends without waiting. @returns the number of the question */
  tell(name: string, json: string): number {
    this.#asked += 1
    this.socket.text(`42${NAMESPACE},${this.#asked}[${JSON.stringify(name)},${json}]`)
    return this.#asked
  }

  /** The parsed answer; null when the connection ended or nothing came in time. */
  async ask(name: string, json: string, ms = 10_000): Promise<unknown> {
    const asked = this.tell(name, json)
    const head = `43${NAMESPACE},${asked}[`
    const said = await this.socket.next(text => text.startsWith(head), ms)
    return said === null ? null : (JSON.parse(said.slice(head.length - 1)) as unknown[])[0]
  }

  async welcomed(epoch?: string): Promise<boolean> {
    const reply = (await this.ask('hello', JSON.stringify(this.hello(epoch)))) as Partial<Welcome> | null
    if (reply?.ok !== true) return false
    this.rosterGen = reply.feeds?.find(each => each.feed === 'roster')?.gen ?? 0
    return true
  }
}
