import type { StaffId } from '../../../shared/base/ids.ts'
import { Card } from '../../pages/ui/card.tsx'
import type { GalleryScreen } from '../gallery/screens.tsx'
import { PageHead } from '../page-head.tsx'
import { words } from '../text/words.ts'
import { PasswordTab } from './password-tab.tsx'
import type { StaffRow } from './staff-row.ts'
import { StaffTable } from './staff-tab.tsx'

/** Accounts and what only their owners know. */

const nothing = () => undefined

const row = (loginName: string, displayName: string, more: Partial<StaffRow> = {}): StaffRow => ({
  staffId: loginName as StaffId,
  loginName,
  displayName,
  role: 'registrar',
  active: true,
  hasKioskPin: false,
  ...more,
})

const ROWS: readonly StaffRow[] = [
  row('fangzhiyuan', '方志远', { role: 'secretary', hasKioskPin: true }),
  row('limei', '李梅', { hasKioskPin: true }),
  row('nemm', '努尔买买提·阿卜杜热合曼尼亚孜'),
  row('wangjianhua', '王建华', { active: false }),
]

export const STAFF_SCREENS: readonly GalleryScreen[] = [
  {
    id: 'settings-password',
    page: 'settings',
    render: () => (
      <>
        <PageHead title={words().settings.title} />
        <PasswordTab loginName="limei" hasKioskPin />
      </>
    ),
  },
  {
    id: 'settings-staff',
    page: 'settings',
    render: () => (
      <>
        <PageHead title={words().settings.title} />
        <Card title={words().staff.card} padded={false}>
          <StaffTable rows={ROWS} me="fangzhiyuan" onEdit={nothing} onReset={nothing} onRemovePin={nothing} />
        </Card>
      </>
    ),
  },
]
