import type { ComponentChildren } from 'preact'
import { useText } from '../text/use-text.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import type { CameraState } from './view.ts'
import css from './camera-frame.module.css'

/** The viewfinder. Without a camera it folds into the scan-slot hint, so that nobody waits before a dark window. */
export function CameraFrame(props: {
  readonly state: CameraState
  readonly slot: boolean
  readonly video: ComponentChildren
}) {
  const t = useText()
  const { state, slot, video } = props
  if (state === 'denied' || state === 'none') return <SlotHint state={state} slot={slot} />
  const title = { starting: t.signIn.starting, waiting: t.signIn.aim, reading: t.signIn.reading, dark: t.signIn.dark }
  return (
    <section class={css.camera} aria-label={t.signIn.viewfinder} data-state={state}>
      {video && <div class={css.video}>{video}</div>}
      <div class={css.finder}>
        {!video && (
          <div class={css.ghost}>
            <Icon name="qr" />
            <span>
              <u />
              <u />
              <u />
            </span>
          </div>
        )}
        {state === 'waiting' && <span class={css.beam} />}
      </div>
      <div class={css.words}>
        <h2>{title[state]}</h2>
        <p>
          <Icon name={state === 'dark' ? 'alert' : 'shield'} />
          {state === 'dark' ? t.signIn.darkNote : t.signIn.privacy}
        </p>
      </div>
    </section>
  )
}

function SlotHint({ state, slot }: { state: 'denied' | 'none'; slot: boolean }) {
  const t = useText()
  const words: readonly [IconName, string, string] = !slot
    ? ['keypad', t.signIn.noDevice, t.signIn.noDeviceNote]
    : state === 'denied'
      ? ['scan', t.signIn.denied, t.signIn.deniedNote]
      : ['scan', t.signIn.noCamera, t.signIn.noCameraNote]
  const [icon, title, note] = words
  return (
    <section class={css.hint} aria-label={t.signIn.viewfinder}>
      <Icon name={icon} />
      <div>
        <h2>{title}</h2>
        <p>{note}</p>
      </div>
      {slot && <Icon name="down" />}
    </section>
  )
}
