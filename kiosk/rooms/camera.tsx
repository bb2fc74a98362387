import { useEffect, useRef, useState } from 'preact/hooks'
import { createCamera } from '../scan/camera.ts'
import type { CameraState } from '../signin/view.ts'
import type { App } from '../state/app.ts'

/** The camera as rooms use it. */

/** It runs while the room is on the glass, and not a moment longer. */
export function useCamera(app: App): { readonly state: CameraState; readonly video: HTMLVideoElement } {
  const [state, setState] = useState<CameraState>('starting')
  const [video] = useState(() => document.createElement('video'))
  useEffect(() => {
    const camera = createCamera({ video, onState: seen => setState(() => (seen === 'looking' ? 'waiting' : seen)) })
    camera.start(text => app.scan(text, 'card'))
    return () => camera.stop()
  }, [app, video])
  return { state, video }
}

/** The picture lives as long as the camera, also while it is not to be seen. */
export function Picture({ video }: { video: HTMLVideoElement }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    place.current?.append(video)
    // Moving a video pauses it.
    if (video.srcObject) video.play().catch(() => {})
  }, [video])
  return <div ref={place} style="display:contents" />
}
