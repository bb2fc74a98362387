import { Card } from '../../pages/ui/card.tsx'
import { OwnPasswordForm } from '../door/own-password.tsx'
import { refreshSession } from '../session.ts'
import { words } from '../text/words.ts'
import css from './settings.module.css'

export function PasswordTab({ loginName }: { loginName: string }) {
  return (
    <div class={css.narrow}>
      <Card title={words().settings.passwordCard}>
        <OwnPasswordForm loginName={loginName} onDone={() => void refreshSession()} />
      </Card>
    </div>
  )
}
