import { may, type Action } from '../../../shared/people/rights.ts'
import { Tabs } from '../../pages/ui/tabs.tsx'
import { PageHead } from '../page-head.tsx'
import type { PageProps } from '../pages.ts'
import { go } from '../router.ts'
import { session } from '../session.ts'
import { words } from '../text/words.ts'
import { BranchTab } from './branch-tab.tsx'
import { DaysTab } from './days-tab.tsx'
import { PasswordTab } from './password-tab.tsx'
import { ScreensTab } from './screens-tab.tsx'
import { StaffTab } from './staff-tab.tsx'
import { VoiceTab } from './voice-tab.tsx'

const TABS = ['branch', 'days', 'screens', 'voice', 'staff', 'password'] as const
type Tab = (typeof TABS)[number]

/** A tab that is not here is for everybody. */
const NEEDS: { readonly [tab in Tab]?: Action } = { staff: 'staff.manage' }

export function SettingsPage({ rest }: PageProps) {
  const { settings } = words()
  const now = session.value
  if (now.state !== 'in') return null
  const { me } = now
  const tabs = TABS.filter(tab => NEEDS[tab] === undefined || may(me.role, NEEDS[tab]))
  const current = tabs.find(tab => tab === rest[0]) ?? 'branch'
  const canChange = may(me.role, 'settings.change')
  return (
    <>
      <PageHead title={settings.title} />
      <Tabs
        label={settings.title}
        tabs={tabs.map(id => ({ id, label: settings.tabs[id] }))}
        current={current}
        onChange={tab => go('settings', tab)}
      />
      {current === 'branch' && <BranchTab canChange={canChange} />}
      {current === 'days' && <DaysTab canChange={canChange} />}
      {current === 'screens' && <ScreensTab canChange={canChange} version={me.version} />}
      {current === 'voice' && <VoiceTab canChange={canChange} />}
      {current === 'staff' && <StaffTab me={me.staffId} />}
      {current === 'password' && <PasswordTab loginName={me.loginName} hasKioskPin={me.hasKioskPin} />}
    </>
  )
}
