import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

/**
 * Keeps the kiosk's own files on the machine, so that it starts with the hub and the network gone. Knows nothing of the
 * data: that lives in IndexedDB, which this worker never touches.
 */

declare const self: ServiceWorkerGlobalScope & {
  /** Written in by the build: the kiosk's files, and no other page's. */
  readonly __WB_MANIFEST: { readonly url: string; readonly revision: string | null }[]
}

// oxlint-disable-next-line eslint/no-underscore-dangle -- the build looks for this very name
precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()

// Whatever stands behind the address (a pairing link, a query), the page is the same.
registerRoute(new NavigationRoute(createHandlerBoundToURL('/kiosk/'), { allowlist: [/^\/kiosk\//] }))

self.addEventListener('message', event => {
  const data: unknown = event.data
  const wanted = typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING'
  if (wanted) void self.skipWaiting()
})

self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))
