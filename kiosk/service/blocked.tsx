import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Look, Touch } from '../ui/frame.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { PlainFrame } from '../ui/plain-frame.tsx'
import { Steps } from '../ui/steps.tsx'
import css from './blocked.module.css'

/** Why the kiosk cannot do its whole work. */
export type BlockedReason =
  'revoked' | 'insecureOrigin' | 'tooOld' | 'storageRefused' | 'clockWrong' | 'hubChanged' | 'crashed'

const ICONS: Readonly<Record<BlockedReason, IconName>> = {
  revoked: 'lock',
  insecureOrigin: 'shield',
  tooOld: 'retry',
  storageRefused: 'box',
  clockWrong: 'clock',
  hubChanged: 'ledger',
  crashed: 'alert',
}

export interface BlockedProps {
  readonly reason: BlockedReason
  /** The program's own word for it, small, for whoever is asked for help on the telephone. */
  readonly detail?: string
  readonly onAgain?: () => void
  /** Where the board can still be read. */
  readonly onBoard?: () => void
  readonly onService?: () => void
}

/** Something is in the way: what it is, what still works, what to do. */
export function Blocked({ reason, detail, onAgain, onBoard, onService }: BlockedProps) {
  const t = useText()
  const words = t.blocked[reason]
  return (
    <PlainFrame status={reason !== 'insecureOrigin'}>
      <Look>
        <section class={css.notice} role="alert">
          <Icon name={ICONS[reason]} />
          <h1>{words.title}</h1>
          <p>{words.text}</p>
          {detail && <small>{detail}</small>}
        </section>
      </Look>
      <Touch>
        <Steps title={t.result.youCan} steps={words.steps} />
        <Actions>
          {onService && <Button icon="keypad" label={t.blocked.service} onPress={onService} />}
          {onAgain && (
            <Button kind={onBoard ? 'line' : 'primary'} icon="retry" label={t.blocked.again} onPress={onAgain} />
          )}
          {onBoard && <Button kind="primary" icon="notice" label={t.blocked.board} onPress={onBoard} />}
        </Actions>
      </Touch>
    </PlainFrame>
  )
}
