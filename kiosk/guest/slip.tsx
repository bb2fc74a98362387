import type { Slip } from '../state/guest-draft.ts'
import { useText } from '../text/use-text.ts'
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
  const t = useText()
  return (
    <>
      <Frame where={t.slip.title} speech={`${t.slip.done}。${t.slip.take}。${t.slip.takeNote}`}>
        <Look>
          <Heading title={t.slip.take} note={t.slip.takeNote} />
          <section class={css.slip}>
            <p class={css.number}>
              <small>{t.slip.number}</small>
              <b>{slip.slipNo}</b>
            </p>
            <Facts slip={slip} />
          </section>
        </Look>
        <div class={css.below}>
          <div class={css.code}>
            <TextQr text={t.slip.text(slip)} label={t.slip.code} />
          </div>
          <p class={css.done}>
            <Icon name="tick" />
            {t.slip.done}
          </p>
          <Actions grow="wide">
            {onPrint && <Button label={t.slip.print} icon="printer" onPress={onPrint} />}
            <Button kind="primary" label={t.slip.finish} icon="tick" onPress={onFinish} />
          </Actions>
        </div>
      </Frame>
      <Paper slip={slip} />
    </>
  )
}

function Facts({ slip }: { slip: Slip }) {
  const t = useText()
  return (
    <dl class={css.facts}>
      <dt>{t.slip.name}</dt>
      <dd>
        <WrittenText written={slip.name} label={t.slip.name} />
      </dd>
      <dt>{t.slip.homeBranch}</dt>
      <dd>
        <WrittenText written={slip.homeBranch} label={t.slip.homeBranch} />
      </dd>
      <dt>{t.slip.activity}</dt>
      <dd>{slip.activityTitle}</dd>
      <dt>{t.slip.at}</dt>
      <dd>{slip.at}</dd>
      <dt>{t.slip.branch}</dt>
      <dd>{slip.fullName}</dd>
    </dl>
  )
}

/** The same for a receipt printer or a sheet of A6; on the glass it is not there. */
function Paper({ slip }: { slip: Slip }) {
  const t = useText()
  return (
    <article class={css.paper} aria-hidden="true">
      <h1>{t.slip.title}</h1>
      <p class={css.paperNumber}>
        {t.slip.number} {slip.slipNo}
      </p>
      <Facts slip={slip} />
      <TextQr class={css.paperCode} text={t.slip.text(slip)} label="" />
      <p>{t.slip.paperNote}</p>
    </article>
  )
}
