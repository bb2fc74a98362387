/** Seven quick taps, then a hold: known to the secretary, not met by accident (kiosk-satellite#120). */
const TAPS = 7
const TAP_GAP_MS_MAX = 800
const HOLD_MS = 1000

/** What has been tapped so far. `downAt` null = finger up. Times are event timestamps, in milliseconds. */
export interface GestureState {
  readonly taps: number
  readonly lastAt: number
  readonly downAt: number | null
}

export const NO_GESTURE: GestureState = { taps: 0, lastAt: 0, downAt: null }

export const fingerDown = (state: GestureState, at: number): GestureState => ({
  taps: at - state.lastAt <= TAP_GAP_MS_MAX ? state.taps : 0,
  lastAt: state.lastAt,
  downAt: at,
})

/** The finger leaves: one more tap, or the hold that completes the gesture. */
export function fingerUp(state: GestureState, at: number): { state: GestureState; done: boolean } {
  if (state.downAt === null) return { state, done: false }
  const held = at - state.downAt
  if (held >= HOLD_MS) return { state: NO_GESTURE, done: state.taps >= TAPS }
  return { state: { taps: state.taps + 1, lastAt: at, downAt: null }, done: false }
}
