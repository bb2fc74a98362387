import { useEffect, useMemo, useState } from 'preact/hooks'
import type { PhotoNote } from './photo.ts'
import type { VoiceNote } from './voice.ts'

/** What was recorded or taken, shown back for as long as its page is on the glass. */

/** Plays a voice note; silent when its page goes. */
export function usePlayer(note: VoiceNote | null) {
  const [isPlaying, setPlaying] = useState(false)
  const sound = useMemo(() => (note ? new Audio() : null), [note])
  useEffect(() => {
    if (!note || !sound) return undefined
    const url = URL.createObjectURL(new Blob([note.bytes], { type: note.mime }))
    sound.src = url
    const ended = () => setPlaying(false)
    sound.addEventListener('ended', ended)
    return () => {
      sound.pause()
      sound.removeAttribute('src')
      URL.revokeObjectURL(url)
      setPlaying(false)
    }
  }, [note, sound])
  const stop = () => {
    sound?.pause()
    setPlaying(false)
  }
  const turn = () => {
    if (!sound) return
    if (isPlaying) return stop()
    sound.currentTime = 0
    setPlaying(true)
    sound.play().catch(() => setPlaying(false))
  }
  return { isPlaying, turn, stop }
}

/** An address of the picture for as long as its page is on the glass. */
export function usePhotoUrl(photo: PhotoNote | null): string | null {
  const url = useMemo(
    () => (photo ? URL.createObjectURL(new Blob([photo.bytes], { type: 'image/jpeg' })) : null),
    [photo],
  )
  useEffect(() => () => (url === null ? undefined : URL.revokeObjectURL(url)), [url])
  return url
}
