/**
 * New versions (KIOSK §1.5): looked for every ten minutes, put on only when nobody is here and nothing waits to be
 * sent, and only once the new worker really controls the page.
 */
export interface Updates {
  /** Call when the kiosk has been idle; puts a waiting version on. */
  applyIfIdle(isQuiet: boolean): void
  /** Loads the page anew. */
  reload(): void
}

const LOOK_EVERY_MS = 10 * 60_000

export function startUpdates(onFault: (cause: unknown) => void): Updates {
  let waiting: ServiceWorker | null = null
  if (!('serviceWorker' in navigator)) return { applyIfIdle: () => {}, reload: () => location.reload() }
  const { serviceWorker } = navigator
  /** The first worker ever takes an uncontrolled page over: no reason to load it again. */
  let controlled = serviceWorker.controller !== null
  serviceWorker.addEventListener('controllerchange', () => {
    if (controlled) location.reload()
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
    applyIfIdle(isQuiet) {
      if (isQuiet && waiting) waiting.postMessage({ type: 'SKIP_WAITING' }, [])
    },
    reload: () => location.reload(),
  }
}
