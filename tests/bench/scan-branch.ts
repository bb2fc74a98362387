/** The branch that the kiosk benchmark is about, as the hub's process and the browser's both know it. */

export const ROSTER = 5_000

/** Differs for everybody and is found in nobody else's. */
export const nameNo = (number: number): string => `党员${String(number).padStart(5, '0')}号`

/** What the hub's process says once it listens. */
export interface ScanReady {
  /** With a token that pairs the kiosk. */
  readonly url: string
  readonly branchTag: string
}
