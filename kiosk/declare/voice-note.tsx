import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { usePlayer } from '../media/player.ts'
import { startRecording, type Recording, type VoiceFault, type VoiceNote } from '../media/voice.ts'
import { VOICE_MS_MAX } from '../../shared/declarations/attachment.ts'
import { useDeclareText } from '../text/use-declare-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { MicMark } from './marks.tsx'
import css from './media.module.css'
import declare from './declare.module.css'

export type VoiceState =
  | { readonly kind: 'idle' | 'opening' }
  | { readonly kind: 'running'; readonly ms: number; readonly levels: readonly number[] }
  | { readonly kind: 'fault'; readonly fault: VoiceFault }

/** Bars of the level that is drawn. */
const LEVELS = 32

interface VoicePageProps {
  readonly where: string
  readonly state: VoiceState
  /** What was recorded; null before. */
  readonly note: VoiceNote | null
  readonly isPlaying: boolean
  readonly onStart: () => void
  readonly onStop: () => void
  readonly onPlay: () => void
  readonly onDrop: () => void
  readonly onDone: () => void
}

/** Half a minute to speak: how loud it is and how long is left are to be seen; heard back, said again. */
export function VoicePage({ where, state, note, isPlaying, ...on }: VoicePageProps) {
  const words = useDeclareText().voice
  const isRunning = state.kind === 'running'
  return (
    <Frame where={where} speech={`${words.title}${words.note}`} help>
      <Look>
        <Heading title={words.title} note={words.note} />
        <Stage state={state} note={note} />
      </Look>
      <div class={css.below}>
        {state.kind === 'fault' && (
          <p class={declare.fault} role="alert">
            <Icon name="alert" />
            {words.fault[state.fault]}
          </p>
        )}
        {isRunning ? (
          <button type="button" class={css.big} data-primary onClick={on.onStop}>
            <Icon name="tick" />
            {words.stop}
          </button>
        ) : note ? (
          <Actions>
            <Button
              label={isPlaying ? words.stopPlaying : words.play}
              icon={isPlaying ? 'pause' : 'speak'}
              onPress={on.onPlay}
            />
            <Button label={words.again} icon="retry" onPress={on.onStart} />
          </Actions>
        ) : (
          <button type="button" class={css.big} data-primary disabled={state.kind === 'opening'} onClick={on.onStart}>
            <MicMark />
            {state.kind === 'opening' ? words.opening : words.start}
          </button>
        )}
        <Actions grow="wide">
          <Button label={words.drop} icon="back" onPress={on.onDrop} />
          {note && !isRunning && <Button kind="primary" label={words.done} icon="tick" onPress={on.onDone} />}
        </Actions>
      </div>
    </Frame>
  )
}

function Stage({ state, note }: { state: VoiceState; note: VoiceNote | null }) {
  const words = useDeclareText().voice
  if (state.kind === 'running') {
    const left = Math.max(0, Math.ceil((VOICE_MS_MAX - state.ms) / 1_000))
    return (
      <div class={css.stage}>
        <Dial share={1 - state.ms / VOICE_MS_MAX} loud={state.levels.at(-1) ?? 0}>
          <b>{left}</b>
        </Dial>
        <h2>{words.running}</h2>
        <p>{words.left(left)}</p>
        <Bars levels={state.levels} label={words.level} />
      </div>
    )
  }
  return (
    <div class={css.stage} role="status">
      <Dial share={note ? Math.min(1, note.ms / VOICE_MS_MAX) : 0} loud={0}>
        <span class={css.mic}>
          <MicMark />
        </span>
      </Dial>
      <h2>{note ? words.ready : state.kind === 'opening' ? words.opening : words.idle}</h2>
      {note && <p>{words.length(Math.max(1, Math.round(note.ms / 1_000)))}</p>}
    </div>
  )
}

function Dial({ share, loud, children }: { share: number; loud: number; children: ComponentChildren }) {
  return (
    <div class={css.ring}>
      <svg viewBox="0 0 200 200" aria-hidden="true">
        <circle class={css.loud} cx="100" cy="100" r={56 + 30 * Math.sqrt(loud)} />
        <circle class={css.track} cx="100" cy="100" r="90" />
        {share > 0 && (
          <circle
            class={css.arc}
            cx="100"
            cy="100"
            r="90"
            pathLength={100}
            stroke-dasharray={`${share * 100} 100`}
            transform="rotate(-90 100 100)"
          />
        )}
      </svg>
      {children}
    </div>
  )
}

const Bars = ({ levels, label }: { levels: readonly number[]; label: string }) => (
  <div class={css.bars} role="img" aria-label={label}>
    {Array.from({ length: LEVELS }, (_, at) => levels[levels.length - LEVELS + at] ?? 0).map((level, at) => (
      <i key={at} style={{ height: `${Math.round(10 + 90 * Math.sqrt(level))}%` }} />
    ))}
  </div>
)

interface VoiceRoomProps {
  readonly where: string
  readonly note: VoiceNote | null
  readonly onNote: (note: VoiceNote | null) => void
  readonly onDone: () => void
}

/** The microphone and the sound of it, for as long as the page is on the glass. */
export function VoiceRoom({ where, note, onNote, onDone }: VoiceRoomProps) {
  const [state, setState] = useState<VoiceState>({ kind: 'idle' })
  const running = useRef<Recording | null>(null)
  const player = usePlayer(note)
  useEffect(() => () => running.current?.cancel(), [])
  const start = () => {
    player.stop()
    running.current?.cancel()
    onNote(null)
    setState({ kind: 'opening' })
    running.current = startRecording({
      onBegun: () => setState({ kind: 'running', ms: 0, levels: [] }),
      onTick: (ms, level) =>
        setState(before => ({
          kind: 'running',
          ms,
          levels: [...(before.kind === 'running' ? before.levels : []).slice(1 - LEVELS), level],
        })),
      onDone: made => {
        setState({ kind: 'idle' })
        onNote(made)
      },
      onFault: fault => setState({ kind: 'fault', fault }),
    })
  }
  const drop = () => {
    running.current?.cancel()
    onNote(null)
    onDone()
  }
  return (
    <VoicePage
      where={where}
      state={state}
      note={note}
      isPlaying={player.isPlaying}
      onStart={start}
      onStop={() => running.current?.stop()}
      onPlay={player.turn}
      onDrop={drop}
      onDone={onDone}
    />
  )
}
