import { useEffect, useState } from 'preact/hooks'

/** Keeps the screen on while the code is shown, where the browser lets a page do that (TLS). @returns whether it does */
export function useWakeLock(): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    let lock: WakeLockSentinel | null = null
    let gone = false
    const ask = async (): Promise<void> => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
      try {
        const mine = await navigator.wakeLock.request('screen')
        if (gone) return void mine.release()
        lock = mine
        setHeld(true)
        mine.addEventListener('release', () => setHeld(false))
      } catch {
        // A flat battery or a rule of the phone: the screen dims, and the page says what to do.
      }
    }
    const onShown = (): void => void ask()
    void ask()
    document.addEventListener('visibilitychange', onShown)
    return () => {
      gone = true
      document.removeEventListener('visibilitychange', onShown)
      void lock?.release()
    }
  }, [])
  return held
}
