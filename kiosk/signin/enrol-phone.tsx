import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Actions, Frame, Look, Touch } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { RingedQr } from '../ui/ringed-qr.tsx'
import { Steps } from '../ui/steps.tsx'
import { Mark } from './marks.tsx'
import css from './kiosk-code.module.css'

/** 绑定手机 at the kiosk: the code, then that the phone has it, or why there is none. */

export interface EnrolCodeProps {
  readonly name: string
  readonly address: string
  readonly leftMs: number
  readonly ofMs: number
  readonly onBack: () => void
}

export function EnrolCode({ name, address, leftMs, ofMs, onBack }: EnrolCodeProps) {
  const t = useText()
  const words = t.phone.enrol
  const seconds = Math.ceil(leftMs / 1_000)
  const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return (
    <Frame where={words.where} speech={`${words.title}。${words.steps.join('。')}。${words.keep}`} help>
      <Look>
        <Heading title={words.title} note={words.who(name)} />
        <RingedQr text={address} label={words.code} share={leftMs / ofMs} />
        <p class={css.left}>{words.left(left)}</p>
      </Look>
      <Touch>
        <Steps steps={words.steps} />
        <p class={css.keep}>
          <Icon name="lock" />
          {words.keep}
        </p>
        <Actions>
          <Button label={t.member.cancel} icon="back" onPress={onBack} />
        </Actions>
      </Touch>
    </Frame>
  )
}

export function EnrolDone({ onDone }: { onDone: () => void }) {
  const t = useText()
  const words = t.phone.enrol
  return (
    <Frame where={words.where} speech={`${words.done}。${words.doneNote.join('。')}。`} help>
      <Look>
        <div class={css.done} role="status" aria-live="assertive">
          <Mark mark={{ kind: 'kept' }} tone="ok" />
          <h1>{words.done}</h1>
        </div>
      </Look>
      <Touch>
        <Steps steps={words.doneNote} />
        <Actions>
          <Button kind="primary" label={words.finish} icon="tick" onPress={onDone} />
        </Actions>
      </Touch>
    </Frame>
  )
}

export type NoEnrolWhy = keyof ReturnType<typeof useText>['phone']['enrol']['why']

/** `why` null: the hub is being asked. */
export function NoEnrol(props: {
  readonly why: NoEnrolWhy | null
  /** Null where trying again changes nothing. */
  readonly onAgain: (() => void) | null
  readonly onBack: () => void
}) {
  const t = useText()
  const words = t.phone.enrol
  const { why, onAgain, onBack } = props
  const title = why === null ? words.asking : words.no
  const note = why === null ? words.card : words.why[why]
  return (
    <Frame where={words.where} speech={`${title}。${note}`} layout="center" help>
      <Empty icon={why === null ? 'clock' : 'phone'} title={title} note={note}>
        {why !== null && <p>{words.card}</p>}
      </Empty>
      <div class={onAgain ? css.twice : css.alone}>
        <Button label={t.back} icon="back" onPress={onBack} />
        {onAgain && <Button kind="line" label={words.again} icon="retry" onPress={onAgain} />}
      </div>
    </Frame>
  )
}
