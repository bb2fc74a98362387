import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { ClipId } from '../../../shared/voice/clips.ts'
import { toast } from '../../pages/ui/toast.tsx'
import { words } from '../text/words.ts'

/** Listening to the kiosks' voice in the console. */

const FILES = import.meta.glob<string>('../../../shared/voice/clips/*.ogg', {
  query: '?url',
  import: 'default',
  eager: true,
})

/** The bundled clip's address; null for words that this version no longer says. */
export const bundledUrl = (clip: ClipId): string | null => FILES[`../../../shared/voice/clips/${clip}.ogg`] ?? null

export const recordedUrl = (blob: string): string => `/v1/blobs/${blob}`

export interface Playing {
  /** What is heard now; null while it is quiet. */
  readonly url: string | null
  /** Plays it, or stops it while it is heard. */
  toggle(url: string): void
  stop(): void
}

export function usePlaying(): Playing {
  const [url, setUrl] = useState<string | null>(null)
  const audio = useRef<HTMLAudioElement | null>(null)
  const stop = useCallback(() => {
    audio.current?.pause()
    audio.current = null
    setUrl(null)
  }, [])
  useEffect(() => stop, [stop])
  const toggle = (next: string) => {
    stop()
    if (next === url) return
    const player = new Audio(next)
    audio.current = player
    setUrl(next)
    const over = () => {
      if (audio.current === player) stop()
    }
    player.addEventListener('ended', over)
    player.play().catch((cause: unknown) => {
      // Stopped before it began: nobody's fault.
      if (cause instanceof DOMException && cause.name === 'AbortError') return
      over()
      toast(words().voice.cannotPlay)
    })
  }
  return { url, toggle, stop }
}
