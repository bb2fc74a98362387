import type { Hash } from '../../../shared/base/bytes.ts'
import type { Millis } from '../../../shared/base/ids.ts'
import { clipOf } from '../../../shared/voice/clips.ts'
import { Tabs } from '../../pages/ui/tabs.tsx'
import type { GalleryScreen } from '../gallery/screens.tsx'
import { AT } from '../gallery/fixtures.ts'
import { PageHead } from '../page-head.tsx'
import { words } from '../text/words.ts'
import { VoiceDialog } from './voice-dialog.tsx'
import { VoiceList } from './voice-tab.tsx'

/** Settings whose tab shows more than a form. */

const recorded = (text: string, days: number) => ({
  clipId: clipOf(text).id,
  text,
  blob: 'a'.repeat(64) as Hash,
  at: (AT - days * 86_400_000) as Millis,
})

const RECORDINGS = [recorded('签到成功', 2), recorded('您已经签过到了，请就座', 2), recorded('您签过到了，请坐', 40)]

const nothing = () => undefined

const Voice = ({ recording }: { recording: boolean }) => {
  const { settings } = words()
  return (
    <>
      <PageHead title={settings.title} />
      <Tabs
        label={settings.title}
        tabs={(['branch', 'days', 'screens', 'voice', 'staff', 'password'] as const).map(id => ({
          id,
          label: settings.tabs[id],
        }))}
        current="voice"
        onChange={nothing}
      />
      <VoiceList recordings={RECORDINGS} off={false} canChange />
      {recording && (
        <VoiceDialog clip={clipOf('这张卡已挂失，请找工作人员帮忙')} left={59} onNext={nothing} onClose={nothing} />
      )}
    </>
  )
}

export const SETTINGS_SCREENS: readonly GalleryScreen[] = [
  { id: 'settings-voice', page: 'settings', render: () => <Voice recording={false} /> },
  { id: 'settings-voice-record', page: 'settings', render: () => <Voice recording /> },
]
