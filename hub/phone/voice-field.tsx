import { useEffect, useRef, useState } from 'preact/hooks'
import { usePlayer } from '../../kiosk/media/player.ts'
import { canRecord, startRecording, type Recording, type VoiceFault, type VoiceNote } from '../../kiosk/media/voice.ts'
import { VOICE_MS_MAX } from '../../shared/declarations/attachment.ts'
import { declareWords } from './text/declare.ts'
import { useWords } from './words.ts'

/** Half a minute to speak: how loud it is and how long is left are to be seen; heard back, said again, thrown away. */

export type VoiceState =
  | { readonly kind: 'idle' | 'opening' }
  | { readonly kind: 'running'; readonly ms: number; readonly level: number }
  | { readonly kind: 'fault'; readonly fault: VoiceFault }

interface VoiceFieldProps {
  readonly note: VoiceNote | null
  readonly onNote: (note: VoiceNote | null) => void
}

export function VoiceField({ note, onNote }: VoiceFieldProps) {
  const [state, setState] = useState<VoiceState>({ kind: 'idle' })
  const running = useRef<Recording | null>(null)
  useEffect(() => {
    // A phone that is put away while it records keeps what was said until then.
    const away = () => document.visibilityState === 'hidden' && running.current?.stop()
    document.addEventListener('visibilitychange', away)
    return () => {
      document.removeEventListener('visibilitychange', away)
      running.current?.cancel()
    }
  }, [])
  const start = () => {
    running.current?.cancel()
    setState({ kind: 'opening' })
    running.current = startRecording({
      onBegun: () => setState({ kind: 'running', ms: 0, level: 0 }),
      onTick: (ms, level) => setState({ kind: 'running', ms, level }),
      onDone: made => {
        setState({ kind: 'idle' })
        onNote(made)
      },
      onFault: fault => setState({ kind: 'fault', fault }),
    })
  }
  return (
    <VoiceBox
      can={canRecord()}
      state={state}
      note={note}
      onStart={start}
      onStop={() => running.current?.stop()}
      onDrop={() => onNote(null)}
    />
  )
}

export function VoiceBox(props: {
  readonly can: boolean
  readonly state: VoiceState
  readonly note: VoiceNote | null
  readonly onStart: () => void
  readonly onStop: () => void
  readonly onDrop: () => void
}) {
  const { can, state, note, onStart, onStop, onDrop } = props
  const text = declareWords[useWords().language].voice
  if (!can && !note) return <p class="quiet">{text.cannot}</p>
  if (state.kind === 'running') {
    const left = Math.max(0, Math.ceil((VOICE_MS_MAX - state.ms) / 1_000))
    return (
      <div class="voice">
        <p class="state" role="status">
          {text.running(left)}
        </p>
        <div class="level" role="img" aria-label={text.level}>
          <i style={{ width: `${Math.round(100 * Math.sqrt(state.level))}%` }} />
        </div>
        <button type="button" class="stop" onClick={onStop}>
          {text.stop}
        </button>
      </div>
    )
  }
  return (
    <div class="voice">
      {state.kind === 'fault' && (
        <p class="warning" role="alert">
          {text.fault[state.fault]}
        </p>
      )}
      {note && <Playback note={note} />}
      <div class={note ? 'choices' : ''}>
        <button type="button" class="wide" disabled={state.kind === 'opening'} onClick={onStart}>
          {state.kind === 'opening' ? text.opening : note ? text.again : text.start}
        </button>
        {note && (
          <button type="button" onClick={onDrop}>
            {text.drop}
          </button>
        )}
      </div>
    </div>
  )
}

/** Heard back. */
export function Playback({ note }: { note: VoiceNote }) {
  const text = declareWords[useWords().language].voice
  const player = usePlayer(note)
  const seconds = Math.max(1, Math.round(note.ms / 1_000))
  return (
    <button type="button" class="wide" onClick={player.turn}>
      {player.isPlaying ? text.stopPlaying : text.play(seconds)}
    </button>
  )
}
