import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { openLive, takePhoto, type LiveState, type PhotoNote } from '../media/photo.ts'
import { usePhotoUrl } from '../media/player.ts'
import { Picture } from '../rooms/camera.tsx'
import { useDeclareText } from '../text/use-declare-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import css from './media.module.css'
import declare from './declare.module.css'

interface PhotoPageProps {
  readonly where: string
  readonly live: LiveState
  readonly video: ComponentChildren
  /** Address of the picture that was taken; null before. */
  readonly taken: string | null
  readonly busy: boolean
  /** The last try gave no picture. */
  readonly isMissed: boolean
  readonly onShutter: () => void
  readonly onAgain: () => void
  readonly onDrop: () => void
  readonly onDone: () => void
}

/** What the camera sees, one press, the picture shown back. */
export function PhotoPage({ where, live, video, taken, busy, isMissed, ...on }: PhotoPageProps) {
  const words = useDeclareText().photo
  const isLive = live === 'live'
  return (
    <Frame where={where} speech={`${words.title}${words.note}`} help>
      <Look>
        <Heading title={words.title} note={words.note} />
        {taken === null ? (
          <div class={isLive ? css.frame : `${css.frame} ${css.hidden}`} role="img" aria-label={words.state[live]}>
            {video}
            {!isLive && <p>{words.state[live]}</p>}
          </div>
        ) : (
          <div class={css.frame}>
            <img src={taken} alt={words.taken} />
          </div>
        )}
      </Look>
      <div class={css.below}>
        {isMissed && (
          <p class={declare.fault} role="alert">
            <Icon name="alert" />
            {words.failed}
          </p>
        )}
        {taken === null ? (
          <button type="button" class={css.big} data-primary disabled={!isLive || busy} onClick={on.onShutter}>
            <Icon name="camera" />
            {busy ? words.working : words.shutter}
          </button>
        ) : (
          <Actions>
            <Button label={words.again} icon="retry" onPress={on.onAgain} />
          </Actions>
        )}
        <Actions grow="wide">
          <Button label={words.drop} icon="back" onPress={on.onDrop} />
          {taken !== null && <Button kind="primary" label={words.done} icon="tick" onPress={on.onDone} />}
        </Actions>
      </div>
    </Frame>
  )
}

interface PhotoRoomProps {
  readonly where: string
  readonly photo: PhotoNote | null
  readonly onPhoto: (photo: PhotoNote | null) => void
  readonly onDone: () => void
}

/** The camera is open only while there is a picture to be taken. */
export function PhotoRoom({ where, photo, onPhoto, onDone }: PhotoRoomProps) {
  const [live, setLive] = useState<LiveState>('starting')
  const [work, setWork] = useState<'no' | 'busy' | 'missed'>('no')
  const [video] = useState(() => document.createElement('video'))
  const isTaken = photo !== null
  useEffect(() => (isTaken ? undefined : openLive(video, setLive)), [isTaken, video])
  const taken = usePhotoUrl(photo)
  const shutter = async () => {
    if (work === 'busy') return
    setWork('busy')
    const made = await takePhoto(video).catch(() => null)
    setWork(made ? 'no' : 'missed')
    if (made) onPhoto(made)
  }
  const drop = () => {
    onPhoto(null)
    onDone()
  }
  return (
    <PhotoPage
      where={where}
      live={live}
      video={<Picture video={video} />}
      taken={taken}
      busy={work === 'busy'}
      isMissed={work === 'missed'}
      onShutter={() => void shutter()}
      onAgain={() => onPhoto(null)}
      onDrop={drop}
      onDone={onDone}
    />
  )
}
