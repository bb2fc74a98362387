import type { ComponentChildren } from 'preact'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { useChrome } from '../../ui/chrome.tsx'
import { Frame, Look, Touch } from '../../ui/frame.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Ring } from '../../ui/ring.tsx'
import { Steps } from '../../ui/steps.tsx'
import css from './member.module.css'

interface DoneProps {
  /** Which page this is; 我要办事 unless told. */
  readonly where?: string
  readonly mark: ComponentChildren
  readonly title: string
  /** What happens next, or what to do now. */
  readonly lines: readonly string[]
  readonly ok: boolean
  readonly offline: boolean
  readonly secondsLeft: number
  readonly secondsOf: number
  readonly onDone: () => void
}

/** 已记下, or not: names nobody, because whoever it was may have gone already. */
export function Done({ where, mark, title, lines, ok, offline, secondsLeft, secondsOf, onDone }: DoneProps) {
  const t = useText()
  const { onHelp } = useChrome()
  return (
    <Frame where={where ?? t.member.where} speech={`${title}。${lines.join('。')}。`} help={ok}>
      <Look>
        <div class={css.answer} role="status" aria-live="assertive">
          {mark}
          <h1 class={ok ? css.good : undefined}>{title}</h1>
        </div>
      </Look>
      <Touch>
        {ok && offline && (
          <p class={css.note}>
            <Icon name="offline" />
            {t.member.done.offline}
          </p>
        )}
        <Steps steps={lines} />
        <div class={ok ? css.one : css.answers}>
          {!ok && <Button label={t.dock.help} icon="help" onPress={onHelp} />}
          <button type="button" class={css.finish} data-primary onClick={onDone}>
            {t.member.done.finish}
            <Ring secondsLeft={secondsLeft} of={secondsOf} />
          </button>
        </div>
      </Touch>
    </Frame>
  )
}
