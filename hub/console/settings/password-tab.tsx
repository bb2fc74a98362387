import { Card } from '../../pages/ui/card.tsx'
import { OwnPasswordForm } from '../door/own-password.tsx'
import { refreshSession } from '../session.ts'
import { words } from '../text/words.ts'
import { KioskPinCard } from './kiosk-pin-card.tsx'
import css from './settings.module.css'

/** What only the account's owner knows: the password, and the PIN for the kiosks. */
export function PasswordTab({ loginName, hasKioskPin }: { loginName: string; hasKioskPin: boolean }) {
  return (
    <div class={css.own}>
      <Card title={words().settings.passwordCard}>
        <OwnPasswordForm loginName={loginName} onDone={() => void refreshSession()} />
      </Card>
      <KioskPinCard isSet={hasKioskPin} onDone={() => void refreshSession()} />
    </div>
  )
}
