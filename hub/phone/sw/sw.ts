/**
 * Keeps the phone page's own files on a phone that trusts the hub's certificate. Its scope is `/phone/`, so it never
 * controls the kiosk or the console; what members ask the hub for is never kept.
 */

declare const self: ServiceWorkerGlobalScope
/** Written in by the build: the page's files, and the hash over them. */
declare const PHONE_FILES: readonly string[]
declare const PHONE_VERSION: string

const PAGE = '/phone/'
const PREFIX = 'phone-page-'
const CACHE = PREFIX + PHONE_VERSION

self.addEventListener('install', event => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then(cache => cache.addAll([PAGE, ...PHONE_FILES]))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', event => {
  event.waitUntil(forgetOlder().then(() => self.clients.claim()))
})

/** The kiosk's worker keeps files of its own under the same origin: only names that are ours go. */
async function forgetOlder(): Promise<void> {
  const old = (await caches.keys()).filter(name => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(old.map(name => caches.delete(name)))
}

self.addEventListener('fetch', event => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  const isPage = request.mode === 'navigate' && pathname.startsWith(PAGE)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (!isPage && !PHONE_FILES.includes(pathname)) return
  event.respondWith(caches.match(isPage ? PAGE : pathname, { cacheName: CACHE }).then(kept => kept ?? fetch(request)))
})
