import { signal } from '@preact/signals'

/**
 * A session that ended while somebody works: the login opens over the page, calls wait, and go on when the same person
 * is back. Apart from the session itself so that the API does not depend on the pages.
 */

/** True while the login lies over the page. */
export const loginOverPage = signal(false)

/** True between a login and the log-out; before it, a refused call is answered at once. */
let somebodyIsIn = false

let waiting: ((back: boolean) => void)[] = []

/** @returns true once somebody is logged in again; false when nobody was, or they left. */
export function loginAgain(): Promise<boolean> {
  if (!somebodyIsIn) return Promise.resolve(false)
  loginOverPage.value = true
  return new Promise(resolve => waiting.push(resolve))
}

/** Told by the session at each login (true) and log-out (false). */
export function sessionIs(inside: boolean): void {
  somebodyIsIn = inside
  loginOverPage.value = false
  const all = waiting
  waiting = []
  for (const resolve of all) resolve(inside)
}
