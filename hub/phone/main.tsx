import { render } from 'preact'
import { PhoneApp } from './app.tsx'
import { askHub } from './ask.ts'
import { createPhoneClock } from './clock.ts'
import { openKeep } from './keep.ts'
import { createPhone } from './phone.ts'
import './phone.css'

/** Composition root: the only file that knows the browser's clock, chance, storage and network. */

const wall = (): number => Date.now()
const keep = openKeep(() => localStorage)
const phone = createPhone({
  keep,
  ask: askHub,
  clock: createPhoneClock(wall, () => performance.now()),
  wall,
  // There without TLS too, unlike `crypto.subtle`.
  random: length => crypto.getRandomValues(new Uint8Array(length)),
})

/** What was scanned is read once and taken out of the address: no history and no shared link shall hold a secret. */
function arrive(): void {
  const fragment = location.hash
  if (fragment.length > 1) history.replaceState(null, '', location.pathname)
  phone.arrive(fragment)
}

const place = document.getElementById('app')
if (place) render(<PhoneApp phone={phone} keep={keep} />, place)
arrive()
window.addEventListener('hashchange', () => location.hash.length > 1 && arrive())
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && phone.refresh())
window.addEventListener('online', () => phone.refresh())

if (import.meta.env.PROD && isSecureContext && 'serviceWorker' in navigator) {
  // Where the certificate is not trusted the browser says no: the page works without.
  navigator.serviceWorker.register('/phone/sw.js', { scope: '/phone/' }).catch(() => {})
}
