/**
 * Runs inside the kiosk's page, before its own scripts: notes when a key was pressed and when a text is on the glass.
 * Nothing of the page itself is touched.
 */

export interface BenchProbe {
  /** Time stamp of the newest digit, milliseconds of the page's clock. */
  lastDigitAt: number
  /** Resolves with the time after the frame in which the selected element shows the text. */
  shown(selector: string, text: string): Promise<number>
  /** Longest time from an input to the next frame, by tap; those under 16 ms are not reported by the browser. */
  readonly taps: Map<number, number>
}

declare global {
  interface Window {
    bench: BenchProbe
  }
}

export function installProbe(): void {
  const taps = new Map<number, number>()
  const shows = (selector: string, text: string): boolean =>
    [...document.querySelectorAll(selector)].some(each => each.textContent.includes(text))
  window.bench = {
    lastDigitAt: 0,
    taps,
    shown: (selector, text) =>
      new Promise(resolve => {
        const afterFrame = (): void => {
          requestAnimationFrame(() => {
            const channel = new MessageChannel()
            channel.port1.addEventListener('message', () => resolve(performance.now()))
            channel.port1.start()
            channel.port2.postMessage(null)
          })
        }
        if (shows(selector, text)) return afterFrame()
        const observer = new MutationObserver(() => {
          if (!shows(selector, text)) return
          observer.disconnect()
          afterFrame()
        })
        observer.observe(document, { childList: true, subtree: true, characterData: true })
      }),
  }
  window.addEventListener(
    'keydown',
    event => {
      if (/^\d$/.test(event.key)) window.bench.lastDigitAt = event.timeStamp
    },
    { capture: true },
  )
  new PerformanceObserver(list => {
    for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[]) {
      const id = entry.interactionId ?? 0
      if (id > 0) taps.set(id, Math.max(taps.get(id) ?? 0, entry.duration))
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
}
