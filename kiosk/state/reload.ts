/**
 * Loads the page anew, but only where somebody serves it: without the hub and without what the service worker keeps, a
 * reload would leave the browser's own error page on the glass, which nothing ever leaves. @returns whether it is loading
 */
export async function reloadIfServed(): Promise<boolean> {
  try {
    const { ok } = await fetch(location.pathname, { cache: 'no-store' })
    if (!ok) return false
  } catch {
    // Nobody there.
    return false
  }
  location.reload()
  return true
}
