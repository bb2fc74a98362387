import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Look, Touch } from '../ui/frame.tsx'
import { PlainFrame } from '../ui/plain-frame.tsx'
import { Icon } from '../ui/icon.tsx'
import { Steps } from '../ui/steps.tsx'
import css from './pairing.module.css'

/** Where the pairing stands. */
export type PairingView =
  | { readonly kind: 'code'; readonly code: string; readonly secondsLeft: number; readonly keyFingerprint: string }
  | { readonly kind: 'asking' | 'unreachable' | 'confirmed' | 'refused' | 'expired' }

export interface PairingProps {
  readonly view: PairingView
  readonly onAgain: () => void
}

/** A kiosk nobody knows yet: its eight digits, as large as they go, and what the secretary does with them. */
export function Pairing({ view, onAgain }: PairingProps) {
  const t = useText()
  const again = view.kind === 'refused' || view.kind === 'expired' || view.kind === 'unreachable'
  return (
    <PlainFrame>
      <Look>
        <div class={css.head}>
          <h1>{t.pairing.title}</h1>
          <div class={css.wenwu} />
        </div>
        <section class={css.code} aria-live="polite">
          {view.kind === 'code' ? <Code view={view} /> : <Waiting kind={view.kind} />}
        </section>
      </Look>
      <Touch>
        <Steps steps={view.kind === 'unreachable' ? t.pairing.unreachableSteps : t.pairing.steps} />
        <p class={css.keep}>{t.pairing.keepOn}</p>
        {again && (
          <Actions>
            <Button kind="primary" icon="retry" label={t.pairing.again} onPress={onAgain} />
          </Actions>
        )}
      </Touch>
    </PlainFrame>
  )
}

function Code({ view }: { view: Extract<PairingView, { kind: 'code' }> }) {
  const t = useText()
  const seconds = Math.max(0, Math.floor(view.secondsLeft))
  return (
    <>
      <p>{t.pairing.lead}</p>
      <b>
        <span>{view.code.slice(0, 4)}</span>
        <span>{view.code.slice(4)}</span>
      </b>
      <p>
        <Icon name="clock" />
        {t.pairing.expires(Math.floor(seconds / 60), seconds % 60)}
      </p>
      <small>
        {t.pairing.fingerprint} {view.keyFingerprint}
      </small>
    </>
  )
}

function Waiting({ kind }: { kind: Exclude<PairingView['kind'], 'code'> }) {
  const t = useText()
  return (
    <>
      <Icon name={kind === 'confirmed' ? 'tick' : kind === 'asking' ? 'clock' : 'alert'} />
      <h2>{t.pairing[kind]}</h2>
    </>
  )
}
