/** What a browser on a wall must not do, and what it must: no menu, no pinch, no drag; the screen stays on. */
export function guardGlass(page: Document): void {
  const never = (event: Event): void => event.preventDefault()
  for (const name of ['contextmenu', 'dragstart', 'selectstart', 'gesturestart']) page.addEventListener(name, never)
  // Two fingers, or Ctrl and the wheel: both would zoom the board out of reach.
  page.addEventListener('touchmove', event => event.touches.length > 1 && event.preventDefault(), { passive: false })
  page.addEventListener('wheel', event => event.ctrlKey && event.preventDefault(), { passive: false })
  void keepAwake(page)
  page.addEventListener('visibilitychange', () => void keepAwake(page))
}

async function keepAwake(page: Document): Promise<void> {
  if (page.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
  try {
    await navigator.wakeLock.request('screen')
  } catch {
    // Low battery or a policy: the operating system's own setting decides then.
  }
}

/** Calls back on every touch, key or wheel, before anything else can stop it. */
export function onActivity(target: Window, work: (event: Event) => void): void {
  for (const name of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) {
    target.addEventListener(name, work, { capture: true, passive: true })
  }
}
