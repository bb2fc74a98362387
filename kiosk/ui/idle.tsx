import { useText } from '../text/use-text.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Ring } from './ring.tsx'
import css from './idle.module.css'

/** Nobody touched the screen for a while: seconds count down, one touch anywhere goes on. */
export function Idle(props: {
  readonly secondsLeft: number
  readonly secondsOf: number
  readonly onStay: () => void
  readonly onLeave: () => void
}) {
  const t = useText()
  return (
    <Dialog
      title={t.idle.title}
      text={t.idle.text(props.secondsLeft)}
      onAnywhere={props.onStay}
      mark={
        <div class={css.ring}>
          <Ring secondsLeft={props.secondsLeft} of={props.secondsOf} />
        </div>
      }
    >
      <Button early label={t.idle.leave} icon="home" onPress={props.onLeave} />
      <Button kind="primary" label={t.idle.stay} icon="tick" onPress={props.onStay} />
    </Dialog>
  )
}
