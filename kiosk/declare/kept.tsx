import { Mark } from '../signin/marks.tsx'
import { useDeclareText } from '../text/use-declare-text.ts'
import { Frame, Look, Touch } from '../ui/frame.tsx'
import { Icon } from '../ui/icon.tsx'
import { Ring } from '../ui/ring.tsx'
import { Steps } from '../ui/steps.tsx'
import css from './declare.module.css'

interface KeptProps {
  readonly what: 'declared' | 'attested'
  readonly offline: boolean
  readonly secondsLeft: number
  readonly secondsOf: number
  readonly onDone: () => void
}

/** It is on the disk, and what happens next. Names nobody: whoever it was may have gone already. */
export function KeptPage({ what, offline, secondsLeft, secondsOf, onDone }: KeptProps) {
  const words = useDeclareText()
  const { title, steps, finish, where } =
    what === 'declared'
      ? { ...words.kept, where: words.where }
      : {
          title: words.attest.thanks,
          steps: words.attest.thanksSteps,
          finish: words.attest.finish,
          where: words.attest.where,
        }
  return (
    <Frame where={where} speech={`${title}。${steps.join('。')}。`} help>
      <Look>
        <div class={css.answer} role="status" aria-live="assertive">
          <Mark mark={{ kind: 'kept' }} tone="ok" />
          <h1>{title}</h1>
        </div>
      </Look>
      <Touch>
        {offline && (
          <p class={css.note}>
            <Icon name="offline" />
            {words.offline}
          </p>
        )}
        <Steps steps={steps} />
        <button type="button" class={css.finish} data-primary onClick={onDone}>
          {finish}
          <Ring secondsLeft={secondsLeft} of={secondsOf} />
        </button>
      </Touch>
    </Frame>
  )
}
