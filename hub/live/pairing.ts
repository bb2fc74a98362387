import { bytesToHex } from '../../shared/base/bytes.ts'
import type { Millis } from '../../shared/base/ids.ts'
import { refuse } from '../../shared/base/problem.ts'
import type { Author } from '../../shared/journal/facts.ts'
import type { PublicKey } from '../../shared/sync/fields.ts'
import { pairCode, pairCommit, type Paired, type PairBeginReply, type PairRevealReply } from '../../shared/sync/pair.ts'
import { pairKiosk } from '../office/kiosks/kiosks.ts'
import type { Office } from '../office/ports.ts'
import { isOwnPc } from './crowd.ts'

/** Kiosks that wait to be let in. In memory only: a code lives five minutes. */

const LIFE_MS = 5 * 60_000
const WAITING_MAX = 20
const WAITING_PER_ADDRESS = 3
/** Wrong codes before everybody has to begin again. */
const TRIES_MAX = 5
const LINK_LIFE_MS = 24 * 3_600_000

interface Waiting {
  readonly address: string
  readonly commit: string
  readonly nonce: string
  readonly expiresAt: number
  /** Set once the kiosk has opened its commitment. */
  opened: { readonly pub: PublicKey; readonly code: string } | null
  readonly tell: (paired: Paired) => void
}

/** Who asks, before anybody knows them. */
export interface Stranger {
  readonly connection: string
  readonly address: string
}

export interface Pairing {
  begin(from: Stranger, commit: string, tell: (paired: Paired) => void): Promise<PairBeginReply>
  reveal(
    connection: string,
    opening: { pub: PublicKey; nonce: string; token?: string | undefined },
  ): Promise<PairRevealReply>
  drop(connection: string): void
  /** Whether this connection waits for its code to be typed. */
  holds(connection: string): boolean
  /** How many kiosks show a code now. */
  waiting(): number
  /** The secretary typed a code. @throws Refusal PAIR_CODE | PAIR_TRIES | KIOSK_PLACE */
  confirm(by: Author, code: string, place: string): Promise<Paired>
  /** A one-time token that pairs the kiosk that opens `/kiosk/#pair=TOKEN` without asking anybody. */
  mintLink(place: string): string
}

export const makePairing = (office: Office): Pairing => new PairingBook(office)

class PairingBook implements Pairing {
  readonly #office: Office
  readonly #waiting = new Map<string, Waiting>()
  readonly #links = new Map<string, { place: string; expiresAt: number }>()
  #wrong = 0

  constructor(office: Office) {
    this.#office = office
  }

  async begin(from: Stranger, commit: string, tell: (paired: Paired) => void): Promise<PairBeginReply> {
    const { connection, address } = from
    this.#prune()
    const { store, clock, random, signer } = this.#office
    const founded = await store.read.branch.founded()
    if (!founded || (!this.#waiting.has(connection) && this.#isFull(address))) {
      return { ok: false, code: 'BUSY', retryAfter: 10_000 }
    }
    const nonce = bytesToHex(random(32))
    const expiresAt = (clock.now() + LIFE_MS) as Millis
    this.#waiting.set(connection, { address, commit, nonce, expiresAt, opened: null, tell })
    return { ok: true, hubId: founded.hubId, hubKey: signer.publicKey, nonce, expiresAt }
  }

  /** One machine on the network cannot keep the others from pairing; the hub's own PC may try as often as it likes. */
  #isFull(address: string): boolean {
    if (this.#waiting.size >= WAITING_MAX) return true
    const same = [...this.#waiting.values()].filter(each => each.address === address).length
    return same >= WAITING_PER_ADDRESS && !isOwnPc(address)
  }

  async reveal(
    connection: string,
    { pub, nonce, token }: { pub: PublicKey; nonce: string; token?: string | undefined },
  ): Promise<PairRevealReply> {
    this.#prune()
    const found = this.#waiting.get(connection)
    if (!found || found.opened || pairCommit(pub, nonce) !== found.commit) return { ok: false, code: 'AUTH' }
    const code = pairCode({ pub, nonce }, { pub: this.#office.signer.publicKey, nonce: found.nonce })
    // Two kiosks with one code could be taken for each other: the later one tries again.
    const taken = [...this.#waiting.values()].some(each => each.opened?.code === code)
    if (taken) return { ok: false, code: 'BUSY', retryAfter: 0 }
    found.opened = { pub, code }
    if (token === undefined) return { ok: true }
    const link = this.#links.get(token)
    this.#links.delete(token)
    if (!link) return { ok: false, code: 'AUTH' }
    await this.#admit({ type: 'local' }, connection, link.place, 'link')
    return { ok: true }
  }

  drop(connection: string): void {
    this.#waiting.delete(connection)
  }

  holds(connection: string): boolean {
    this.#prune()
    return this.#waiting.get(connection)?.opened != null
  }

  waiting(): number {
    this.#prune()
    return [...this.#waiting.values()].filter(each => each.opened).length
  }

  async confirm(by: Author, code: string, place: string): Promise<Paired> {
    this.#prune()
    const digits = code.normalize('NFKC').replace(/\D/g, '')
    const found = [...this.#waiting].find(([, each]) => each.opened?.code === digits)
    if (found) return await this.#admit(by, found[0], place, 'code')
    this.#wrong += 1
    if (this.#wrong < TRIES_MAX) return unknownCode()
    this.#wrong = 0
    this.#waiting.clear()
    return tooManyTries()
  }

  mintLink(place: string): string {
    const token = bytesToHex(this.#office.random(16))
    this.#links.set(token, { place, expiresAt: this.#office.clock.now() + LINK_LIFE_MS })
    return token
  }

  async #admit(by: Author, connection: string, place: string, how: 'code' | 'link'): Promise<Paired> {
    const found = this.#waiting.get(connection)
    if (!found?.opened) return unknownCode()
    const kiosk = await pairKiosk(this.#office, by, { publicKey: found.opened.pub, place, how })
    this.#waiting.delete(connection)
    const hubId = (await this.#office.store.read.branch.founded())?.hubId ?? ''
    const paired: Paired = { kioskId: kiosk.kioskId, hubId, place: kiosk.place }
    found.tell(paired)
    return paired
  }

  #prune(): void {
    const now = this.#office.clock.now()
    for (const [key, each] of this.#waiting) if (each.expiresAt <= now) this.#waiting.delete(key)
    for (const [key, each] of this.#links) if (each.expiresAt <= now) this.#links.delete(key)
    if (this.#waiting.size === 0) this.#wrong = 0
  }
}

const unknownCode = (): never =>
  refuse(
    'PAIR_CODE',
    {
      zh: '没有终端显示这个配对码。请核对终端屏幕上的8位数字；配对码5分钟内有效。',
      en: 'No kiosk shows this code. Check the eight digits on its screen; a code lives five minutes.',
    },
    'code',
  )

const tooManyTries = (): never =>
  refuse(
    'PAIR_TRIES',
    {
      zh: '配对码输错次数太多，已全部作废。请在终端上重新获取配对码。',
      en: 'Too many wrong codes: all are void. Ask the kiosk for a new one.',
    },
    'code',
  )
