import type { KioskId } from '../../shared/base/ids.ts'
import type { Bye } from '../../shared/sync/bye.ts'
import { revokedText } from '../../shared/sync/signing.ts'
import type { Signer } from '../office/feeds.ts'
import type { KioskStatus } from '../office/kiosks/kiosks.ts'
import { hangUp, type Session, type Standing } from './session.ts'

/** Who is connected, and what each kiosk last said of itself. */
export interface Roll {
  /** Takes the welcomed session in; an older connection of the same kiosk is closed. */
  enter(session: Session): void
  leave(session: Session): void
  /** Tells it why and cuts its connection. */
  cut(kioskId: KioskId, reason: Bye['reason'], retryAfter?: number): void
  sessions(): Iterable<Session>
  statuses(): readonly KioskStatus[]
}

/** @param sign the hub's name under what a kiosk must not believe of others */
export function makeRoll(sign: Signer['sign']): Roll {
  const sessions = new Map<KioskId, Session>()
  const statuses = new Map<KioskId, KioskStatus>()
  const roll: Roll = {
    enter(session) {
      const { standing } = session
      if (standing.type !== 'welcomed') return
      const before = sessions.get(standing.kioskId)
      if (before && before !== session) close(before, { reason: 'replaced', retryAfter: 30_000 })
      sessions.set(standing.kioskId, session)
      statuses.set(standing.kioskId, statusOf(session, standing, true))
    },
    leave(session) {
      const { standing } = session
      session.standing = { type: 'closed' }
      if (standing.type !== 'welcomed' || sessions.get(standing.kioskId) !== session) return
      sessions.delete(standing.kioskId)
      statuses.set(standing.kioskId, statusOf(session, standing, false))
    },
    cut(kioskId, reason, retryAfter = 60_000) {
      const session = sessions.get(kioskId)
      if (session) close(session, { reason, retryAfter, ...proofOf(session, reason) })
      if (reason === 'revoked') statuses.delete(kioskId)
    },
    sessions: () => sessions.values(),
    statuses: () => [...statuses.values()],
  }
  const proofOf = ({ standing }: Session, reason: Bye['reason']): Pick<Bye, 'sig'> =>
    reason === 'revoked' && standing.type === 'welcomed'
      ? { sig: sign(revokedText(standing.hello.nonce, standing.kioskId)) }
      : {}
  const close = (session: Session, bye: Bye): void => {
    session.socket.emit('bye', bye)
    roll.leave(session)
    hangUp(session.socket)
  }
  return roll
}

function statusOf(session: Session, standing: Extract<Standing, { type: 'welcomed' }>, online: boolean): KioskStatus {
  const { hello } = standing
  return {
    kioskId: standing.kioskId,
    online,
    lastSeen: session.lastSeen,
    app: hello.app,
    unsent: Math.max(0, hello.out.last - hello.out.acked),
    clockOffMs: Math.round(hello.clock.wall - standing.clock.hubTime),
    ...hello.store,
  }
}
