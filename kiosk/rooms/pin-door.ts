import { pinMatches, type PinVerifier } from '../../shared/people/service-pin.ts'
import type { PinProps } from '../service/pin.tsx'
import type { App } from '../state/app.ts'
import { TRIES, type Door } from '../state/pin-guard.ts'

/** Trying a PIN at a door of this kiosk, and what the pad says meanwhile. */

/** The slow hash holds the page; the pad gets so long to say so first. */
const PAINT_MS = 50

export async function tryPin(app: App, door: Door, pin: string, verifier: PinVerifier) {
  await new Promise(resolve => setTimeout(resolve, PAINT_MS))
  return await app.pins.attempt(door, () => pinMatches(pin, verifier))
}

export function doorState(app: App, door: Door, checking: boolean): PinProps['state'] {
  if (checking) return { kind: 'checking' }
  // Read each second, so that the screen opens again by itself.
  const left = app.second.value >= 0 ? app.pins.lockedMs(door) : 0
  if (left > 0) return { kind: 'locked', minutesLeft: Math.ceil(left / 60_000) }
  const wrong = app.pins.wrong(door)
  return wrong > 0 ? { kind: 'wrong', triesLeft: Math.max(1, TRIES - wrong) } : { kind: 'ready' }
}
