/**
 * Loads the page anew, but only where somebody serves it: with the hub gone and with what the service worker kept thrown
 * away, a reload would leave the browser's own error page on the glass, which nothing ever leaves.
 * @returns whether it is loading
 */
export async function reloadIfServed(): Promise<boolean> {
  if (!(await isKept()) && !(await answers(VERSION))) return false
  location.reload()
  return true
}

/** Not among the files that the worker keeps, so that only the hub itself can answer. */
const VERSION = '/version.json'

/** A worker whose storage was thrown away still answers for the open page, and no longer for the next one. */
async function isKept(): Promise<boolean> {
  const registration = await navigator.serviceWorker?.getRegistration(location.pathname)
  return registration?.active != null && (await answers(location.pathname))
}

async function answers(path: string): Promise<boolean> {
  try {
    return (await fetch(path, { cache: 'no-store' })).ok
  } catch {
    // Nobody there.
    return false
  }
}
