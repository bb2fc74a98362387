import { useText } from '../text/use-text.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Ring } from './ring.tsx'
import css from './idle.module.css'

/** Nobody touched the screen for a while: seconds count down, one touch anywhere goes on. */
export function Idle(props: {
  readonly secondsLeft: number
  readonly secondsOf: number
  /** What was written is gone with the page. */
  readonly unsent?: boolean
  readonly onStay: () => void
  readonly onLeave: () => void
}) {
  const t = useText()
  return (
    <Dialog
      title={props.unsent ? t.idle.unsent : t.idle.title}
      text={props.unsent ? t.idle.unsentText(props.secondsLeft) : t.idle.text(props.secondsLeft)}
      onAnywhere={props.onStay}
      mark={
        <div class={css.ring}>
          <Ring secondsLeft={props.secondsLeft} of={props.secondsOf} />
        </div>
      }
    >
      <Button early label={t.idle.leave} icon="home" onPress={props.onLeave} />
      <Button
        kind="primary"
        label={props.unsent ? t.idle.unsentStay : t.idle.stay}
        icon="tick"
        onPress={props.onStay}
      />
    </Dialog>
  )
}
