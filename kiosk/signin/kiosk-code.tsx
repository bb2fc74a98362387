import type { Activity } from '../../shared/activities/activity.ts'
import { posterTitle } from '../board/poster-view.ts'
import { useText } from '../text/use-text.ts'
import { timeOf } from '../text/dates.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Actions, Frame, Look, Touch } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { RingedQr } from '../ui/ringed-qr.tsx'
import { Steps } from '../ui/steps.tsx'
import css from './kiosk-code.module.css'

export interface KioskCodeProps {
  readonly activity: Activity
  /** What phones scan, or why there is nothing to scan. */
  readonly code:
    | { readonly kind: 'shown'; readonly address: string; readonly secondsLeft: number; readonly share: number }
    | { readonly kind: 'offline' | 'off' }
  /** Who signed in while this screen was open, newest first, as the room may see them. */
  readonly came: readonly string[]
  readonly onBack: () => void
}

const NAMES_SHOWN = 3

/** A code that enrolled phones open to sign in. Cards go on counting before it. */
export function KioskCode({ activity, code, came, onBack }: KioskCodeProps) {
  const t = useText()
  const words = t.phone.screen
  const where = t.signIn.where(t.activityType[activity.type])
  const back = <Button label={words.back} icon="back" onPress={onBack} />
  if (code.kind !== 'shown') {
    const [title, note] = code.kind === 'offline' ? [words.offline, words.offlineNote] : [words.off, words.offNote]
    return (
      <Frame where={where} speech={`${title}。${note}`} layout="center" help>
        <Empty icon={code.kind === 'offline' ? 'offline' : 'phone'} title={title} note={note} />
        <div class={css.alone}>{back}</div>
      </Frame>
    )
  }
  return (
    <Frame where={where} speech={`${words.title}。${words.steps.join('。')}。`} help>
      <Look>
        <Heading
          title={words.title}
          note={`${posterTitle(activity.title, t.activityType[activity.type])} · ${timeOf(activity.start)}`}
        />
        <RingedQr text={code.address} label={words.code} share={code.share} />
        <p class={css.left}>{words.left(code.secondsLeft)}</p>
      </Look>
      <Touch>
        <Steps steps={words.steps} />
        <section class={css.came} aria-live="polite">
          <h2>
            <Icon name="tick" />
            {words.came}
          </h2>
          {came.length === 0 ? (
            <p class={css.nobody}>{words.nobody}</p>
          ) : (
            <ul>
              {came.slice(0, NAMES_SHOWN).map((name, at) => (
                <li key={`${came.length - at} ${name}`}>{name}</li>
              ))}
            </ul>
          )}
        </section>
        <p class={css.card}>
          <Icon name="card" />
          {words.card}
        </p>
        <Actions>{back}</Actions>
      </Touch>
    </Frame>
  )
}
