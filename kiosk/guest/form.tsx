import { useState } from 'preact/hooks'
import type { Written } from '../../shared/passes/written.ts'
import { GUEST_STEPS, type GuestStep } from '../state/guest-draft.ts'
import { useStaffText } from '../text/use-staff-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { Keypad } from '../ui/keypad.tsx'
import { STROKES_MAX, type Stroke } from '../../shared/passes/strokes.ts'
import { WritePad } from '../ui/write-pad.tsx'
import { drawn, isPhone, typed } from './fit-written.ts'
import { WrittenText } from './written.tsx'
import css from './form.module.css'

export interface GuestFormProps {
  readonly activityTitle: string
  readonly step: GuestStep
  readonly onStep: (step: GuestStep) => void
  readonly name: Written | null
  readonly homeBranch: Written | null
  readonly phone: string
  readonly onName: (written: Written | null) => void
  readonly onHomeBranch: (written: Written | null) => void
  readonly onPhone: (digits: string) => void
  /** `waiting`: others are before this one. */
  readonly sending: { readonly kind: 'no' | 'now' | 'failed' } | { readonly kind: 'waiting'; readonly seconds: number }
  readonly onSend: () => void
  readonly onLeave: () => void
}

/** A guest writes down who they are: one question a page, then everything once more before it is kept. */
export function GuestForm(props: GuestFormProps) {
  const words = useStaffText()
  const { step } = props
  const at = GUEST_STEPS.indexOf(step)
  return (
    <Frame where={words.guest.title} speech={`${words.guest.steps[step]}。${words.guest.aim[step]}。`}>
      <Look>
        <Heading
          title={words.guest.steps[step]}
          note={words.guest.aim[step]}
          aside={<span class={css.step}>{words.guest.stepOf(at + 1, GUEST_STEPS.length)}</span>}
        />
        {step === 'check' ? <Consent /> : <SoFar {...props} />}
      </Look>
      {step === 'name' && (
        <Writing
          key="name"
          {...props}
          what="name"
          written={props.name}
          onWritten={props.onName}
          onBack={props.onLeave}
          onNext={() => props.onStep('homeBranch')}
        />
      )}
      {step === 'homeBranch' && (
        <Writing
          key="homeBranch"
          {...props}
          what="homeBranch"
          written={props.homeBranch}
          onWritten={props.onHomeBranch}
          onBack={() => props.onStep('name')}
          onNext={() => props.onStep('phone')}
        />
      )}
      {step === 'phone' && <Phone {...props} />}
      {step === 'check' && <Check {...props} />}
    </Frame>
  )
}

/** What is written already, so that nobody asks themselves where it went. */
function SoFar({ activityTitle, step, name, homeBranch, phone }: GuestFormProps) {
  const words = useStaffText()
  return (
    <section class={css.sheet}>
      <p class={css.activity}>
        <Icon name="calendar" />
        {activityTitle}
      </p>
      {step === 'name' ? (
        <p class={css.note}>{words.guest.note}</p>
      ) : (
        <Lines name={name} homeBranch={step === 'phone' ? homeBranch : null} {...(step === 'phone' && { phone })} />
      )}
    </section>
  )
}

function Lines({ name, homeBranch, phone }: { name: Written | null; homeBranch: Written | null; phone?: string }) {
  const t = useText()
  const words = useStaffText()
  return (
    <dl class={css.lines}>
      {name && (
        <div>
          <dt>{words.slip.name}</dt>
          <dd>
            <WrittenText written={name} label={words.slip.name} />
          </dd>
        </div>
      )}
      {homeBranch && (
        <div>
          <dt>{words.slip.homeBranch}</dt>
          <dd>
            <WrittenText written={homeBranch} label={words.slip.homeBranch} />
          </dd>
        </div>
      )}
      {phone !== undefined && (
        <div>
          <dt>{t.help.phone}</dt>
          <dd>{phone === '' ? words.guest.none : phone}</dd>
        </div>
      )}
    </dl>
  )
}

interface WritingProps extends GuestFormProps {
  readonly what: 'name' | 'homeBranch'
  readonly written: Written | null
  readonly onWritten: (written: Written | null) => void
  readonly onBack: () => void
  readonly onNext: () => void
}

/** By finger, or with a keyboard where one stands there. */
function Writing({ what, written, onWritten, onBack, onNext, step }: WritingProps) {
  const words = useStaffText()
  const [byKey, setByKey] = useState(written?.kind === 'typed')
  const [strokes, setStrokes] = useState<readonly Stroke[]>(written?.kind === 'drawn' ? written.strokes : [])
  const [text, setText] = useState(written?.kind === 'typed' ? written.text : '')
  const write = (next: readonly Stroke[]) => {
    setStrokes(next)
    onWritten(drawn(next))
  }
  const type = (next: string) => {
    setText(next)
    onWritten(typed(next))
  }
  const turn = () => {
    setByKey(!byKey)
    onWritten(byKey ? drawn(strokes) : typed(text))
  }
  const isFull = !byKey && (strokes.length >= STROKES_MAX || (strokes.length > 0 && written === null))
  return (
    <div class={css.below}>
      {byKey ? (
        <label class={css.field}>
          {words.guest.typeLabel[what]}
          <input
            type="text"
            value={text}
            maxLength={40}
            autocomplete="off"
            ref={field => field?.focus()}
            onInput={event => type(event.currentTarget.value)}
          />
        </label>
      ) : (
        <WritePad label={words.guest.steps[what]} aim={words.guest.aim[what]} strokes={strokes} onStrokes={write} />
      )}
      {isFull && (
        <p class={css.wrong} role="status">
          <Icon name="alert" />
          {words.guest.full}
        </p>
      )}
      <Actions>
        {!byKey && (
          <Button
            label={words.guest.undoStroke}
            icon="erase"
            disabled={strokes.length === 0}
            onPress={() => write(strokes.slice(0, -1))}
          />
        )}
        {!byKey && (
          <Button label={words.guest.clear} icon="retry" disabled={strokes.length === 0} onPress={() => write([])} />
        )}
        <Button label={byKey ? words.guest.write : words.guest.type} icon={byKey ? 'text' : 'keypad'} onPress={turn} />
      </Actions>
      <Actions grow="wide">
        <Button label={step === 'name' ? words.guest.leave : words.guest.back} icon="back" onPress={onBack} />
        <Button
          kind="primary"
          label={words.guest.next}
          iconAfter="next"
          disabled={written === null || isFull}
          onPress={onNext}
        />
      </Actions>
    </div>
  )
}

const PHONE_DIGITS_MAX = 12

function Phone({ phone, onPhone, onStep }: GuestFormProps) {
  const words = useStaffText()
  return (
    <>
      <div class={css.pad}>
        <Keypad
          onDigit={digit => onPhone((phone + digit).slice(0, PHONE_DIGITS_MAX))}
          onErase={() => onPhone(phone.slice(0, -1))}
          onClear={() => onPhone('')}
        />
      </div>
      <Actions grow="wide">
        <Button label={words.guest.back} icon="back" onPress={() => onStep('homeBranch')} />
        <Button
          kind="primary"
          label={phone === '' ? words.guest.skip : words.guest.next}
          iconAfter="next"
          disabled={!isPhone(phone)}
          onPress={() => onStep('check')}
        />
      </Actions>
    </>
  )
}

function Consent() {
  const words = useStaffText()
  return (
    <section class={css.sheet}>
      <p class={css.consent}>
        <Icon name="shield" />
        <span>{words.guest.consent}</span>
      </p>
      <p class={css.note}>{words.guest.consentNote}</p>
    </section>
  )
}

function Check({ activityTitle, name, homeBranch, phone, sending, onSend, onStep }: GuestFormProps) {
  const words = useStaffText()
  const busy = sending.kind === 'now' || sending.kind === 'waiting'
  const label =
    sending.kind === 'waiting'
      ? words.guest.waiting(sending.seconds)
      : sending.kind === 'now'
        ? words.guest.sending
        : words.guest.send
  return (
    <div class={css.below}>
      <section class={`${css.sheet} ${css.check}`}>
        <p class={css.activity}>
          <Icon name="calendar" />
          {activityTitle}
        </p>
        <Lines name={name} homeBranch={homeBranch} phone={phone} />
      </section>
      {sending.kind === 'failed' && (
        <p class={css.wrong} role="alert">
          <Icon name="alert" />
          {words.guest.failed}
        </p>
      )}
      <Actions grow="wide">
        <Button label={words.guest.change} icon="back" disabled={busy} onPress={() => onStep('name')} />
        <Button kind="primary" label={label} icon="tick" disabled={busy} onPress={onSend} />
      </Actions>
    </div>
  )
}
