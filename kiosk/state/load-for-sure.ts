import { reloadIfServed } from './reload.ts'

const RETRY_MS = 700
const TRIES = 3

export interface Loading {
  /** Asked before each try; false gives up. */
  readonly isWanted?: () => boolean
  /** @returns whether the page is being loaded anew */
  readonly reload?: () => Promise<boolean>
}

/**
 * Loads a part of the program, again and again, and then the page anew: a browser remembers that a module did not come,
 * and would leave the glass without that part for as long as the page lives.
 * @returns null where it is not wanted any more, or the page is on its way out
 */
export async function loadForSure<T>(load: () => Promise<T>, options: Loading = {}): Promise<T | null> {
  const { isWanted = () => true, reload = reloadIfServed } = options
  for (let tries = 1; isWanted(); tries++) {
    try {
      return await load()
    } catch {
      // Not there yet, or not any more.
    }
    if (tries >= TRIES && (await reload())) return null
    await new Promise(resolve => setTimeout(resolve, RETRY_MS))
  }
  return null
}
