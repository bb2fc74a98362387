import { bytesToHex } from '../../shared/base/bytes.ts'
import type { RandomBytes } from '../../shared/base/ids.ts'
import type { PublicKey } from '../../shared/sync/fields.ts'
import { pairCode, pairCommit, type Paired } from '../../shared/sync/pair.ts'
import type { PairedWith } from './link.ts'
import { isWireFailure, type Wire, type WireConnection } from './wire.ts'

/** Asks to be let in: commits, hears the hub, opens the commitment, shows the code, waits for the secretary. */

export type PairingState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'expired' }
  /** `until`: mono milliseconds. */
  | { readonly kind: 'code'; readonly code: string; readonly until: number }
  | { readonly kind: 'confirmed' }

export interface PairingDeps {
  readonly wire: Wire
  readonly random: RandomBytes
  readonly publicKey: PublicKey
  /** From a one-time link; null otherwise. */
  readonly token: string | null
  readonly mono: () => number
  readonly later: (work: () => void, ms: number) => () => void
  readonly onState: (state: PairingState) => void
  readonly onPaired: (paired: PairedWith) => void
}

const LIFE_MS = 5 * 60_000
const AGAIN_MS = 3_000

/** @returns how to stop */
export function startPairing(deps: PairingDeps): () => void {
  let stopped = false
  let cancel = () => {}
  let connection: WireConnection | null = null
  let token = deps.token

  const begin = (): void => {
    if (stopped) return
    deps.onState({ kind: 'asking' })
    let hubKey: PublicKey | null = null
    let asked = false
    const wire: WireConnection = deps.wire.open({
      notice(name, body) {
        if (name === 'challenge' && !asked) {
          asked = true
          run(wire).catch((cause: unknown) => {
            console.error('pairing failed', cause)
            wire.close()
          })
        }
        if (name === 'paired' && hubKey) accept(body as Paired, hubKey)
      },
      closed() {
        if (stopped || connection !== wire) return
        deps.onState({ kind: 'unreachable' })
        cancel()
        cancel = deps.later(begin, AGAIN_MS)
      },
    })
    connection = wire
    const run = async (own: WireConnection): Promise<void> => {
      const nonce = bytesToHex(deps.random(32))
      const offer = await own.ask('pairBegin', { commit: pairCommit(deps.publicKey, nonce) })
      if (isWireFailure(offer) || !offer.ok) return own.close()
      // From here on only this key can be the hub's: the code on both screens is made from it.
      hubKey = offer.hubKey
      const used = token
      token = null
      const opened = await own.ask('pairReveal', {
        pub: deps.publicKey,
        nonce,
        ...(used === null ? {} : { token: used }),
      })
      if (isWireFailure(opened) || !opened.ok) return own.close()
      if (stopped) return
      const code = pairCode({ pub: deps.publicKey, nonce }, { pub: offer.hubKey, nonce: offer.nonce })
      deps.onState({ kind: 'code', code, until: deps.mono() + LIFE_MS })
      cancel()
      // A fresh code before the old one dies, so that the screen never shows a dead one.
      cancel = deps.later(() => own.close(), LIFE_MS - 10_000)
    }
  }

  const accept = ({ kioskId, hubId, place }: Paired, hubKey: PublicKey): void => {
    if (stopped) return
    stop()
    deps.onState({ kind: 'confirmed' })
    deps.onPaired({ kioskId, hubId, hubKey, place })
  }

  const stop = (): void => {
    stopped = true
    cancel()
    connection?.close()
  }

  begin()
  return stop
}
