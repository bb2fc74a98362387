import type { Clip } from '../../../shared/voice/clips.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Dialog } from '../../pages/ui/dialog.tsx'
import { FileDrop } from '../../pages/ui/file-drop.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import { uploadOf } from '../upload.ts'
import { usePlaying } from './voice-play.ts'
import { useRecorder, type Recorder } from './voice-recorder.ts'
import css from './voice.module.css'

const KINDS = ['.mp3', '.wav', '.m4a', '.ogg', '.opus', '.webm'] as const
/** SG52; the hub refuses more. */
const BYTES_MAX = 200_000

interface VoiceDialogProps {
  readonly clip: Clip
  /** How many other pieces have no recording yet. */
  readonly left: number
  /** The next piece without a recording, or back to the list. */
  readonly onNext: () => void
  readonly onClose: () => void
}

/** Records one piece: microphone or file, listened to before it is saved. */
export function VoiceDialog({ clip, left, onNext, onClose }: VoiceDialogProps) {
  const { voice } = words()
  const recorder = useRecorder()
  const save = useMutation(
    async (sound: Blob) => {
      const { base64 } = await uploadOf(new File([sound], 'recording'))
      await api.voice.record.mutate({ clipId: clip.id, base64 })
    },
    () => voice.saved(clip.text),
  )
  const { state } = recorder
  const keep = async (then: () => void) => {
    if (state.kind === 'done' && (await save.run(state.take.file)).ok) then()
  }
  const why =
    offlineWhy() ?? (state.kind === 'empty' ? voice.nothingYet : state.kind === 'recording' ? voice.stopFirst : null)
  const last = left === 0
  return (
    <Dialog
      title={voice.dialog}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{voice.close}</Button>
          <Button kind={last ? 'primary' : 'outline'} busy={save.busy} why={why} onClick={() => void keep(onClose)}>
            {voice.save}
          </Button>
          {!last && (
            <Button kind="primary" busy={save.busy} why={why} onClick={() => void keep(onNext)}>
              {voice.saveNext}
            </Button>
          )}
        </>
      }
    >
      <div class={css.record}>
        <p class={css.readThis}>
          <span>{voice.readThis}</span>
          {!last && <small>{voice.left(left)}</small>}
        </p>
        <p class={css.words}>{clip.text}</p>
        <Microphone recorder={recorder} onBegin={save.clear} />
        <p class={css.note}>{voice.howTo}</p>
        <FileDrop
          label={voice.orUpload}
          hint={voice.uploadHint}
          file={null}
          kinds={KINDS}
          maxBytes={BYTES_MAX}
          onFile={file => {
            save.clear()
            void recorder.take(file)
          }}
        />
        <ProblemList problems={recorder.problems ?? save.problems} />
      </div>
    </Dialog>
  )
}

function Microphone({ recorder, onBegin }: { recorder: Recorder; onBegin: () => void }) {
  const { voice } = words()
  const playing = usePlaying()
  const { state } = recorder
  if (state.kind === 'recording') {
    return (
      <div class={css.takes}>
        <Button kind="primary" icon="pause" onClick={recorder.stop}>
          {voice.stop}
        </Button>
        <span class={css.live} role="status">
          {voice.recording(state.seconds)}
        </span>
      </div>
    )
  }
  const begin = () => {
    playing.stop()
    onBegin()
    void recorder.start()
  }
  return (
    <div class={css.takes}>
      <Button kind={state.kind === 'done' ? 'outline' : 'line'} onClick={begin}>
        {state.kind === 'done' ? voice.startAgain : voice.start}
      </Button>
      {state.kind === 'done' && (
        <Button icon={playing.url ? 'pause' : 'play'} onClick={() => playing.toggle(state.take.url)}>
          {playing.url ? voice.stopPlaying : voice.hear}
        </Button>
      )}
    </div>
  )
}
