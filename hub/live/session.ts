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
