import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { loadForSure } from '../state/load-for-sure.ts'

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
    // What is drawn, not what has come: it may come between the picture and the effect.
    const [Screen, draw] = useState(() => loaded)
    useEffect(() => {
      if (Screen) return
      const screen = { isShown: true }
      const isWanted = () => screen.isShown
      void loadForSure(ensure, { isWanted }).then(() => isWanted() && draw(() => loaded))
      return () => {
        screen.isShown = false
      }
    }, [Screen])
    return Screen ? <Screen {...props} /> : null
  }
  return Object.assign(Lazy, { preload: () => void ensure().catch(() => {}) })
}
