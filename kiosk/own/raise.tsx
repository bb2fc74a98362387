import { useIsFull } from '../media/stroke-pages.ts'
import type { MatterDraft } from '../state/member-pages.ts'
import { useOwnText } from '../text/use-own-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look, Touch } from '../ui/frame.tsx'
import { Handwriting, WrittenPages } from '../ui/handwriting.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Steps } from '../ui/steps.tsx'
import type { StrokePages } from '../../shared/passes/strokes.ts'
import css from './own.module.css'

export interface RaiseProps {
  readonly step: 'what' | 'write' | 'check'
  readonly matter: 'defence' | 'inquiry'
  readonly pages: StrokePages
  readonly pagesMax: number
  readonly bytesMax: number
  readonly sending: 'no' | 'now' | 'failed'
  readonly onStep: (step: MatterDraft['step']['value']) => void
  readonly onMatter: (matter: 'defence' | 'inquiry') => void
  readonly onPages: (pages: StrokePages) => void
  readonly onSend: () => void
  readonly onBack: () => void
}

/** 我有意见: which kind, then by finger, then once more before it is sent. */
export function Raise(props: RaiseProps) {
  switch (props.step) {
    case 'what':
      return <What {...props} />
    case 'write':
      return <Write {...props} />
    case 'check':
      return <Check {...props} />
  }
}

function What({ onMatter, onStep, onBack }: RaiseProps) {
  const words = useOwnText().raise
  const choices: readonly (readonly ['defence' | 'inquiry', IconName])[] = [
    ['defence', 'object'],
    ['inquiry', 'help'],
  ]
  return (
    <Frame where={words.where} speech={`${words.what}${words.defence}，${words.inquiry}。${words.whatNote}`} help>
      <Look>
        <Heading title={words.what} note={words.whatNote} />
        <Steps steps={words.tips} />
      </Look>
      <Touch>
        <ul class={css.choices}>
          {choices.map(([kind, icon]) => (
            <li key={kind}>
              <button
                type="button"
                onClick={() => {
                  onMatter(kind)
                  onStep('write')
                }}
              >
                <Icon name={icon} />
                <span>
                  <b>{words[kind]}</b>
                  <small>{words[`${kind}Note`]}</small>
                </span>
                <Icon name="next" />
              </button>
            </li>
          ))}
        </ul>
        <Actions>
          <Button label={words.leave} icon="back" onPress={onBack} />
        </Actions>
      </Touch>
    </Frame>
  )
}

function Write({ matter, pages, pagesMax, bytesMax, onPages, onStep, onBack }: RaiseProps) {
  const words = useOwnText().raise
  const isFull = useIsFull(pages, bytesMax)
  const isEmpty = pages.every(each => each.length === 0)
  return (
    <Frame where={words.where} speech={`${words.write}。${words.tips.join('。')}`} help layout="center">
      <div class={css.room}>
        <div class={css.top}>
          <Heading title={words.write} note={words[matter]} />
          <Steps steps={words.tips} />
        </div>
        <div class={css.rest}>
          <Handwriting
            label={words.write}
            aim={words.aim}
            pages={pages}
            onPages={onPages}
            pagesMax={pagesMax}
            bytesMax={bytesMax}
          />
          <Actions grow="wide">
            <Button label={words.leave} icon="back" onPress={onBack} />
            <Button
              kind="primary"
              label={words.next}
              iconAfter="next"
              disabled={isEmpty || isFull}
              onPress={() => onStep('check')}
            />
          </Actions>
        </div>
      </div>
    </Frame>
  )
}

function Check({ matter, pages, sending, onStep, onSend }: RaiseProps) {
  const words = useOwnText().raise
  const isBusy = sending === 'now'
  return (
    <Frame where={words.where} speech={`${words.check}。${words.checkNote}`} help layout="center">
      <div class={css.room}>
        <div class={css.top}>
          <Heading title={words.check} note={words.checkNote} />
          <p class={css.kind}>
            <Icon name={matter === 'defence' ? 'object' : 'help'} />
            {words[matter]}
          </p>
        </div>
        <div class={css.rest}>
          <WrittenPages pages={pages} />
          {sending === 'failed' && (
            <p class={css.wrong} role="alert">
              <Icon name="alert" />
              {words.failed}
            </p>
          )}
          <Actions grow="wide">
            <Button label={words.change} icon="back" disabled={isBusy} onPress={() => onStep('write')} />
            <Button
              kind="primary"
              label={isBusy ? words.sending : words.send}
              icon="tick"
              disabled={isBusy}
              onPress={onSend}
            />
          </Actions>
        </div>
      </div>
    </Frame>
  )
}
