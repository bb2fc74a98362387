import type { ComponentChildren } from 'preact'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Frame, Look, Touch } from '../../ui/frame.tsx'
import { Name } from '../../ui/name.tsx'
import { Steps } from '../../ui/steps.tsx'
import css from './member.module.css'

export interface QuestionProps {
  readonly mark: ComponentChildren
  readonly name: string
  readonly title: string
  /** Which activity; empty where none is known. */
  readonly about: string
  readonly lines: readonly string[]
  readonly yes: string
  readonly no: string
  readonly busy: boolean
  readonly onYes: () => void
  readonly onNo: () => void
}

/** One more touch, so that nothing is done by a finger that slipped. */
export function Question({ mark, name, title, about, lines, yes, no, busy, onYes, onNo }: QuestionProps) {
  const t = useText()
  return (
    <Frame where={t.member.where} speech={`${title}${lines.join('。')}。`} help>
      <Look>
        <div class={css.answer}>
          {mark}
          <p class={css.small}>
            <Name name={name} />
            <small>{t.comrade}</small>
          </p>
          <h1>{title}</h1>
          {about && <p class={css.about}>{about}</p>}
        </div>
      </Look>
      <Touch>
        <Steps steps={lines} />
        <div class={css.answers}>
          <Button label={no} icon="back" disabled={busy} onPress={onNo} />
          <Button
            kind="primary"
            label={busy ? t.member.confirm.busy : yes}
            icon="tick"
            disabled={busy}
            onPress={onYes}
          />
        </div>
      </Touch>
    </Frame>
  )
}
