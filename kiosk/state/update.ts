import { reloadIfServed } from './reload.ts'

/**
 * New versions (KIOSK §1.5): looked for every ten minutes, put on only when nobody is here and nothing waits to be
 * sent, and only once the new worker really controls the page. Records that wait for half a day keep the new version
 * out no longer: they are on the disk, and it may be the new version that can send them.
 */
export interface Updates {
  /** Call every second; puts a waiting version on. @param isQuiet nobody is here @param isEmpty no record waits */
  applyIfIdle(isQuiet: boolean, isEmpty: boolean): void
  /** Loads the page anew where it is served; asked again and again, it looks once a minute. */
  reload(): void
}

const LOOK_EVERY_MS = 10 * 60_000
/** With the nightly loading of the page, which begins this anew, no version waits longer than a day. */
const KEPT_OUT_MS = 12 * 3_600_000

export function startUpdates(onFault: (cause: unknown) => void): Updates {
  let waiting: ServiceWorker | null = null
  /** When it was first seen to wait, milliseconds of this page. */
  let since: number | null = null
  if (!('serviceWorker' in navigator)) return { applyIfIdle: () => {}, reload: reloadOnceAMinute() }
  const { serviceWorker } = navigator
  /** The first worker ever takes an uncontrolled page over: no reason to load it again. */
  let controlled = serviceWorker.controller !== null
  serviceWorker.addEventListener('controllerchange', () => {
    // Also told when the browser has thrown the worker away: then this page is all there is.
    if (!serviceWorker.controller) return
    if (controlled) void reloadIfServed()
    controlled = true
  })
  const watch = (registration: ServiceWorkerRegistration): void => {
    waiting = registration.waiting
    registration.addEventListener('updatefound', () => {
      const next = registration.installing
      next?.addEventListener('statechange', () => {
        if (next.state === 'installed' && serviceWorker.controller) waiting = next
      })
    })
    setInterval(() => void registration.update().catch(() => {}), LOOK_EVERY_MS)
  }
  serviceWorker.register('/sw.js', { scope: '/kiosk/', updateViaCache: 'none' }).then(watch).catch(onFault)
  return {
    applyIfIdle(isQuiet, isEmpty) {
      if (!waiting) return
      since ??= performance.now()
      const isDue = isEmpty || performance.now() - since >= KEPT_OUT_MS
      if (isQuiet && isDue) waiting.postMessage({ type: 'SKIP_WAITING' }, [])
    },
    reload: reloadOnceAMinute(),
  }
}

function reloadOnceAMinute(): () => void {
  let notBefore = 0
  return () => {
    if (performance.now() < notBefore) return
    notBefore = performance.now() + 60_000
    void reloadIfServed()
  }
}
