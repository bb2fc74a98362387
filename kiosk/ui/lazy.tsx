import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { reloadIfServed } from '../state/reload.ts'

const RETRY_MS = 700
const TRIES = 3

/**
 * Tries again, and then loads the page anew: a browser remembers that a module did not come, and would leave the person
 * before an empty screen for as long as the page lives. @returns how to stop
 */
function untilLoaded(ensure: () => Promise<void>, onLoaded: () => void): () => void {
  const screen = { isShown: true }
  const attempt = async (): Promise<void> => {
    for (let tries = 1; screen.isShown; tries++) {
      try {
        await ensure()
        return onLoaded()
      } catch {
        // Not there yet, or not any more.
      }
      if (tries >= TRIES && (await reloadIfServed())) return
      await new Promise(resolve => setTimeout(resolve, RETRY_MS))
    }
  }
  void attempt()
  return () => {
    screen.isShown = false
  }
}

/**
 * A screen that is loaded when it is first shown. Once loaded it is drawn at once, with no empty frame in between.
 * @param load imports the screen; called once
 */
export function lazyScreen<P extends object>(
  load: () => Promise<FunctionComponent<P>>,
): FunctionComponent<P> & { preload(): void } {
  let loaded: FunctionComponent<P> | null = null
  let loading: Promise<void> | null = null
  const fetchOnce = async (): Promise<void> => {
    try {
      loaded = await load()
    } catch (cause) {
      // A chunk that did not come is asked for again at the next try.
      loading = null
      throw cause
    }
  }
  const ensure = (): Promise<void> => (loading ??= fetchOnce())
  const Lazy = (props: P) => {
    const [, redraw] = useState(0)
    useEffect(() => {
      if (loaded) return
      return untilLoaded(ensure, () => redraw(1))
    }, [])
    const Screen = loaded
    return Screen ? <Screen {...props} /> : null
  }
  return Object.assign(Lazy, { preload: () => void ensure().catch(() => {}) })
}
