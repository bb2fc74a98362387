import type { Slip } from '../state/guest-draft.ts'
import { useStaffText } from '../text/use-staff-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { TextQr } from '../ui/text-qr.tsx'
import { WrittenText } from './written.tsx'
import css from './slip.module.css'

export interface SlipProps {
  readonly slip: Slip
  /** Absent where nobody of the staff is there: a browser's print window leads out of the kiosk. */
  readonly onPrint?: (() => void) | undefined
  readonly onFinish: () => void
}

/** What a guest takes home: on their telephone's picture, or on paper. */
export function SlipView({ slip, onPrint, onFinish }: SlipProps) {
  const words = useStaffText()
  return (
    <>
      <Frame where={words.slip.title} speech={`${words.slip.done}。${words.slip.take}。${words.slip.takeNote}`}>
        <Look>
          <Heading title={words.slip.take} note={words.slip.takeNote} />
          <section class={css.slip}>
            <p class={css.number}>
              <small>{words.slip.number}</small>
              <b>{slip.slipNo}</b>
            </p>
            <Facts slip={slip} />
          </section>
        </Look>
        <div class={css.below}>
          <div class={css.code}>
            <TextQr text={words.slip.text(slip)} label={words.slip.code} />
          </div>
          <p class={css.done}>
            <Icon name="tick" />
            {words.slip.done}
          </p>
          <Actions grow="wide">
            {onPrint && <Button label={words.slip.print} icon="printer" onPress={onPrint} />}
            <Button kind="primary" label={words.slip.finish} icon="tick" onPress={onFinish} />
          </Actions>
        </div>
      </Frame>
      <Paper slip={slip} />
    </>
  )
}

function Facts({ slip }: { slip: Slip }) {
  const words = useStaffText()
  return (
    <dl class={css.facts}>
      <dt>{words.slip.name}</dt>
      <dd>
        <WrittenText written={slip.name} label={words.slip.name} />
      </dd>
      <dt>{words.slip.homeBranch}</dt>
      <dd>
        <WrittenText written={slip.homeBranch} label={words.slip.homeBranch} />
      </dd>
      <dt>{words.slip.activity}</dt>
      <dd>{slip.activityTitle}</dd>
      <dt>{words.slip.at}</dt>
      <dd>{slip.at}</dd>
      <dt>{words.slip.branch}</dt>
      <dd>{slip.fullName}</dd>
    </dl>
  )
}

/** The same for a receipt printer or a sheet of A6; on the glass it is not there. */
function Paper({ slip }: { slip: Slip }) {
  const words = useStaffText()
  return (
    <article class={css.paper} aria-hidden="true">
      <h1>{words.slip.title}</h1>
      <p class={css.paperNumber}>
        {words.slip.number} {slip.slipNo}
      </p>
      <Facts slip={slip} />
      <TextQr class={css.paperCode} text={words.slip.text(slip)} label="" />
      <p>{words.slip.paperNote}</p>
    </article>
  )
}
