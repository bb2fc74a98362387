import type { ComponentChildren } from 'preact'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Actions, Frame, Look, Touch } from '../../ui/frame.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Steps } from '../../ui/steps.tsx'
import { CameraFrame } from '../camera-frame.tsx'
import type { CameraState } from '../view.ts'
import css from './member.module.css'

export interface AskCardProps {
  readonly camera: CameraState
  readonly video?: ComponentChildren
  /** Why the last scan did not help; null at first. */
  readonly fault: string | null
  readonly onBack: () => void
}

/** 请刷卡: whoever wants something of their own shows who they are first. */
export function AskCard({ camera, video, fault, onBack }: AskCardProps) {
  const t = useText()
  return (
    <Frame where={t.member.where} speech={`${t.member.ask.title}。${t.member.ask.note}`} help>
      <Look>
        <Heading title={t.member.ask.title} note={t.member.ask.note} />
        <CameraFrame state={camera} slot video={video} />
      </Look>
      <Touch>
        {fault !== null && (
          <p class={css.note} role="status">
            <Icon name="alert" />
            {fault}
          </p>
        )}
        <Steps steps={t.member.ask.todo} />
        <Actions>
          <Button label={t.member.cancel} icon="back" onPress={onBack} />
        </Actions>
      </Touch>
    </Frame>
  )
}
